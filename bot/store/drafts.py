"""Drafts: kept as typed, with what the lint found; changed only by whoever saw the last edition."""

from dataclasses import replace
from functools import partial

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.guild import Act
from bot.core.revision import Deed, Draft, DraftState, Kind, Outdated, Repeated
from bot.store.deeds import record
from bot.store.engine import Store
from bot.store.tables import drafts


async def keep_draft(
    store: Store, act: Act, draft: Draft, action: str
) -> Draft | Outdated | Repeated:
    """Save a new draft (id 0), or the next edition of one whose last edition was seen.

    `action` goes into the audit: what was done to it. Raises NotSavedError, or InDoubtError.
    """
    return await store.perform(act, partial(_keep, act=act, draft=draft, action=action))


async def _keep(
    connection: AsyncConnection, act: Act, draft: Draft, action: str
) -> Draft | Outdated:
    kept = replace(draft, guild=act.guild, id=draft.id or act.operation, edition=draft.edition + 1)
    values = {column.name: getattr(kept, column.name) for column in drafts.columns}
    if draft.id:
        changed = await connection.execute(
            update(drafts)
            .where(*_key(act.guild, draft.id), drafts.c.edition == draft.edition)
            .values(values)
        )
        if not changed.rowcount:
            return Outdated()
    else:
        await connection.execute(insert(drafts).values(values))
    await record(connection, Deed(act, action, draft.entry, str(kept.id)))
    return kept


async def drop_draft(
    store: Store, act: Act, draft: Draft, action: str
) -> Draft | Outdated | Repeated:
    """Remove a draft whose last edition was seen. Raises NotSavedError, or InDoubtError."""
    return await store.perform(act, partial(_drop, act=act, draft=draft, action=action))


async def _drop(
    connection: AsyncConnection, act: Act, draft: Draft, action: str
) -> Draft | Outdated:
    gone = await connection.execute(
        delete(drafts).where(*_key(act.guild, draft.id), drafts.c.edition == draft.edition)
    )
    if not gone.rowcount:
        return Outdated()
    await record(connection, Deed(act, action, draft.entry, str(draft.id)))
    return draft


async def draft_of(store: Store, guild: int, number: int) -> Draft | None:
    """Give a draft by its id. Raises UnavailableError."""
    async with store.read() as connection:
        return await find_draft(connection, guild, number)


async def list_drafts(store: Store, guild: int) -> list[Draft]:
    """Give a server's drafts, oldest first. Raises UnavailableError."""
    query = select(drafts).where(drafts.c.guild == guild)
    async with store.read() as connection:
        rows = await connection.execute(query.order_by(drafts.c.at, drafts.c.id))
        return [_read(row) for row in rows]


async def expire_imports(store: Store, before: int, now: int) -> int:
    """Delete the imports of all servers that were planned before a time; give how many.

    Each leaves a line in the audit record. What somebody typed never expires. Raises NotSavedError.
    """
    old = delete(drafts).where(drafts.c.kind == Kind.IMPORT, drafts.c.at < before)
    async with store.write() as connection:
        gone = (await connection.execute(old.returning(drafts.c.guild, drafts.c.id))).all()
        for guild, number in gone:
            act = Act(guild, -number, None, now)  # Discord's ids, and so the draft's, are positive
            await record(connection, Deed(act, "import expired", detail=str(number)))
        return len(gone)


async def find_draft(connection: AsyncConnection, guild: int, number: int) -> Draft | None:
    """Look a draft up within a transaction."""
    rows = await connection.execute(select(drafts).where(*_key(guild, number)))
    row = rows.first()
    return _read(row) if row else None


def _key(guild: int, number: int) -> tuple[ColumnElement[bool], ...]:
    return drafts.c.guild == guild, drafts.c.id == number


def _read(row: Row[tuple[object, ...]]) -> Draft:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    return Draft(**(values | {"kind": Kind(row.kind), "state": DraftState(row.state)}))
