"""What every part of the moderators' room shares."""

from collections.abc import Mapping
from functools import partial

import discord

from bot.cogs.callback import Row
from bot.cogs.controls import Handler, Item
from bot.cogs.desk import Front
from bot.cogs.forms import Say
from bot.cogs.number import short
from bot.cogs.outbox import Rendered
from bot.cogs.paging import Page
from bot.cogs.render import ref
from bot.core.errors import RefusedError
from bot.core.guild import Act
from bot.core.model import EntryId
from bot.core.revision import Draft, DraftState
from bot.services.moderation import Moderation


class Room:
    """Speaks to moderators, and to them only."""

    def __init__(self, front: Front) -> None:
        self.front = front

    @property
    def moderation(self) -> Moderation:
        """The services of moderation."""
        return self.front.app.moderation

    def listen(self, handlers: Mapping[str, Handler]) -> None:
        """Answer these kinds of controls."""
        for kind, handler in handlers.items():
            self.front.controls.on(kind, handler)

    def sayer(self, interaction: discord.Interaction) -> Say:
        """Give what says texts in the language of whoever acts."""
        return partial(self.front.say, interaction)

    def act(self, interaction: discord.Interaction) -> Act:
        """Make the act of an interaction; its id keeps it from being done twice."""
        return self.moderation.audit.act(
            interaction.guild_id or 0, interaction.id, interaction.user.id
        )

    async def find(self, interaction: discord.Interaction, name: str) -> EntryId:
        """Find the entry of a short name, retired ones too. Raises RefusedError."""
        standings = await self.moderation.curator.shelf.all(interaction.guild_id or 0)
        entry = next((each for each in standings if ref(each) == name), None)
        if entry is None:
            raise RefusedError("faq_missing")
        return entry

    def pager(
        self, interaction: discord.Interaction, kind: str, page: Page[object], *args: str
    ) -> tuple[Row, ...]:
        """Make the buttons to the page before and the one after; none where all is on one."""
        say, make = self.sayer(interaction), self.front.controls.button
        steps = (("button_before", page.number - 1), ("button_after", page.number + 1))
        row = tuple(
            make(kind, say(name, n=n + 1, total=page.total), *args, str(n))
            for name, n in steps
            if 0 <= n < page.total
        )
        return (row,) if row else ()

    def verdict(
        self, interaction: discord.Interaction, draft: Draft, kind: str, label: str
    ) -> list[Item]:
        """Offer a reviewer what ends a draft's wait: to approve it, and to return it.

        `kind`, `label`: of what approves it; no label where it cannot be approved as it is.
        """
        is_alone = not self.front.app.guilds.get(interaction.guild_id).second_approval
        is_reviewer = is_alone or interaction.user.id != draft.author
        if draft.state is not DraftState.SUBMITTED or not is_reviewer:
            return []
        say, make, owner = self.sayer(interaction), self.front.controls.button, draft.author
        args, style = (short(draft.id), str(draft.edition)), discord.ButtonStyle.success
        approve = [make(kind, say(label), *args, owner=owner, style=style)] if label else []
        return [*approve, make("faq:return", say("button_return"), *args, owner=owner)]

    async def lay(self, interaction: discord.Interaction, what: Rendered, *, turns: bool) -> None:
        """Show a page: in place of the one before it, or anew."""
        show = self.front.out.update if turns else self.front.out.respond
        await show(interaction, what)

    async def tell(self, interaction: discord.Interaction, name: str, **fills: object) -> None:
        """Answer with a fixed text."""
        text = self.front.say(interaction, name, **fills)
        await self.front.out.respond(interaction, Rendered((text,)))
