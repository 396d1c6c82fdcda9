"""What was, and how it comes back: revisions, differences, restore."""

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.controls import Press
from bot.cogs.outbox import Rendered
from bot.cogs.render import ref
from bot.cogs.room import Room
from bot.cogs.screens import difference_text, history_text, people_of, record_text
from bot.core.difference import difference
from bot.core.errors import RefusedError
from bot.core.model import EntryId
from bot.core.revision import Revision

SHOWN = 10
"""Revisions that are listed; the select holds 25."""

DEEDS = 15
"""Lines of the record that are listed."""


class History:
    """Shows revisions and brings them back."""

    def __init__(self, room: Room, bulletin: Bulletin) -> None:
        self._room = room
        self._bulletin = bulletin
        room.listen(
            {"faq:past": self._past, "faq:version": self._version, "faq:revert": self._revert}
        )

    async def show(self, interaction: discord.Interaction, entry: EntryId) -> None:
        """List an entry's revisions. Raises RefusedError for an unknown entry."""
        shelf = self._room.moderation.curator.shelf
        standing = await shelf.find(interaction.guild_id or 0, entry)
        if not standing.is_known:
            raise RefusedError("faq_missing")
        past = await shelf.past(interaction.guild_id or 0, entry)
        say = self._room.sayer(interaction)
        lines = [say("history_head", entry=entry), history_text(say, past[:SHOWN])]
        if standing.shipped:
            lines.append(say("history_shipped"))
        numbers = [each.number for each in past[:24]] + ([0] if standing.shipped else [])
        options = [
            discord.SelectOption(label=say("history_option", number=n), value=str(n))
            for n in numbers
        ]
        select = self._room.front.controls.select(
            "faq:version", say("history_hint"), options, ref(entry)
        )
        people = people_of(*(each for one in past[:SHOWN] for each in (one.author, one.reviewer)))
        what = Rendered(("\n".join(filter(None, lines)),), ((select,),), people=people)
        await self._room.front.out.respond(interaction, what)

    async def record(self, interaction: discord.Interaction) -> None:
        """List the latest deeds of the audit record, with what was denied."""
        deeds = await self._room.moderation.audit.recent(interaction.guild_id or 0, DEEDS)
        text = record_text(self._room.sayer(interaction), deeds)
        people = people_of(*(each.act.actor for each in deeds))
        await self._room.front.out.respond(interaction, Rendered((text,), people=people))

    async def restore(
        self, interaction: discord.Interaction, entry: EntryId, number: int | None
    ) -> None:
        """Bring back a revision; without a number the last one that was served."""
        guild = interaction.guild_id or 0
        if number is None:
            number = _last_served(await self._room.moderation.curator.shelf.past(guild, entry))
        await self._room.front.out.wait(interaction)
        act = self._room.act(interaction)
        result = await self._room.moderation.reviser.restore(act, entry, number)
        await self._room.tell(interaction, "restored", entry=entry, number=number)
        await self._bulletin.published(act, result)

    async def _past(self, press: Press) -> None:
        await self.show(press.interaction, await self._entry(press, press.args[0]))

    async def _version(self, press: Press) -> None:
        """Show how a revision differs from what stands, with the button that restores it."""
        guild, number = press.interaction.guild_id or 0, int(press.values[0])
        entry = await self._entry(press, press.args[0])
        shelf = self._room.moderation.curator.shelf
        old = await shelf.version(guild, entry, number)
        now = (await shelf.find(guild, entry)).entry
        say = self._room.sayer(press.interaction)
        changes = difference(now, old)
        body = difference_text(say, changes) if changes else say("history_same")
        button = self._room.front.controls.button(
            "faq:revert", say("button_restore"), ref(entry), str(number)
        )
        text = say("history_version", number=number, entry=entry) + "\n" + body
        rows = ((button,),) if changes else ()
        await self._room.front.out.respond(press.interaction, Rendered((text,), rows))

    async def _revert(self, press: Press) -> None:
        entry = await self._entry(press, press.args[0])
        await self.restore(press.interaction, entry, int(press.args[1]))

    async def _entry(self, press: Press, name: str) -> EntryId:
        return await self._room.find(press.interaction, name)


def _last_served(past: list[Revision]) -> int:
    """Give the newest revision that is not a retirement; 0, the shipped entry, where none is."""
    return next((each.number for each in past[1:] if each.content is not None), 0)
