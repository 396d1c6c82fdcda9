"""Imports on Discord: the dry run, its review, and what is done when entries changed meanwhile."""

from dataclasses import replace

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.controls import Item, Press
from bot.cogs.number import long, short
from bot.cogs.outbox import Rendered
from bot.cogs.room import Room
from bot.cogs.screens import plan_screen
from bot.services.exchange import Plan


class Imports:
    """Shows planned imports and answers what is pressed under them."""

    def __init__(self, room: Room, bulletin: Bulletin) -> None:
        self._room = room
        self._bulletin = bulletin
        room.listen({"faq:carry": self._carry_out, "faq:renew": self._renew})

    async def planned(self, interaction: discord.Interaction, plan: Plan) -> None:
        """Show a dry run that was made just now."""
        what = self._screen(interaction, plan)
        if plan.draft:
            act, n = self._room.act(interaction), len(plan.arrivals)
            await self._bulletin.done(interaction, act, what, "log_planned", entry=n)
        else:
            await self._room.front.out.respond(interaction, what)

    async def show(self, interaction: discord.Interaction, number: int) -> None:
        """Show what a planned import would change now. Raises RefusedError when it is gone."""
        plan = await self._room.moderation.exchange.look(interaction.guild_id or 0, number)
        await self._room.front.out.respond(interaction, self._screen(interaction, plan))

    def _screen(self, interaction: discord.Interaction, plan: Plan) -> Rendered:
        say, make = self._room.sayer(interaction), self._room.front.controls.button
        shown, draft = plan_screen(say, plan), plan.draft
        if draft is None:
            return shown
        number, owner = short(draft.id), draft.author
        row: list[Item] = []
        if plan.moved:
            row.append(make("faq:renew", say("button_renew"), number))
        elif plan.is_ready:
            args, style = (number, str(draft.edition)), discord.ButtonStyle.success
            row.append(make("faq:carry", say("button_import"), *args, owner=owner, style=style))
        row.append(make("faq:discard", say("button_discard"), number, owner=owner))
        return replace(shown, rows=(row,))

    async def _renew(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        plan = await self._room.moderation.exchange.renew(act, long(press.args[0]))
        await self.planned(press.interaction, plan)

    async def _carry_out(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        number, edition = long(press.args[0]), int(press.args[1])
        result = await self._room.moderation.exchange.carry_out(act, number, edition)
        await self._bulletin.approved(press.interaction, act, result)
