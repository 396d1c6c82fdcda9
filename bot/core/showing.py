"""What of the entries a reply shows: what leads, what stands beside it, and nothing twice."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.core.converse import sentences
from bot.core.lexicon import NEGATIONS
from bot.core.model import Entry, EntryId, Locator, Passage
from bot.core.outcome import Answer, Answered
from bot.core.premises import Premise, meanings_of
from bot.core.read import Considered
from bot.core.snapshot import Snapshot

SURE = 0.6
"""Chance of being right from which an entry with figures stands beside another."""

SHOWN = 3
"""Most entries that are suggested, or named as related."""


class _Told(NamedTuple):
    """What one sentence tells: its meanings, the negations among its words, the blocks it cites."""

    meanings: frozenset[str]
    negations: frozenset[str]
    blocks: frozenset[Locator]

    def repeats(self, other: "_Told") -> bool:
        """Tell whether the other says all of this, and negates alike."""
        return (
            self.meanings <= other.meanings
            and self.negations == other.negations
            and self.blocks <= other.blocks
        )


class Showing:
    """Shows the entries of one snapshot that are served."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._entries = snapshot.pack.entries
        self._by_id = snapshot.served_by_id()

    def whole(self, entry: Entry) -> Answer:
        """Show an entry as it stands."""
        related = [self._by_id[other] for other in entry.related if other in self._by_id]
        return Answer(entry.id, tuple(entry.passages), tuple(related[:SHOWN]))

    def reply(self, found: Considered) -> Answered:
        """Show the best entry and, where it is not clear which is meant, the next beside it."""
        answers = [self.led(self._entries[found.first], found)]
        for each in found.shown[1:]:
            entry = self._entries[each.entry]
            if entry.id in self._by_id and (each.chance >= SURE or entry.is_plain):
                said = [passage for answer in answers for passage in answer.passages]
                answer = self.whole(entry)
                if fresh := self.fresh(answer.passages, said):
                    answers.append(Answer(answer.entry, fresh, answer.related))
        return Answered(tuple(answers))

    def led(self, entry: Entry, found: Considered) -> Answer:
        """Show an entry; a passage that contradicts the question's premise leads."""
        shown = self.whole(entry)
        premise = self._premise(entry, found)
        if premise is None:
            return shown
        lead = self._by_id[premise.entry].passages[premise.passage]
        if lead in shown.passages:
            rest = tuple(each for each in shown.passages if each != lead)
        else:
            rest = self.fresh(shown.passages, [lead])
        return Answer(entry.id, (lead, *rest), shown.related)

    def contradiction(self, found: Considered) -> Answered | None:
        """Show the entry in view that contradicts what the question takes for true, if one does."""
        premise = self._premise(self._entries[found.first], found)
        return Answered((self.led(self._by_id[premise.entry], found),)) if premise else None

    def _premise(self, entry: Entry, found: Considered) -> Premise | None:
        """Give the premise that the question is built on, where an entry in view contradicts it."""
        premise = self._snapshot.premises.find(found.reading)
        return premise if premise and premise.entry in self._near(found, entry) else None

    def _near(self, found: Considered, entry: Entry) -> set[EntryId]:
        """Give the entries in view: those weighed, and those that share a block with the answer."""
        weighed = {self._entries[each.entry].id for each in found.weighed}
        kin = {e.id for e in self._by_id.values() if e.locators & entry.locators}
        return (weighed | kin) & self._by_id.keys()

    def fresh(self, passages: Iterable[Passage], said: Iterable[Passage]) -> tuple[Passage, ...]:
        """Leave out passages that were said, sentence by sentence, from the same blocks."""
        told = [each for passage in said for each in self._told(passage)]

        def is_said(passage: Passage) -> bool:
            return all(any(a.repeats(b) for b in told) for a in self._told(passage))

        return tuple(passage for passage in passages if not is_said(passage))

    def _told(self, passage: Passage) -> list[_Told]:
        analyser = self._snapshot.analyser
        read = [analyser.read(text) for text in sentences(passage.text)]
        return [
            _Told(
                frozenset(meanings_of(each, analyser)),
                NEGATIONS.intersection(each.words),
                frozenset(passage.citations),
            )
            for each in read
        ]
