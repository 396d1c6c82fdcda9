"""The words of a question that tell what it is about, and what each weighs."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.holdings import Holdings
from bot.core.text import Analyser, Reading

REMEMBERED = 10_000
"""Words whose weights are remembered; then all are forgotten."""


class WeighedWord(NamedTuple):
    """A stemmed word with its concept, if any, and its weight.

    `is_answered`: whether an entry's texts hold it.
    """

    stem: str
    concept: str | None
    weight: float
    is_answered: bool


class Weighing:
    """Weighs words against the texts of one pack."""

    def __init__(self, analyser: Analyser, holdings: Holdings) -> None:
        self._analyser = analyser
        self._holdings = holdings
        self._weighed: dict[str, WeighedWord] = {}

    def of(self, reading: Reading) -> list[WeighedWord]:
        """Give the stemmed words that carry a topic, each once."""
        is_common = self._analyser.is_common
        pairs = zip(reading.words, reading.stems, strict=True)
        telling = {stem: word for word, stem in pairs if not is_common(word)}
        return [
            self._weighed.get(word) or self._weigh(word, stem) for stem, word in telling.items()
        ]

    def _weigh(self, word: str, stem: str) -> WeighedWord:
        """Weigh a word by how rare its stem is; one that nobody knows, by how rare it is at all."""
        holdings = self._holdings
        weight = holdings.index.idf_of(stem)
        if not holdings.knows(stem):
            weight *= self._analyser.english.rarity(word)
        found = WeighedWord(stem, self._analyser.concept_of(stem), weight, holdings.answers(stem))
        if len(self._weighed) >= REMEMBERED:
            self._weighed.clear()
        self._weighed[word] = found
        return found


def share(content: Sequence[WeighedWord], held: frozenset[str]) -> float:
    """Give the share of the words' weight that is held, word or concept."""
    total = sum(each.weight for each in content)
    known = sum(e.weight for e in content if e.stem in held or e.concept in held)
    return known / total if total else 0.0
