"""The audit record, for deeds that change nothing else, and to be read."""

from functools import partial

from sqlalchemy import delete, select

from bot.core.guild import Act
from bot.core.revision import Deed, Repeated
from bot.store.deeds import record
from bot.store.engine import Store
from bot.store.tables import audit


async def note(store: Store, deed: Deed) -> Repeated | None:
    """Record a deed that changes no other table, such as a refusal. Raises NotSavedError."""
    return await store.perform(deed.act, partial(record, deed=deed))


async def deeds(store: Store, guild: int, limit: int = 50) -> list[Deed]:
    """Give a server's latest deeds, newest first. Raises UnavailableError."""
    query = select(audit).where(audit.c.guild == guild)
    async with store.read() as connection:
        rows = await connection.execute(
            query.order_by(audit.c.at.desc(), audit.c.operation.desc()).limit(limit)
        )
        return [
            Deed(
                Act(row.guild, row.operation, row.actor, row.at), row.action, row.target, row.detail
            )
            for row in rows
        ]


async def expire_deeds(store: Store, guild: int, before: int) -> int:
    """Delete a server's deeds from before a time; give how many. Raises NotSavedError."""
    old = delete(audit).where(audit.c.guild == guild, audit.c.at < before)
    async with store.write() as connection:
        return (await connection.execute(old)).rowcount
