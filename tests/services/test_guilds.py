from bot.core.guild import Act, GuildSettings
from bot.services.guilds import DEFAULTS, GuildBook
from bot.store.guilds import settings_of

QUIET = GuildSettings(locale="es", related=False)


async def test_settings_are_kept_by_server(store):
    book = GuildBook(store)
    await book.put(Act(guild=1, operation=10, actor=5, at=0), QUIET)
    assert book.get(1) == await settings_of(store, 1) == QUIET
    assert book.get(2) == DEFAULTS
    assert book.get(None) == DEFAULTS
    book.forget(1)
    assert book.get(1) == DEFAULTS


async def test_a_repeated_deed_changes_nothing(store):
    book = GuildBook(store)
    once = Act(guild=1, operation=10, actor=5, at=0)
    await book.put(once, QUIET)
    await book.put(once, DEFAULTS)
    assert book.get(1) == await settings_of(store, 1) == QUIET
