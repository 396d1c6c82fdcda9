"""Which texts hold a word: those of one entry, those of any, or none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.index import Index
from bot.core.lines import Lines


@dataclass(frozen=True, slots=True)
class Holdings:
    """The words of all rows.

    `lines`: the words of each row of the index, parted by blanks; `added`: those of edited entries,
    whose rows stand behind the index's own. `spans`: first row of each entry, and the one behind
    its last, shape (entries, 2). `entry_rows`: rows of the index that belong to entries; those of
    uncovered topics come after them.
    `gained`: stems of edited entries; `lost`: stems that no row holds any more; `unanswered`: stems
    that no entry's row holds any more.
    """

    index: Index
    lines: Lines
    spans: NDArray[np.int64]
    entry_rows: int
    added: tuple[str, ...] = ()
    gained: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()

    def of(self, entry: int) -> tuple[str, ...]:
        """Give the words of each of an entry's rows."""
        first, end = self.spans[entry].tolist()
        own = len(self.lines)
        return self.lines[first:end] if first < own else self.added[first - own : end - own]

    def knows(self, stem: str) -> bool:
        """Tell whether an entry or an uncovered topic holds the stemmed word."""
        if stem in self.gained:
            return True
        return stem not in self.lost and len(self.index.holding(stem)) > 0

    def answers(self, stem: str) -> bool:
        """Tell whether an entry holds the stemmed word."""
        if stem in self.gained:
            return True
        rows = self.index.holding(stem)
        return stem not in self.unanswered and len(rows) > 0 and int(rows[0]) < self.entry_rows
