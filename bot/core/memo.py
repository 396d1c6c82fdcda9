"""What was made of values of late, found again by the very value: comparing would cost as much."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Memo(Generic[Made]):
    """Remembers what was made of at most so many values; then all is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[tuple[Hashable, ...], tuple[object, Made]] = {}

    def of(self, value: object, make: Callable[[], Made], *rest: Hashable) -> Made:
        """Give what was made of a value that never changes, and of what else it depends on."""
        key = (id(value), *rest)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= self._most:
                self._kept.clear()
            # the value is kept too: as long as it is, no other one can have its id
            kept = self._kept[key] = value, make()
        return kept[1]
