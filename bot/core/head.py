"""The head: a linear classifier that tells from a question's features which entry it asks for.

Multinomial logistic regression (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning,
4.4), trained on the rows of the index by AdaGrad in small batches (Duchi, Hazan, Singer, Adaptive
Subgradient Methods, 2011). Rare features learn as fast as frequent ones, and a few passes do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.batch import narrowed
from bot.core.index import Index
from bot.core.keys import Ints, key_of
from bot.core.space import Floats, Vector

if TYPE_CHECKING:
    from scipy.sparse import csr_array

PASSES = 8
"""Times that every row is looked at; more gain nothing on the golden questions."""

DROPPED = 0.5
"""Share of a row's features that a step does not see, so that none of them is relied upon.

Dropout of features (Wager, Wang, Liang, Dropout Training as Adaptive Regularization, 2013): people
ask in words that no phrasing has. 0.4 to 0.7 do alike on the golden questions, 0 is worse.
"""

BATCH = 256
"""Rows of one step."""

RATE = 0.4
"""Length of a step; 0.15 to 1.0 differ by a point on the golden questions."""

WEIGHTS = 20_000_000
"""Most weights, features times entries; the rarest features are left out."""

LARGEST = 3_000
"""Entries from which on none is trained: it would take minutes, and few features would be left."""

NEAREST, SAMPLED, STEPS = 512, 1024, 24
"""Rows of others that an entry which joins is told apart from, and steps to do it in."""

Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Head:
    """The trained classifier.

    `places`: row of each feature in `weights`, -1 for features left out, shape (features + 1,);
    `weights`: shape (features looked at, entries); `bias`: shape (entries,). `loads`: logarithm of
    the sum of each row's odds over all entries, shape (rows,), kept for entries that join.
    """

    places: Ints
    weights: Halves
    bias: Floats
    loads: Floats

    def scores(self, vector: Vector) -> Floats:
        """Give the log odds of each entry up to a constant, shape (entries,)."""
        at, known = vector.among(self.places)
        return known @ widened(self.weights.take(at, axis=0, mode="clip")) + self.bias


def widened(halves: Halves) -> Floats:
    """Bring finite half floats to single ones; NumPy's own way takes three times as long.

    Sign and digits move to where a single float has them; its exponent counts from 112 more.
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= -0x7000_0001  # the sign was copied into the exponent
    singles = bits.view(np.float32)
    singles *= np.float32(2.0**112)
    return singles


class Column(NamedTuple):
    """What the classifier needs of an entry that joins; `weights`: shape (features looked at,)."""

    weights: Halves
    bias: float


