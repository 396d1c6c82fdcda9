"""Messages: direct ones, mentions, and replies to the bot's own."""

from contextlib import suppress
from typing import NamedTuple

import discord

from bot.cogs.desk import Desk, Front
from bot.cogs.faults import note
from bot.cogs.once import Once
from bot.cogs.outbox import UNREACHABLE
from bot.cogs.written import text_of
from bot.core.beckon import beckons

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
        if not _is_meant(message, me) or not self._once.first(message.id):
            return
        try:
            await self._answer_or_rescue(message, me)
        except Exception as error:  # noqa: BLE001 - the last place where anything can be answered
            text = self._front.app.texts.say("broken", code=note(error))
            with suppress(discord.HTTPException, *UNREACHABLE):  # the fault may be Discord's own
                await self._desk.write(message, text)

    async def _answer_or_rescue(self, message: discord.Message, me: int) -> None:
        """Answer where that is wished and possible; elsewhere nothing but an emergency."""
        if self._is_welcome(message):
            with suppress(discord.Forbidden):  # we may not write there
                await self._answer(message, me)
                return
        await self._desk.rescue(message, _asked(message, me).text)

    def _is_welcome(self, message: discord.Message) -> bool:
        """Tell whether messages are answered where this one stands."""
        channels = self._front.app.guilds.get(message.guild.id if message.guild else None).channels
        around = {message.channel.id, getattr(message.channel, "parent_id", None)}
        return not channels or bool(channels & around)

    async def _answer(self, message: discord.Message, me: int) -> None:
        asked = _asked(message, me)
        if asked.text:
            await self._desk.hear(message, asked.text, relayed=asked.relayed)
        else:
            await self._desk.hint(message, asked.hint, self._desk.locale_of(message))


class _Asked(NamedTuple):
    """What a message asks; without words `hint` names the text that says how to ask.

    `relayed`: in the words of somebody else, to whom it replies.
    """

    text: str
    hint: str
    relayed: bool = False


def _asked(message: discord.Message, me: int) -> _Asked:
    """Read what a message asks: its own words, or what they point at."""
    text, quoted = text_of(message), message.reference.resolved if message.reference else None
    is_ours = isinstance(quoted, discord.Message) and quoted.author.id == me
    is_reply = message.guild and message.type is discord.MessageType.reply and not is_ours
    if not (is_reply and _is_named(message, me) and beckons(text)):
        return _Asked(text, _hint(message, me))
    match quoted:
        case discord.Message():
            return _Asked(text_of(quoted), "unreadable", quoted.author.id != message.author.id)
        case discord.DeletedReferencedMessage():
            return _Asked("", "quoted_gone")
        case _:
            return _Asked("", "unreadable")


def _hint(message: discord.Message, me: int) -> str:
    """Name the text that answers a message without words."""
    quoted = message.reference.resolved if message.reference else None
    is_response = isinstance(quoted, discord.Message) and quoted.interaction_metadata is not None
    if message.guild and not _is_named(message, me):
        return "role_mention"
    if not message.guild or message.attachments or message.stickers or message.message_snapshots:
        return "only_text"
    if is_response and not message.content:
        return "unheard"  # Discord keeps from us what is said to the answer of a command or button
    return "bare_mention"


def _is_meant(message: discord.Message, me: int) -> bool:
    """Tell whether a message is direct, or mentions us."""
    if message.guild is None:  # or a server that Discord has not told us of yet
        return isinstance(message.channel, discord.DMChannel)
    return _is_named(message, me) or message.guild.self_role in message.role_mentions


def _is_named(message: discord.Message, me: int) -> bool:
    """Tell whether a message mentions us ourselves; of others in servers we see no words."""
    return any(user.id == me for user in message.mentions)
