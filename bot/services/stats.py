"""Figures of a server for its moderators."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.model import EntryId
from bot.core.statistics import Statistics, coverage, summarise
from bot.services.library import Library
from bot.store.counts import read_counts
from bot.store.engine import Store
from bot.store.gaps import list_gaps
from bot.store.tables import tallies, votes

DAYS = 14
"""Days that are shown: two weeks, for one to be held against the other."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures, and the questions of the entries that they name."""

    figures: Statistics
    questions: dict[EntryId, str]


class StatsDesk:
    """Reads counts. Raises UnavailableError when the database is away."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    async def sheet(self, guild: int, today: date) -> Sheet:
        """Give the figures of the last fourteen days."""
        dates = [(today - timedelta(days=n)).isoformat() for n in reversed(range(DAYS))]
        pack = self._library.pack(guild)
        figures = summarise(
            dates,
            await read_counts(self._store, tallies, guild, dates[0]),
            await read_counts(self._store, votes, guild, dates[0]),
            len(await list_gaps(self._store, guild)),
            coverage(pack.sources, pack.entries),
        )
        known = (*self._library.pack(None).entries, *pack.entries)  # a retired one was asked too
        return Sheet(figures, {entry.id: entry.question for entry in known})
