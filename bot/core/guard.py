"""What stands before retrieval: the gate's rules and the sentinel; the strictest verdict wins.

A text whose words are hidden is judged as it is written and as it reads. Where the sentinel has no
doubt, what only tentative rules stop passes; nothing else that rules stop does.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bot.core.converse import Memory, leans, sentences
from bot.core.gate import MAX_CHARS, READ, Gate
from bot.core.hiding import Hiding
from bot.core.pieces import pieces, tails
from bot.core.read import Reader
from bot.core.seams import Seams
from bot.core.sentinel import Alarm, alarms
from bot.core.snapshot import Snapshot
from bot.core.usage import Usage
from bot.core.verdict import PLACES, Evidence, Hit, Route, RuleClass, Verdict

STORY = 2
"""Sentences from which on a message tells something beside what it asks."""

TRACE = 0.02
"""Doubt below which the sentinel has none.

Of the golden questions, tentative rules stop none of 4,000 personal ones alone that lie below it;
below .05 it would be 15, and 6 more of 7,000 others would pass.
"""

DOUBTED = 0.1
"""Doubt that what may be a torn sentence must raise where only tentative rules stop it."""

KNOWN = 0.85
"""Chance of an entry from which a question is known.

A lone rule stops no known question of which the sentinel has no doubt, and the sentinel stops one
from halfway to certainty on. Of 3,200 labelled personal questions 3 more pass so; of 51 general
ones that were stopped, among 2,300 put aside, 12 no longer are.
"""

TAUGHT = 1_000
"""Examples without which the sentinel's having no doubt means nothing."""


class _Heard(NamedTuple):
    """What the sentinel makes of one piece of a message.

    `told`: in a story, it only tells something beside what is asked; torn out of it, such a piece
    must come a third of the way from the bound to certainty to be taken for a personal question.
    """

    alarms: dict[Route, Alarm]
    told: bool


