"""Answer, suggest or abstain: a small calibrated model over several signals.

A logistic model gives each of the best entries the chance that it is right; a policy's bounds on
the best chance decide. Which signals carry over to unseen questions `footnote calibrate` measures.
"""

import math
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from bot.core.signals import SIGNALS, Signals


class Decision(Enum):
    """What to do with a ranked question."""

    ANSWER = auto()
    SUGGEST = auto()
    ABSTAIN = auto()


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """Logistic weights over the signals, brought to mean 0 and spread 1; shape (signals,)."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def chance(self, signals: Signals) -> float:
        """Give the chance, 0..1, that the entry is right."""
        total = self.bias
        for value, mean, spread, weight in zip(
            signals, self.means, self.spreads, self.weights, strict=True
        ):
            total += weight * (value - mean) / spread
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


PRIOR = LogisticModel(
    (0.0,) * len(SIGNALS),
    (1.0,) * len(SIGNALS),
    tuple({"score": 2.0, "margin": 2.0, "length": 1.0}.get(name, 0.0) for name in SIGNALS),
    -5.0,
)
"""What holds of question sets in general: fitted on public ones with few phrasings an entry.

A long question that matches is surer than a short one, since more had to be alike.
"""

FAITH = 200
"""Right samples at which what was learned counts as much as `PRIOR`."""

FEWEST = len(SIGNALS)
"""Right and wrong samples without which nothing is learned: of two or three, hardly alike in a
signal, a fit would say that the least difference in it decides."""


RIDGE = 1.0
"""Pull of each weight towards 0."""


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


def learn(rows: NDArray[np.float64], right: NDArray[np.float64]) -> LogisticModel:
    """Fit the model, and lean on `PRIOR` the more, the fewer right samples there are.

    rows (samples, signals), right (samples,) of 0 and 1. The log odds are the mean of both.
    """
    if min(right.sum(), len(right) - right.sum()) < FEWEST:
        return PRIOR
    fitted = fit(rows, right)
    trust = float(right.sum() / (right.sum() + FAITH))
    weights, bias = [], trust * fitted.bias + (1 - trust) * PRIOR.bias
    columns = zip(fitted.means, fitted.spreads, fitted.weights, PRIOR.weights, strict=True)
    for mean, spread, weight, general in columns:
        weights.append(round(trust * weight + (1 - trust) * general * spread, 6))
        bias += (1 - trust) * general * mean
    return LogisticModel(fitted.means, fitted.spreads, tuple(weights), round(bias, 6))


def fit(rows: NDArray[np.float64], right: NDArray[np.float64]) -> LogisticModel:
    """Fit the model by Newton's method (iteratively reweighted least squares).

    rows (questions, signals), right (questions,) of 0 and 1. Ridge keeps weights small; the bias
    is free. See Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4.1.
    """
    means, spreads = rows.mean(0), rows.std(0)
    spreads[spreads < 1e-5] = 1  # rounded below, it must not become 0
    design = np.column_stack([(rows - means) / spreads, np.ones(len(rows))])
    penalty = np.full(design.shape[1], RIDGE)
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
    return LogisticModel(
        tuple(rounded[0]), tuple(rounded[1]), tuple(rounded[2][:-1]), rounded[2][-1]
    )
