"""Gaps: unanswered questions that people chose to hand to the moderators."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.model import EntryId


class GapState(StrEnum):
    """Where a gap stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Gap:
    """A redacted question, and how often it was asked alike. `at`: when it last was.

    `entry`: what answers it, empty while nothing does.
    """

    guild: int
    id: int
    text: str
    count: int
    state: GapState
    entry: EntryId
    at: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A person who waits to hear that a gap is answered."""

    guild: int
    gap: int
    watcher: int
    entry: EntryId
