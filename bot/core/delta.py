"""Edited entries beside a compiled index: few rows, each scored exactly, none trained anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.claims import Claim
from bot.core.head import Head
from bot.core.index import Floats, Ints, Space, Vector
from bot.core.model import Entry
from bot.core.text import Reading


@dataclass(frozen=True, slots=True)
class Addition:
    """An edited entry, read and weighed.

    `lines`: the words of each row, parted by blanks. `vectors`: the rows, then their mean. `head`:
    its column of the classifier. `trust`: shape (rows,).
    """

    entry: Entry
    lines: tuple[str, ...]
    vectors: tuple[Vector, ...]
    head: Floats
    trust: Floats
    stems: frozenset[str]
    domain: frozenset[str]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """All additions, as arrays.

    `space`: that of the index, with the features that only additions have. `removed`: rows of the
    index that are served no more. `columns`: for each entry and topic served, its place among the
    index's entries and topics with the additions behind them.
    `features`, `weights`: the vectors one after the other, rows first, then means; `firsts`: where
    each begins. `head`: columns of the classifier, shape (features looked at, additions).
    `owners`: place of each row's entry as in `columns`; `trust`: weight of each row.
    """

    space: Space
    removed: NDArray[np.int64]
    columns: NDArray[np.int64]
    features: NDArray[np.int64]
    weights: Floats
    head: Floats
    firsts: NDArray[np.int64]
    owners: NDArray[np.int64]
    trust: Floats

    def products(self, dense: Floats) -> tuple[Floats, Floats]:
        """Score all rows and all means by a question's `dense` weights."""
        every = np.add.reduceat(dense.take(self.features) * self.weights, self.firsts)
        return every[: len(self.owners)], every[len(self.owners) :]

    def linear(self, places: Ints, weights: Floats) -> Floats:
        """Give the classifier's scores by the features that it looks at; shape (additions,)."""
        return weights @ self.head[places]


def gather(
    space: Space,
    head: Head,
    additions: Sequence[Addition],
    removed: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> Delta:
    """Lay additions out as arrays."""
    vectors = [vector for each in additions for vector in each.vectors[:-1]]
    vectors += [each.vectors[-1] for each in additions]
    sizes = np.array([len(each.slots) for each in vectors], np.int64)
    rows = [len(each.lines) for each in additions]
    none = np.zeros(0, np.float32)
    return Delta(
        space,
        removed,
        columns,
        np.concatenate([none.astype(np.int64), *(each.slots for each in vectors)]),
        np.concatenate([none, *(each.weights for each in vectors)]),
        np.column_stack([head.weights[:, :0], *(each.head for each in additions)]),
        np.cumsum(sizes) - sizes,
        np.repeat(np.arange(len(additions)), np.array(rows, np.int64)) + head.weights.shape[1],
        np.concatenate([none, *(each.trust for each in additions)]),
    )


def weigh(space: Space, readings: Sequence[Reading]) -> tuple[Vector, ...]:
    """Give the vectors of an entry: its rows, and their mean.

    Raises ValueError for a reading without words.
    """
    if not all(each.words for each in readings):
        raise ValueError("every row needs a word")
    asked = [space.vector(each) for each in readings]
    rows = [Vector(each.slots, each.weights * np.float32(2)) for each in asked]
    slots, places = np.unique(np.concatenate([v.slots for v in rows]), return_inverse=True)
    total = np.bincount(places, np.concatenate([v.weights for v in rows]))
    return (*rows, Vector(slots, (total / len(rows)).astype(np.float32)))
