"""The first response to an interaction, the short way: what every answer to a question passes.

discord.py's own way lays out a view, has Discord send the message back and reads it again, which
took a third of an answer's processor time. Ours need neither: their state is in their custom ids.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import discord
from discord.http import Route
from discord.webhook.async_ import async_context

Row = Sequence[discord.ui.Item[Any]]

KEPT = 500
"""Controls whose description is kept."""

_MESSAGE = discord.InteractionResponseType.channel_message


class Layout(discord.ui.View):
    """Rows of controls, for discord.py. It is stopped, so that discord.py does not keep it.

    The controls stay as they are, other than in an ordinary view: they may stand in many.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(timeout=None)
        self.stop()
        self._rows = rows

    def to_components(self) -> list[dict[str, Any]]:
        """Give the controls as Discord reads them."""
        return components_of(self._rows)


def components_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give rows of controls as Discord reads them."""
    kind = discord.ComponentType.action_row.value
    return [{"type": kind, "components": [*map(_component, row)]} for row in rows]


@lru_cache(KEPT)
def _component(item: discord.ui.Item[Any]) -> dict[str, Any]:
    """Give a control as Discord reads it; most stand under answer after answer."""
    return item.to_component_dict()


async def respond(
    interaction: discord.Interaction,
    content: str,
    *,
    ephemeral: bool,
    suppress_embeds: bool,
    allowed_mentions: discord.AllowedMentions,
    rows: Sequence[Row] = (),
) -> None:
    """Answer as `interaction.response.send_message` does. Raises discord.HTTPException."""
    flags = discord.MessageFlags(ephemeral=ephemeral, suppress_embeds=suppress_embeds)
    message = {
        "content": content,
        "flags": flags.value,
        "allowed_mentions": allowed_mentions.to_dict(),
        "components": components_of(rows),
    }
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=interaction.id,
        webhook_token=interaction.token,
    )
    await async_context.get().request(
        route,
        interaction._session,  # noqa: SLF001 - discord.py has no other way to it
        payload={"type": _MESSAGE.value, "data": message},
    )


def acknowledge(interaction: discord.Interaction) -> None:
    """Tell discord.py that an interaction has its first response: what follows are follow-ups."""
    if not interaction.response.is_done():
        interaction.response._response_type = _MESSAGE  # noqa: SLF001 - the same
