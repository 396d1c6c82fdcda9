from bot.core.guild import Act, GuildSettings
from bot.services.guilds import DEFAULTS, GuildBook


async def test_settings_are_kept_by_server():
    book = GuildBook()
    quiet = GuildSettings(locale="es", related=False)
    await book.put(Act(guild=1, operation=10, actor=5, at=0), quiet)
    assert book.get(1) == quiet
    assert book.get(2) == DEFAULTS
    assert book.get(None) == DEFAULTS
