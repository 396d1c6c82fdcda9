"""What every transaction of a deed does: lock the server, look the operation up, record it."""

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.guild import Act
from bot.core.revision import Deed
from bot.store.tables import audit, guilds

CHANNEL = "footnote"
"""Where PostgreSQL announces the ids of servers that changed."""

_LOCK = text(
    "INSERT INTO guilds (guild, version, settings) VALUES (:guild, 0, '') "
    "ON CONFLICT (guild) DO UPDATE SET version = guilds.version"
)


async def lock_guild(connection: AsyncConnection, guild: int) -> None:
    """Take (or make) the row of a server; others wait for it until the transaction ends."""
    await connection.execute(_LOCK, {"guild": guild})


async def is_done(connection: AsyncConnection, act: Act) -> bool:
    """Tell whether an operation was carried out before."""
    found = await connection.execute(
        select(audit.c.operation).where(
            audit.c.guild == act.guild, audit.c.operation == act.operation
        )
    )
    return found.first() is not None


async def record(connection: AsyncConnection, deed: Deed) -> None:
    """Write a line of the record; part of the transaction that does the deed."""
    act = deed.act
    await connection.execute(
        insert(audit).values(
            guild=act.guild,
            operation=act.operation,
            actor=act.actor,
            at=act.at,
            action=deed.action,
            target=deed.target,
            detail=deed.detail,
        )
    )


async def raise_version(
    connection: AsyncConnection, guild: int, seen: int | None = None
) -> int | None:
    """Count a change of what a server is served, and tell the other processes on commit.

    None, and nothing counted, when the version is no more the one that was `seen`.
    """
    change = update(guilds).where(guilds.c.guild == guild)
    if seen is not None:
        change = change.where(guilds.c.version == seen)
    raised = await connection.execute(
        change.values(version=guilds.c.version + 1).returning(guilds.c.version)
    )
    version: int | None = raised.scalar_one_or_none()
    if version is None:
        return None
    if connection.dialect.name == "postgresql":
        await connection.execute(
            text("SELECT pg_notify(:channel, :guild)"), {"channel": CHANNEL, "guild": str(guild)}
        )
    return version