def softmax(scores: Floats) -> Floats:
    """Bring scores, shape (…, entries), to chances that sum to 1."""
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    return odds / odds.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def train_head(index: Index, sizes: Sequence[int], texts: Sequence[str]) -> Head:
    """Fit the head on the rows of an index; `sizes`: number of rows of each entry.

    `texts`, one a row, bring the rows into an order that does not depend on that of the entries.
    """
    if len(sizes) > LARGEST:
        return _untrained(index, len(sizes))
    rows, places = index.matrix(WEIGHTS // len(sizes))
    kept = np.flatnonzero(places >= 0)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.zeros((len(kept), len(sizes)), np.float32)
    bias = np.zeros(len(sizes), np.float32)
    steepness = np.full(len(kept), 1e-6, np.float32)
    marks = index.space.features.by_place[kept]
    signs = np.fromiter(map(key_of, texts), np.uint64, index.size)
    ordered = np.array(sorted(range(index.size), key=texts.__getitem__))
    random = np.random.default_rng(0)
    for turn in range(PASSES):
        order = random.permutation(ordered)
        for at in range(0, index.size, BATCH):
            batch = np.sort(order[at : at + BATCH])
            part = rows[batch]
            of_row = np.repeat(signs[batch], np.diff(part.indptr))
            part.data *= _seen(of_row + np.uint64(turn) ^ marks[part.indices])
            _step(part, owners[batch], weights, bias, steepness)
    loads = [
        np.logaddexp.reduce(rows[at : at + BATCH] @ weights + bias, axis=1)
        for at in range(0, index.size, BATCH)
    ]
    return Head(places, weights.astype(np.float16), bias, np.concatenate(loads))


def _step(
    part: "csr_array", owners: NDArray[np.int64], weights: Floats, bias: Floats, steepness: Floats
) -> None:
    """Take one step of AdaGrad on some rows; changes the weights, the bias and the steepness."""
    seen, part = narrowed(part)
    missed = softmax(part @ weights[seen] + bias)
    missed[np.arange(len(owners)), owners] -= 1
    slope = part.T @ missed
    steepness[seen] += np.einsum("ij,ij->i", slope, slope) * (4 / len(bias))
    weights[seen] -= RATE / np.sqrt(steepness[seen])[:, None] * slope
    bias -= np.float32(0.01) * missed.mean(0)


def _seen(keys: NDArray[np.uint64]) -> Floats:
    """Draw, for each key, 0 for a feature that is dropped; what is left weighs the more.

    Drawn from the keys themselves (SplitMix64), and so the same in every order of the entries.
    """
    mixed = (keys ^ keys >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    kept = mixed >> np.uint64(11) >= np.uint64(DROPPED * 2**53)
    return kept.astype(np.float32) / np.float32(1 - DROPPED)


def _untrained(index: Index, entries: int) -> Head:
    """Give a head to which all entries are equally likely."""
    _, places = index.frequent(1)
    weights = np.zeros((1, entries), np.float16)
    loads = np.full(index.size, np.log(entries), np.float32)
    return Head(places, weights, np.zeros(entries, np.float32), loads)


def train_beside(
    index: Index, head: Head, served: NDArray[np.bool_], rows: Sequence[Vector]
) -> Column:
    """Fit one more column of the classifier, for the rows of an entry that joins the index.

    The other columns stay as they are, so that what is left of `train_head` is the regression of
    one class against the rest: on the entry's rows, the nearest rows that are `served`, and a
    sample of the others.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - needed to edit, not to ask

    near = np.zeros(index.size, np.float32)
    for each in rows:
        touched, rough = index.propose(each)
        near[touched] = np.maximum(near[touched], rough)
    chosen, shares = _sample(near, np.flatnonzero(served))
    found, sizes = index.select(chosen)
    features = np.concatenate([*(each.slots for each in rows), found["at"]])
    weights = np.concatenate([*(each.weights for each in rows), found["weight"]])
    owners = np.repeat(
        np.arange(len(rows) + len(chosen)), [*(len(each.slots) for each in rows), *sizes.tolist()]
    )
    at = head.places.take(features, mode="clip")
    seen = at >= 0
    matrix = csr_array(
        (weights[seen] * np.float32(0.5), (owners[seen], at[seen])),
        (len(rows) + len(chosen), head.weights.shape[0]),
    )
    asked = [Vector(each.slots, each.weights * np.float32(0.5)) for each in rows]
    loads = [np.logaddexp.reduce(head.scores(each)) for each in asked]
    due = np.repeat(np.array([1, 0], np.float32), [len(rows), len(chosen)])
    share = np.concatenate([np.ones(len(rows), np.float32), shares])
    column = np.zeros(matrix.shape[1], np.float32)
    steepness = np.full(len(column), 1e-6, np.float32)
    turned, load = matrix.T.tocsr(), np.append(np.array(loads, np.float32), head.loads[chosen])
    for _ in range(STEPS):
        missed = share * (1 / (1 + np.exp(np.clip(load - matrix @ column, -30, 30))) - due)
        slope = turned @ missed
        steepness += slope * slope * (4 / len(head.bias))
        column -= RATE / np.sqrt(steepness) * slope
    return Column(column.astype(np.float16), float(head.bias.mean()))


def _sample(near: Floats, served: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """Choose the nearest rows, and a sample of the others; with what each of them stands for."""
    touched = served[near[served] > 0]
    nearest = touched[np.argsort(-near[touched], kind="stable")][:NEAREST]
    rest = np.ones(len(near), np.bool_)
    rest[nearest] = False
    others = served[rest[served]]
    missing = NEAREST - len(nearest)
    nearest, others = np.append(nearest, others[:missing]), others[missing:]
    step = max(1, len(others) // SAMPLED)
    sampled = others[::step]
    shares = np.ones(len(nearest) + len(sampled), np.float32)
    shares[len(nearest) :] = len(others) / max(1, len(sampled))
    return np.concatenate([nearest, sampled]), shares
