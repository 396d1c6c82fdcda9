"""Finds, among many that each need several things, those of which everything is there."""

from collections.abc import Iterable

from bot.core.plan import Numbers, bits_of, numbers


class Keyed:
    """Places by the first number that each needs. What is needed, and what is there, are bits."""

    def __init__(self, needs: Iterable[tuple[int, Numbers]]) -> None:
        self._anyway: list[int] = []
        self._by_key: dict[int, list[tuple[int, int]]] = {}
        for place, needed in needs:
            if needed:
                self._by_key.setdefault(needed[0], []).append((place, bits_of(needed)))
            else:
                self._anyway.append(place)
        self._keys = bits_of(self._by_key)

    def met(self, present: int) -> list[int]:
        """List the places of which everything that they need is present."""
        found = [
            place
            for key in numbers(present & self._keys)
            for place, needed in self._by_key[key]
            if needed & present == needed
        ]
        return found + self._anyway


def keyed(needs: Iterable[Numbers], apart: Numbers) -> tuple[Keyed, Keyed]:
    """Key by place: all but those set apart, and those."""
    listed, places = list(enumerate(needs)), frozenset(apart)
    return (
        Keyed(each for each in listed if each[0] not in places),
        Keyed(each for each in listed if each[0] in places),
    )
