"""The Discord client: puts the cogs together and listens.

Only non-privileged intents: text arrives in direct messages, mentions, replies to the bot's own
messages, and from a message's menu. Nothing of what people write is kept by discord.py.
"""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.answers import Answers
from bot.cogs.ask import AskCog
from bot.cogs.browse import BrowseCog
from bot.cogs.bulletin import Bulletin
from bot.cogs.connection import hear_removals
from bot.cogs.controls import Controls
from bot.cogs.desk import Desk, Front
from bot.cogs.faq import FaqCog
from bot.cogs.faults import Faults
from bot.cogs.guard import Guard, action_of
from bot.cogs.limits import Limiter
from bot.cogs.notices import Notices
from bot.cogs.once import Once
from bot.cogs.outbox import NOBODY, Outbox
from bot.cogs.privacy import PrivacyCog
from bot.cogs.room import Room
from bot.cogs.settings import SettingsCog
from bot.cogs.talk import Talk
from bot.cogs.translate import sync
from bot.core.errors import DeniedError
from bot.services.app import App

log = logging.getLogger(__name__)


def _intents() -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    return intents


class Tree(app_commands.CommandTree["FootnoteClient"]):
    """Commands, each answered once, in servers, direct messages and user installs."""

    def __init__(self, client: "FootnoteClient") -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._once = Once()

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let each interaction pass once, not too many, and only whoever may use the command."""
        return (
            self._once.first(interaction.id)
            and await self.client.limiter.admits(interaction)
            and await self.client.guard.admits(interaction)
        )

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer whoever used a command that failed."""
        await self.client.faults.answer(interaction, error)
        cause = error.__cause__
        if isinstance(cause, DeniedError) and interaction.command:
            await self.client.guard.denied(interaction, action_of(interaction.command), cause.name)


class FootnoteClient(commands.AutoShardedBot):
    """One process's connections to Discord, one a shard. `key` signs the ids of buttons."""

    def __init__(
        self,
        app: App,
        key: str,
        shard_count: int | None = None,
        shard_ids: tuple[int, ...] = (),
        **options: Any,  # noqa: ANN401 - discord.py's own, for other connections
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            tree_cls=Tree,
            help_command=None,
            intents=_intents(),
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=shard_count,
            shard_ids=list(shard_ids) or None,  # type: ignore[arg-type]  # None is its default
            **options,
        )
        hear_removals(self)
        self._app = app
        self._is_first = not shard_ids or 0 in shard_ids
        out = Outbox(links_of(app))
        self.faults = Faults(app.texts, out, app.guilds)
        self.limiter = Limiter(app, self.faults)
        self.guard = Guard(app, out)
        gates = self.limiter.admits, self.guard.denied
        self.front = Front(app, out, Controls(key, app.texts, self.faults, app.guilds, *gates))
        self.desk = Desk(self.front, self.limiter)
        Answers(self.front, self.desk)
        self._talk = Talk(self.front, self.desk)

    async def setup_hook(self) -> None:
        """Add the cogs; tell Discord of the commands, of several processes only the first does."""
        # said at once, so that a gateway which never comes can be seen too
        self._expect()
        self.front.controls.listen(self)
        ask = AskCog(self.front, self.desk)
        notices = Notices(self, self.front)
        bulletin = Bulletin(self, self.front, notices)
        faq = FaqCog(Room(self.front), self.desk, bulletin)
        for cog in (
            ask,
            BrowseCog(self.front),
            SettingsCog(self.front, bulletin),
            PrivacyCog(self.front, self),
            faq,
            notices,
        ):
            await self.add_cog(cog)
        self.tree.add_command(ask.menu)
        self.tree.add_command(faq.menu)
        if self._is_first:
            changed = await sync(self, self._app.texts)
            log.info("commands", extra={"changed": changed})

    async def on_message(self, message: discord.Message, /) -> None:
        """Answer what is said to us; there are no commands in messages."""
        if self.user:
            await self._talk.hear(message, self.user.id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Note a new connection, and those that follow it."""
        self._expect()
        self._app.health.gateway(shard_id, up=True)

    def _expect(self) -> None:
        """Tell which shards are to come; how many, Discord says later where it is not set."""
        self._app.health.expect(self.shard_ids or range(self.shard_count or 1))

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note a connection that was taken up again."""
        self._app.health.gateway(shard_id, up=True)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note a lost connection."""
        self._app.health.gateway(shard_id, up=False)


def links_of(app: App) -> frozenset[str]:
    """Give the addresses of the sources, the only ones that a text may show."""
    sources = app.library.serving(None).snapshot.pack.sources
    return frozenset(source.url for source in sources if source.url)
