"""Runs transactions; every fault of the database becomes one clear error.

Writes to one server follow one another: each begins by locking the server's row.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.errors import InDoubtError, NotSavedError, UnavailableError
from bot.core.guild import Act
from bot.core.revision import Repeated
from bot.store.deeds import is_done, lock_guild
from bot.store.reasons import reason_of

Result = TypeVar("Result")

_FAULTS: tuple[type[Exception], ...] = (DBAPIError, PoolTimeoutError, OSError, TimeoutError)

DEFECTS = (IntegrityError, ProgrammingError, DataError)
"""Faults of our statements, not of the database."""

PATIENCE = 10.0
"""Seconds in which it must become clear whether a transaction was saved that lost its database."""

FAREWELL = 2.5
"""Seconds that running transactions get to finish when the store closes."""


def faults() -> tuple[type[Exception], ...]:
    """Give what databases raise; not all that PostgreSQL's driver raises comes wrapped."""
    driver = sys.modules.get("asyncpg")  # an extra, and in memory only where it is used
    if driver is None:
        return _FAULTS
    return (*_FAULTS, driver.InterfaceError, driver.InternalClientError, driver.PostgresError)


@dataclass(frozen=True, slots=True)
class StoreState:
    """Whether the last write and read of the database went well, and if not, why."""

    is_ready: bool
    reason: str = ""


READY = StoreState(is_ready=True)


class Store:
    """A database, and the name of its schema once that is up to date."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.schema = ""
        self._reads = self._writes = READY
        self._running = 0
        self._finished = asyncio.Event()
        self._is_closing = False

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use the same database."""
        return self.engine.dialect.name == "postgresql"

    def state(self) -> StoreState:
        """Tell how the database is, as of its last write and read. Never waits."""
        return self._reads if self._writes.is_ready else self._writes

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Read in one transaction. Raises UnavailableError."""
        try:
            async with self._connect() as connection:
                await connection.execution_options(reads=True)
                yield connection
        except faults() as error:
            self._fail(error, UnavailableError)
        self._reads = READY

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Write in one transaction that nobody waits to hear of. Raises NotSavedError."""
        try:
            async with self._connect() as connection:
                yield connection
                await _commit(connection)
        except faults() as error:
            self._fail(error, NotSavedError)
        self._reads = self._writes = READY

    async def probe(self) -> None:
        """Try a write that changes nothing where the last one failed: nobody else may try soon."""
        if not self._writes.is_ready:
            with suppress(NotSavedError):
                async with self.write() as connection:
                    await lock_guild(connection, 0)

    async def perform(
        self, act: Act, body: Callable[[AsyncConnection], Awaitable[Result]]
    ) -> Result | Repeated:
        """Run `body` in one transaction unless the act's operation was carried out before.

        `body` records the act in the audit table when it changes something. It runs at most once:
        when the database is lost while it commits, the audit tells what became of it. Raises
        NotSavedError, or InDoubtError when even that cannot be learnt.
        """
        committing = False
        try:
            async with self._connect() as connection:
                await lock_guild(connection, act.guild)
                if await is_done(connection, act):
                    return Repeated()
                result = await body(connection)
                committing = True
                await _commit(connection)
        except faults() as error:
            if not committing or isinstance(error, DEFECTS):
                self._fail(error, NotSavedError)
            if not await self._was_done(act):
                self._fail(error, NotSavedError)
        self._reads = self._writes = READY
        return result

    async def _was_done(self, act: Act) -> bool:
        """Look an operation up; the lock waits for the server to finish the lost transaction."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    try:
                        async with self._connect() as connection:
                            await lock_guild(connection, act.guild)
                            return await is_done(connection, act)
                    except faults():
                        await asyncio.sleep(0.2)
        except (TimeoutError, UnavailableError) as error:
            self._fail(error, InDoubtError)

    async def close(self) -> None:
        """Begin no more transactions, let the running ones finish, and close the connections.

        A connection that is still in use when its event loop ends is never given back: whoever was
        cancelled in a transaction may need a moment to leave it.
        """
        self._is_closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                while self._running:
                    self._finished.clear()
                    await self._finished.wait()
        await self.engine.dispose()

    @asynccontextmanager
    async def _connect(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection for one transaction. Raises NotSavedError once the store closes."""
        if self._is_closing:
            raise NotSavedError("The bot is stopping. Try again in a minute.")
        self._running += 1
        try:
            async with self.engine.connect() as connection:
                yield connection
        finally:
            self._running -= 1
            self._finished.set()

    def _fail(self, error: Exception, kind: type[UnavailableError]) -> NoReturn:
        if isinstance(error, DEFECTS):
            raise error
        reason = reason_of(error)
        state = StoreState(is_ready=False, reason=reason)
        if kind is UnavailableError:
            self._reads = state
        else:
            self._writes = state
        raise kind(_ADVICE[kind].format(reason=reason)) from error


async def _commit(connection: AsyncConnection) -> None:
    """Commit; after a failure nobody may use the connection again: its transaction may be open."""
    try:
        await connection.commit()
    except BaseException:
        await connection.invalidate()
        raise


_ADVICE = {
    UnavailableError: "This cannot be looked up just now ({reason}). Try again in a minute.",
    NotSavedError: "Nothing was saved ({reason}). Try again in a minute.",
    InDoubtError: "It is not known whether this was saved ({reason}). "
    "Look at the entry's history before you try again.",
}
