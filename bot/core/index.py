"""The searchable, immutable snapshot of all phrasings.

Two channels, one inverted file: stemmed words with their neighbours (uni- and bigrams, concepts)
and character n-grams inside words. Every row is a TF-IDF vector of length one in each channel, so
a dot product is a cosine (Manning, Raghavan, Schütze, Introduction to Information Retrieval, 6.3).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.text import LIMIT, Reading

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

GRAM_LENGTHS = (3, 4)
_WORDS, _GRAMS = "w", "g"
"""First letter of a feature's name: its channel."""


BUDGET, ALL = 4_000, 2**62
"""Postings that a question may touch to propose rows: its rarest features go first."""


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
        grams = self._weigh([at for word in reading.words for at in self._grams_of(word)])
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

    def _grams_of(self, word: str) -> tuple[int, ...]:
        """Give the positions of a word's grams; most words come again and again."""
        found = self.words.get(word)
        if found is None:
            if len(self.words) >= WORDS:
                self.words.clear()
            grams = (self._place(gram) for gram in _grams(word))
            found = self.words[word] = tuple(at for at in grams if at is not None)
        return found

    def _place(self, feature: str) -> int | None:
        found = self.slots.get(feature)
        return self.joined.get(feature) if found is None else found


@dataclass(frozen=True, slots=True)
class Index:
    """Rows as sparse vectors, stored twice in CSR form: by feature, and by row.

    The postings of a feature stand at `starts[slot]:starts[slot + 1]` in `rows` and `weights`; the
    features of a row at `row_starts[row]:row_starts[row + 1]` in `features` and `row_weights`.
    Products of a question with rows are the mean of both channels' cosines.
    `marks` are scratch arrays; what stands in them does not matter.
    """

    space: Space
    starts: NDArray[np.int64]
    rows: Ints
    weights: Floats
    row_starts: NDArray[np.int64]
    features: Ints
    row_weights: Floats
    marks: list[Ints] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.row_starts) - 1

    def propose(self, vector: Vector, budget: int = BUDGET) -> tuple[NDArray[np.int64], Floats]:
        """Score rows roughly, by the rarest features that the budget allows: (rows, scores).

        Gives each row that one of these features touches once, in no order.
        """
        begins = self.starts.take(vector.slots, mode="clip")
        sizes = self.starts.take(vector.slots + 1, mode="clip") - begins
        rarest = np.argsort(sizes, kind="stable")
        within = rarest[: np.searchsorted(np.cumsum(sizes[rarest]), budget, "right")]
        sizes = sizes[within]
        total = int(sizes.sum())
        places = np.repeat(begins[within] - (np.cumsum(sizes) - sizes), sizes) + np.arange(total)
        rows = self.rows.take(places)
        values = self.weights.take(places) * np.repeat(vector.weights[within], sizes)
        marks = self.marks.pop() if self.marks else np.empty(self.size, np.int32)
        order = np.arange(total, dtype=np.int32)
        marks[rows] = order  # of a row's postings the last one stands for the row
        last = marks[rows]
        self.marks.append(marks)
        once = np.flatnonzero(last == order)
        scores = np.bincount(last, values, minlength=total)[once].astype(np.float32)
        return rows[once].astype(np.int64), scores

    def products(self, dense: Floats, chosen: NDArray[np.int64]) -> Floats:
        """Score some rows exactly by a question's `dense` weights; shape of `chosen`."""
        features, weights, sizes = self.select(chosen)
        return np.add.reduceat(dense.take(features) * weights, np.cumsum(sizes) - sizes)

    def select(self, chosen: NDArray[np.int64]) -> tuple[Ints, Floats, NDArray[np.int64]]:
        """Give the features and weights of some rows, one row after the other, and their sizes."""
        begins = self.row_starts[chosen]
        sizes = self.row_starts[chosen + 1] - begins
        firsts = np.cumsum(sizes) - sizes
        places = np.repeat(begins - firsts, sizes) + np.arange(sizes.sum())
        return self.features.take(places), self.row_weights.take(places), sizes

    def holding(self, meaning: str) -> Ints:
        """Give the rows that hold a stemmed word, or a concept when it starts with `~`."""
        slot = self.space.slots.get(_WORDS + meaning)
        if slot is None:
            return self.rows[:0]
        return self.rows[self.starts[slot] : self.starts[slot + 1]]

    def frequent(self, most: int) -> tuple[NDArray[np.int64], Ints]:
        """Give the features that most rows have, and the place of every feature among them.

        The place of a feature left out is -1; shapes (at most `most`,) and (features + 1,).
        """
        kept = np.sort(np.argsort(-np.diff(self.starts), kind="stable")[:most])
        places = np.full(len(self.space.idf), -1, np.int32)
        places[kept] = np.arange(len(kept), dtype=np.int32)
        return kept, places

    def idf_of(self, stem: str) -> float:
        """Weight of one stemmed word; that of a word seen once when it is unknown."""
        return float(self.space.idf[self.space.slots.get(_WORDS + stem, -1)])


