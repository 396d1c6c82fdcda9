"""Many short texts in one array: strings of their own would take twice the memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lines(Sequence[str]):
    """Texts as UTF-8, one after the other; text i stands at `bounds[i]:bounds[i + 1]`.

    Places count from the beginning. Raises IndexError for one that is not there.
    """

    raw: NDArray[np.uint8]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return self._between(*at.indices(len(self)))
        if not 0 <= at < len(self):
            raise IndexError(at)
        begin, end = self.bounds[at : at + 2].tolist()
        return self.raw[begin:end].tobytes().decode()

    def _between(self, first: int, end: int, step: int) -> tuple[str, ...]:
        """Give several texts; those that stand side by side are read at once, which is faster."""
        if step != 1 or first >= end:
            return tuple(self[each] for each in range(first, end, step))
        bounds = self.bounds[first : end + 1].tolist()
        raw, begin = self.raw[bounds[0] : bounds[-1]].tobytes(), bounds[0]
        return tuple(raw[a - begin : b - begin].decode() for a, b in pairwise(bounds))


def as_lines(texts: Sequence[str]) -> Lines:
    """Put texts into one array."""
    encoded = [text.encode() for text in texts]
    bounds = np.fromiter(accumulate(map(len, encoded), initial=0), np.int64, len(texts) + 1)
    return Lines(np.frombuffer(b"".join(encoded), np.uint8), bounds)
