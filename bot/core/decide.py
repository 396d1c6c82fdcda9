"""Answer, suggest or abstain: a small calibrated model over several signals.

A logistic model gives each of the best entries the chance that it is right; a policy's bounds on
the best chance decide. Which signals carry over to unseen questions `footnote calibrate` measures.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum, auto
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.core.model import Entry
from bot.core.rank import Ranking
from bot.core.text import Analyser, Reading

RIVALS = 8
"""Entries looked at when the margin to a rival is measured."""

WEIGHED = 4
"""Entries whose chance is weighed."""


LIKENESS_WORDS = 40
"""Words of a question that are compared with a phrasing as a set."""


class Decision(Enum):
    """What to do with a ranked question."""

    ANSWER = auto()
    SUGGEST = auto()
    ABSTAIN = auto()


@dataclass(frozen=True, slots=True)
class Signals:
    """What the model looks at for one entry. A rival is the best entry that cites none of its
    blocks; margins are negative for an entry that does not stand first.
    """

    score: float
    margin: float
    head: float
    head_margin: float
    phrasing: float
    likeness: float
    coverage: float
    known: float
    uncovered: float
    strangeness: float
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


@dataclass(frozen=True, slots=True)
class Judge:
    """Measures signals against the entries of one pack.

    `stems` and `concepts` hold, for each entry, the words of its phrasings and passages; `kin[a]`
    the entries that share a block with entry a; `lines` the words of each row; `idf` the weight of
    each stem, `rarest` that of an unknown one.
    """

    entries: tuple[Entry, ...]
    analyser: Analyser
    stems: tuple[frozenset[str], ...]
    concepts: tuple[frozenset[str], ...]
    kin: tuple[frozenset[int], ...]
    idf: Mapping[str, float]
    rarest: float
    lines: tuple[str, ...]

    def signals(self, reading: Reading, ranking: Ranking) -> list[tuple[int, Signals]]:
        """Measure the best entries: (entry, signals), best score first."""
        order = ranking.order(RIVALS, len(self.entries))
        content = self.content(reading)
        known = self._known(content)
        strange = self._strangeness(reading)
        topics = float(ranking.fused[len(self.entries) :].max(initial=0.0))
        _, head = ranking.parts
        text = " ".join(reading.words[:LIKENESS_WORDS])
        found = []
        for entry in order[:WEIGHED]:
            rival = next((at for at in order if at not in self.kin[entry]), None)
            row = int(ranking.question.row[entry])
            line = self.lines[row] if row >= 0 else ""
            score = float(ranking.fused[entry])
            measured = Signals(
                score=score,
                margin=score - (float(ranking.fused[rival]) if rival is not None else 0.0),
                head=float(head[entry]),
                head_margin=float(head[entry]) - (float(head[rival]) if rival is not None else 0.0),
                phrasing=float(ranking.question.best[entry]),
                likeness=fuzz.token_set_ratio(text, line) / 100,
                coverage=self.coverage(content, entry),
                known=known,
                uncovered=topics - score,
                strangeness=strange,
                outside=float(min(len(reading.outside), 2)),
                length=float(np.log1p(len(reading.words))),
            )
            found.append((entry, measured))
        return found

    def content(self, reading: Reading) -> list[tuple[str, float]]:
        """Pair the stems that carry a topic with their weights."""
        analyser = self.analyser
        found = {}
        for word, stem in zip(reading.words, reading.stems, strict=True):
            if not analyser.is_common(word):
                weight = self.idf.get(stem)
                found[stem] = (
                    self.rarest * analyser.english.rarity(word) if weight is None else weight
                )
        return list(found.items())

    def coverage(self, content: Sequence[tuple[str, float]], entry: int) -> float:
        """Give the share of the question's weight that the entry's texts hold."""
        total = sum(weight for _, weight in content)
        if not total:
            return 0.0
        held = self.stems[entry]
        meant = self.concepts[entry]
        concept_of = self.analyser.concept_of
        return sum(w for stem, w in content if stem in held or concept_of(stem) in meant) / total

    def _known(self, content: Sequence[tuple[str, float]]) -> float:
        """Give the share of the question's weight that the pack's entries hold at all."""
        total = sum(weight for _, weight in content)
        return sum(w for stem, w in content if stem in self.idf) / total if total else 0.0

    def _strangeness(self, reading: Reading) -> float:
        rarity = self.analyser.english.rarity
        return min(sum(rarity(word) for word in set(reading.unknown)), 3.0)



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
