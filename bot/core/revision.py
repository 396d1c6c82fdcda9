"""Saved edits of a server's entries: revisions, drafts on the way to them, and what may come of it.

Contents are texts: a revision holds an entry as its knowledge file does, a draft what was typed
into the form, so that an invalid draft survives as it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.guild import Act
from bot.core.model import EntryId


class Kind(StrEnum):
    """What made a revision."""

    PUBLISH = "publish"
    RETIRE = "retire"
    RESTORE = "restore"
    IMPORT = "import"
    UNDO = "undo"


OF_REVISION = "revision "
"""How the note of a restored or undone revision begins; the number that it is about follows."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved edit of one entry in one server; never changed, never removed.

    `number` counts from 1 without gaps; 0 stands for the shipped entry, or none. `content`: None
    retires the entry. `at`: seconds since 1970, UTC. `version`: the server's, one for all that was
    saved at once, and higher for what came later. `is_intact`: False when what was read back is not
    what was written; such an entry must not be shown.
    """

    guild: int
    entry: EntryId
    number: int
    kind: Kind
    topic: str
    content: str | None
    author: int | None
    reviewer: int | None
    at: int
    note: str = ""
    version: int = 0
    is_intact: bool = True


class DraftState(StrEnum):
    """Where a draft stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"


ABANDONED_DAYS = 30
"""After the last change; then others than its author may clear a draft away too."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved edit. `edition` counts its changes; a new draft has 0, and `id` 0.

    `based_on`: number of the revision that its author saw. `text`: what the form held; `findings`:
    what the lint said when it was submitted. `reason`: why it was returned. `gap`: the gap it is
    to answer, or 0.
    """

    guild: int
    entry: EntryId
    kind: Kind
    text: str
    based_on: int
    author: int | None
    at: int
    findings: str = ""
    state: DraftState = DraftState.OPEN
    reviewer: int | None = None
    reason: str = ""
    gap: int = 0
    id: int = 0
    edition: int = 0

    def is_abandoned(self, now: int) -> bool:
        """Whether nobody touched it for long; `now` in seconds since 1970, UTC."""
        return now - self.at > ABANDONED_DAYS * 86_400


@dataclass(frozen=True, slots=True)
class Change:
    """One edit to be saved. `draft` and `edition`: the draft that it was approved from.

    `gaps`: open gaps that it answers; whoever watches them can then be told.
    """

    entry: EntryId
    based_on: int
    kind: Kind
    topic: str
    content: str | None
    author: int | None
    reviewer: int | None = None
    note: str = ""
    draft: int = 0
    edition: int = 0
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """All changes are saved, in the order in which they were given.

    `is_live`: False while questions are still answered without them.
    """

    revisions: tuple[Revision, ...]
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing is saved: others were faster. `current` holds what stands now, None for no edit."""

    current: dict[EntryId, Revision | None]


@dataclass(frozen=True, slots=True)
class Outdated:
    """Nothing is saved: the draft was changed meanwhile, or is gone."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Nothing is saved: other entries changed since the changes were checked against them."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Nothing was done: this operation was carried out before."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the audit record: who did what to which target."""

    act: Act
    action: str
    target: str = ""
    detail: str = ""
