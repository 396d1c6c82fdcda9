"""Keeps every server's snapshot as the database has it, while questions are answered.

The new snapshot is built beside the old one, in a thread, and swapped in whole. What was retired
is held back before anything is built.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.content.entry import read_entry
from bot.core.errors import ContentError, UnavailableError
from bot.core.holdout import FOLDS
from bot.core.model import Entry, EntryId
from bot.core.revision import Revision
from bot.core.snapshot import Snapshot
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.rechoose import (
    ask_held_out,
    bound_of,
    cautious,
    differs_much,
    is_own,
    own_entries,
    with_bound,
)
from bot.store.engine import Store
from bot.store.guilds import settings_of, versions
from bot.store.listen import listen
from bot.store.revisions import heads_since

POLL = 30.0
"""Seconds after which the database is looked at, announced or not."""

RETRY = 3.0
"""The same while it does not answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Served:
    """What a server answers with, and the version of the database that it came from.

    `chosen`: the server's own entries that the bound of its answers was chosen with.
    """

    version: int
    snapshot: Snapshot
    chosen: Collection[Entry] = ()


class Live:
    """Follows the database. `serves` tells the servers of this process from others."""

    def __init__(
        self,
        store: Store,
        library: Library,
        guilds: GuildBook,
        health: Health,
        serves: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._store = store
        self._library = library
        self._guilds = guilds
        self._health = health
        self.serves = serves
        self._served: dict[int, _Served] = {}
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._heard = asyncio.Event()
        self._changed: asyncio.Queue[int] = asyncio.Queue()

    async def follow(self, shards: Iterable[int] = (), count: int = 1) -> None:
        """Catch up at every announcement and every half minute; never returns.

        `shards` are those that this process serves, of `count` in all.
        """
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._choose_bounds())
            if self._store.is_shared:
                tasks.create_task(listen(self._store, self.wake, shards, count))
            tasks.create_task(self._poll())

    def wake(self) -> None:
        """Look at the database at once, where somebody follows it."""
        self._heard.set()

    async def _poll(self) -> None:
        is_away = False
        while True:
            self._heard.clear()
            try:
                await self.catch_up()
            except UnavailableError:
                if not is_away:
                    log.warning(
                        "the database is away, answers go on: %s", self._store.state().reason
                    )
                is_away, pause = True, RETRY
            else:
                if is_away:
                    log.info("the database answers again")
                is_away, pause = False, POLL
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._heard.wait()

    async def catch_up(self) -> None:
        """Refresh every server that changed. Raises UnavailableError."""
        try:
            now = await versions(self._store)
            await self._store.probe()
        finally:
            self._health.database(up=self._store.state().is_ready)
        for guild, version in now.items():
            if self.serves(guild) and version != self._version(guild):
                await self._refresh_apart(guild)
        for guild in self._served.keys() - now.keys():
            self._forget(guild)

    async def _refresh_apart(self, guild: int) -> None:
        try:
            await self.refresh(guild)
        except UnavailableError:
            raise
        except Exception:
            # a defect met in one server's edits must not keep the others from theirs
            log.exception("server %s cannot be brought up to date", guild)

    async def refresh(self, guild: int) -> int:
        """Serve a server what the database has now, and give its version there.

        Raises UnavailableError.
        """
        async with self._locks[guild]:
            version = (await versions(self._store, guild)).get(guild, 0)
            if version == self._version(guild):
                return version
            self._guilds.learn(guild, await settings_of(self._store, guild))
            served = self._served.get(guild) or _Served(0, self._library.serving(None).snapshot)
            news = await heads_since(self._store, guild, served.version)
            edits = await asyncio.to_thread(edits_of, news)  # of a thousand, most of a second
            snapshot = await self._renew(guild, served, edits)
            chosen = served.chosen if is_own(snapshot) else ()
            self._served[guild] = _Served(version, snapshot, chosen)
            if differs_much(snapshot, chosen):
                self._changed.put_nowait(guild)
            return version

    async def _renew(
        self, guild: int, served: _Served, edits: Mapping[EntryId, Entry | None]
    ) -> Snapshot:
        old = served.snapshot
        if not edits:
            return old
        retired = frozenset(name for name, entry in edits.items() if entry is None)
        if retired:
            self._library.swap(guild, replace(old, withdrawn=old.withdrawn | retired))
        new = await asyncio.to_thread(lay_over, self._library, old, edits)
        if not is_own(new):
            new = with_bound(new, 0.0)
        elif differs_much(new, served.chosen):
            new = cautious(new)
        self._library.swap(guild, new)
        return new

    async def _choose_bounds(self) -> None:
        while True:
            guild = await self._changed.get()
            try:
                await self._choose_bound(guild)
            except Exception:
                log.exception("the bound of server %s cannot be chosen: it stays cautious", guild)

    async def _choose_bound(self, guild: int) -> None:
        """Choose how sure the answers of a server must be, on its own entries as they are now."""
        served = self._served.get(guild)
        if served is None or not differs_much(served.snapshot, served.chosen):
            return
        own, found = own_entries(served.snapshot), []
        for fold in range(FOLDS):
            found += await asyncio.to_thread(ask_held_out, served.snapshot, fold)
        async with self._locks[guild]:
            now = self._served.get(guild)
            if now is None or not is_own(now.snapshot):
                return  # the shipped bound holds again
            if differs_much(now.snapshot, own):
                return  # the next one in the queue looks at what it is now
            snapshot = with_bound(now.snapshot, bound_of(found))
            self._served[guild] = replace(now, snapshot=snapshot, chosen=own)
            self._library.swap(guild, snapshot)
            log.info("bound", extra={"guild": guild, "answer": snapshot.calibration.policy.answer})

    def _version(self, guild: int) -> int:
        return self._served[guild].version if guild in self._served else 0

    def _forget(self, guild: int) -> None:
        """Serve the shipped entries again: the server's rows were deleted."""
        del self._served[guild]
        self._library.drop(guild)
        self._guilds.forget(guild)


def edits_of(news: Mapping[EntryId, Revision]) -> dict[EntryId, Entry | None]:
    """Read revisions as entries; None for what is retired, or cannot be trusted."""
    return {name: _entry(revision) for name, revision in news.items()}


def _entry(revision: Revision) -> Entry | None:
    if not revision.is_intact:
        log.error("%s in server %s is spoilt: held back", revision.entry, revision.guild)
    if revision.content is None:
        return None
    try:
        return read_entry(revision.content, revision.topic, f"{revision.entry}.yaml")
    except ContentError:
        log.exception("%s in server %s cannot be read: held back", revision.entry, revision.guild)
        return None


def lay_over(library: Library, base: Snapshot, edits: Mapping[EntryId, Entry | None]) -> Snapshot:
    """Lay edits over a snapshot; one that cannot be indexed is held back, the others go on."""
    try:
        return library.lay(base, edits)
    except ValueError:
        for name, entry in edits.items():
            base = _lay_one(library, base, name, entry)
        return base


def _lay_one(library: Library, base: Snapshot, name: EntryId, entry: Entry | None) -> Snapshot:
    try:
        return library.lay(base, {name: entry})
    except ValueError:
        log.exception("%s cannot be indexed: held back", name)
        return replace(base, withdrawn=base.withdrawn | {name})
