"""Which revisions an undo takes back: a stack for each entry, as editors keep one.

A revision lies on top of the one before it, an undo takes the topmost off. Undoing again walks
further back, and never takes back an undo.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.model import EntryId
from bot.core.revision import Kind, Revision


def standing(past: Iterable[Revision]) -> tuple[Revision, ...]:
    """Give an entry's revisions that were not taken back, oldest first; the last one stands."""
    stack: list[Revision] = []
    for each in sorted(past, key=lambda revision: revision.number):
        if each.kind is not Kind.UNDO:
            stack.append(each)
        elif stack:
            stack.pop()
    return tuple(stack)


def newest_own(
    stacks: Mapping[EntryId, Sequence[Revision]], person: int | None
) -> tuple[EntryId, ...]:
    """Name the entries whose top was a person's last edit; several when it was an import.

    Own is what they wrote or approved, as long as nothing of others lies on it.
    """
    tops = {name: stack[-1] for name, stack in stacks.items() if stack}
    own = {name: top for name, top in tops.items() if person in (top.author, top.reviewer)}
    last = max((top.version for top in own.values()), default=0)
    return tuple(sorted(name for name, top in own.items() if top.version == last))
