"""What stands of a server's entries now, and what stood before."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.content.dump import dump_entry
from bot.content.entry import read_entry
from bot.core.errors import ContentError, RefusedError
from bot.core.model import Entry, EntryId
from bot.core.revision import Change, Kind, Revision
from bot.services.library import Library
from bot.store.engine import Store
from bot.store.revisions import heads, histories, history

REMEMBERED = 2_000
"""Revisions that are kept as entries: whoever lists, completes or reviews reads the same ones."""

_read = lru_cache(REMEMBERED)(read_entry)


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it stands; `number` is its revision's, 0 for the shipped one or none.

    `entry`: None where it is retired, was never there, or `is_spoilt`: what the database gives
    back is not what was saved.
    """

    id: EntryId
    entry: Entry | None
    number: int
    shipped: Entry | None
    is_spoilt: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there ever was such an entry."""
        return bool(self.number or self.shipped)


class Shelf:
    """Reads entries with their revisions. Raises UnavailableError when the database is away."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    async def find(self, guild: int, entry: EntryId) -> Standing:
        """Give one entry as it stands."""
        return self.newest(entry, await history(self._store, guild, entry))

    def newest(self, entry: EntryId, past: Sequence[Revision]) -> Standing:
        """Give an entry as it stands on top of its revisions, newest first."""
        return _standing(entry, past[0] if past else None, self.shipped(entry))

    async def all(self, guild: int) -> dict[EntryId, Standing]:
        """Give every entry as it stands, retired ones included, sorted by id."""
        edited, shipped = await heads(self._store, guild), self._pack()
        return await asyncio.to_thread(_standings, {*shipped, *edited}, edited, shipped)

    async def edits(self, guild: int) -> dict[EntryId, Standing]:
        """Give what a server's moderators changed."""
        edited, shipped = await heads(self._store, guild), self._pack()
        return await asyncio.to_thread(_standings, edited, edited, shipped)

    async def known(self, guild: int) -> frozenset[EntryId]:
        """Give the ids of all entries that there ever were in a server."""
        return frozenset([*self._pack(), *await heads(self._store, guild)])

    async def past(self, guild: int, entry: EntryId) -> list[Revision]:
        """Give an entry's revisions, newest first."""
        return await history(self._store, guild, entry)

    async def pasts(
        self, guild: int, entries: Collection[EntryId]
    ) -> dict[EntryId, list[Revision]]:
        """Give the revisions of several entries, newest first, of one reading."""
        return await histories(self._store, guild, entries)

    async def version(self, guild: int, entry: EntryId, number: int) -> Entry | None:
        """Give an entry as it stood at a revision; 0 is the shipped one, None was retired.

        Raises RefusedError for a revision that is not there, or that the database spoilt.
        """
        return self.among(entry, await self.past(guild, entry) if number else (), number)

    def among(self, entry: EntryId, past: Iterable[Revision], number: int) -> Entry | None:
        """Give the same of revisions that were read already. Raises RefusedError."""
        if number == 0:
            return self.shipped(entry)
        for revision in past:
            if revision.number == number:
                found = content_of(revision)
                if found is not None or (revision.is_intact and revision.content is None):
                    return found
        raise RefusedError("faq_no_revision")

    def shipped(self, entry: EntryId) -> Entry | None:
        """Give the entry that the pack came with."""
        return self._pack().get(entry)

    def _pack(self) -> dict[EntryId, Entry]:
        return {each.id: each for each in self._library.serving(None).snapshot.pack.entries}


def _standings(
    names: Collection[EntryId],
    edited: Mapping[EntryId, Revision],
    shipped: Mapping[EntryId, Entry],
) -> dict[EntryId, Standing]:
    """Read what stands; a thousand entries take a second the first time."""
    return {name: _standing(name, edited.get(name), shipped.get(name)) for name in sorted(names)}


def _standing(entry: EntryId, head: Revision | None, shipped: Entry | None) -> Standing:
    if head is None:
        return Standing(entry, shipped, 0, shipped)
    content = content_of(head)
    is_spoilt = not head.is_intact or (content is None and head.content is not None)
    return Standing(entry, content, head.number, shipped, is_spoilt)


def change_to(
    now: Standing, entry: Entry | None, kind: Kind, author: int | None, note: str = ""
) -> Change:
    """Make the change that lets another entry stand, or retires it (None)."""
    shown = entry or now.entry or now.shipped
    topic = shown.topic if shown else ""
    content = dump_entry(entry) if entry else None
    return Change(now.id, now.number, kind, topic, content, author, note=note)


def content_of(revision: Revision) -> Entry | None:
    """Read a revision; None where it retires the entry, or what was kept cannot be trusted."""
    if revision.content is None or not revision.is_intact:
        return None
    try:
        return _read(revision.content, revision.topic, f"{revision.entry}.yaml")
    except ContentError:
        return None
