"""One question after the other, and Discord hears of each in time.

Answering holds the event loop for some thousandths of a second. Where more people ask at once than
can be answered soon, whoever waits is told so first: between two answers everything else gets on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import TypeVar

BRIEF = 0.001
"""Seconds of an answer up to which nobody's turn is worth looking at."""
CROWDED = 0.1
"""Seconds of work that wait; with more of it, others' events are read between two answers."""
LONG = 0.4
"""Seconds of work from which on Discord is told that an answer takes longer."""
USUAL = 0.004
"""Seconds that an answer takes, until that was measured."""
WEIGHT = 0.05
"""How much one answer counts in the mean of late."""

T = TypeVar("T")


class Turns:
    """Lets questions be answered in the order in which they came."""

    def __init__(self) -> None:
        self._waiting = 0
        self._each = USUAL
        self._turn = asyncio.Lock()

    @property
    def wait(self) -> float:
        """Seconds that those who wait now will take."""
        return self._waiting * self._each

    async def take(
        self, work: Callable[[], T], late: Callable[[], Awaitable[None]] | None = None
    ) -> T:
        """Do some work when its turn comes; `late` is called first where that is not soon."""
        self._waiting += 1
        try:
            if self._each > BRIEF:
                await asyncio.sleep(0)  # whoever asks at the same moment is counted too
            if late and self.wait > LONG:
                await late()
            async with self._turn:
                began = perf_counter()
                done = work()
                self._each += (perf_counter() - began - self._each) * WEIGHT
                if self.wait > CROWDED:
                    await asyncio.sleep(0)
                return done
        finally:
            self._waiting -= 1
