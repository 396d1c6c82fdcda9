"""Many short texts in one array: strings of their own would take twice the memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
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
            return tuple(self[each] for each in range(*at.indices(len(self))))
        if not 0 <= at < len(self):
            raise IndexError(at)
        begin, end = self.bounds[at : at + 2].tolist()
        return self.raw[begin:end].tobytes().decode()


def as_lines(texts: Sequence[str]) -> Lines:
    """Put texts into one array."""
    encoded = [text.encode() for text in texts]
    bounds = np.fromiter(accumulate(map(len, encoded), initial=0), np.int64, len(texts) + 1)
    return Lines(np.frombuffer(b"".join(encoded), np.uint8), bounds)
