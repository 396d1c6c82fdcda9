"""What people wrote, without Discord's own marks: `<@123>` names a person, and no lab value."""

import re

import discord

_EMOJI = re.compile(r"<a?:(\w{2,32}):\d+>")
_MARK = re.compile(r"<(?:@[!&]?\d+|#\d+|t:-?\d+(?::\w)?|/[^<>:]{1,100}:\d+|id:\w+)>")


def text_of(message: discord.Message) -> str:
    """Give what a message says, or what the messages say that it forwards."""
    forwarded = "\n".join(each.content for each in message.message_snapshots)
    return words_of(message.content or forwarded)


def words_of(text: str) -> str:
    """Leave out whom, where and when a text mentions; of a server's emoji its name stays."""
    return _MARK.sub(" ", _EMOJI.sub(_name, text)).strip()


def _name(emoji: re.Match[str]) -> str:
    return f" {emoji[1].replace('_', ' ')} "
