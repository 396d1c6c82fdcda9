"""Tells others what was done: the server's log channel, and those who wait for an answer."""

import logging

import discord
from discord.ext import commands

from bot.cogs.desk import Front
from bot.cogs.outbox import Rendered
from bot.cogs.screens import mention, people_of
from bot.core.errors import UnavailableError
from bot.core.gap import Telling
from bot.core.guild import Act
from bot.core.revision import Published

log = logging.getLogger(__name__)

LONGEST_LIST = 20
"""Entries that are named when many are published at once."""


class Bulletin:
    """Posts to log channels and writes direct messages."""

    def __init__(self, client: commands.AutoShardedBot, front: Front) -> None:
        self._client = client
        self._front = front

    async def published(self, act: Act, result: Published) -> None:
        """Tell of a publication, and everybody whose gap it answers."""
        names = [f"{each.entry} ({each.number})" for each in result.revisions[:LONGEST_LIST]]
        kind = result.revisions[0].kind
        await self.post(act, f"log_{kind}", entry=", ".join(names))
        await self.tell_waiting()

    async def post(self, act: Act, name: str, **fills: object) -> None:
        """Post a line to the server's log channel, if it has one. Never fails an action."""
        settings = self._front.app.guilds.get(act.guild)
        if settings.log_channel is None:
            return
        text = self._front.app.texts.say(
            name, settings.locale or "en", actor=mention(act.actor), **fills
        )
        channel = self._client.get_partial_messageable(settings.log_channel, guild_id=act.guild)
        what = Rendered((text,), people=people_of(act.actor))
        try:
            await self._front.out.post(channel, what, str(act.operation))
        except discord.HTTPException as error:
            log.warning("a log channel cannot be written", extra={"code": error.code})

    async def tell_waiting(self) -> None:
        """Write to everybody whose gap is answered; their ids are deleted first."""
        gaps = self._front.app.moderation.gaps
        try:
            for telling in await gaps.due():
                if await gaps.take(telling):
                    await self._write(telling)
        except UnavailableError as error:
            log.warning("nobody is told for now: %s", error)

    async def _write(self, telling: Telling) -> None:
        app = self._front.app
        entries = app.library.serving(telling.guild).snapshot.pack.entries
        entry = next((each for each in entries if each.id == telling.entry), None)
        if entry is None:
            return
        locale = app.guilds.get(telling.guild).locale or "en"
        text = app.texts.say("told_answered", locale, question=entry.question)
        try:
            channel = await self._client.create_dm(discord.Object(telling.watcher))
            await self._front.out.post(channel, Rendered((text,)), str(telling.gap))
        except discord.HTTPException as error:
            # most likely they take no messages from members of the server; they asked for one only
            log.info("a person cannot be told", extra={"code": error.code})