class Guard:
    """Checks a message alone, and together with what it leans on."""

    def __init__(self, snapshot: Snapshot, gate: Gate, reader: Reader) -> None:
        self._snapshot = snapshot
        self._gate = gate
        self._reader = reader
        usage = Usage(gate.words, snapshot.sentinel.space, snapshot.analyser)
        self._hiding = Hiding(gate.words, usage)
        self._seams = Seams(snapshot.sentinel.space, snapshot.analyser)
        bounds = snapshot.calibration.bounds
        self._bounds = {Route.URGENT: bounds.urgent, Route.CLINICIAN: bounds.clinician}
        self._unsure = bounds.unsure
        self._is_taught = snapshot.sentinel.examples >= TAUGHT

    def check(self, text: str, memory: Memory) -> Verdict:
        """Judge a message in its conversation. Never raises: a fault ends in a fixed refusal."""
        try:
            return self._in_context(text, memory)
        except Exception as error:  # noqa: BLE001 - fails closed whatever breaks
            found = self._gate.check(text, memory.evidence)
            fault = Verdict(RuleClass.FAULT, (Hit("fault", type(error).__name__),), found.evidence)
            return min(found, fault, key=_place)

    def is_urgent(self, text: str) -> bool:
        """Tell whether a text alone, whatever was said before, would be answered by help lines."""
        return self.check(text, Memory()).route is Route.URGENT

    def seems_urgent(self, text: str) -> bool:
        """Tell the same by the rules alone, at a tenth of the cost."""
        return self._gate.is_urgent(text)

    def by_rules(self, text: str) -> Verdict:
        """Judge a text alone by the rules alone."""
        return self._gate.check(text)

    def as_suspected(self, verdict: Verdict, *, is_topic: bool) -> Verdict | None:
        """Stop a question without a sure answer where a personal one is more likely, else None.

        `is_topic`: its topic is known to be uncovered, so the doubt has to be larger, halfway to
        the bound at which the sentinel stops it alone.
        """
        suspected = verdict.suspected
        halfway = (self._unsure + self._bounds[Route.CLINICIAN]) / 2
        is_doubted = verdict.doubt > (halfway if is_topic else self._unsure)
        if suspected is None or suspected.route is not Route.CLINICIAN or not is_doubted:
            return None
        return replace(verdict, rule_class=suspected, hits=(*verdict.hits, _hit(suspected)))

    def _in_context(self, text: str, memory: Memory) -> Verdict:
        alone = self._judge(text, memory.evidence)
        if not memory.question or not leans(text):
            return alone
        found = _together([alone, *self._joined(text, memory)])
        is_leaning = alone.route is Route.OPEN and found.route is not Route.OPEN
        return replace(found, is_leaning=is_leaning)

    def _joined(self, text: str, memory: Memory) -> Iterator[Verdict]:
        """Judge a message with what it leans on; one that only points adds nothing to that."""
        joined = f"{memory.question}\n{text}"
        if not self._snapshot.analyser.only_points(text):
            yield self._judge(joined, memory.evidence)
            return
        yield self._judge(memory.question, memory.evidence)
        yield _without_tentative(self._gate.check(joined, memory.evidence))

    def _judge(self, text: str, carried: Evidence) -> Verdict:
        """Judge a text as it is written, and as it reads where its words are hidden."""
        written = self._written(text, carried)
        if written.route is Route.URGENT or len(text) > READ:
            return written
        meant = [self._written(each, carried) for each in self._hiding.readings(text)]
        return _together([written, *map(_deciphered, meant)]) if meant else written

    def _written(self, text: str, carried: Evidence) -> Verdict:
        """Judge the whole and its pieces, by rules and by the sentinel."""
        whole = self._gate.check(text, carried)
        if len(text) > READ:
            return min([whole, *self._cries(text, whole)], key=_place)
        if whole.route is Route.URGENT and len(sentences(text)) < STORY:
            return whole
        parts = self._parts(text)
        checked = {part: self._gate.check(part, carried) for part in parts if part != text}
        checked[text] = whole
        heard = {part: self._hear(part, told=is_told) for part, is_told in parts.items()}
        known = cache(lambda: self._reader.consider(text).chance >= KNOWN)
        found = list(checked.values())
        if not carried and self._is_taught:
            found = _without_faint(text, checked, heard, known)
        alarmed = self._alarmed(heard.values(), whole, known)
        verdicts = [*found, *alarmed, *self._apart(text, found, parts, carried)]
        strictest = min(verdicts, key=_place)
        hits = tuple(dict.fromkeys(hit for each in verdicts for hit in each.hits))
        doubt = max(_doubts(heard.values()), key=lambda alarm: alarm.score, default=None)
        return replace(
            strictest,
            hits=hits,
            evidence=whole.evidence,
            doubt=doubt.score if doubt else 0.0,
            suspected=doubt.rule_class if doubt else None,
        )

    def _cries(self, text: str, verdict: Verdict) -> Iterator[Verdict]:
        """Give what the sentinel hears of danger in a text too long to be answered."""
        for sentence in dict.fromkeys(sentences(text[:MAX_CHARS])):
            heard = self._hear(sentence, told=False)
            for each in self._alarmed([heard], verdict, lambda: False):
                if each.route is Route.URGENT:
                    yield each

    def _parts(self, text: str) -> dict[str, bool]:
        """Give what is judged of a message, and whether it is only told beside what is asked.

        Each line counts as a message of its own: what stands above or below never softens it.
        """
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        parts: dict[str, bool] = {}
        for message in dict.fromkeys([text, *lines]):
            asked = self._reader.parts(message)
            is_story = len(sentences(message)) >= STORY
            for part in (*asked, *pieces(message)):
                parts[part] = parts.get(part, True) and is_story and part not in asked
        return parts

    def _apart(
        self, text: str, found: list[Verdict], known: Container[str], carried: Evidence
    ) -> Iterator[Verdict]:
        """Judge what follows a comma or stands beside a seam as if it had been written alone.

        A story has many turns that look like seams, and its sentences are judged already.
        """
        if not self._is_taught:
            return
        is_story = len(sentences(text)) >= STORY
        strictest = min(found, key=_place)
        halves = dict.fromkeys(() if is_story else self._seams.halves(text), False)
        for half, is_tail in (halves | dict.fromkeys(tails(text), True)).items():
            if half in known or " " not in half:
                continue
            heard = self._hear(half, told=is_tail)
            yield from self._alarmed([heard], strictest, lambda: False)
            if strictest.route is Route.CLINICIAN:
                continue  # an emergency is heard by its rules in the whole
            alone = self._gate.check(half, carried)
            is_doubted = any(each.score > DOUBTED for each in heard.alarms.values())
            yield alone if is_doubted else _without_tentative(alone)

    def _hear(self, text: str, *, told: bool) -> _Heard:
        """Ask the sentinel, whose word on a text that only points would mean nothing."""
        analyser = self._snapshot.analyser
        if analyser.only_points(text):
            return _Heard({}, told)
        return _Heard(alarms(self._snapshot.sentinel, analyser.read(text)), told)

    def _alarmed(
        self, heard: Iterable[_Heard], verdict: Verdict, known: Callable[[], bool]
    ) -> Iterator[Verdict]:
        """Give what the sentinel stops; `known`: whether an entry surely answers the question."""
        for each in heard:
            for route, alarm in each.alarms.items():
                bound, is_urgent = self._bounds[route], route is Route.URGENT
                if alarm.score <= ((1 + 2 * bound) / 3 if each.told and not is_urgent else bound):
                    continue
                if is_urgent or alarm.score > (1 + bound) / 2 or not known():
                    yield Verdict(alarm.rule_class, (_hit(alarm.rule_class),), verdict.evidence)


