"""Counts what people do beside asking, before any work is done for it.

Questions are counted with their text, which may be about an emergency (`Desk.ask`). Forms are not
counted: the press that opened one was, and nobody shall lose what they filled in.
"""

from contextlib import suppress

import discord

from bot.cogs.faults import Faults
from bot.cogs.guard import action_of
from bot.cogs.outbox import UNREACHABLE
from bot.core.errors import RefusedError
from bot.services.app import App
from bot.services.limits import Refusal

QUESTIONS = frozenset({"ask", "menu Find a sourced answer"})
"""Commands that ask."""

_TEXTS = {Refusal.NOTICE: "limited", Refusal.BRIEF: "limited_again"}


class Limiter:
    """Admits commands, presses and lists of suggestions, and refuses what is too much at a time."""

    def __init__(self, app: App, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def admits(self, interaction: discord.Interaction) -> bool:
        """Tell whether something is done now; else it is refused already. Never raises."""
        limits, person = self._app.limits, interaction.user.id
        if interaction.type is discord.InteractionType.autocomplete:
            return limits.completes(person) or await self._offer_nothing(interaction)
        if _is_counted_elsewhere(interaction) or limits.acts(person):
            return True
        self._app.metrics.limited()
        await self.refuse(interaction)
        return False

    async def refuse(self, interaction: discord.Interaction) -> None:
        """Refuse something: with the reason once a minute, else as briefly as can be."""
        refusal = self._app.limits.refuse(interaction.user.id, interaction.guild_id)
        if refusal in _TEXTS:
            await self._faults.answer(interaction, RefusedError(_TEXTS[refusal]))

    async def _offer_nothing(self, interaction: discord.Interaction) -> bool:
        """Answer with an empty list; give False."""
        guild = interaction.guild_id
        refusal = self._app.limits.refuse(interaction.user.id, guild, wordless=True)
        if refusal is Refusal.BRIEF:
            with suppress(discord.HTTPException, *UNREACHABLE):
                await interaction.response.autocomplete([])
        return False


def _is_counted_elsewhere(interaction: discord.Interaction) -> bool:
    """Tell whether it is a form or a question."""
    if interaction.type is discord.InteractionType.modal_submit:
        return True
    command = interaction.command
    return command is not None and action_of(command) in QUESTIONS
