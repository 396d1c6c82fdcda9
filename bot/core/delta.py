"""Edited entries beside a compiled index: few rows, each scored exactly, none trained anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.head import Column, Halves, Head
from bot.core.keys import Ints
from bot.core.model import Entry
from bot.core.premises import Premise
from bot.core.space import Floats, Space, Vector
from bot.core.text import Reading


class Addition(NamedTuple):
    """An edited entry, read and weighed.

    `lines`: the words of each row, parted by blanks. `vectors`: the rows. `head`: its column of
    the classifier. `trust`: shape (rows,).
    """

    entry: Entry
    lines: tuple[str, ...]
    vectors: tuple[Vector, ...]
    head: Column
    trust: Floats
    stems: frozenset[str]
    domain: frozenset[str]
    premises: tuple[Premise, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """All additions, as arrays.

    `space`: that of the index, with the features that only additions have. `served`: whether each
    row of the index is served. `columns`: for each entry and topic served, its place among the
    index's entries and topics with the additions behind them.
    `features`, `weights`: the rows one after the other; `firsts`: where each begins. `head`:
    columns of the classifier, shape (features looked at, additions); `bias`: shape (additions,).
    `owners`: place of each row's entry as in `columns`; `trust`: weight of each row.
    """

    space: Space
    served: NDArray[np.bool_]
    columns: NDArray[np.int64]
    features: NDArray[np.int64]
    weights: Floats
    head: Halves
    bias: Floats
    firsts: NDArray[np.int64]
    owners: NDArray[np.int64]
    trust: Floats

    def products(self, dense: Floats) -> Floats:
        """Score all rows by a question's `dense` weights; shape (rows,)."""
        if not len(self.firsts):
            return np.zeros(0, np.float32)
        return np.add.reduceat(dense.take(self.features) * self.weights, self.firsts)

    def scores(self, places: Ints, weights: Floats) -> Floats:
        """Give the classifier's scores by the features that it looks at; shape (additions,)."""
        return weights @ self.head[places].astype(np.float32) + self.bias


def gather(
    space: Space,
    head: Head,
    additions: Sequence[Addition],
    served: NDArray[np.bool_],
    columns: NDArray[np.int64],
) -> Delta:
    """Lay additions out as arrays."""
    vectors = [vector for each in additions for vector in each.vectors]
    sizes = np.array([len(each.slots) for each in vectors], np.int64)
    rows = [len(each.lines) for each in additions]
    none = np.zeros(0, np.float32)
    return Delta(
        space,
        served,
        columns,
        np.concatenate([none.astype(np.int64), *(each.slots for each in vectors)]),
        np.concatenate([none, *(each.weights for each in vectors)]),
        np.column_stack([head.weights[:, :0], *(each.head.weights for each in additions)]),
        np.array([each.head.bias for each in additions], np.float32),
        np.cumsum(sizes) - sizes,
        np.repeat(np.arange(len(additions)), np.array(rows, np.int64)) + head.weights.shape[1],
        np.concatenate([none, *(each.trust for each in additions)]),
    )


def weigh(space: Space, readings: Sequence[Reading]) -> tuple[Vector, ...]:
    """Give the vectors of an entry's rows, weighed as those of the index are.

    Raises ValueError for a reading without words.
    """
    if not all(each.words for each in readings):
        raise ValueError("every row needs a word")
    asked = [space.vector(each) for each in readings]
    return tuple(Vector(each.slots, each.weights * np.float32(2)) for each in asked)
