"""What one step of training looks at: some rows, and of the features only those that they have."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def narrowed(rows: "csr_array") -> "tuple[NDArray[np.int64], csr_array]":
    """Leave out the features that no row has; give the places of the others, and rows of these.

    What `rows` store as 0 is removed from them.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - needed when a pack is compiled only

    rows.eliminate_zeros()
    met = np.zeros(rows.shape[1], np.bool_)
    met[rows.indices] = True
    seen = np.flatnonzero(met)
    place = np.cumsum(met, dtype=np.int32) - 1
    shape = (rows.shape[0], len(seen))
    return seen, csr_array((rows.data, place[rows.indices], rows.indptr), shape=shape)
