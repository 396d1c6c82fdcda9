"""Answer, suggest or abstain: a small calibrated model over several signals.

A logistic model gives the chance that the best entry is right; a policy's bounds on that chance
decide. Which signals carry over to unseen questions is measured by `footnote calibrate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.core.index import Floats
from bot.core.model import Entry
from bot.core.rank import Ranking
from bot.core.text import Analyser, Reading

CANDIDATES = 8
"""Entries looked at when the margin to a rival is measured."""


class Decision(Enum):
    """What to do with a ranked question."""

    ANSWER = auto()
    SUGGEST = auto()
    ABSTAIN = auto()


@dataclass(frozen=True, slots=True)
class Signals:
    """What the model looks at. A rival is the best entry that cites no block of the first one."""

    score: float
    margin: float
    head: float
    head_margin: float
    words: float
    grams: float
    likeness: float
    coverage: float
    known: float
    uncovered: float
    strangeness: float
    outside: float
    length: float
    agreement: float


SIGNALS = tuple(field.name for field in fields(Signals))


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic weights over the signals, brought to mean 0 and spread 1; shape (signals,)."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def chance(self, signals: Signals) -> float:
        """Give the chance, 0..1, that the first entry is right."""
        total = self.bias
        for value, mean, spread, weight in zip(
            astuple(signals), self.means, self.spreads, self.weights, strict=True
        ):
            total += weight * (value - mean) / spread
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


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


@dataclass(frozen=True, slots=True)
class Judge:
    """Measures signals against the entries of one pack.

    `stems` and `concepts` hold, for each entry, the words of its phrasings and passages;
    `rivals[a]` the entries that share no block with entry a; `phrasings` the first row of each.
    """

    entries: tuple[Entry, ...]
    analyser: Analyser
    stems: tuple[frozenset[str], ...]
    concepts: tuple[frozenset[str], ...]
    kin: tuple[frozenset[int], ...]
    idf: Mapping[str, float]
    rarest: float
    phrasings: tuple[tuple[str, ...], ...]

    def signals(self, reading: Reading, ranking: Ranking, order: Sequence[int]) -> Signals:
        """Measure the first entry of `order`."""
        first = order[0]
        rival = next((at for at in order[1:] if at not in self.kin[first]), None)
        phrasing, head = ranking.parts
        content = self.content(reading)
        return Signals(
            score=float(ranking.fused[first]),
            margin=_gap(ranking.fused, first, rival),
            head=float(head[first]),
            head_margin=_gap(head, first, rival),
            words=float(ranking.similarity.words.max(initial=0)),
            grams=float(ranking.similarity.grams.max(initial=0)),
            likeness=self._likeness(reading, first),
            coverage=self.coverage(content, first),
            known=self._known(content),
            uncovered=self._uncovered(ranking, first),
            strangeness=self._strangeness(reading),
            outside=float(min(len(reading.outside), 2)),
            length=float(np.log1p(len(reading.words))),
            agreement=float(self._agree(phrasing, head)),
        )

    def content(self, reading: Reading) -> list[tuple[str, float]]:
        """Pair the stems that carry a topic with their weights."""
        analyser = self.analyser
        found = {}
        for word, stem in zip(reading.words, reading.stems, strict=True):
            if not analyser.is_common(word):
                known = self.idf.get(stem)
                rare = self.rarest * analyser.english.rarity(word)
                found[stem] = rare if known is None else known
        return list(found.items())

    def coverage(self, content: list[tuple[str, float]], entry: int) -> float:
        total = sum(weight for _, weight in content)
        if not total:
            return 0.0
        held = self.stems[entry]
        meant = self.concepts[entry]
        concept_of = self.analyser.concept_of
        return sum(w for stem, w in content if stem in held or concept_of(stem) in meant) / total

    def _known(self, content: list[tuple[str, float]]) -> float:
        """Give the share of the question's weight that the pack's entries hold at all."""
        total = sum(weight for _, weight in content)
        return sum(w for stem, w in content if stem in self.idf) / total if total else 0.0

    def _uncovered(self, ranking: Ranking, first: int) -> float:
        """Give by how much an uncovered topic is nearer than the first entry."""
        topics = ranking.fused[len(self.entries) :]
        return float(topics.max(initial=0.0) - ranking.fused[first])

    def _strangeness(self, reading: Reading) -> float:
        rarity = self.analyser.english.rarity
        return min(sum(rarity(word) for word in set(reading.unknown)), 3.0)

    def _likeness(self, reading: Reading, entry: int) -> float:
        """Give the best token-set ratio, 0..1, between the question and the entry's phrasings."""
        text = " ".join(reading.words[:40])
        ratios = (fuzz.token_set_ratio(text, each) for each in self.phrasings[entry])
        return max(ratios, default=0.0) / 100

    def _agree(self, phrasing: Floats, head: Floats) -> bool:
        entries = len(self.entries)
        return int(head[:entries].argmax()) in self.kin[int(phrasing[:entries].argmax())]


def _gap(scores: Floats, first: int, rival: int | None) -> float:
    return float(scores[first] - scores[rival]) if rival is not None else float(scores[first])


def fit(rows: NDArray[np.float64], right: NDArray[np.float64], ridge: float = 1.0) -> Model:
    """Fit the model by Newton's method (iteratively reweighted least squares).

    rows (questions, signals), right (questions,) of 0 and 1. Ridge keeps weights small; the bias
    is free. See Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4.1.
    """
    means, spreads = rows.mean(0), rows.std(0)
    spreads[spreads == 0] = 1
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
