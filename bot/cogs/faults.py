"""One handler for whatever goes wrong in commands, buttons and forms: a person gets an answer."""

import logging
from secrets import token_hex

import discord
from discord import app_commands

from bot.cogs.handback import handed_back
from bot.cogs.outbox import GONE, Outbox, Rendered
from bot.cogs.paging import pages
from bot.core.catalogue import Texts
from bot.core.errors import RefusedError, UserError
from bot.services.guilds import GuildBook

log = logging.getLogger(__name__)


class Faults:
    """Answers the person, and tells the log what the operator needs."""

    def __init__(self, texts: Texts, out: Outbox, guilds: GuildBook) -> None:
        self._guilds = guilds
        self._texts = texts
        self._out = out

    async def answer(self, interaction: discord.Interaction, error: Exception) -> None:
        """Answer an interaction that failed. Never raises."""
        if isinstance(error, app_commands.CommandInvokeError):
            error = error.original
        if _is_gone(error):
            return
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete failed", exc_info=error)
            return
        try:
            await self.refuse(interaction, self._text(error, interaction))
        except Exception as failure:
            if not _is_gone(failure):
                log.exception("the answer to a fault failed too")

    async def refuse(self, interaction: discord.Interaction, text: str) -> None:
        """Say why something is not done, and give back what a moderator typed for it."""
        locale = locale_of(self._guilds, interaction)
        files = handed_back(self._texts, interaction, locale)
        if files:
            text = f"{text}\n\n{self._texts.say('handed_back', locale)}"
        await self._out.respond(interaction, Rendered(pages(text), (), files))

    def _text(self, error: Exception, interaction: discord.Interaction) -> str:
        locale, client = locale_of(self._guilds, interaction), interaction.locale.value
        match error:
            case RefusedError():
                return self._texts.say(error.name, locale, client, **error.fills)
            case UserError():
                return self._texts.sentence(str(error), locale)
            case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
                return self._texts.say("command_changed", locale)
            case app_commands.CheckFailure():
                return self._texts.say("denied_unknown", locale)
            case _:
                return self._texts.say("broken", locale, code=note(error))


def locale_of(guilds: GuildBook, interaction: discord.Interaction) -> str:
    """Give the server's language where it has set one, else the person's own."""
    return guilds.get(interaction.guild_id).locale or interaction.locale.value


def _is_gone(error: Exception) -> bool:
    """Tell whether nobody waits for this answer any more."""
    gone = isinstance(error, discord.HTTPException) and error.code in GONE
    if gone:
        log.info("nobody waits for this answer any more")
    return gone


def note(error: Exception) -> str:
    """Log a defect and give the code by which the operator finds it."""
    code = token_hex(3)
    log.error("a handler failed", exc_info=error, extra={"code": code})
    return code
