"""Rank entries for a question: scorers are plain functions, fused by weight.

A scorer takes what is known of the question and gives one number an entry. A further one (say,
sentence embeddings) is one more function in `SCORERS`; the others stay as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.index import Floats, Index, Ints, Vector
from bot.core.text import Reading

RIDGE = 0.5
"""Regularisation of the head; 0.5 to 2.0 differ by less than a point on the golden questions."""

HEAD_FEATURES = 6000
"""Features that the head looks at, the most frequent ones: more cost time and gain nothing."""


CANDIDATES = 128
"""Rows that are compared exactly; they rank as all rows do."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is linear in the index's features: a classifier, and the mean row of each entry.

    `places`: row of each feature in the other two, -1 for features left out, shape (features,);
    `weights` and `means`: shape (features looked at, entries).
    """

    places: Ints
    weights: Floats
    means: Floats

    def scores(self, vector: Vector) -> tuple[Floats, Floats]:
        """Give, for each entry, the classifier's score and the product with its mean row."""
        at, known = vector.among(self.places)
        return known @ self.weights[at], known @ self.means[at]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which rows belong to which entry. Rows stand entry by entry; uncovered topics come last.

    `owners`: entry of each row, and `trust`: weight of each row; both of shape (rows,).
    """

    index: Index
    owners: NDArray[np.int64]
    trust: Floats
    head: Head


@dataclass(frozen=True, slots=True)
class Question:
    """What scorers may look at; arrays of shape (entries,).

    `best`: similarity of the nearest row, 0 where no row is near; `row`: which row that is.
    """

    reading: Reading
    best: Floats
    row: NDArray[np.int64]
    mean: Floats
    linear: Floats


Scorer = Callable[[Question], Floats]


def phrasing_score(question: Question) -> Floats:
    """Score an entry by its best phrasing and half the mean of all, brought to 0..1."""
    return ((question.best + question.mean / 2) / 1.5).astype(np.float32)


def head_score(question: Question) -> Floats:
    """Score an entry by the linear classifier."""
    return question.linear


SCORERS: tuple[tuple[Scorer, float], ...] = ((phrasing_score, 1.0), (head_score, 1.0))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of all entries and uncovered topics, shape (entries,), by scorer and fused."""

    fused: Floats
    parts: tuple[Floats, ...]
    question: Question

    def order(self, most: int, among: int) -> list[int]:
        """Give the best of the first `among` entries, best first; of equals the first one."""
        best = np.argsort(-self.fused[:among], kind="stable")[:most]
        return best.tolist()  # type: ignore[no-any-return]


def rank(reading: Reading, shelf: Shelf) -> Ranking:
    """Score every entry."""
    question = _look(reading, shelf)
    parts = tuple(scorer(question) for scorer, _ in SCORERS)
    fused = sum(
        (part * np.float32(weight) for part, (_, weight) in zip(parts, SCORERS, strict=True)),
        np.zeros(len(question.best), np.float32),
    )
    return Ranking(np.round(fused, 6), parts, question)


def _look(reading: Reading, shelf: Shelf) -> Question:
    """Propose rows by rare words and by the classifier, and compare those exactly."""
    vector = shelf.index.space.vector(reading)
    linear, mean = shelf.head.scores(vector)
    rough = shelf.index.propose(vector) + linear[shelf.owners]
    most = min(CANDIDATES, len(rough))
    rows = np.sort(np.argpartition(-rough, most - 1)[:most])
    exact = shelf.index.products(vector, rows) * shelf.trust[rows]
    # of several rows of an entry the one written last stays: the best
    by_score = np.argsort(exact, kind="stable")
    best = np.zeros(len(linear), np.float32)
    row = np.full(len(linear), -1, np.int64)
    best[shelf.owners[rows[by_score]]] = exact[by_score]
    row[shelf.owners[rows[by_score]]] = rows[by_score]
    return Question(reading, best, row, mean, linear)


def train_head(index: Index, sizes: Sequence[int]) -> Head:
    """Fit the head on the rows themselves by ridge regression, one entry against the rest.

    `sizes`: number of rows of each entry. Solves (XᵀX + ridge I) W = XᵀY; see Rifkin, Yeo, Poggio,
    Regularized Least-Squares Classification (2003).
    """
    from scipy import linalg, sparse  # noqa: PLC0415 - needed when a pack is compiled, not to ask

    kept, places = index.frequent(HEAD_FEATURES)
    shape = (index.size, len(places))
    rows = sparse.csc_array((index.weights * 0.5**0.5, index.rows, index.starts), shape=shape)
    rows = rows[:, kept]
    targets = sparse.csr_array(
        (
            np.ones(index.size, np.float32),
            np.repeat(np.arange(len(sizes)), sizes),
            np.arange(index.size + 1),
        ),
        shape=(index.size, len(sizes)),
    )
    inner = (rows.T @ rows).toarray().astype(np.float32)
    inner[np.diag_indices(len(kept))] += RIDGE
    weights = linalg.solve(inner, (rows.T @ targets).toarray(), assume_a="pos", overwrite_a=True)
    means = (rows.T @ targets).toarray() / np.array(sizes, np.float32)
    # rows were scaled so that both channels together have length one; questions are not
    return Head(places, (weights * 2**0.5).astype(np.float32), (means * 2**0.5).astype(np.float32))
