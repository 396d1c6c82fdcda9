"""The features of texts: which they are, where each stands, and what it weighs.

Two channels: stemmed words with their neighbours (uni- and bigrams, concepts) and character n-grams
inside words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.text import LIMIT, Reading

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

GRAM_LENGTHS = (3, 4)
WORD, GRAM = "w", "g"
"""First letter of a feature's name: its channel."""

WORDS = 20_000
"""Words whose grams are remembered."""

_DAMPED = np.log(np.arange(LIMIT + 1, dtype=np.float32).clip(1)) + 1
"""What a feature counts for that a text holds so often."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Features and their weights; those of a question have length 1/2 in each channel."""

    slots: NDArray[np.int64]
    weights: Floats

    def among(self, places: Ints) -> tuple[Ints, Floats]:
        """Give the places, and the weights, of the features that have a place.

        The last of `places` is -1, and stands for features that joined later.
        """
        found = places.take(self.slots, mode="clip")
        seen = found >= 0
        return found[seen], self.weights[seen]


@dataclass(frozen=True, slots=True)
class Space:
    """The features of a set of rows: position and inverse document frequency of each.

    `idf`: shape (features + 1,); the last one is that of a feature that joins later. `joined`:
    features of rows that stand beside the indexed ones; their positions go on behind the others.
    `words`: the grams of words that were asked lately; `spare`: empty arrays for `spread`.
    """

    slots: dict[str, int]
    idf: Floats
    joined: dict[str, int] = field(default_factory=dict)
    words: dict[str, tuple[int, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    spare: list[Floats] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Number of features."""
        return len(self.slots) + len(self.joined)

    def with_readings(self, readings: Iterable[Reading]) -> "Space":
        """Give a space in which the features of further rows have positions, too."""
        joined = dict(self.joined)
        features = (
            feature
            for each in readings
            for feature in (*word_features(each), *gram_features(each.words))
        )
        for feature in features:
            if feature not in self.slots:
                joined.setdefault(feature, len(self.slots) + len(joined))
        return Space(self.slots, self.idf, joined)

    def vector(self, reading: Reading) -> Vector:
        """Weigh a question's features as those of the rows are weighed."""
        place = self._place
        named = [at for f in word_features(reading) if (at := place(f)) is not None]
        words = self._weigh(named)
        grams = self._weigh([at for word in reading.words for at in self._grams_at(word)])
        return Vector(
            np.concatenate([words.slots, grams.slots]),
            np.concatenate([words.weights, grams.weights]) * np.float32(0.5),
        )

    def spread(self, vector: Vector) -> Floats:
        """Give the weight of every feature, mostly 0; shape (features,). `reclaim` it."""
        dense = self.spare.pop() if self.spare else np.zeros(self.size, np.float32)
        dense[vector.slots] = vector.weights
        return dense

    def reclaim(self, dense: Floats, vector: Vector) -> None:
        """Take back what `spread` gave: clearing it is faster than making another one."""
        dense[vector.slots] = 0
        self.spare.append(dense)

    def _weigh(self, found: Iterable[int]) -> Vector:
        counts: dict[int, int] = {}
        for slot in found:
            counts[slot] = counts.get(slot, 0) + 1
        slots = np.fromiter(counts, np.int64, len(counts))
        often = np.fromiter(counts.values(), np.int64, len(counts))
        weights = _DAMPED.take(often, mode="clip") * self.idf.take(slots, mode="clip")
        length = np.sqrt(weights @ weights)
        return Vector(slots, weights / length if counts else weights)

    def _grams_at(self, word: str) -> tuple[int, ...]:
        """Give the positions of a word's grams; most words come again and again."""
        found = self.words.get(word)
        if found is None:
            if len(self.words) >= WORDS:
                self.words.clear()
            grams = (self._place(gram) for gram in grams_of(word))
            found = self.words[word] = tuple(at for at in grams if at is not None)
        return found

    def _place(self, feature: str) -> int | None:
        found = self.slots.get(feature)
        return self.joined.get(feature) if found is None else found


def word_features(reading: Reading) -> list[str]:
    """List stems, pairs of neighbouring stems (with the text's edges) and concepts."""
    edged = ("^", *reading.stems, "$")
    return [
        *(WORD + stem for stem in reading.stems),
        *(f"{WORD}{a} {b}" for a, b in pairwise(edged)),
        *(f"{WORD}~{concept}" for concept in reading.concepts),
    ]


def gram_features(words: Iterable[str]) -> list[str]:
    """List the character n-grams inside words; a space marks a word's edge."""
    return [gram for word in words for gram in grams_of(word)]


def grams_of(word: str) -> Iterator[str]:
    """Give the character n-grams of one word."""
    edged = f" {word} "
    for length in GRAM_LENGTHS:
        for at in range(len(edged) - length + 1):
            yield GRAM + edged[at : at + length]
