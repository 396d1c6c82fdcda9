"""One question, start to end: gate, conversation, small talk, index, rank, decide.

Pure: the time is an argument, the memory goes in and comes out.
"""

from dataclasses import dataclass, replace

from bot.core.choosing import picked
from bot.core.converse import Memory, asks, leans, nods, remembered, wants_again, wants_more
from bot.core.gate import Gate
from bot.core.guard import Guard
from bot.core.model import EntryId
from bot.core.outcome import (
    Abstained,
    Answer,
    Answered,
    Outcome,
    Referred,
    Suggested,
    Urgent,
    plain_of,
    without_figures,
)
from bot.core.read import Considered, Reader
from bot.core.retrieve import Retriever
from bot.core.showing import SURE, Showing
from bot.core.snapshot import Snapshot
from bot.core.talk import Talk
from bot.core.verdict import Route, RuleClass, Verdict

FITS = 0.3
"""Lowest chance of being right at which an entry stands beside a referral."""

DOUBT, STEEP = 0.05, 5.0
"""Figures need less doubt that the question is general, and a chance of SURE + STEEP * doubt.

A question after a referral needs less doubt, too, to be taken for one of its own.
"""

PARTINGS = ("talk_thanks", "talk_goodbye", "talk_acknowledge")
"""Small talk that asks for nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with what led to it. `chance` is 1 where a rule decided."""

    outcome: Outcome
    memory: Memory
    verdict: Verdict
    considered: tuple[Considered, ...] = ()
    chance: float = 1.0


