"""Imports on Discord: the dry run, its review, and what is done when entries changed meanwhile."""

from dataclasses import replace

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.callback import Row
from bot.cogs.controls import Press
from bot.cogs.marks import people_of
from bot.cogs.number import long, short
from bot.cogs.outbox import Rendered
from bot.cogs.room import Room
from bot.cogs.screens import plan_screen
from bot.core.revision import Draft, DraftState
from bot.services.exchange import ImportPlan


class Imports:
    """Shows planned imports and answers what is pressed under them."""

    def __init__(self, room: Room, bulletin: Bulletin) -> None:
        self._room = room
        self._bulletin = bulletin
        room.listen({"faq:carry": self._carry_out, "faq:renew": self._renew})

    async def planned(self, interaction: discord.Interaction, plan: ImportPlan) -> None:
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

    def _screen(self, interaction: discord.Interaction, plan: ImportPlan) -> Rendered:
        shown = plan_screen(self._room.sayer(interaction), plan)
        rows = self._rows(interaction, plan, plan.draft) if plan.draft else ()
        people = people_of(plan.draft.author) if plan.draft else frozenset()
        return replace(shown, rows=rows, people=people)

    def _rows(
        self, interaction: discord.Interaction, plan: ImportPlan, draft: Draft
    ) -> tuple[Row, ...]:
        """Offer what whoever looks may do next; each press is checked again."""
        say, make = self._room.sayer(interaction), self._room.front.controls.button
        number, owner = short(draft.id), draft.author
        carry = "button_import" if plan.is_ready else ""
        row = self._room.verdict(interaction, draft, "faq:carry", carry)
        if plan.moved and draft.state is DraftState.SUBMITTED:
            row.insert(0, make("faq:renew", say("button_renew"), number))
        if interaction.user.id == owner:
            row.append(make("faq:discard", say("button_discard"), number, owner=owner))
        return (row,) if row else ()

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
