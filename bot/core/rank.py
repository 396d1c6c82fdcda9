"""Rank entries for a question: scorers are plain functions, fused by weight.

A scorer takes what is known of the question and gives one number an entry. A further one (say,
sentence embeddings) is one more function in `SCORERS`; the others stay as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.index import Floats, Index, Similarity
from bot.core.text import Reading

RIDGE = 1.0
"""Regularisation of the head; 0.3 to 1.0 differ by less than a point on three public sets."""

HEAD_ROWS = 12_000
"""Above so many rows the head is not trained: its system grows with the square of them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which rows belong to which entry. Rows stand entry by entry; uncovered topics come last.

    `begins`: first row of each entry and topic, shape (entries,). `trust`: weight of each row,
    shape (rows,). `head`: dual weights of the linear head, shape (rows, entries); no columns when
    untrained.
    """

    index: Index
    begins: NDArray[np.int64]
    trust: Floats
    head: Floats


@dataclass(frozen=True, slots=True)
class Question:
    """What scorers may look at."""

    reading: Reading
    similarity: Similarity
    shelf: Shelf


Scorer = Callable[[Question], Floats]


def phrasing_score(question: Question) -> Floats:
    """Score an entry by its best phrasing and half the mean of all, brought to 0..1."""
    shelf = question.shelf
    joint = question.similarity.joint * shelf.trust
    sizes = np.diff(np.append(shelf.begins, len(joint)))
    best = np.maximum.reduceat(joint, shelf.begins)
    mean = np.add.reduceat(joint, shelf.begins) / sizes
    return ((best + mean / 2) / 1.5).astype(np.float32)


def head_score(question: Question) -> Floats:
    """Score an entry by ridge regression on its phrasings, in dual form with the index's kernel.

    See Rifkin, Yeo, Poggio, Regularized Least-Squares Classification (2003).
    """
    shelf = question.shelf
    if not shelf.head.size:
        return np.zeros(len(shelf.begins), np.float32)
    return question.similarity.joint @ shelf.head


SCORERS: tuple[tuple[Scorer, float], ...] = ((phrasing_score, 1.0), (head_score, 1.0))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of all entries and uncovered topics, shape (entries,), by scorer and fused."""

    fused: Floats
    parts: tuple[Floats, ...]
    similarity: Similarity

    def order(self, most: int, among: int) -> list[int]:
        """Give the best of the first `among` entries, best first; of equals the first one."""
        most = min(most, among)
        fused = self.fused[:among]
        best = np.argpartition(-fused, most - 1)[:most] if most else np.zeros(0, np.int64)
        return sorted(best.tolist(), key=lambda at: (-float(self.fused[at]), at))


def rank(reading: Reading, shelf: Shelf) -> Ranking:
    """Score every entry."""
    question = Question(reading, shelf.index.similarity(reading), shelf)
    parts = tuple(scorer(question) for scorer, _ in SCORERS)
    fused = sum(
        (part * np.float32(weight) for part, (_, weight) in zip(parts, SCORERS, strict=True)),
        np.zeros(len(shelf.begins), np.float32),
    )
    return Ranking(np.round(fused, 6), parts, question.similarity)


def train_head(index: Index, readings: Sequence[Reading], sizes: Sequence[int]) -> Floats:
    """Fit the head on the rows themselves: solve (K + ridge I) A = Y for A (rows, entries).

    `sizes`: number of rows of each entry.
    """
    rows = len(readings)
    if rows > HEAD_ROWS:
        return np.zeros((rows, 0), np.float32)
    kernel = np.stack([index.similarity(each).joint for each in readings])
    kernel[np.diag_indices(rows)] += RIDGE
    targets = np.zeros((rows, len(sizes)), np.float32)
    targets[np.arange(rows), np.repeat(np.arange(len(sizes)), sizes)] = 1
    return np.linalg.solve(kernel, targets).astype(np.float32)
