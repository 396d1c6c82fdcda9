"""Tells which of many searches may succeed: those of which everything that they need is there.

RE2 has the same for literal texts (`FilteredRE2`); here what is needed are words and lexicons.
"""

from collections.abc import Iterable

from bot.core.plan import Numbers, bits_of, numbers


class Prefilter:
    """Places of searches, by the first number that each needs.

    What is there are bits; what is needed are not: each of those would be a number as long.
    """

    def __init__(self, needs: Iterable[tuple[int, Numbers]]) -> None:
        self._anyway: list[int] = []
        self._by_key: dict[int, list[tuple[int, int, Numbers]]] = {}
        for place, needed in needs:
            if needed:
                self._by_key.setdefault(needed[0], []).append((place, needed[-1], needed[1:-1]))
            else:
                self._anyway.append(place)
        self._keys = bits_of(self._by_key)

    def met(self, present: int) -> list[int]:
        """List the places of which everything that they need is present."""
        found = [
            place
            for key in numbers(present & self._keys)
            for place, last, others in self._by_key[key]
            # most need two numbers at most, or the last is lacking
            if present >> last & 1 and all([present >> other & 1 for other in others])  # noqa: C419
        ]
        return found + self._anyway


def prefilters(needs: Iterable[Numbers], apart: Numbers) -> tuple[Prefilter, Prefilter]:
    """Key by place: all but those set apart, and those."""
    listed, places = list(enumerate(needs)), frozenset(apart)
    return (
        Prefilter(each for each in listed if each[0] not in places),
        Prefilter(each for each in listed if each[0] in places),
    )
