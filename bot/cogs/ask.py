"""The ways to ask: `/ask` with its list of questions, and the menu of a message."""

from collections import OrderedDict

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.cogs.desk import LONGEST_QUESTION, Desk, Front
from bot.cogs.render import OPTION, clip
from bot.cogs.written import text_of, words_of
from bot.core.complete import Completer
from bot.core.snapshot import Snapshot

KEPT = 8
"""Lists of questions that are kept: one for all servers, and one for each that has edits."""


class AskCog(commands.Cog):
    """Questions by command."""

    def __init__(self, front: Front, desk: Desk) -> None:
        self._front = front
        self._desk = desk
        self._completers: OrderedDict[int, tuple[Snapshot, Completer]] = OrderedDict()
        self.menu = app_commands.ContextMenu(
            name=locale_str("Find a sourced answer", key="menu_find_name"), callback=self.find
        )

    @app_commands.command(name=locale_str("ask", key="ask_name"), description="ask_about")
    @app_commands.rename(
        question=locale_str("question", key="ask_question_name"),
        private=locale_str("private", key="ask_private_name"),
    )
    @app_commands.describe(question="ask_question_about", private="ask_private_about")
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        private: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Answer a question."""
        await self._desk.ask(interaction, words_of(question), private=private)

    @ask.autocomplete("question")
    async def complete(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer canonical questions that are near to what was typed so far."""
        found = self._completions(interaction.guild_id).complete(typed)
        return [
            app_commands.Choice(name=clip(question), value=question[:OPTION]) for question in found
        ]

    def _completions(self, guild_id: int | None) -> Completer:
        """Give the list of what is served now; made anew when the knowledge changed."""
        snapshot = self._front.app.library.serving(guild_id).snapshot
        name = id(snapshot)  # it stays this one's for as long as it is kept here
        if name not in self._completers:
            self._completers[name] = snapshot, Completer(snapshot)
            if len(self._completers) > KEPT:
                self._completers.popitem(last=False)
        return self._completers[name][1]

    async def find(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer what a message asks, to the person who looked it up only."""
        text, me = text_of(message), interaction.client.user
        if me and message.author.id == me.id:
            await self._desk.remark(interaction, "own_message")
        elif text:
            relayed = message.author.id != interaction.user.id
            await self._desk.ask(interaction, text, private=True, relayed=relayed)
        else:
            await self._desk.remark(interaction, "empty_message")
