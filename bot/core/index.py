"""The searchable, immutable snapshot of all phrasings.

Two channels, one inverted file: stemmed words with their neighbours (uni- and bigrams, concepts)
and character n-grams inside words. Every row is a TF-IDF vector of length one in each channel, so
a dot product is a cosine (Manning, Raghavan, Schütze, Introduction to Information Retrieval, 6.3).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.core.keys import Ints, list_keys
from bot.core.space import Floats, Space, Vector, grams_of, key_of_meaning, word_features
from bot.core.text import Reading

if TYPE_CHECKING:
    from scipy.sparse import csr_array

BUDGET, ALL = 4_000, 2**62
"""Postings that a question may touch to propose rows: its rarest features go first."""

CELL = np.dtype([("at", np.int32), ("weight", np.float32)])
"""A weight and the row or feature that has it; side by side, both are read at once."""

Cells = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Index:
    """Rows as sparse vectors, stored twice in CSR form: by feature, and by row.

    The rows of a feature stand at `starts[slot]:starts[slot + 1]` in `postings`; the features of a
    row at `row_starts[row]:row_starts[row + 1]` in `features`.
    Products of a question with rows are the mean of both channels' cosines.
    """

    space: Space
    starts: NDArray[np.int64]
    postings: Cells
    row_starts: NDArray[np.int64]
    features: Cells

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.row_starts) - 1

    def propose(self, vector: Vector, budget: int = BUDGET) -> tuple[NDArray[np.int64], Floats]:
        """Score rows roughly, by the rarest features that the budget allows: (rows, scores).

        Gives each row that one of these features touches once, in their order.
        """
        begins = self.starts.take(vector.slots, mode="clip")
        sizes = self.starts.take(vector.slots + 1, mode="clip") - begins
        rarest = sizes.argsort(kind="stable")
        within = rarest[: sizes.take(rarest).cumsum().searchsorted(budget, "right")]
        sizes = sizes.take(within)
        found = self.postings.take(_spans(begins.take(within), sizes), mode="clip")
        values = found["weight"] * vector.weights.take(within).repeat(sizes)
        sums = np.bincount(found["at"], values)
        rows = (sums > 0).nonzero()[0]
        return rows, sums.take(rows).astype(np.float32)

    def products(self, dense: Floats, chosen: NDArray[np.int64]) -> Floats:
        """Score some rows exactly by a question's `dense` weights; shape of `chosen`."""
        found, sizes = self.select(chosen)
        firsts = sizes.cumsum() - sizes
        return np.add.reduceat(dense.take(found["at"], mode="clip") * found["weight"], firsts)

    def select(self, chosen: NDArray[np.int64]) -> tuple[Cells, NDArray[np.int64]]:
        """Give the features of some rows, one row after the other, and their sizes."""
        begins = self.row_starts.take(chosen)
        sizes = self.row_starts.take(chosen + 1) - begins
        # "clip" spares a look at every place whether it is there
        return self.features.take(_spans(begins, sizes), mode="clip"), sizes

    def holding(self, meaning: str) -> Ints:
        """Give the rows that hold a stemmed word, or a concept when it starts with `~`."""
        slot = self.space.features.place(key_of_meaning(meaning))
        rows: Ints = self.postings["at"]
        return rows[self.starts[slot] : self.starts[slot + 1]] if slot >= 0 else rows[:0]

    def frequent(self, most: int) -> tuple[NDArray[np.int64], Ints]:
        """Give the features that most rows have, and the place of every feature among them.

        The place of a feature left out is -1; shapes (at most `most`,) and (features + 1,).
        """
        kept = np.sort(np.argsort(-np.diff(self.starts), kind="stable")[:most])
        places = np.full(len(self.space.idf), -1, np.int32)
        places[kept] = np.arange(len(kept), dtype=np.int32)
        return kept, places

    def matrix(self, most: int) -> "tuple[csr_array, Ints]":
        """Give the rows by their most frequent features, and the place of every feature there.

        Each channel of a row has length 1/2, as those of questions have.
        """
        from scipy.sparse import csc_array, csr_array  # noqa: PLC0415 - needed to compile a pack

        kept, places = self.frequent(most)
        half = self.postings["weight"] * np.float32(0.5)
        by_feature = (half, self.postings["at"].copy(), self.starts)
        rows = csc_array(by_feature, shape=(self.size, len(places) - 1))
        return csr_array(rows[:, kept]), places

    def idf_of(self, stem: str) -> float:
        """Weight of one stemmed word; that of a word seen once when it is unknown."""
        return float(self.space.idf[self.space.features.place(key_of_meaning(stem))])


def build_index(readings: Sequence[Reading]) -> Index:
    """Build the index over rows; row i belongs to `readings[i]`.

    Raises ValueError for a reading without words.
    """
    if not all(each.words for each in readings):
        raise ValueError("every row needs a word")
    slots: dict[int, int] = {}
    channels = [_postings([_number(slots, word_features(each)) for each in readings], slots)]
    grams = _number_grams(slots, readings)
    channels.append(
        _postings([[at for word in each.words for at in grams[word]] for each in readings], slots)
    )
    features, rows, weights, idf = map(np.concatenate, zip(*channels, strict=True))
    by_feature, by_row = (np.argsort(each, kind="stable") for each in (features, rows))
    return Index(
        Space(
            list_keys(slots),
            np.append(idf, np.log((1 + len(readings)) / 2) + 1).astype(np.float32),
            whole={word: np.array(found, np.int64) for word, found in grams.items()},
        ),
        np.searchsorted(features[by_feature], np.arange(len(slots) + 1)).astype(np.int64),
        _cells(rows[by_feature], weights[by_feature]),
        np.searchsorted(rows[by_row], np.arange(len(readings) + 1)).astype(np.int64),
        _cells(features[by_row], weights[by_row]),
    )


def _spans(begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the places in several spans, one span after the other."""
    places: NDArray[np.int64] = (begins - sizes.cumsum() + sizes).repeat(sizes)
    places += np.arange(len(places))
    return places


def _cells(at: Ints, weights: Floats) -> Cells:
    found = np.empty(len(at), CELL)
    found["at"], found["weight"] = at, weights
    return found


def _number(slots: dict[int, int], features: Iterable[int]) -> list[int]:
    """Give the positions of features; new ones get the next."""
    return [slots.setdefault(feature, len(slots)) for feature in features]


def _number_grams(slots: dict[int, int], readings: Iterable[Reading]) -> dict[str, list[int]]:
    """Give the positions of the grams of each word; most words come again and again."""
    seen: dict[str, list[int]] = {}
    for reading in readings:
        for word in reading.words:
            if word not in seen:
                seen[word] = _number(slots, grams_of(word))
    return seen


def _postings(
    found: Sequence[list[int]], slots: dict[int, int]
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
