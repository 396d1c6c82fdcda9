"""What each server has set, read from memory at every question."""

from bot.core.guild import Act, GuildSettings

DEFAULTS = GuildSettings()


class GuildBook:
    """Settings by server; a server that set nothing, and direct messages, have the defaults."""

    def __init__(self) -> None:
        self._settings: dict[int, GuildSettings] = {}

    def get(self, guild_id: int | None) -> GuildSettings:
        """Give a server's settings, without waiting."""
        return DEFAULTS if guild_id is None else self._settings.get(guild_id, DEFAULTS)

    async def put(self, act: Act, settings: GuildSettings) -> None:
        """Keep a server's settings, in the name of whoever changes them."""
        self._settings[act.guild] = settings
