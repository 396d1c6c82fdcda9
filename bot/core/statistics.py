"""What the counts of a server say: figures for `/faq stats`, too few of them left out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.core.model import Entry, EntryId, Source

FEWEST = 5
"""Questions of a day from which on it is broken down: fewer could tell who asked what."""

SHOWN = 5
"""Entries in each list."""

HELPFUL = "helpful"
"""What a vote counts as that says so; others by their reason."""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day; `by_outcome` is empty where they were too few."""

    date: str
    total: int
    by_outcome: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a server. `least_helpful`: (entry, unhelpful, of so many votes)."""

    days: tuple[Day, ...]
    most_asked: tuple[tuple[EntryId, int], ...]
    least_helpful: tuple[tuple[EntryId, int, int], ...]
    open_gaps: int
    cited: int
    blocks: int

    @property
    def total(self) -> int:
        """All questions."""
        return sum(day.total for day in self.days)

    @property
    def by_outcome(self) -> Mapping[str, int]:
        """The questions of all days that are broken down."""
        found: Counter[str] = Counter()
        for day in self.days:
            found.update(day.by_outcome)
        return found


def summarise(
    dates: Iterable[str],
    tallies: Mapping[Key, int],
    votes: Mapping[Key, int],
    open_gaps: int,
    coverage: tuple[int, int],
) -> Statistics:
    """Turn counts into figures; `dates` are the days to show, `coverage` (cited, all) blocks."""
    days = tuple(_day(date, tallies) for date in dates)
    told = {day.date for day in days if day.by_outcome}
    asked: Counter[str] = Counter()
    for (date, entry, _), n in tallies.items():
        if entry and date in told:
            asked[entry] += n
    return Statistics(
        days,
        tuple((EntryId(name), n) for name, n in asked.most_common(SHOWN)),
        _least_helpful(votes),
        open_gaps,
        *coverage,
    )


def coverage(sources: Iterable[Source], entries: Collection[Entry]) -> tuple[int, int]:
    """Count the blocks that an entry cites, and all that are due: those not waived."""
    cited = {where for entry in entries for where in entry.locators}
    due = [block for source in sources for block in source.blocks if not block.waived]
    return sum(block.locator in cited for block in due), len(due)


def _day(date: str, tallies: Mapping[Key, int]) -> Day:
    outcomes: Counter[str] = Counter()
    for (day, _, outcome), n in tallies.items():
        if day == date:
            outcomes[outcome] += n
    total = outcomes.total()
    return Day(date, total, dict(outcomes) if total >= FEWEST else {})


def _least_helpful(votes: Mapping[Key, int]) -> tuple[tuple[EntryId, int, int], ...]:
    """Rank entries by the share of unhelpful votes; too few votes say nothing, and too much."""
    bad: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for (_, entry, reason), n in votes.items():
        all_[entry] += n
        bad[entry] += n if reason != HELPFUL else 0
    ranked = sorted(
        (name for name in bad if bad[name] and all_[name] >= FEWEST),
        key=lambda name: (-bad[name] / all_[name], -bad[name], name),
    )
    return tuple((EntryId(name), bad[name], all_[name]) for name in ranked[:SHOWN])
