"""What each server has set, read from memory at every question."""

from bot.core.guild import Act, GuildSettings
from bot.store.engine import Store
from bot.store.guilds import keep_settings

DEFAULTS = GuildSettings()


class GuildBook:
    """Settings by server; a server that set nothing, and direct messages, have the defaults."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._settings: dict[int, GuildSettings] = {}

    def get(self, guild_id: int | None) -> GuildSettings:
        """Give a server's settings, without waiting."""
        return DEFAULTS if guild_id is None else self._settings.get(guild_id, DEFAULTS)

    def learn(self, guild_id: int, settings: GuildSettings) -> None:
        """Take over what the database has."""
        self._settings[guild_id] = settings

    def forget(self, guild_id: int) -> None:
        """Give a server the defaults again."""
        self._settings.pop(guild_id, None)

    async def put(self, act: Act, settings: GuildSettings) -> None:
        """Keep a server's settings, in the name of whoever changes them. Raises NotSavedError."""
        if await keep_settings(self._store, act, settings) == settings:
            self.learn(act.guild, settings)
