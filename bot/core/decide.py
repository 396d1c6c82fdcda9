"""Answer, suggest or abstain: a small calibrated model over several signals.

A logistic model gives each of the best entries the chance that it is right; a policy's bounds on
the best chance decide. Which signals carry over to unseen questions `footnote calibrate` measures.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from enum import Enum, auto
from functools import cached_property
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.core.holdings import Holdings
from bot.core.model import Entry, Locator
from bot.core.rank import Ranking
from bot.core.text import Analyser, Reading

RIVALS = 8
"""Entries and topics looked at when the margin to a rival is measured."""

WEIGHED = 4
"""Entries whose chance is weighed."""


MOST_WEIGHT = 20.0
"""Weight of unknown words from which on more of them do not matter: about two rare words."""

LIKENESS_WORDS = 40
"""Words of a question that are compared with a phrasing as a set."""


LEAST_CHANCE = 1e-4
"""Chances of the classifier nearer to 0 or 1 than this say no more."""


class Decision(Enum):
    """What to do with a ranked question."""

    ANSWER = auto()
    SUGGEST = auto()
    ABSTAIN = auto()


@dataclass(frozen=True, slots=True)
class Signals:
    """What the model looks at for one entry.

    A rival is the best uncovered topic or entry that cites none of its blocks; margins are negative
    for an entry that does not stand first. `head`, `kin` and `topics` are the classifier's log odds
    for the entry, for it and its kin together, and for all uncovered topics together.
    """

    score: float
    margin: float
    head: float
    head_margin: float
    kin: float
    phrasing: float
    likeness: float
    coverage: float
    missing: float
    foreign: float
    uncovered: float
    topics: float
    outside: float
    length: float


SIGNALS = tuple(field.name for field in fields(Signals))

values_of: Callable[[Signals], tuple[float, ...]] = attrgetter(*SIGNALS)
"""The signals as numbers, in the order of `SIGNALS`."""


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic weights over the signals, brought to mean 0 and spread 1; shape (signals,)."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def chance(self, signals: Signals) -> float:
        """Give the chance, 0..1, that the entry is right."""
        total = self.bias
        for value, mean, spread, weight in zip(
            values_of(signals), self.means, self.spreads, self.weights, strict=True
        ):
            total += weight * (value - mean) / spread
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Policy:
    """The lowest chances at which an entry is answered with, or suggested."""

    answer: float
    suggest: float

    def decide(self, chance: float) -> Decision:
        """Turn a chance into a decision."""
        if chance >= self.answer:
            return Decision.ANSWER
        return Decision.SUGGEST if chance >= self.suggest else Decision.ABSTAIN


class Judge:
    """Measures signals against the entries of one pack."""

    def __init__(self, entries: tuple[Entry, ...], analyser: Analyser, holdings: Holdings) -> None:
        self._entries = entries
        self._analyser = analyser
        self.holdings = holdings
        self._meanings: dict[int, frozenset[str]] = {}
        self._kin: dict[int, frozenset[int]] = {}

    def kin(self, entry: int) -> frozenset[int]:
        """Give the entries that share a cited block with one, itself among them."""
        found = self._kin.get(entry)
        if found is None:
            citing = self._citing
            places = (at for where in self._entries[entry].locators for at in citing[where])
            found = self._kin[entry] = frozenset(places)
        return found

    @cached_property
    def _citing(self) -> dict[Locator, list[int]]:
        """The entries that cite a block."""
        found: dict[Locator, list[int]] = {}
        for at, entry in enumerate(self._entries):
            for where in entry.locators:
                found.setdefault(where, []).append(at)
        return found

    def signals(self, reading: Reading, ranking: Ranking) -> list[tuple[int, Signals]]:
        """Measure the best entries: (entry, signals), best score first."""
        entries = len(self._entries)
        order = ranking.order(WEIGHED, entries)
        nearest = ranking.order(RIVALS, len(ranking.fused))
        content = self.content(reading)
        foreign = self._foreign(content)
        topic = float(ranking.fused[entries:].max(initial=0.0))
        chance = ranking.question.chance
        topics = _log_odds(float(chance[entries:].sum()))
        text = " ".join(reading.words[:LIKENESS_WORDS])
        length = float(np.log1p(len(reading.words)))
        found = []
        for entry in order:
            kin = self.kin(entry)
            rival = next((at for at in nearest if at not in kin), None)
            row = int(ranking.question.row[entry])
            line = self.holdings.line(row)
            score = float(ranking.fused[entry])
            measured = Signals(
                score=score,
                margin=score - (float(ranking.fused[rival]) if rival is not None else 0.0),
                head=_log_odds(float(chance[entry])),
                head_margin=_log_odds(float(chance[entry]))
                - (_log_odds(float(chance[rival])) if rival is not None else 0.0),
                kin=_log_odds(float(chance[sorted(kin)].sum())),  # in order: sums of floats differ
                phrasing=float(ranking.question.best[entry]),
                likeness=fuzz.token_set_ratio(text, line) / 100,
                coverage=self.coverage(content, entry),
                missing=self._missing(content, entry),
                foreign=foreign,
                uncovered=topic - score,
                topics=topics,
                outside=float(min(len(reading.outside), 2)),
                length=length,
            )
            found.append((entry, measured))
        return found

    def content(self, reading: Reading) -> list[tuple[str, float]]:
        """Pair the stems that carry a topic with their weights."""
        analyser = self._analyser
        found = {}
        for word, stem in zip(reading.words, reading.stems, strict=True):
            if not analyser.is_common(word):
                weight = self.holdings.index.idf_of(stem)
                known = self.holdings.knows(stem)
                found[stem] = weight if known else weight * analyser.english.rarity(word)
        return list(found.items())

    def coverage(self, content: Sequence[tuple[str, float]], entry: int) -> float:
        """Give the share of the question's weight that the entry's texts hold."""
        total = sum(weight for _, weight in content)
        if not total:
            return 0.0
        held = self._held(entry)
        concept_of = self._analyser.concept_of
        return sum(w for stem, w in content if stem in held or concept_of(stem) in held) / total

    def _held(self, entry: int) -> frozenset[str]:
        """Give the stems of an entry's texts, and their concepts marked as such."""
        found = self._meanings.get(entry)
        if found is None:
            lines = self.holdings.of(entry)
            analyser = self._analyser
            stems = {analyser.stem(word) for line in lines for word in line.split()}
            concepts = {concept for stem in stems if (concept := analyser.concept_of(stem))}
            found = self._meanings[entry] = frozenset(stems | concepts)
        return found

    def _missing(self, content: Sequence[tuple[str, float]], entry: int) -> float:
        """Give the weight of the question's words that the entry's texts do not hold."""
        held = self._held(entry)
        concept_of = self._analyser.concept_of
        return _bounded(w for stem, w in content if not {stem, concept_of(stem)} & held)

    def _foreign(self, content: Sequence[tuple[str, float]]) -> float:
        """Give the weight of the question's words that no entry's texts hold."""
        answers = self.holdings.answers
        return _bounded(w for stem, w in content if not answers(stem))


def _log_odds(chance: float) -> float:
    chance = min(max(chance, LEAST_CHANCE), 1 - LEAST_CHANCE)
    return math.log(chance / (1 - chance))


def _bounded(weights: Iterable[float]) -> float:
    return min(sum(weights), MOST_WEIGHT)


def fit(rows: NDArray[np.float64], right: NDArray[np.float64], ridge: float = 1.0) -> Model:
    """Fit the model by Newton's method (iteratively reweighted least squares).

    rows (questions, signals), right (questions,) of 0 and 1. Ridge keeps weights small; the bias
    is free. See Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4.1.
    """
    means, spreads = rows.mean(0), rows.std(0)
    spreads[spreads < 1e-5] = 1  # rounded below, it must not become 0
    design = np.column_stack([(rows - means) / spreads, np.ones(len(rows))])
    penalty = np.full(design.shape[1], ridge)
    penalty[-1] = 0
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (right - chance) - penalty * weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    rounded = [[round(float(v), 6) for v in part] for part in (means, spreads, weights)]
    return Model(tuple(rounded[0]), tuple(rounded[1]), tuple(rounded[2][:-1]), rounded[2][-1])
