"""Names as numbers of 64 bits, and closed lists of them as arrays.

A dict of as many strings takes ten times the memory and must be made anew at every start; arrays
are mapped from a file. Two of a million names share a number with odds of one in 40 million.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]

_BITS = 2**64 - 1
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F  # odd, so that no bit gets lost

RECENT = 20_000
"""Names whose numbers, and whose places in a list, are remembered."""


@lru_cache(RECENT)
def key_of(name: str) -> int:
    """Give the number of a name."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def key_of_pair(first: int, second: int) -> int:
    """Give the number of two names in their order."""
    return (first * _FIRST + second) * _SECOND & _BITS


@dataclass(frozen=True, slots=True)
class Keys:
    """A closed list of keys with the place of each.

    `ordered`: the keys, ascending, the greatest number at the end; `places`: the place of each, -1
    for the last one. `lately`: places of keys that were looked up of late.
    """

    ordered: NDArray[np.uint64]
    places: Ints
    lately: dict[int, int] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.places) - 1

    @property
    def by_place(self) -> NDArray[np.uint64]:
        """The key at each place, for places that count from 0."""
        found = np.empty(len(self), np.uint64)
        found[self.places[:-1]] = self.ordered[:-1]
        return found

    def find(self, keys: Sequence[int]) -> Ints:
        """Give the places of keys, -1 for those that are not in the list."""
        asked = np.array(keys, np.uint64)
        at = self.ordered.searchsorted(asked)
        found = self.places.take(at)
        found[self.ordered.take(at) != asked] = -1
        return found

    def place(self, key: int) -> int:
        """Give the place of one key, -1 when it is not in the list."""
        found = self.lately.get(key)
        if found is None:
            if len(self.lately) >= RECENT:
                self.lately.clear()
            at = bisect_left(self.ordered.data, key)
            found = int(self.places[at]) if int(self.ordered[at]) == key else -1
            self.lately[key] = found
        return found


def list_keys(places: Mapping[int, int]) -> Keys:
    """Make the list of keys that have a place."""
    size = len(places)
    keys = np.fromiter(places, np.uint64, size)
    order = keys.argsort()
    at = np.fromiter(places.values(), np.int32, size)
    return Keys(np.append(keys[order], np.uint64(_BITS)), np.append(at[order], np.int32(-1)))