def build_index(readings: Sequence[Reading]) -> Index:
    """Build the index over rows; row i belongs to `readings[i]`.

    Raises ValueError for a reading without words.
    """
    if not all(each.words for each in readings):
        raise ValueError("every row needs a word")
    slots: dict[str, int] = {}
    channels = [
        _postings([_number(slots, word_features(each)) for each in readings], slots),
        _postings(_number_grams(slots, readings), slots),
    ]
    features, rows, weights, idf = (
        np.concatenate([channel[part] for channel in channels]) for part in range(4)
    )
    by_feature, by_row = (np.argsort(each, kind="stable") for each in (features, rows))
    return Index(
        Space(slots, np.append(idf, np.log((1 + len(readings)) / 2) + 1).astype(np.float32)),
        np.searchsorted(features[by_feature], np.arange(len(slots) + 1)).astype(np.int64),
        rows[by_feature],
        weights[by_feature],
        np.searchsorted(rows[by_row], np.arange(len(readings) + 1)).astype(np.int64),
        features[by_row],
        weights[by_row],
    )


def word_features(reading: Reading) -> list[str]:
    """List stems, pairs of neighbouring stems (with the text's edges) and concepts."""
    edged = ("^", *reading.stems, "$")
    return [
        *(_WORDS + stem for stem in reading.stems),
        *(f"{_WORDS}{a} {b}" for a, b in pairwise(edged)),
        *(f"{_WORDS}~{concept}" for concept in reading.concepts),
    ]


def gram_features(words: Iterable[str]) -> list[str]:
    """List the character n-grams inside words; a space marks a word's edge."""
    return [gram for word in words for gram in _grams(word)]


def _grams(word: str) -> Iterator[str]:
    edged = f" {word} "
    for length in GRAM_LENGTHS:
        for at in range(len(edged) - length + 1):
            yield _GRAMS + edged[at : at + length]


def _number(slots: dict[str, int], features: Iterable[str]) -> list[int]:
    """Give the positions of features; new ones get the next."""
    return [slots.setdefault(feature, len(slots)) for feature in features]


def _number_grams(slots: dict[str, int], readings: Iterable[Reading]) -> list[list[int]]:
    """Give the positions of the grams of each row; most words come again and again."""
    seen: dict[str, list[int]] = {}
    for reading in readings:
        for word in reading.words:
            if word not in seen:
                seen[word] = _number(slots, _grams(word))
    return [[at for word in reading.words for at in seen[word]] for reading in readings]


def _postings(
    found: Sequence[list[int]], slots: dict[str, int]
) -> tuple[Ints, Ints, Floats, Floats]:
    """Weigh one channel: (feature, row, weight) of each posting, row by row; its features' idf."""
    sizes = np.fromiter(map(len, found), np.int64, len(found))
    flat = np.fromiter(chain.from_iterable(found), np.int64, int(sizes.sum()))
    width = len(slots)
    first = int(flat.min()) if len(flat) else width
    pairs, counts = np.unique(
        np.repeat(np.arange(len(found)) * width, sizes) + flat, return_counts=True
    )
    rows, features = np.divmod(pairs, width)
    frequency = np.bincount(features - first, minlength=width - first)
    idf = np.log((1 + len(found)) / (1 + frequency)) + 1
    weights = (1 + np.log(counts)) * idf[features - first]
    norms = np.sqrt(np.bincount(rows, weights**2, minlength=len(found)))
    weights /= norms[rows]
    return (
        features.astype(np.int32), rows.astype(np.int32),
        weights.astype(np.float32), idf.astype(np.float32),
    )  # fmt: skip
