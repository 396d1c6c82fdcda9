from sqlalchemy import text

from bot.core.guild import GuildSettings
from bot.core.revision import Repeated
from bot.store.audit import deeds
from bot.store.counts import add_counts
from bot.store.guilds import (
    keep_settings,
    left_before,
    left_marks,
    mark_left,
    settings_of,
    versions,
)
from bot.store.tables import votes

QUIET = GuildSettings("es", "ES", channels=frozenset({7, 8}), moderator_role=9, log_channel=10)


async def test_settings_come_back_as_they_were_saved(store, act):
    assert await settings_of(store, 1) == GuildSettings()
    once = act()
    assert await keep_settings(store, once, QUIET) == QUIET
    assert await keep_settings(store, once, GuildSettings()) == Repeated()
    assert await settings_of(store, 1) == QUIET
    await mark_left(store, 2, None)
    assert await versions(store) == {1: 1, 2: 0}
    assert await versions(store, 1) == {1: 1}
    assert [each.action for each in await deeds(store, 1)] == ["settings"]


async def test_a_setting_of_a_later_version_is_left_out(store, act):
    await keep_settings(store, act(), QUIET)
    async with store.write() as connection:
        await connection.execute(
            text("""UPDATE guilds SET settings = '{"new": 1, "public": true}'""")
        )
    assert await settings_of(store, 1) == GuildSettings(public=True)


async def test_servers_that_removed_the_bot_are_remembered(store):
    await mark_left(store, 1, 100)
    await mark_left(store, 2, 100)
    await mark_left(store, 2, None)
    assert await left_before(store, 101) == [1]
    assert await left_marks(store) == {1: True, 2: False}
    assert await left_before(store, 100) == []


async def test_a_server_that_only_voted_is_known_too(store):
    await add_counts(store, votes, {(3, "2026-01-01", "watering", "helpful"): 1})
    await mark_left(store, 1, 100)
    assert await left_marks(store) == {1: True, 3: False}
