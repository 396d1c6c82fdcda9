"""Messages: direct ones, mentions, and replies to the bot's own."""

from contextlib import suppress

import discord

from bot.cogs.desk import Desk, Front
from bot.cogs.faults import note
from bot.cogs.once import Once
from bot.cogs.outbox import UNREACHABLE
from bot.cogs.written import text_of

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
        if not self._is_meant(message, me):
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
        """Tell whether a message is direct, or mentions us where mentions are answered."""
        if isinstance(message.channel, discord.DMChannel):
            return True
        if message.guild is None:
            return False  # a server that Discord has not told us of yet: nothing is direct there
        channels = self._front.app.guilds.get(message.guild.id).channels
        around = {message.channel.id, getattr(message.channel, "parent_id", None)}
        is_called = _is_named(message, me) or message.guild.self_role in message.role_mentions
        return is_called and (not channels or bool(channels & around))

    async def _answer(self, message: discord.Message, me: int) -> None:
        text, locale = text_of(message), self._desk.locale_of(message)
        if text:
            await self._desk.hear(message, text[:LONGEST])
        elif message.guild is None:
            await self._desk.hint(message, "only_text", locale)
        elif not _is_named(message, me):
            await self._desk.hint(message, "role_mention", locale)
        else:
            await self._answer_bare(message, me, locale)

    async def _answer_bare(self, message: discord.Message, me: int, locale: str) -> None:
        """Answer a mention without words: the message that it replies to is the question."""
        quoted = message.reference.resolved if message.reference else None
        if not isinstance(quoted, discord.Message) or quoted.author.id == me:
            await self._desk.hint(message, "bare_mention", locale)
            return
        text = text_of(quoted)
        if text:
            await self._desk.hear(message, text[:LONGEST])
        else:
            await self._desk.hint(message, "unreadable", locale)


def _is_named(message: discord.Message, me: int) -> bool:
    """Tell whether a message mentions us ourselves; of others in servers we see no words."""
    return any(user.id == me for user in message.mentions)
