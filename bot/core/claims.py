"""Wrong premises: which false claim a question is built on, and the passage that contradicts it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.core.memo import Memo
from bot.core.model import Entry, EntryId
from bot.core.text import Analyser, Reading

SLACK = 3
"""Words that may stand between the words of a claim."""

RECENT = 4
"""Questions whose claims are remembered: one question is asked for them several times."""


class Claim(NamedTuple):
    """A false claim in meanings, with the place of the passage that contradicts it."""

    meanings: tuple[str, ...]
    entry: EntryId
    passage: int


FEWEST = 3
"""Words that a claim needs; shorter ones stand in too many innocent questions."""


def read_claims(entries: Sequence[Entry], analyser: Analyser) -> tuple[Claim, ...]:
    """Give all false claims that a pack's passages name under `corrects`."""
    read = (
        Claim(tuple(meanings_of(analyser.read(text), analyser)), entry.id, at)
        for entry in entries
        for at, passage in enumerate(entry.passages)
        for text in passage.corrects
    )
    return tuple(claim for claim in read if len(claim.meanings) >= FEWEST)


def meanings_of(reading: Reading, analyser: Analyser) -> list[str]:
    """Give concepts in place of stems where there are any; common words are left out."""
    return [
        analyser.concept_of(stem) or stem
        for word, stem in zip(reading.words, reading.stems, strict=True)
        if not analyser.is_common(word)
    ]


class Claims:
    """Finds the claim that a question is built on."""

    def __init__(
        self,
        claims: Iterable[Claim],
        analyser: Analyser,
        under: "Claims | None" = None,
        edited: Collection[EntryId] = (),
    ) -> None:
        """Take claims, and those `under` them but of the entries that were `edited`."""
        self._analyser = analyser
        self._under = under
        self._edited = edited
        self._recent = Memo[Claim | None](RECENT)
        self._claims: dict[str, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(claim.meanings[0], []).append(claim)

    def find(self, reading: Reading) -> Claim | None:
        """Give the longest claim whose words stand in the question, in order and near."""
        return self._recent.of(reading, lambda: self._find(reading))

    def _find(self, reading: Reading) -> Claim | None:
        meanings = meanings_of(reading, self._analyser)
        found = [
            claim
            for at, first in enumerate(meanings)
            for claim in self.beginning(first)
            if _stands(claim.meanings, meanings[at : at + len(claim.meanings) + SLACK])
        ]
        return max(found, key=lambda claim: len(claim.meanings), default=None)

    def beginning(self, first: str) -> list[Claim]:
        """Give the claims that begin with a word."""
        under = self._under.beginning(first) if self._under else ()
        kept = (claim for claim in under if claim.entry not in self._edited)
        return [*kept, *self._claims.get(first, ())]


def _stands(claim: tuple[str, ...], meanings: Sequence[str]) -> bool:
    rest = iter(meanings)
    return all(meaning in rest for meaning in claim)