def _hit(rule_class: RuleClass) -> Hit:
    return Hit(f"sentinel-{rule_class.label}", "words")


def _deciphered(verdict: Verdict) -> Verdict:
    """Name as the view of what was found that it was read in a hidden text."""
    return replace(verdict, hits=tuple(Hit(each, "deciphered") for each in verdict.rules))


def _together(verdicts: list[Verdict]) -> Verdict:
    """Give the strictest verdict, with the largest doubt of all."""
    doubted = max(verdicts, key=lambda each: each.doubt)
    strictest = min(verdicts, key=_place)
    return replace(strictest, doubt=doubted.doubt, suspected=doubted.suspected)


def _doubts(heard: Iterable[_Heard]) -> Iterator[Alarm]:
    """Give what the sentinel makes of the pieces that ask."""
    for each in heard:
        if not each.told:
            yield from each.alarms.values()


def _largest(heard: Iterable[_Heard]) -> float:
    """Give the largest doubt that a text is general, 0 where none is heard."""
    return max((alarm.score for each in heard for alarm in each.alarms.values()), default=0.0)


def _without_faint(
    text: str, checked: dict[str, Verdict], heard: dict[str, _Heard], known: Callable[[], bool]
) -> list[Verdict]:
    """Let pass what knows little where the sentinel has no doubt of what asks or was stopped.

    That are tentative rules; a lone one where the question is known and does not speak of its
    writer; and any that only what a story tells has met: of 990 stories that are personal or urgent
    none raised less doubt than .08.
    """
    stopped = [part for part, verdict in checked.items() if verdict.rules]
    telling = (each for part, each in heard.items() if part in stopped or not each.told)
    if not stopped or _largest(telling) >= TRACE:
        return list(checked.values())
    is_story = any(each.told for each in heard.values())
    is_told = is_story and all(heard[part].told for part in stopped if part != text)
    fired = {rule for part in stopped for rule in checked[part].rules}
    is_lone = len(fired) == 1 and all(_is_of_nobody(checked[part]) for part in stopped) and known()
    return [
        Verdict(None, (), each.evidence)
        if each.is_tentative or is_lone or (is_told and each.is_written)
        else each
        for each in checked.values()
    ]


def _is_of_nobody(verdict: Verdict) -> bool:
    """Tell whether what would be referred does not speak of its writer."""
    return verdict.route is Route.CLINICIAN and Evidence.FIRST_PERSON not in verdict.evidence


def _without_tentative(verdict: Verdict) -> Verdict:
    """Let pass what only tentative rules stop."""
    return Verdict(None, (), verdict.evidence) if verdict.is_tentative else verdict


def _place(verdict: Verdict) -> int:
    return PLACES[verdict.rule_class]
