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
from bot.services.curate import edit_kept

NEW, OLD, AGAIN = "n", "e", "d"
"""What a form is for: a new entry, one that stands, a draft."""
PRINT = 8
"""Signs that tell one text of a draft from another."""


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


def of_draft(draft: Draft) -> tuple[str, ...]:
    """Write down that a form shows a draft."""
    return AGAIN, short(draft.id), ref(draft.entry), str(draft.based_on), _print(draft)


async def origin(room: Room, press: Press) -> Origin:
    """Find what a form was opened for, or what has become of it. Raises UnavailableError."""
    match press.args:
        case (str(kind), topic, gap) if kind == NEW:
            return Origin(await _begun(room, press, topic), 0, long(gap))
        case (str(kind), name, number) if kind == OLD:
            return Origin(await _shown(room, press, name, int(number)), int(number))
        case (str(kind), number, name, based_on, text) if kind == AGAIN:
            guild = press.interaction.guild_id or 0
            draft = await room.moderation.curator.draft(guild, long(number))
            if draft is None:
                return Origin(await _shown(room, press, name, int(based_on)), int(based_on))
            again = draft if _print(draft) == text else None
            return Origin(edit_kept(draft), draft.based_on, draft.gap, again)
        case _:
            raise RefusedError("faq_gone")


async def _begun(room: Room, press: Press, topic: str) -> EntryEdit:
    curator, guild = room.moderation.curator, press.interaction.guild_id or 0
    begun = {draft.entry for draft in await curator.drafts(guild)}
    taken = begun | (await curator.shelf.all(guild)).keys()
    entry = name_entry(str(press.fields.get("question", "")), taken)
    return EntryEdit(entry, topic, "", "", "")


async def _shown(room: Room, press: Press, name: str, number: int) -> EntryEdit:
    """Give an entry as a form showed it, or as nearly as the history still knows it."""
    guild, shelf = press.interaction.guild_id or 0, room.moderation.curator.shelf
    standings = await shelf.all(guild)
    standing = next((each for each in standings.values() if ref(each.id) == name), None)
    if standing is None:
        return await _begun(room, press, UNSORTED)
    try:
        entry = await shelf.version(guild, standing.id, number)
    except RefusedError:
        entry = None
    entry = entry or standing.entry or standing.shipped
    return edit_of(entry) if entry else EntryEdit(standing.id, UNSORTED, "", "", "")


def _print(draft: Draft) -> str:
    return ref(draft.text)[:PRINT]
