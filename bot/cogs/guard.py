"""Asks the permission table before every command; what is denied is recorded."""

from typing import Any

import discord
from discord import app_commands

from bot.cogs.controls import member_of
from bot.cogs.outbox import Outbox, Rendered
from bot.core.permission import denial, is_for_all
from bot.services.app import App


class Guard:
    """Admits or denies, from the payload of the very interaction."""

    def __init__(self, app: App, out: Outbox) -> None:
        self._app = app
        self._out = out

    async def admits(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether a command may be used; whoever may not is told why."""
        if interaction.command is None:
            return True  # there is no such command (any more): the tree says so itself
        action = action_of(interaction.command)
        if is_for_all(action) and not interaction.user.bot:
            return True
        settings = self._app.guilds.get(interaction.guild_id)
        reason = denial(action, member_of(interaction), settings)
        if reason is None:
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            locale = settings.locale or interaction.locale.value
            text = self._app.texts.say(reason.value, locale, interaction.locale.value)
            await self._out.respond(interaction, Rendered((text,)))
            await self.denied(interaction, action, reason.value)
        return False

    async def denied(self, interaction: discord.Interaction[Any], action: str, why: str) -> None:
        """Record what was denied. Never raises for a database that is away."""
        audit = self._app.moderation.audit
        act = audit.act(interaction.guild_id or 0, interaction.id, interaction.user.id)
        await audit.denied(act, action, why)


def action_of(command: Any) -> str:  # noqa: ANN401 - discord.py's commands, of any binding
    """Name a command as the permission table does."""
    if isinstance(command, app_commands.ContextMenu):
        return f"menu {command.name}"
    return command.qualified_name if isinstance(command, app_commands.Command) else ""
