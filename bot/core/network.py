"""A small neural network over sparse features: one hidden layer, trained to tell classes apart.

See Goodfellow, Bengio, Courville, Deep Learning, 6; trained in small batches by Adam (Kingma, Ba,
Adam: A Method for Stochastic Optimization, 2015), which here moves only the features that a batch
has: training takes a quarter of the time, and tells classes apart no worse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import EllipsisType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.core.batch import narrowed
from bot.core.head import Halves, softmax, widened
from bot.core.space import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

HIDDEN = 32
"""Units between features and classes; 16 miss a point more of what is to be stopped, 64 no less."""

MEMBERS = 2
"""Networks that are trained, each from weights of its own, and read as one (Lakshminarayanan,
Pritzel, Blundell, Simple and Scalable Predictive Uncertainty Estimation, 2017): at equal false
alarms two find 90.4 instead of 88.2 % of terse personal questions put aside, four 90.6 %, and one
of twice the units 88.2 %."""

PASSES, BATCH = 8, 512
"""Times that every row is looked at, and rows of one step."""

DROPPED = 0.5
"""Share of its features that a row is looked at without, others each time (Srivastava and others,
Dropout, 2014): it then tells a text by several of its words, as it must one with words it has not
met. Of dangerous texts put aside it finds 85 instead of 78 to 83 % at equal false alarms."""

LEAST_STEPS = 400
"""Steps taken at least, where rows are few."""

RATE, KEPT, KEPT_SPREAD, LEAST = 0.003, 0.9, 0.999, 1e-8
"""Length of a step; what the next one keeps of its direction and of its spread; least spread."""

DECAY = 0.1
"""Pull on the weights towards 0, over the number of rows: the fewer, the less is believed."""

SCALE = np.float32(4)
"""What features are multiplied with: those of a text are short, and so would be the first steps."""


Places = NDArray[np.int64] | EllipsisType
"""Rows of an array of weights; `...` are all of them."""


@dataclass(frozen=True, slots=True)
class Network:
    """The trained network.

    `hidden`: shape (features, units); `hidden_bias`: (units,); `out`: (units, classes); `out_bias`:
    (classes,).
    """

    hidden: Halves
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def chances(self, at: NDArray[np.int32], known: Floats) -> Floats:
        """Give the chance of each class for the features at some places and their weights."""
        weights = widened(self.hidden.take(at, axis=0, mode="clip"))
        met = np.maximum((known * SCALE) @ weights + self.hidden_bias, 0)
        return softmax(met @ self.out + self.out_bias)


def train_network(
    rows: "csr_array", classes: NDArray[np.int64], kinds: int, texts: Sequence[str]
) -> Network:
    """Fit networks on rows of features, shape (rows, features), and the class of each; join them.

    `kinds`: number of classes.

    `texts`, one a row, bring the rows into an order that does not depend on how they came.
    """
    due = np.eye(kinds, dtype=np.float32)[classes]
    return _joined([_member(seed, rows * SCALE, due, texts) for seed in range(MEMBERS)])


def _joined(members: Sequence[Network]) -> Network:
    """Give the network that scores each class with the mean of its members' scores."""
    share = np.float32(1 / len(members))
    return Network(
        np.concatenate([each.hidden for each in members], axis=1),
        np.concatenate([each.hidden_bias for each in members]),
        np.concatenate([each.out * share for each in members]),
        np.mean([each.out_bias for each in members], axis=0),
    )


def _member(seed: int, rows: "csr_array", due: Floats, texts: Sequence[str]) -> Network:
    """Fit one network; `due` has a 1 in the column of each row's class."""
    random = np.random.default_rng(seed)
    layers = [
        _layer(_drawn(random, rows.shape[1], HIDDEN)),
        _layer(np.zeros(HIDDEN, np.float32)),
        _layer(_drawn(random, HIDDEN, due.shape[1])),
        _layer(np.zeros(due.shape[1], np.float32)),
    ]
    for step, batch in enumerate(_batches(random, texts), 1):
        seen, part = narrowed(_thinned(random, rows[batch]))
        places: list[Places] = [seen, ..., ..., ...]
        weights = [layer.weights[at] for layer, at in zip(layers, places, strict=True)]
        slopes = list(_slopes(part, due[batch], weights, np.float32(DECAY / len(due))))
        for layer, at, slope in zip(layers, places, slopes, strict=True):
            layer.step(step, at, slope)
    return Network(layers[0].weights.astype(np.float16), *(each.weights for each in layers[1:]))


@dataclass(frozen=True, slots=True)
class _Layer:
    """An array of weights while it is trained, with the means of its slopes and their squares."""

    weights: Floats
    means: Floats
    spreads: Floats

    def step(self, step: int, at: Places, slope: Floats) -> None:
        """Take a step of Adam at some places; the others stay, with what they remember."""
        rate = np.float32(RATE * np.sqrt(1 - KEPT_SPREAD**step) / (1 - KEPT**step))
        mean, spread = self.means[at], self.spreads[at]
        mean += (slope - mean) * np.float32(1 - KEPT)
        spread += (slope * slope - spread) * np.float32(1 - KEPT_SPREAD)
        self.means[at], self.spreads[at] = mean, spread
        self.weights[at] -= rate * mean / (np.sqrt(spread) + np.float32(LEAST))


def _layer(weights: Floats) -> _Layer:
    return _Layer(weights, np.zeros_like(weights), np.zeros_like(weights))


def _drawn(random: "np.random.Generator", before: int, after: int) -> Floats:
    """Draw the weights between two layers (Glorot, Bengio, 2010)."""
    most = np.sqrt(6 / (before + after))
    return random.uniform(-most, most, (before, after)).astype(np.float32)


def _batches(random: "np.random.Generator", texts: Sequence[str]) -> Iterator[NDArray[np.int64]]:
    """Give the rows of each step."""
    ordered = np.array(sorted(range(len(texts)), key=texts.__getitem__))
    steps = -(-len(texts) // BATCH)
    for _ in range(max(PASSES, -(-LEAST_STEPS // steps))):
        order = random.permutation(ordered)
        yield from (order[at : at + BATCH] for at in range(0, len(order), BATCH))


def _thinned(random: "np.random.Generator", rows: "csr_array") -> "csr_array":
    """Leave features out by chance, and make the others weigh as much as all would."""
    rows.data *= (random.random(rows.nnz) >= DROPPED) / np.float32(1 - DROPPED)
    return rows


def _slopes(
    rows: "csr_array", due: Floats, weights: Sequence[Floats], pull: np.float32
) -> Iterator[Floats]:
    """Give the slope of the loss, cross-entropy with decay, along each array of weights."""
    hidden, hidden_bias, out, out_bias = weights
    met = np.maximum(rows @ hidden + hidden_bias, 0)
    missed = (softmax(met @ out + out_bias) - due) / np.float32(len(due))
    missed_before = (missed @ out.T) * (met > 0)
    yield rows.T @ missed_before + pull * hidden
    yield missed_before.sum(0)
    yield met.T @ missed + pull * out
    yield missed.sum(0)
