"""The record of what moderators did, and of what was denied."""

import asyncio
import logging
from collections.abc import Callable

from bot.core.errors import UnavailableError
from bot.core.guild import Act
from bot.core.revision import Deed
from bot.store.audit import deeds, note
from bot.store.engine import Store

RECENT = 1_500
"""Deeds that can be looked through: a hundred pages."""

MOST_WAITING = 1_000
"""Denials that wait to be recorded; what a flood brings beyond them is only logged."""

log = logging.getLogger(__name__)


class Audit:
    """Makes acts and keeps the record; `clock` gives seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock
        self._turn = asyncio.Lock()
        self._waiting = 0

    def act(self, guild: int, operation: int, actor: int) -> Act:
        """Make the act of an interaction: its id keeps it from being done twice."""
        return Act(guild, operation, actor, int(self._clock()))

    async def denied(self, act: Act, action: str, reason: str) -> None:
        """Record what somebody may not do; without a database nothing is done either.

        One after the other: anybody can cause a denial, and a burst of them must neither hold up
        the moderators' edits nor wait for the database so long that some are given up.
        """
        if self._waiting >= MOST_WAITING:
            log.warning("a denial is not recorded: too many wait")
            return
        self._waiting += 1
        try:
            async with self._turn:
                await note(self._store, Deed(act, "denied", action, reason))
        except UnavailableError:
            log.warning("a denial is not recorded: the database is away")
        finally:
            self._waiting -= 1

    async def recent(self, guild: int) -> list[Deed]:
        """Give a server's latest deeds, newest first."""
        return await deeds(self._store, guild, RECENT)
