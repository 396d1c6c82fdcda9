"""What is linear in the index's features: a classifier of entries, and their mean rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.index import Floats, Index, Ints, Vector

RIDGE = 0.5
"""Regularisation of the head; 0.5 to 2.0 differ by less than a point on the golden questions."""

HEAD_FEATURES = 6000
"""Features that the head looks at, the most frequent ones: more cost time and gain nothing."""


NEAREST, SAMPLED, STEPS = 512, 1024, 40
"""Rows of others that an entry which joins is told apart from, and most steps to do it in."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is linear in the index's features: a classifier, and the mean row of each entry.

    `places`: row of each feature in the other two, -1 for features left out, shape (features + 1,);
    `weights` and `means`: shape (features looked at, entries).
    """

    places: Ints
    weights: Floats
    means: Floats

    def scores(self, vector: Vector) -> tuple[Floats, Floats]:
        """Give, for each entry, the classifier's score and the product with its mean row."""
        at, known = vector.among(self.places)
        return known @ self.weights[at], known @ self.means[at]


def train_head(index: Index, sizes: Sequence[int]) -> Head:
    """Fit the head on the rows themselves by ridge regression, one entry against the rest.

    `sizes`: number of rows of each entry. Solves (XᵀX + ridge I) W = XᵀY; see Rifkin, Yeo, Poggio,
    Regularized Least-Squares Classification (2003).
    """
    from scipy import linalg, sparse  # noqa: PLC0415 - needed when a pack is compiled, not to ask

    kept, places = index.frequent(HEAD_FEATURES)
    shape = (index.size, len(places) - 1)
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


def train_beside(index: Index, places: Ints, served: Floats, rows: Sequence[Vector]) -> Floats:
    """Fit one more column of the classifier, for the rows of an entry that joins the index.

    Solves what `train_head` solves for that column alone, by conjugate gradients (Shewchuk, An
    Introduction to the Conjugate Gradient Method, 1994), on the nearest rows that are `served` (1,
    or 0 for rows that are not) and a sample of the others; shape (features looked at,).
    """
    from scipy.sparse import csr_array, linalg  # noqa: PLC0415 - needed to edit, not to ask

    near = np.max([index.propose(each) for each in rows], 0)
    chosen, shares = _sample(near, np.flatnonzero(served))
    features, weights, sizes = index.select(chosen)
    features = np.concatenate([*(each.slots for each in rows), features])
    weights = np.concatenate([*(each.weights for each in rows), weights])
    owners = np.repeat(
        np.arange(len(rows) + len(chosen)), [*(len(each.slots) for each in rows), *sizes.tolist()]
    )
    at = places.take(features, mode="clip")
    seen = at >= 0
    matrix = csr_array(
        (weights[seen] * 0.5**0.5, (owners[seen], at[seen])),
        (len(rows) + len(chosen), int(places.max(initial=-1)) + 1),
        dtype=np.float32,
    )
    turned = matrix.T.tocsr()
    share = np.concatenate([np.ones(len(rows), np.float32), shares])
    found, _ = linalg.cg(
        linalg.LinearOperator(
            (matrix.shape[1],) * 2, lambda w: turned @ (share * (matrix @ w)) + RIDGE * w
        ),
        np.asarray(matrix[: len(rows)].sum(0)),
        rtol=1e-3,
        maxiter=STEPS,
    )
    return np.asarray(found * 2**0.5, np.float32)


def _sample(near: Floats, served: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """Choose the nearest rows, and a sample of the others; with what each of them stands for."""
    order = served[np.argsort(-near[served], kind="stable")]
    nearest, others = order[:NEAREST], np.sort(order[NEAREST:])
    step = max(1, len(others) // SAMPLED)
    sampled = others[::step]
    shares = np.ones(len(nearest) + len(sampled), np.float32)
    shares[len(nearest) :] = len(others) / max(1, len(sampled))
    return np.concatenate([nearest, sampled]), shares
