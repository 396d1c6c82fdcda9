"""Messages: direct ones, mentions, and replies to the bot's own."""

from contextlib import suppress

import discord

from bot.cogs.desk import Desk, Front
from bot.cogs.faults import note
from bot.cogs.once import Once
from bot.cogs.outbox import UNREACHABLE
from bot.cogs.written import words_of

LONGEST = 4000
"""Characters of a message that are read."""
KINDS = (discord.MessageType.default, discord.MessageType.reply)


class Talk:
    """Hears what is said to the bot, and nothing else."""

    def __init__(self, front: Front, desk: Desk) -> None:
        self._front = front
        self._desk = desk
        self._once = Once()

    async def hear(self, message: discord.Message, me: int) -> None:
        """Answer a message that is meant for us. Never raises."""
        if message.author.bot or message.webhook_id or message.type not in KINDS:
            return
        if message.guild and not self._is_meant(message, me):
            return
        if not self._once.first(message.id):
            return
        try:
            await self._answer(message, me)
        except discord.Forbidden:
            return  # we may not write there, so that nobody can be told either
        except Exception as error:  # noqa: BLE001 - the last place where anything can be answered
            text = self._front.app.texts.say("broken", code=note(error))
            with suppress(discord.HTTPException, *UNREACHABLE):  # the fault may be Discord's own
                await self._desk.write(message, text)

    def _is_meant(self, message: discord.Message, me: int) -> bool:
        """Tell whether a message in a server mentions us, where mentions are answered."""
        channels = self._front.app.guilds.get(message.guild.id if message.guild else None).channels
        around = {message.channel.id, getattr(message.channel, "parent_id", None)}
        mentioned = any(user.id == me for user in message.mentions)
        return mentioned and (not channels or bool(channels & around))

    async def _answer(self, message: discord.Message, me: int) -> None:
        text = words_of(message.content)
        if text:
            await self._desk.hear(message, text[:LONGEST])
        elif message.guild:
            await self._answer_bare(message, me)

    async def _answer_bare(self, message: discord.Message, me: int) -> None:
        """Answer a mention without words: the message that it replies to is the question."""
        quoted = message.reference.resolved if message.reference else None
        locale = self._front.app.guilds.get(message.guild.id if message.guild else None).locale
        if not isinstance(quoted, discord.Message) or quoted.author.id == me:
            await self._desk.hint(message, "bare_mention", locale)
            return
        text = words_of(quoted.content)
        if text:
            await self._desk.hear(message, text[:LONGEST])
        else:
            await self._desk.hint(message, "unreadable", locale)