class Pipeline:
    """Answers questions from one snapshot."""

    def __init__(self, snapshot: Snapshot, gate: Gate) -> None:
        self._snapshot = snapshot
        self._entries = snapshot.pack.entries
        self._by_id = snapshot.served_by_id()
        self._reader = Reader(snapshot)
        self.guard = Guard(snapshot, gate, self._reader)
        self._talk = Talk(snapshot)
        self._showing = Showing(snapshot)
        self._retriever = Retriever(snapshot, self._reader, self._showing)

    def ask(self, text: str, memory: Memory, now: float) -> Result:
        """Answer one message of a person."""
        memory = memory.fresh(now)
        memory, verdict = self._heard(text, memory, now)
        if verdict.route is not Route.OPEN:
            return self._stop(text, memory, verdict, now)
        if followed := self._direct(text, memory):
            is_doubtful = verdict.doubt > DOUBT
            told = without_figures(followed, self._by_id) if is_doubtful else followed
            return self._close(told, text, memory, verdict, (), now)
        reading = self._snapshot.analyser.read(text)
        talk = self._talk.said(text) or self._talk.find(reading, is_loose=not memory.question)
        if talk and talk.message == "talk_none" and memory.suggested:
            none = Abstained("abstain_unknown")
            return self._close(none, memory.question, memory, verdict, (), now)
        if talk:
            return self._close(talk, text, memory, verdict, (), now)
        outcome, seen = self._retriever.find(text, reading, memory)
        named = isinstance(outcome, Abstained) and not outcome.is_unknown
        lost = isinstance(outcome, Abstained | Suggested)
        if lost and (stopped := self.guard.as_suspected(verdict, is_topic=named)):
            verdict = stopped
            outcome, seen = self._fixed(text, verdict)
        if isinstance(outcome, Answered) and _are_figures_doubtful(seen, verdict):
            outcome = without_figures(outcome, self._by_id)
        if memory.question and not isinstance(outcome, Answered) and not asks(text):
            outcome = self._talk.find(reading, is_loose=True) or outcome
        return self._close(outcome, text, memory, verdict, seen, now)

    def relieve(self, text: str, memory: Memory, now: float) -> Result:
        """Give the help lines that the rules call for, without reading any further."""
        verdict = self.guard.by_rules(text)
        found = verdict.rule_class if verdict.route is Route.URGENT else None
        message = (found or RuleClass.EMERGENCY).message
        return self._close(Urgent(message), text, memory.fresh(now), verdict, (), now)

    def judge(self, text: str) -> Verdict:
        """Give what the gate and the sentinel say of a text alone, whatever was said before."""
        return self.guard.check(text, Memory())

    def answer(self, entry: EntryId) -> Answer | None:
        """Give the answer of an entry as it stands; None when it is not served."""
        return self._showing.whole(self._by_id[entry]) if entry in self._by_id else None

    def show(self, entry: EntryId, memory: Memory, now: float) -> Result | None:
        """Answer with an entry chosen from a list, past the gate; None when it is not served."""
        answer = self.answer(entry)
        if answer is None:
            return None
        memory = memory.fresh(now)
        text = self._by_id[entry].question
        verdict = self.guard.check(text, memory)
        fixed = self._fixed(text, verdict) if verdict.rule_class else None
        outcome, seen = fixed or (Answered((answer,)), ())
        return self._close(outcome, text, memory, verdict, seen, now)

    def _heard(self, text: str, memory: Memory, now: float) -> tuple[Memory, Verdict]:
        """Judge a message; one that surely asks something general forgets what was stopped."""
        if memory.lets_go(now) and leans(text) and self._retriever.stands_alone(text):
            alone = replace(memory, question="", referred=False, alarmed=None)
            verdict = self.guard.check(text, alone)
            if verdict.doubt < DOUBT:
                return alone, verdict
        return memory, self.guard.check(text, memory)

    def _stop(self, text: str, memory: Memory, verdict: Verdict, now: float) -> Result:
        """Reply to what may not be answered; thanks for a referral ask for no second one."""
        if verdict.route is Route.CLINICIAN and memory.question:
            talk = self._talk.said(text)
            if not talk or talk.message not in PARTINGS:
                talk = self._talk.find(self._snapshot.analyser.read(text), is_loose=True)
            if talk and talk.message in PARTINGS and not asks(text) and not nods(text):
                alone = self.guard.check(text, replace(memory, question=""))
                if alone.route is Route.OPEN:
                    return self._close(talk, text, memory, alone, (), now)
        outcome, seen = self._fixed(text, verdict)
        return self._close(outcome, text, memory, verdict, seen, now)

    def _fixed(self, text: str, verdict: Verdict) -> tuple[Outcome, tuple[Considered, ...]]:
        """Reply with a fixed text; beside a referral stands one entry on the topic, figure-free."""
        message = verdict.rule_class.message if verdict.rule_class else ""
        if verdict.route is Route.URGENT:
            return Urgent(message), ()
        if verdict.route is Route.ABSTAIN:
            return Abstained(message), ()
        found = self._reader.consider(text)
        entry = self._entries[found.first]
        plain = plain_of(entry.passages)
        fits = entry.id in self._by_id and found.chance >= FITS
        if fits and not found.reading.outside and plain:
            return Referred(message, entry.id, plain), (found,)
        return Referred(message), (found,)

    def _direct(self, text: str, memory: Memory) -> Answered | None:
        """Resolve "the second one", "once more, simpler" and "tell me more"."""
        chosen = picked(text, memory.offered)
        if chosen and chosen in self._by_id:
            return Answered((self._showing.whole(self._by_id[chosen]),))
        if wants_again(text) and not memory.referred:
            return self._again(memory)
        if wants_more(text) and memory.shown:
            unseen = [
                other
                for shown in memory.shown
                if shown in self._by_id
                for other in self._by_id[shown].related
                if other in self._by_id and other not in memory.shown
            ]
            if unseen:
                return Answered((self._showing.whole(self._by_id[self._nearest(unseen, memory)]),))
        return None

    def _nearest(self, entries: list[EntryId], memory: Memory) -> EntryId:
        """Give the first entry that is not about the opposite of what was shown last."""
        sides_of = self._snapshot.analyser.sides_of
        last = memory.shown[0]
        sides = sides_of(self._by_id[last].question) if last in self._by_id else frozenset()
        groups = {group for group, _ in sides}

        def is_opposite(entry: EntryId) -> bool:
            named = {side for side in sides_of(self._by_id[entry].question) if side[0] in groups}
            return bool(named) and not named & sides

        return min(entries, key=is_opposite)

    def _again(self, memory: Memory) -> Answered | None:
        """Give what was shown last."""
        answer = self.answer(memory.shown[0]) if memory.shown else None
        return Answered((answer,)) if answer else None

    def _close(
        self,
        outcome: Outcome,
        text: str,
        memory: Memory,
        verdict: Verdict,
        seen: tuple[Considered, ...],
        now: float,
    ) -> Result:
        chance = max((each.sureness for each in seen), default=1.0)
        asked = max(seen, key=lambda each: each.chance).text if seen else ""
        if isinstance(outcome, Answered) and not seen:
            asked = self._by_id[outcome.answers[0].entry].question
        after = remembered(memory, outcome, text, asked, verdict, now)
        return Result(outcome, after, verdict, seen, chance)


def _are_figures_doubtful(seen: tuple[Considered, ...], verdict: Verdict) -> bool:
    """Tell whether figures may be no answer: the question may be personal, or another."""
    chance = max(each.chance for each in seen) - STEEP * verdict.doubt
    return verdict.doubt > DOUBT or chance < SURE
