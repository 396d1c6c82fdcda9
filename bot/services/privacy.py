"""What is kept of people and servers: shown, deleted when asked, and deleted by itself in time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.errors import OperatorError, UnavailableError
from bot.store.audit import expire_deeds
from bot.store.counts import expire_counts
from bot.store.drafts import expire_imports
from bot.store.engine import Store
from bot.store.gaps import expire_gaps
from bot.store.guilds import left_before, left_marks, mark_left
from bot.store.personal import PERSONAL, Erasure, export_person, forget_guild, forget_person
from bot.store.schema import expire_copies
from bot.store.tables import metadata, tallies, votes

DAY = 86_400
IMPORT_DAYS = 30
"""After the dry run. Drafts stay: what somebody typed is never deleted by itself."""
GAP_DAYS = 30
"""After it was last asked."""
COUNT_DAYS = 396
"""Thirteen months, so that a month can be held against the same one a year before."""
LEFT_DAYS = 30
"""After a server removed the bot."""
DIRECT = 0
"""What stands for a server in direct messages; nobody can remove the bot from them."""
DIRECT_DAYS = 30
"""After what was done or denied there: no moderators read of it."""
COPY_DAYS = 30
"""After an upgrade copied the database."""

KEPT = tuple(dict.fromkeys(each.column.table.name for each in PERSONAL))
"""Tables that can name a person; the notice has a line for each."""
UNNAMED = tuple(table.name for table in metadata.sorted_tables if table.name not in KEPT)
"""All other tables; the notice names them in one line."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Rows of one table that were deleted, and rows that stay without the person."""

    deleted: int = 0
    unnamed: int = 0


class Privacy:
    """Answers for what is kept; `now` gives seconds since 1970, UTC."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._present: Callable[[], Collection[int]] = tuple
        self._serves: Callable[[int], bool] = lambda _: False
        self._turn = asyncio.Lock()

    async def show(self, person: int) -> Mapping[str, list[dict[str, object]]]:
        """Give every row that names a person, by table. Raises UnavailableError.

        One after the other: anybody can ask, and a burst must not hold up moderators' edits.
        """
        async with self._turn:
            exported = await export_person(self._store, person)
        rows: dict[str, list[dict[str, object]]] = {table: [] for table in KEPT}
        for column, found in exported.items():
            table = rows[column.partition(".")[0]]
            table += [row for row in found if row not in table]
        return rows

    async def forget(self, person: int) -> Mapping[str, Forgotten]:
        """Delete or unname every row of a person; give by table what became of them.

        Raises UnavailableError.
        """
        touched = await forget_person(self._store, person)
        fates = {each.name: each.erasure for each in PERSONAL}
        gone = dict.fromkeys(KEPT, Forgotten())
        for column, count in touched.items():
            name = column.partition(".")[0]
            before, deletes = gone[name], fates[column] is Erasure.DELETE
            gone[name] = Forgotten(
                before.deleted + count * deletes, before.unnamed + count * (not deletes)
            )
        return gone

    async def leave(self, guild: int) -> None:
        """Note that a server removed the bot: its rows go in 30 days. Raises UnavailableError."""
        await mark_left(self._store, guild, int(self._now()))

    async def come(self, guild: int) -> None:
        """Note that a server has the bot again: its rows stay. Raises UnavailableError."""
        await mark_left(self._store, guild, None)

    def attend(self, present: Callable[[], Collection[int]], serves: Callable[[int], bool]) -> None:
        """Know from now on which servers have the bot.

        `serves` tells which servers `present` would name if they had it: of others it is not known.
        """
        self._present, self._serves = present, serves

    async def compare(self) -> None:
        """Note servers that removed the bot, or took it back, unheard. Raises UnavailableError."""
        marks = await left_marks(self._store)
        present = self._present()  # after what takes time, in which servers come and go
        for guild, has_left in marks.items():
            if guild in present and has_left:
                await self.come(guild)
            elif guild != DIRECT and self._serves(guild) and guild not in present and not has_left:
                await self.leave(guild)

    async def expire(self) -> bool:
        """Delete what is kept long enough; tell whether all of it could be.

        Each kind goes whatever becomes of the others, and what fails is logged.
        """
        store, now = self._store, int(self._now())
        day = datetime.fromtimestamp(now - COUNT_DAYS * DAY, UTC).date().isoformat()
        went = [
            await _attempt("imports", expire_imports(store, now - IMPORT_DAYS * DAY, now)),
            await _attempt("gaps", expire_gaps(store, now - GAP_DAYS * DAY, now)),
            await _attempt("deeds", expire_deeds(store, DIRECT, now - DIRECT_DAYS * DAY)),
            await _attempt("tallies", expire_counts(store, tallies, day)),
            await _attempt("votes", expire_counts(store, votes, day)),
            await _attempt("servers", self._expire_guilds(now - LEFT_DAYS * DAY)),
            await _attempt("copies", _expire_copies(store, now - COPY_DAYS * DAY)),
        ]
        return all(went)

    async def _expire_guilds(self, before: int) -> None:
        """Delete servers that removed the bot before a time. Raises UnavailableError."""
        await self.compare()
        for guild in await left_before(self._store, before):
            if self._serves(guild):  # else it may have the bot again, which nobody heard of yet
                await forget_guild(self._store, guild)

    async def follow(self) -> None:
        """Expire at start and every twelve hours, so that nothing outlives its time by a day.

        What could not be deleted is tried again in an hour.
        """
        while True:
            went = await self.expire()
            await asyncio.sleep(DAY / 2 if went else DAY / 24)


async def _attempt(what: str, deletion: Awaitable[object]) -> bool:
    """Carry out one deletion; tell whether it could be, and log why not."""
    try:
        await deletion
    except OperatorError as error:
        log.warning("%s that are old enough stay: %s", what, error)
    except UnavailableError as error:
        log.warning("%s that are old enough stay: the database is away", what, exc_info=error)
    except Exception:
        log.exception("%s that are old enough stay: this is a defect, report it", what)
    else:
        return True
    return False


async def _expire_copies(store: Store, before: int) -> None:
    expire_copies(store.engine, before)
