"""What is due of a measured figure, and how near it was once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demand:
    """A figure of which less is better, what is due, and the most that does not fail.

    `most`: what was reached where that is worse than what is due.
    """

    name: str
    value: float
    due: float
    most: float

    @property
    def is_met(self) -> bool:
        return self.value <= self.due

    @property
    def holds(self) -> bool:
        return self.value <= max(self.due, self.most)

    def __str__(self) -> str:
        kept = "" if self.holds else f", and no more than {self.most:g} was reached before"
        return f"{self.name}: {self.value:.4g}, due {self.due:g}{kept}"


def summary(demands: Iterable[Demand]) -> str:
    """Name each figure that falls short of what is due."""
    short = [str(each) for each in demands if not each.is_met]
    return "\n  ".join(["\nfalls short:" if short else "\nnothing falls short", *short])
