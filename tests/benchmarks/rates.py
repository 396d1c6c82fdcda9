"""How good rankings are, and how many questions may be answered when so many may be wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan
from statistics import fmean

from tests.benchmarks.dataset import Query

WRONG = (0.01, 0.02, 0.05)
DEEPEST = 10
"""Places of a ranking that count: all engines are asked for as many entries."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What an engine gave for a query: entries, best first, and how sure it is of the first."""

    query: Query
    entries: Sequence[str]
    surety: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Of the answerable queries (NaN without any): right first, mean reciprocal rank, among five.

    `answered`: share of all queries that can be answered when of the answers at most 1 %, 2 % or
    5 % may be wrong.
    """

    first: float
    reciprocal: float
    five: float
    answered: tuple[float, ...]


def rate(found: Sequence[Ranked]) -> Rates:
    ranks = [_rank(each) for each in found if each.query.right]
    return Rates(
        _mean(rank == 1 for rank in ranks),
        _mean(1 / rank if rank else 0 for rank in ranks),
        _mean(0 < rank <= 5 for rank in ranks),
        tuple(share_answered(found, wrong) for wrong in WRONG),
    )


def _mean(values: Iterable[float]) -> float:
    given = list(values)
    return fmean(given) if given else nan


def share_answered(found: Sequence[Ranked], most_wrong: float) -> float:
    """Give the largest share that can be answered, surest first, within the share of wrong ones."""
    wrong, best = 0, 0
    for answered, each in enumerate(sorted(found, key=lambda each: -each.surety), 1):
        wrong += _rank(each) != 1
        if wrong <= most_wrong * answered:
            best = answered
    return best / len(found)


def _rank(found: Ranked) -> int:
    """Give the place of the first right entry; 0 when there is none among those that count."""
    counted = enumerate(found.entries[:DEEPEST], 1)
    places = (at for at, entry in counted if entry in found.query.right)
    return next(places, 0)
