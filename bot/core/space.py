"""The features of texts: which they are, where each stands, and what it weighs.

Two channels: stemmed words with their neighbours (uni- and bigrams, concepts) and character n-grams
inside words.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.keys import RECENT, Ints, Keys, key_of, key_of_pair
from bot.core.text import Reading
from bot.core.tokens import LIMIT

Floats = NDArray[np.float32]
Slots = NDArray[np.int64]

GRAM_LENGTHS = (3, 4)
WORD, GRAM = "w", "g"
"""First letter of a feature's name: its channel."""

BEGIN, END = key_of(WORD + "^"), key_of(WORD + "$")
"""The edges of a text."""

WORDS = 20_000
"""Words whose grams are remembered."""

_DAMPED = np.log(np.arange(LIMIT + 1, dtype=np.float32).clip(1)) + 1
"""What a feature counts for that a text holds so often."""


class Vector(NamedTuple):
    """Features and their weights; those of a question have length 1/2 in each channel."""

    slots: Slots
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
    `whole`: the grams of words of late that have a position each, which they keep in every space
    that comes of this one; `words`: those of other words of late; `spare`: empty arrays for
    `spread`; `marks`: scratch arrays, in which anything may stand.
    """

    features: Keys
    idf: Floats
    joined: Mapping[int, int] = field(default_factory=dict)
    whole: dict[str, Slots] = field(default_factory=dict, compare=False, repr=False)
    words: dict[str, Slots] = field(default_factory=dict, init=False, compare=False, repr=False)
    spare: list[Floats] = field(default_factory=list, init=False, compare=False, repr=False)
    marks: list[Slots] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Number of features."""
        return len(self.features) + len(self.joined)

    def with_readings(self, readings: Iterable[Reading]) -> "Space":
        """Give a space in which the features of further rows have positions, too."""
        joined = dict(self.joined)
        for each in readings:
            words = [word for word in each.words if word not in self.whole]
            keys = [*word_features(each), *(key for word in words for key in grams_of(word))]
            for at in (self.features.find(keys) < 0).nonzero()[0].tolist():
                joined.setdefault(keys[at], len(self.features) + len(joined))
        if len(joined) == len(self.joined):
            return self
        return Space(self.features, self.idf, joined, self.whole)

    def vector(self, reading: Reading, further: Iterable[str] = ()) -> Vector:
        """Weigh a question's features, and `further` concepts, as those of the rows are weighed."""
        words = self._places([*word_features(reading), *map(key_of_concept, further)])
        found = np.concatenate([words, *map(self._grams_at, reading.words)])
        order = np.arange(len(found))
        marks = self.marks.pop() if self.marks else np.empty(self.size, np.int64)
        marks[found[::-1]] = order[::-1]
        first = marks.take(found)  # where the same feature stands first
        self.marks.append(marks)
        once = (first == order).nonzero()[0]
        slots, often = found.take(once), np.bincount(first).take(once)
        weights = _DAMPED.take(often, mode="clip") * self.idf.take(slots, mode="clip")
        end = once.searchsorted(len(words))
        for channel in (weights[:end], weights[end:]):
            np.divide(channel, math.sqrt(channel @ channel) * 2 or 1, out=channel)
        return Vector(slots, weights)

    def spread(self, vector: Vector) -> Floats:
        """Give the weight of every feature, mostly 0; shape (features,). `reclaim` it."""
        dense = self.spare.pop() if self.spare else np.zeros(self.size, np.float32)
        dense[vector.slots] = vector.weights
        return dense

    def reclaim(self, dense: Floats, vector: Vector) -> None:
        """Take back what `spread` gave: clearing it is faster than making another one."""
        dense[vector.slots] = 0
        self.spare.append(dense)

    def _grams_at(self, word: str) -> Slots:
        """Give the positions of a word's grams; most words come again and again."""
        found = self.whole.get(word)
        if found is None:
            found = self.words.get(word)
        if found is not None:
            return found
        keys = grams_of(word)
        positions = self.features.find(keys)
        kept = self.whole if positions.min(initial=0) >= 0 else self.words
        if len(kept) >= WORDS:
            kept.clear()
        kept[word] = found = self._joined(keys, positions)
        return found

    def _places(self, keys: Sequence[int]) -> Slots:
        """Give the positions of the features that have one."""
        return self._joined(keys, self.features.find(keys))

    def _joined(self, keys: Sequence[int], found: Ints) -> Slots:
        """Fill in the positions of features that joined, and leave out those that have none."""
        if self.joined:
            for at in (found < 0).nonzero()[0].tolist():
                found[at] = self.joined.get(keys[at], -1)
        return found[found >= 0].astype(np.int64)


class LogCounts:
    """How many texts of a space hold a feature, and one more, as logarithms.

    `texts`: the same of all texts. Both are told by the inverse document frequencies.
    """

    def __init__(self, space: Space) -> None:
        self._place = space.features.place
        self._idf = space.idf
        unseen = float(space.idf[-1])
        self._top = unseen + math.log(2)  # the idf of what no text holds
        self.texts = unseen - 1 + math.log(2)

    def of(self, key: int) -> float:
        """Give the logarithm for a feature; 0 for one that no text holds."""
        place = self._place(key)
        return self._top - float(self._idf[place]) if place >= 0 else 0.0


@lru_cache(16)
def word_features(reading: Reading) -> tuple[int, ...]:
    """List stems, pairs of neighbouring stems (with the text's edges) and concepts.

    Those of late are remembered: one question is looked for in several spaces.
    """
    stems = [key_of_meaning(stem) for stem in reading.stems]
    return (
        *stems,
        *[key_of_pair(*pair) for pair in pairwise([BEGIN, *stems, END])],
        *map(key_of_concept, reading.concepts),
    )


@lru_cache(RECENT)
def key_of_meaning(meaning: str) -> int:
    """Give the feature of a stemmed word, or of a concept when it starts with `~`."""
    return key_of(WORD + meaning)


@lru_cache(RECENT)
def key_of_concept(concept: str) -> int:
    """Give the feature of a concept."""
    return key_of_meaning(f"~{concept}")


@lru_cache(256)
def grams_of(word: str) -> tuple[int, ...]:
    """Give the character n-grams inside one word; a space marks its edges.

    Those of late are remembered: a word that is new in one space is new in several.
    """
    edged = f" {word} "
    return tuple(
        key_of(GRAM + edged[at : at + length])
        for length in GRAM_LENGTHS
        for at in range(len(edged) - length + 1)
    )
