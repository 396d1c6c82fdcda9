"""The record of what moderators did, and of what was denied; and where a server reads along."""

from collections.abc import Callable
from contextlib import suppress

from bot.core.errors import UnavailableError
from bot.core.guild import Act
from bot.core.revision import Deed
from bot.store.audit import deeds, note
from bot.store.engine import Store

RECENT = 1_500
"""Deeds that can be looked through: a hundred pages."""


class Audit:
    """Makes acts and keeps the record; `clock` gives seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def act(self, guild: int, operation: int, actor: int) -> Act:
        """Make the act of an interaction: its id keeps it from being done twice."""
        return Act(guild, operation, actor, int(self._clock()))

    async def denied(self, act: Act, action: str, reason: str) -> None:
        """Record what somebody may not do; without a database nothing is done either."""
        with suppress(UnavailableError):
            await note(self._store, Deed(act, "denied", action, reason))

    async def recent(self, guild: int) -> list[Deed]:
        """Give a server's latest deeds, newest first."""
        return await deeds(self._store, guild, RECENT)
