"""What a form was opened for, written into its custom id: so that a text sent in late is kept too.

Meanwhile the entry may be retired or changed, the draft approved, discarded or edited elsewhere.
Then what was typed becomes a draft of its own, based on the revision that its author saw.
"""

from dataclasses import dataclass

from bot.cogs.controls import Press
from bot.cogs.number import long, short
from bot.cogs.render import ref
from bot.cogs.room import Room
from bot.core.edit import UNSORTED, EntryEdit, edit_of, name_entry
from bot.core.errors import RefusedError
from bot.core.model import EntryId
from bot.core.revision import Draft
from bot.services.draft import DraftProof, edit_kept

NEW, OLD, AGAIN, BEGUN = "n", "e", "d", "b"
"""What a form is for: a new entry, one that stands, a draft of one, a draft of a new entry."""
PRINT = 6
"""Signs that tell one text of a draft, or one entry, from another."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a form showed, or where its text belongs. `draft`: the one that it edits again."""

    edit: EntryEdit
    based_on: int
    gap: int = 0
    draft: Draft | None = None


def of_new(topic: str, gap: int) -> tuple[str, ...]:
    """Write down that a form is for a new entry."""
    return NEW, topic, short(gap)


def of_entry(entry: EntryId, number: int) -> tuple[str, ...]:
    """Write down that a form shows an entry as it stands at a revision."""
    return OLD, ref(entry), str(number)


def of_draft(desk: DraftProof) -> tuple[str, ...]:
    """Write down that a form shows a draft, and what it is for should it be gone by then."""
    draft = desk.draft
    number, text, gap = short(draft.id), _print(draft.text), short(draft.gap)
    if desk.is_new:
        return BEGUN, number, _print(draft.entry), desk.edit.topic, text, gap
    return AGAIN, number, ref(draft.entry), str(draft.based_on), text, gap


async def origin(room: Room, press: Press) -> Origin:
    """Find what a form was opened for, or what has become of it. Raises UnavailableError."""
    match press.args:
        case (str(kind), topic, gap) if kind == NEW:
            return Origin(await _begun(room, press, topic), 0, long(gap))
        case (str(kind), name, number) if kind == OLD:
            return Origin(await _shown(room, press, name, int(number)), int(number))
        case (str(kind), number, name, based_on, text, gap) if kind == AGAIN:
            seen = int(based_on)
            return await _again(room, press, number, text) or Origin(
                await _shown(room, press, name, seen), seen, long(gap)
            )
        case (str(kind), number, name, topic, text, gap) if kind == BEGUN:
            return await _again(room, press, number, text) or Origin(
                await _shown(room, press, name, 0, topic), 0, long(gap)
            )
        case _:
            raise RefusedError("faq_gone")


async def _again(room: Room, press: Press, number: str, text: str) -> Origin | None:
    """Find a draft, and whether its text is still the one that the form showed."""
    draft = await room.moderation.curator.draft(press.interaction.guild_id or 0, long(number))
    if draft is None:
        return None
    again = draft if _print(draft.text) == text else None
    return Origin(edit_kept(draft), draft.based_on, draft.gap, again)


async def _begun(room: Room, press: Press, topic: str) -> EntryEdit:
    curator, guild = room.moderation.curator, press.interaction.guild_id or 0
    begun = {draft.entry for draft in await curator.drafts(guild)}
    taken = begun | (await curator.shelf.all(guild)).keys()
    entry = name_entry(str(press.fields.get("question", "")), taken)
    return EntryEdit(entry, topic, "", "", "")


async def _shown(
    room: Room, press: Press, name: str, number: int, topic: str = UNSORTED
) -> EntryEdit:
    """Give an entry as a form showed it, or as nearly as the history still knows it."""
    guild, shelf = press.interaction.guild_id or 0, room.moderation.curator.shelf
    standings = await shelf.all(guild)
    standing = next((each for each in standings.values() if ref(each.id).startswith(name)), None)
    if standing is None:
        return await _begun(room, press, topic)
    try:
        entry = await shelf.version(guild, standing.id, number)
    except RefusedError:
        entry = None
    entry = entry or standing.entry or standing.shipped
    return edit_of(entry) if entry else EntryEdit(standing.id, topic, "", "", "")


def _print(text: str) -> str:
    return ref(text)[:PRINT]
