"""What stands before retrieval: the gate's rules, then the sentinel; the stricter verdict wins."""

from bot.core.converse import Memory, leans
from bot.core.gate import Gate
from bot.core.read import Reader
from bot.core.sentinel import alarms
from bot.core.snapshot import Snapshot
from bot.core.verdict import Hit, Route, RuleClass, Verdict

_STRICTNESS = {rule_class: place for place, rule_class in enumerate(RuleClass)}


class Guard:
    """Checks a message alone, and together with what it leans on."""

    def __init__(self, snapshot: Snapshot, gate: Gate, reader: Reader) -> None:
        self._snapshot = snapshot
        self._gate = gate
        self._reader = reader
        bounds = snapshot.calibration.bounds
        self._bounds = {Route.URGENT: bounds.urgent, Route.CLINICIAN: bounds.clinician}

    def check(self, text: str, memory: Memory) -> Verdict:
        """Judge a message in its conversation."""
        verdict = self._judge(text, memory)
        if not memory.question or not leans(text):
            return verdict
        return min(verdict, self._judge(f"{memory.question}\n{text}", memory), key=_place)

    def _judge(self, text: str, memory: Memory) -> Verdict:
        """Ask the rules, and the sentinel where they found nothing as strict; it can only add."""
        verdict = self._gate.check(text, memory.evidence)
        if verdict.route in self._bounds:
            return verdict
        for part in self._reader.parts(text):
            reading = self._snapshot.analyser.read(part)
            for route, alarm in alarms(self._snapshot.sentinel, reading).items():
                if alarm.score > self._bounds[route]:
                    hit = Hit(f"sentinel-{alarm.rule_class.label}", "words")
                    return Verdict(alarm.rule_class, (*verdict.hits, hit), verdict.evidence)
        return verdict


def _place(verdict: Verdict) -> int:
    return _STRICTNESS[verdict.rule_class] if verdict.rule_class else len(_STRICTNESS)
