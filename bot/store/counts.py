"""Counts by server and day, for tallies and votes: no row says who."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from sqlalchemy import Table, delete, select

from bot.store.engine import Store

Key = tuple[str, str, str]
"""The day, the entry (may be empty), and what is counted."""

Counted = tuple[int, str, str, str]
"""The server, and the same."""


async def add_counts(store: Store, table: Table, counts: Mapping[Counted, int]) -> None:
    """Add to servers' counts, all or none. Raises NotSavedError."""
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, (*key, n), strict=True)) for key, n in sorted(counts.items())]
    if not rows:
        return
    async with store.write() as connection:
        # of the two dialects only the one in use is worth its memory
        dialect: Any = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
        insert = dialect.insert(table)
        await connection.execute(
            insert.on_conflict_do_update(
                index_elements=list(table.primary_key),
                set_={"count": table.c.count + insert.excluded.count},
            ),
            rows,
        )


async def read_counts(store: Store, table: Table, guild: int, since: str) -> dict[Key, int]:
    """Give a server's counts from a day on. Raises UnavailableError."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(table).where(table.c.guild == guild, table.c.day >= since)
        )
        return {(row[1], row[2], row[3]): row[4] for row in rows}


async def expire_counts(store: Store, table: Table, before: str) -> int:
    """Delete the counts of all servers before a day; give how many rows went."""
    async with store.write() as connection:
        return (await connection.execute(delete(table).where(table.c.day < before))).rowcount
