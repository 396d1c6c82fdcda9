"""What each server set, and the version by which its changes are noticed."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from sqlalchemy import select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.guild import Act, GuildSettings
from bot.core.revision import Deed, Repeated
from bot.store.deeds import lock_guild, raise_version, record
from bot.store.engine import Store
from bot.store.tables import guilds, metadata


async def keep_settings(
    store: Store, act: Act, settings: GuildSettings
) -> GuildSettings | Repeated:
    """Save a server's settings. Raises NotSavedError, or InDoubtError."""
    return await store.perform(act, partial(_keep, act=act, settings=settings))


async def _keep(connection: AsyncConnection, act: Act, settings: GuildSettings) -> GuildSettings:
    text = json.dumps(asdict(settings) | {"channels": sorted(settings.channels)})
    await connection.execute(
        update(guilds).where(guilds.c.guild == act.guild).values(settings=text)
    )
    await record(connection, Deed(act, "settings", "", text))
    await raise_version(connection, act.guild)
    return settings


async def settings_of(store: Store, guild: int) -> GuildSettings:
    """Give the settings of one server. Raises UnavailableError."""
    async with store.read() as connection:
        text = await connection.scalar(select(guilds.c.settings).where(guilds.c.guild == guild))
        return _settings(text) if text else GuildSettings()


async def versions(store: Store, guild: int | None = None) -> Mapping[int, int]:
    """Give the version of each server, or of one, that ever changed something.

    Raises UnavailableError.
    """
    query = select(guilds.c.guild, guilds.c.version)
    if guild is not None:
        query = query.where(guilds.c.guild == guild)
    async with store.read() as connection:
        rows = await connection.execute(query)
        return {row.guild: row.version for row in rows}


async def mark_left(store: Store, guild: int, at: int | None) -> None:
    """Note when the bot was removed from a server, or (None) that it is back."""
    async with store.write() as connection:
        await lock_guild(connection, guild)
        await connection.execute(update(guilds).where(guilds.c.guild == guild).values(left_at=at))


async def left_marks(store: Store) -> Mapping[int, bool]:
    """Give the servers that have rows in any table, and whether the bot was removed.

    Raises UnavailableError.
    """
    # counts make no row in `guilds`: a server that only asked stands nowhere else
    known = union(*(select(table.c.guild) for table in metadata.sorted_tables)).subquery()
    marks = select(known.c.guild, guilds.c.left_at).outerjoin(
        guilds, guilds.c.guild == known.c.guild
    )
    async with store.read() as connection:
        rows = await connection.execute(marks)
        return {row.guild: row.left_at is not None for row in rows}


async def left_before(store: Store, at: int) -> list[int]:
    """Give the servers that the bot was removed from before a time. Raises UnavailableError."""
    async with store.read() as connection:
        return list(await connection.scalars(select(guilds.c.guild).where(guilds.c.left_at < at)))


def _settings(text: str) -> GuildSettings:
    """Read what was saved; what a later version may have added is left out."""
    saved = json.loads(text)
    known = {name: saved[name] for name in GuildSettings.__slots__ if name in saved}
    return GuildSettings(**(known | {"channels": frozenset(known.get("channels", ()))}))
