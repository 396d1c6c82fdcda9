"""Which columns name a person, and what becomes of them when the person asks.

Every column that can hold a person's id stands in `PERSONAL`; a test compares it with the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, delete, select, update

from bot.store.engine import Store
from bot.store.tables import audit, drafts, metadata, revisions, watchers


class Erasure(StrEnum):
    """What becomes of a row when its person asks to be forgotten."""

    DELETE = "delete"
    """The row goes."""
    UNNAME = "unname"
    """The row stays without the person's id."""


@dataclass(frozen=True, slots=True)
class Personal:
    """A column that can name a person. `why`: what it is kept for, in plain words."""

    column: Column[int]
    erasure: Erasure
    why: str

    @property
    def name(self) -> str:
        """The column with its table: `revisions.author`."""
        return f"{self.column.table.name}.{self.column.name}"


PERSONAL = (
    Personal(
        watchers.c.watcher, Erasure.DELETE, "you asked to be told when a question is answered"
    ),
    Personal(drafts.c.author, Erasure.DELETE, "you began an edit that is not published"),
    Personal(drafts.c.reviewer, Erasure.UNNAME, "you reviewed an edit that is not published"),
    Personal(revisions.c.author, Erasure.UNNAME, "you wrote an edit of an entry"),
    Personal(revisions.c.reviewer, Erasure.UNNAME, "you approved an edit of an entry"),
    Personal(
        audit.c.actor,
        Erasure.UNNAME,
        "you did something as a moderator, or tried what only they may do",
    ),
)


async def export_person(store: Store, person: int) -> Mapping[str, list[dict[str, object]]]:
    """Give every row that names a person, by column."""
    found: dict[str, list[dict[str, object]]] = {}
    async with store.read() as connection:
        for each in PERSONAL:
            rows = await connection.execute(select(each.column.table).where(each.column == person))
            found[each.name] = [dict(row) for row in rows.mappings()]
    return found


async def forget_person(store: Store, person: int) -> Mapping[str, int]:
    """Erase what names a person, each column as it is set; give how many rows each touched."""
    touched: dict[str, int] = {}
    async with store.write() as connection:
        for each in PERSONAL:
            table = each.column.table
            change = (
                delete(table)
                if each.erasure is Erasure.DELETE
                else update(table).values({each.column.name: None})
            )
            touched[each.name] = (
                await connection.execute(change.where(each.column == person))
            ).rowcount
    return touched


async def forget_guild(store: Store, guild: int) -> Mapping[str, int]:
    """Delete every row of a server; give how many rows each table lost."""
    lost: dict[str, int] = {}
    async with store.write() as connection:
        for table in metadata.sorted_tables:
            gone = await connection.execute(delete(table).where(table.c.guild == guild))
            lost[table.name] = gone.rowcount
    return lost
