"""Wrong premises: which false claim a question is built on, and the passage that contradicts it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Entry, EntryId
from bot.core.text import Analyser, Reading

SLACK = 3
"""Words that may stand between the words of a claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A false claim in meanings, with the place of the passage that contradicts it."""

    meanings: tuple[str, ...]
    entry: EntryId
    passage: int


class Claims:
    """All false claims that a pack's passages name under `corrects`."""

    def __init__(self, entries: Sequence[Entry], analyser: Analyser) -> None:
        self._analyser = analyser
        self._claims: dict[str, list[Claim]] = {}
        for entry in entries:
            for at, passage in enumerate(entry.passages):
                for text in passage.corrects:
                    meanings = tuple(self._meanings(analyser.read(text)))
                    if len(meanings) > 2:
                        claim = Claim(meanings, entry.id, at)
                        self._claims.setdefault(meanings[0], []).append(claim)

    def find(self, reading: Reading) -> Claim | None:
        """Give the longest claim whose words stand in the question, in order and near."""
        meanings = self._meanings(reading)
        found = [
            claim
            for at, first in enumerate(meanings)
            for claim in self._claims.get(first, ())
            if _stands(claim.meanings, meanings[at : at + len(claim.meanings) + SLACK])
        ]
        return max(found, key=lambda claim: len(claim.meanings), default=None)

    def _meanings(self, reading: Reading) -> list[str]:
        """Give concepts in place of stems where there are any; common words are left out."""
        return [
            self._analyser.concept_of(stem) or stem
            for word, stem in zip(reading.words, reading.stems, strict=True)
            if not self._analyser.is_common(word)
        ]


def _stands(claim: tuple[str, ...], meanings: Sequence[str]) -> bool:
    rest = iter(meanings)
    return all(meaning in rest for meaning in claim)
