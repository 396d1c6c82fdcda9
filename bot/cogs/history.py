"""What was, and how it comes back: revisions, the difference between any two, restore."""

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.controls import Item, Press
from bot.cogs.marks import people_of
from bot.cogs.outbox import Rendered
from bot.cogs.paging import page_of
from bot.cogs.render import ref
from bot.cogs.room import Room
from bot.cogs.screens import difference_screen, history_text, record_text, revision_name
from bot.core.difference import difference
from bot.core.errors import RefusedError
from bot.core.model import EntryId
from bot.core.revision import Revision

SHOWN = 10
"""Revisions on a page."""

DEEDS = 15
"""Lines of the record on a page."""


class History:
    """Shows revisions and brings them back."""

    def __init__(self, room: Room, bulletin: Bulletin) -> None:
        self._room = room
        self._bulletin = bulletin
        room.listen(
            {
                "faq:past": self._past,
                "faq:version": self._version,
                "faq:compare": self._compare,
                "faq:against": self._against,
                "faq:revert": self._revert,
                "faq:record": self._turn_record,
            }
        )

    async def show(self, interaction: discord.Interaction, entry: EntryId) -> None:
        """List an entry's revisions. Raises RefusedError for an unknown entry."""
        what = await self._list(interaction, entry, 0)
        await self._room.front.out.respond(interaction, what)

    async def _list(
        self, interaction: discord.Interaction, entry: EntryId, at: int, beside: str = ""
    ) -> Rendered:
        """Give a page of revisions to choose from; `beside`: the one to compare with."""
        shelf, guild = self._room.moderation.curator.shelf, interaction.guild_id or 0
        standing = await shelf.find(guild, entry)
        if not standing.is_known:
            raise RefusedError("faq_missing")
        shipped = [None] if standing.shipped else []
        page = page_of([*await shelf.past(guild, entry), *shipped], at, SHOWN)
        listed = [each for each in page.items if each]
        say = self._room.sayer(interaction)
        lines = [
            say("history_head", entry=entry),
            history_text(say, listed),
            say("history_shipped") if None in page.items else "",
            say("history_beside", revision=revision_name(say, int(beside))) if beside else "",
        ]
        marks = (ref(entry), beside) if beside else (ref(entry),)
        pager = self._room.pager(interaction, "faq:past", page, *marks)
        rows = ((self._choice(interaction, page.items, marks),), *pager)
        people = people_of(*(each for one in listed for each in (one.author, one.reviewer)))
        return Rendered(("\n".join(filter(None, lines)),), rows, people=people)

    def _choice(
        self,
        interaction: discord.Interaction,
        shown: Sequence[Revision | None],
        marks: tuple[str, ...],
    ) -> Item:
        say = self._room.sayer(interaction)
        numbers = [each.number if each else 0 for each in shown]
        options = [
            discord.SelectOption(label=_capital(revision_name(say, n)), value=str(n))
            for n in numbers
        ]
        name = "version" if len(marks) == 1 else "against"
        hint = say(f"history_hint_{name}")
        return self._room.front.controls.select(f"faq:{name}", hint, options, *marks)

    async def record(
        self, interaction: discord.Interaction, at: int = 0, *, turns: bool = False
    ) -> None:
        """List the latest deeds of the audit record, with what was denied."""
        deeds = await self._room.moderation.audit.recent(interaction.guild_id or 0)
        page = page_of(deeds, at, DEEDS)
        text = record_text(self._room.sayer(interaction), page.items)
        people = people_of(*(each.act.actor for each in page.items))
        rows = self._room.pager(interaction, "faq:record", page)
        await self._room.lay(interaction, Rendered((text,), rows, people=people), turns=turns)

    async def restore(
        self, interaction: discord.Interaction, entry: EntryId, number: int | None
    ) -> None:
        """Bring back a revision; without a number the last one that was served."""
        await self._room.front.out.wait(interaction)
        act = self._room.act(interaction)
        if number is None:
            past = await self._room.moderation.curator.shelf.past(act.guild, entry)
            number = _last_served(past)
        result = await self._room.moderation.reviser.restore(act, entry, number)
        say = self._room.sayer(interaction)
        text = say("restored", entry=entry, revision=revision_name(say, number))
        await self._bulletin.published(interaction, act, result, Rendered((text,)))

    async def _past(self, press: Press) -> None:
        """List revisions, or turn to another page of them."""
        entry = await self._room.find(press.interaction, press.args[0])
        match press.args[1:]:
            case ():
                await self.show(press.interaction, entry)
            case (*beside, at):
                what = await self._list(press.interaction, entry, int(at), "".join(beside))
                await self._room.front.out.update(press.interaction, what)

    async def _turn_record(self, press: Press) -> None:
        await self.record(press.interaction, int(press.args[0]), turns=True)

    async def _version(self, press: Press) -> None:
        """Show how a revision differs from what stands, and what can be done with it."""
        guild, number = press.interaction.guild_id or 0, str(press.number())
        entry = await self._room.find(press.interaction, press.args[0])
        shelf = self._room.moderation.curator.shelf
        old = await shelf.version(guild, entry, int(number))
        changes = difference((await shelf.find(guild, entry)).entry, old)
        say, make = self._room.sayer(press.interaction), self._room.front.controls.button
        head = say("history_version", revision=revision_name(say, int(number)), entry=entry)
        what = difference_screen(say, head, changes, "history_same")
        compare = make("faq:compare", say("button_compare"), ref(entry), number)
        restore = make("faq:revert", say("button_restore"), ref(entry), number)
        row = (restore, compare) if changes else (compare,)
        await self._room.front.out.respond(press.interaction, replace(what, rows=(row,)))

    async def _compare(self, press: Press) -> None:
        """Ask for the other revision."""
        entry = await self._room.find(press.interaction, press.args[0])
        what = await self._list(press.interaction, entry, 0, press.args[1])
        await self._room.front.out.respond(press.interaction, what)

    async def _against(self, press: Press) -> None:
        """Show how two revisions differ, the older one first."""
        guild = press.interaction.guild_id or 0
        entry = await self._room.find(press.interaction, press.args[0])
        first, second = sorted((int(press.args[1]), press.number()))
        shelf = self._room.moderation.curator.shelf
        old, new = [await shelf.version(guild, entry, each) for each in (first, second)]
        say, changes = self._room.sayer(press.interaction), difference(old, new)
        names = {"first": revision_name(say, first), "second": revision_name(say, second)}
        head = say("history_between", entry=entry, **names)
        what = difference_screen(say, head, changes, "history_alike")
        await self._room.front.out.respond(press.interaction, what)

    async def _revert(self, press: Press) -> None:
        entry = await self._room.find(press.interaction, press.args[0])
        await self.restore(press.interaction, entry, int(press.args[1]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _last_served(past: list[Revision]) -> int:
    """Give the newest revision that is not a retirement; 0, the shipped entry, where none is."""
    return next((each.number for each in past[1:] if each.content is not None), 0)
