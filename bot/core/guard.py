"""What stands before retrieval: the gate's rules and the sentinel; the strictest verdict wins."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.core.converse import Memory, leans
from bot.core.gate import READ, Gate
from bot.core.pieces import pieces
from bot.core.read import Reader
from bot.core.sentinel import Alarm, alarms
from bot.core.snapshot import Snapshot
from bot.core.text import Reading
from bot.core.verdict import Evidence, Hit, Route, RuleClass, Verdict

_PLACES: dict[RuleClass | None, int] = {each: place for place, each in enumerate(RuleClass)}
_PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the sentinel makes of one piece of a message.

    `told`: it only tells something beside what is asked; torn out of a story, such a piece must
    leave half the doubt to raise an alarm.
    """

    reading: Reading
    alarms: dict[Route, Alarm]
    told: bool

    @property
    def chance(self) -> float:
        """The chance that the piece is to be stopped."""
        return sum(alarm.score for alarm in self.alarms.values())


class Guard:
    """Checks a message alone, and together with what it leans on."""

    def __init__(self, snapshot: Snapshot, gate: Gate, reader: Reader) -> None:
        self._snapshot = snapshot
        self._gate = gate
        self._reader = reader
        bounds = snapshot.calibration.bounds
        self._bounds = {Route.URGENT: bounds.urgent, Route.CLINICIAN: bounds.clinician}
        self._quiet = bounds.quiet

    def check(self, text: str, memory: Memory) -> Verdict:
        """Judge a message in its conversation. Never raises: a fault ends in a fixed refusal."""
        try:
            return self._in_context(text, memory)
        except Exception as error:  # noqa: BLE001 - fails closed whatever breaks
            found = self._gate.check(text, memory.evidence)
            fault = Verdict(RuleClass.FAULT, (Hit("fault", type(error).__name__),), found.evidence)
            return min(found, fault, key=_place)

    def _in_context(self, text: str, memory: Memory) -> Verdict:
        verdict = self._judge(text, memory.evidence)
        if not memory.question or not leans(text):
            return verdict
        return min(verdict, self._judge(f"{memory.question}\n{text}", memory.evidence), key=_place)

    def _judge(self, text: str, carried: Evidence) -> Verdict:
        """Judge the whole and its pieces, by rules and by the sentinel."""
        whole = self._gate.check(text, carried)
        if whole.route is Route.URGENT or len(text) > READ:
            return whole
        asked = self._reader.parts(text)
        parts = list(dict.fromkeys([*asked, *pieces(text)]))
        heard = [self._hear(part, told=part not in asked) for part in parts]
        if self._is_plainly_open(heard):
            whole = whole.without_broad()
        verdicts = [whole, *self._alarmed(heard, whole)]
        if len(parts) > 1:
            verdicts += map(self._alone, parts, heard, [carried] * len(parts))
        strictest = min(verdicts, key=_place)
        hits = tuple(dict.fromkeys(hit for each in verdicts for hit in each.hits))
        broad = tuple(dict.fromkeys(hit for each in verdicts for hit in each.broad))
        return replace(strictest, hits=hits, evidence=whole.evidence, broad=broad)

    def _alone(self, text: str, heard: _Heard, carried: Evidence) -> Verdict:
        """Judge one piece by the rules, as if nothing stood beside it."""
        verdict = self._gate.check(text, carried)
        return verdict.without_broad() if self._is_plainly_open([heard]) else verdict

    def _hear(self, text: str, *, told: bool) -> _Heard:
        reading = self._snapshot.analyser.read(text)
        return _Heard(reading, alarms(self._snapshot.sentinel, reading), told)

    def _alarmed(self, heard: list[_Heard], verdict: Verdict) -> Iterator[Verdict]:
        """Give what the sentinel stops."""
        for each in heard:
            for route, alarm in each.alarms.items():
                bound = self._bounds[route]
                if alarm.score > ((1 + bound) / 2 if each.told else bound):
                    hit = Hit(f"sentinel-{alarm.rule_class.label}", "words")
                    yield Verdict(alarm.rule_class, (hit,), verdict.evidence)

    def _is_plainly_open(self, heard: list[_Heard]) -> bool:
        """Tell whether the sentinel knows every word and finds nothing personal in any piece."""
        return all(each.chance < self._quiet and not each.reading.unknown for each in heard)


def _place(verdict: Verdict) -> int:
    return _PLACES.get(verdict.rule_class, len(_PLACES))
