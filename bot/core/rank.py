"""Rank entries for a question: scorers are plain functions, fused by weight.

A scorer takes what is known of the question and gives one number an entry. A further one (say,
sentence embeddings) is one more function in `SCORERS`; the others stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.delta import Delta
from bot.core.head import Head, softmax
from bot.core.index import Index
from bot.core.scope import Scope
from bot.core.space import Floats, Vector
from bot.core.text import Reading

LIKELY = 0.02
"""Chance that the classifier gives an entry from which on its rows need no proposal."""

CANDIDATES, NEAREST = 64, 128
"""Rows that are compared exactly: the likeliest, and those that look nearest whosever they are."""

VOTERS = 10
"""Nearest rows that vote for their entries."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All rows, whose they are, and what was learned of them.

    Rows stand entry by entry; uncovered topics come last.

    `owners`: entry of each row, and `trust`: weight of each row; both of shape (rows,).
    `delta`: what was edited since the index was built.
    """

    index: Index
    owners: NDArray[np.int64]
    trust: Floats
    head: Head
    scope: Scope
    delta: Delta | None = None


class Question(NamedTuple):
    """What scorers may look at; arrays of shape (entries,).

    `best`: similarity of the nearest row, 0 where no row is near;
    `vote`: share in the nearest rows of all, weighed by the square of their similarity;
    `chance`: what the head gives. `scope`: log odds that the question is covered; not a number for
    entries that joined, since their texts did not tell what is.
    """

    reading: Reading
    best: Floats
    vote: Floats
    chance: Floats
    scope: Floats


Scorer = Callable[[Question], Floats]


def phrasing_score(question: Question) -> Floats:
    """Score an entry by its phrasing that is nearest to the question."""
    return question.best


def head_score(question: Question) -> Floats:
    """Score an entry by the linear classifier."""
    return question.chance


SCORERS: tuple[tuple[Scorer, float], ...] = ((phrasing_score, 1.0), (head_score, 1.0))


class Ranking(NamedTuple):
    """Fused scores of all entries and uncovered topics, shape (entries,)."""

    fused: Floats
    question: Question

    def order(self, most: int, among: int) -> list[int]:
        """Give the best of the first `among` entries, best first; of equals the first one."""
        scores = self.fused[:among]
        if among > most:
            near = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
        else:
            near = np.arange(among)
        return near[np.argsort(-scores[near], kind="stable")][:most].tolist()  # type: ignore[no-any-return]


def rank(reading: Reading, corpus: Corpus) -> Ranking:
    """Score every entry."""
    question = _look(reading, corpus)
    fused = sum(
        (scorer(question) * np.float32(weight) for scorer, weight in SCORERS),
        np.zeros(len(question.best), np.float32),
    )
    return Ranking(np.round(fused, 6), question)


def _look(reading: Reading, corpus: Corpus) -> Question:
    """Propose rows by rare words and by the classifier, and compare those exactly."""
    delta = corpus.delta
    space = delta.space if delta else corpus.index.space
    vector = space.vector(reading)
    dense = space.spread(vector)
    chance = _chances(vector, corpus)
    scope = np.full(len(chance), np.nan, np.float32)
    scope[: len(corpus.head.bias)] = corpus.scope.leaning(vector)
    rows, least = _propose(vector, chance, corpus)
    exact = corpus.index.products(dense, rows) * corpus.trust[rows]
    added = delta.products(dense) if delta else None
    space.reclaim(dense, vector)
    owners = corpus.owners[rows]
    if delta is None or added is None:
        return Question(reading, *_nearest(owners, exact, len(chance)), chance, scope)
    near = np.flatnonzero(added + chance[delta.owners] >= least)
    best, vote = _nearest(
        np.append(owners, delta.owners[near]),
        np.append(exact, added[near] * delta.trust[near]),
        len(chance),
    )
    served = delta.columns
    return Question(reading, best[served], vote[served], chance[served], scope[served])


def _propose(vector: Vector, chance: Floats, corpus: Corpus) -> tuple[NDArray[np.int64], float]:
    """Give the likeliest rows in order, and the rough score from which a row is one of them."""
    rows, near = corpus.index.propose(vector)
    rough = near + chance.take(corpus.owners.take(rows))
    # a question of common words touches few rows; the classifier has its favourites all the same
    likely = np.flatnonzero(chance[: len(corpus.head.bias)] >= LIKELY)
    spans = zip(*np.searchsorted(corpus.owners, [likely, likely + 1]).tolist(), strict=True)
    others = np.concatenate([rows[:0], *(np.arange(*span) for span in spans)])
    touched = np.zeros(corpus.index.size, np.bool_)
    touched[rows] = True
    others = others[~touched[others]]
    rows = np.append(rows, others)
    near = np.append(near, np.zeros(len(others), np.float32))
    rough = np.append(rough, chance[corpus.owners[others]])
    if corpus.delta is not None:
        served = corpus.delta.served[rows]
        rows, near, rough = rows[served], near[served], rough[served]
    least = _least(rough, CANDIDATES)
    return np.sort(rows[(rough >= least) | (near >= _least(near, NEAREST))]), least


def _least(scores: Floats, most: int) -> float:
    """Give the score that at most so many, and their equals, reach."""
    return float(np.partition(scores, -most)[-most]) if len(scores) > most else -np.inf


def _chances(vector: Vector, corpus: Corpus) -> Floats:
    """Give the head's chance of every entry, 0 for those that are served no more."""
    scores, delta = corpus.head.scores(vector), corpus.delta
    if delta is None:
        return softmax(scores)
    scores = np.append(scores, delta.scores(*vector.among(corpus.head.places)))
    chances = np.zeros_like(scores)
    chances[delta.columns] = softmax(scores[delta.columns])
    return chances


def _nearest(owners: NDArray[np.int64], scores: Floats, entries: int) -> tuple[Floats, Floats]:
    """Give the score of each entry's nearest row, and the entry's vote."""
    best = np.zeros(entries, np.float32)
    np.maximum.at(best, owners, scores)
    voters = scores >= _least(scores, VOTERS)
    squares = scores[voters] ** 2
    vote = np.bincount(owners[voters], squares / max(float(squares.sum()), 1e-9), entries)
    return best, np.round(vote, 6).astype(np.float32)
