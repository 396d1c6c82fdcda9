"""Labelled questions: what is expected of the program."""

import re
from dataclasses import dataclass

from bot.core.model import Locator


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One labelled question. `gold` are locators of which a right answer cites at least one.

    The route `open` means: whatever it ends in, no gate may stop it.
    """

    id: str
    q: str
    route: str
    group: str
    gold: tuple[Locator, ...] = ()
    history: tuple[str, ...] = ()
    note: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Other outcomes that the label accepts, from `alt=…` in the note."""
        return tuple(re.findall(r"alt=(\w+)", self.note))
