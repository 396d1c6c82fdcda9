"""Counts of what people asked and found helpful; no row says who."""

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from itertools import islice

from bot.core.errors import UnavailableError
from bot.core.statistics import HELPFUL
from bot.store.counts import Counted, add_counts
from bot.store.engine import Store
from bot.store.tables import tallies, votes

log = logging.getLogger(__name__)

REASONS = ("passage", "outdated", "question", "unclear")
PAUSE = 60.0
"""Seconds between writes; a crash loses so much at most."""

BATCH = 2_000
"""Rows of one transaction: few enough that a server's moderators need not wait for it."""

REMEMBERED = 10_000
"""Votes that are remembered, so that nobody's counts twice in one process's life."""


class Feedback:
    """Gathers counts in memory and writes them now and then: answers never wait for it.

    `day` gives the date in UTC, `key` is fresh for each process.
    """

    def __init__(self, store: Store, day: Callable[[], str], key: bytes) -> None:
        self._store = store
        self._day = day
        self._key = key
        self._tallies: Counter[Counted] = Counter()
        self._votes: Counter[Counted] = Counter()
        self._voted: OrderedDict[bytes, None] = OrderedDict()

    def asked(self, guild: int | None, entry: str, outcome: str) -> None:
        """Count one question; None is a direct message."""
        self._tallies[guild or 0, self._day(), entry, outcome] += 1

    def vote(
        self, guild: int | None, entry: str, person: int, *, helpful: bool, reason: str = ""
    ) -> bool:
        """Count one vote; False when this person voted on the entry before.

        Raises ValueError for an unknown reason; none is needed.
        """
        if reason and reason not in REASONS:
            raise ValueError(f"{reason!r} is no reason")
        name = f"{guild or 0}:{entry}:{person}".encode()
        mark = blake2b(name, key=self._key, digest_size=16).digest()
        if mark in self._voted:
            return False
        self._voted[mark] = None
        if len(self._voted) > REMEMBERED:
            self._voted.popitem(last=False)
        counted = HELPFUL if helpful else reason or "none"
        self._votes[guild or 0, self._day(), entry, counted] += 1
        return True

    async def follow(self) -> None:
        """Write every minute; never returns."""
        while True:
            await asyncio.sleep(PAUSE)
            await asyncio.shield(self.flush())  # a stop must not lose what is being written

    async def flush(self) -> None:
        """Write what was counted; what cannot be written now waits for the next time."""
        for table, waiting in ((tallies, self._tallies), (votes, self._votes)):
            while waiting:
                counts = {each: waiting.pop(each) for each in list(islice(waiting, BATCH))}
                try:
                    await add_counts(self._store, table, counts)
                except UnavailableError:
                    waiting.update(counts)
                    log.warning("counts wait for the database")
                    return
