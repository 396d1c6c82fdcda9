"""False premises: what a question wrongly takes for true, and the passage that contradicts it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.core.memo import Memo
from bot.core.model import Entry, EntryId
from bot.core.text import Analyser, Reading

SLACK = 3
"""Words that may stand between the words of a premise."""

RECENT = 4
"""Questions whose premises are remembered: one question is asked for them several times."""


class Premise(NamedTuple):
    """A false premise in meanings, with the place of the passage that contradicts it."""

    meanings: tuple[str, ...]
    entry: EntryId
    passage: int


FEWEST = 3
"""Words that a premise needs; shorter ones stand in too many innocent questions."""


def read_premises(entries: Sequence[Entry], analyser: Analyser) -> tuple[Premise, ...]:
    """Give all false premises that a pack's passages name under `corrects`."""
    read = (
        Premise(tuple(meanings_of(analyser.read(text), analyser)), entry.id, at)
        for entry in entries
        for at, passage in enumerate(entry.passages)
        for text in passage.corrects
    )
    return tuple(premise for premise in read if len(premise.meanings) >= FEWEST)


def meanings_of(reading: Reading, analyser: Analyser) -> list[str]:
    """Give concepts in place of stems where there are any; common words are left out."""
    return [
        analyser.concept_of(stem) or stem
        for word, stem in zip(reading.words, reading.stems, strict=True)
        if not analyser.is_common(word)
    ]


class Premises:
    """Finds the premise that a question is built on."""

    def __init__(
        self,
        premises: Iterable[Premise],
        analyser: Analyser,
        under: "Premises | None" = None,
        edited: Collection[EntryId] = (),
    ) -> None:
        """Take premises, and those `under` them but of the entries that were `edited`."""
        self._analyser = analyser
        self._under = under
        self._edited = edited
        self._recent = Memo[Premise | None](RECENT)
        self._premises: dict[str, list[Premise]] = {}
        for premise in premises:
            self._premises.setdefault(premise.meanings[0], []).append(premise)

    def find(self, reading: Reading) -> Premise | None:
        """Give the longest premise whose words stand in the question, in order and near."""
        return self._recent.of(reading, lambda: self._find(reading))

    def _find(self, reading: Reading) -> Premise | None:
        meanings = meanings_of(reading, self._analyser)
        found = [
            premise
            for at, first in enumerate(meanings)
            for premise in self.beginning(first)
            if _stands(premise.meanings, meanings[at : at + len(premise.meanings) + SLACK])
        ]
        return max(found, key=lambda premise: len(premise.meanings), default=None)

    def beginning(self, first: str) -> list[Premise]:
        """Give the premises that begin with a word."""
        under = self._under.beginning(first) if self._under else ()
        kept = (premise for premise in under if premise.entry not in self._edited)
        return [*kept, *self._premises.get(first, ())]


def _stands(premise: tuple[str, ...], meanings: Sequence[str]) -> bool:
    rest = iter(meanings)
    return all(meaning in rest for meaning in premise)
