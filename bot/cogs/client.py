"""The Discord client: answers /ask and direct messages.

Only non-privileged intents: text arrives in direct messages without asking for more.
"""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.cogs.render import pages
from bot.services.app import App

log = logging.getLogger(__name__)

LONGEST_QUESTION = 1000


class FootnoteClient(discord.AutoShardedClient):
    """One process's connections to Discord, one a shard."""

    def __init__(self, app: App, shard_count: int | None, shard_ids: tuple[int, ...]) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shard_count,
            shard_ids=list(shard_ids) or None,  # type: ignore[arg-type]  # None is its default
        )
        self._asker = app.asker
        self._health = app.health
        self._is_first = not shard_ids or 0 in shard_ids
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(self._ask_command())

    async def setup_hook(self) -> None:
        """Tell Discord which commands there are; of several processes only the first does."""
        if self._is_first:
            await self.tree.sync()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Note a new connection."""
        self._health.gateway(shard_id, up=True)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note a connection that was taken up again."""
        self._health.gateway(shard_id, up=True)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note a lost connection."""
        self._health.gateway(shard_id, up=False)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message of a person."""
        if message.guild is not None or message.author.bot or not message.content.strip():
            return
        place = f"{message.channel.id}:{message.author.id}"
        for page in pages(self._asker.converse(place, message.content).reply):
            await message.channel.send(page)

    def _ask_command(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="ask", description="Ask the sources a question")
        @app_commands.describe(
            question="Your question", private="Show the answer to you only (default: yes)"
        )
        async def ask(
            interaction: discord.Interaction,
            question: app_commands.Range[str, 1, LONGEST_QUESTION],
            *,
            private: bool = True,
        ) -> None:
            place = f"{interaction.channel_id}:{interaction.user.id}"
            reply = self._asker.converse(place, question).reply
            # a referral or an emergency is nobody else's business
            hidden = private or reply.outcome in ("clinician", "urgent")
            first, *rest = pages(reply)
            await interaction.response.send_message(first, ephemeral=hidden)
            for page in rest:
                await interaction.followup.send(page, ephemeral=hidden)

        return ask
