"""Revisions: appended in one transaction with compare-and-set, never changed or removed."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    Subquery,
    and_,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.gap import GapState
from bot.core.guild import Act
from bot.core.model import EntryId
from bot.core.revision import (
    Change,
    Conflict,
    Deed,
    Draft,
    DraftState,
    Kind,
    Moved,
    Outdated,
    Published,
    Repeated,
    Revision,
)
from bot.store.deeds import raise_version, record
from bot.store.drafts import find_draft
from bot.store.engine import Store
from bot.store.tables import drafts, gaps, revisions


async def publish(
    store: Store, act: Act, changes: Sequence[Change], seen: int | None = None
) -> Published | Conflict | Outdated | Moved | Repeated:
    """Save all changes or none: revisions, closed drafts, answered gaps and the audit's line.

    `seen`: the server's version that they were checked against, None where nothing was. Raises
    NotSavedError, or InDoubtError.
    """
    return await store.perform(act, partial(_publish, act=act, changes=changes, seen=seen))


async def _publish(
    connection: AsyncConnection, act: Act, changes: Sequence[Change], seen: int | None
) -> Published | Conflict | Outdated | Moved:
    among = revisions.c.entry.in_([each.entry for each in changes])
    heads = await _heads(connection, act.guild, among)
    lost = [each.entry for each in changes if _number(heads.get(each.entry)) != each.based_on]
    if lost:
        return Conflict({entry: heads.get(entry) for entry in lost})
    for each in changes:
        if each.draft:
            draft = await find_draft(connection, act.guild, each.draft)
            if not _is_approved(draft, each):
                return Outdated()
    version = await raise_version(connection, act.guild, seen)
    if version is None:
        return Moved()
    saved = [_revision(act, each, version) for each in changes]
    await connection.execute(insert(revisions), [_row(each) for each in saved])
    await _close(connection, act, changes)
    await record(connection, _deed(act, changes))
    return Published(tuple(saved))


def _number(revision: Revision | None) -> int:
    return revision.number if revision else 0


def _is_approved(draft: Draft | None, change: Change) -> bool:
    """Tell whether a draft still is what was looked at."""
    return (
        draft is not None
        and draft.state is DraftState.SUBMITTED
        and draft.edition == change.edition
    )


def _revision(act: Act, change: Change, version: int) -> Revision:
    return Revision(
        act.guild,
        change.entry,
        change.based_on + 1,
        change.kind,
        change.topic,
        change.content,
        change.author,
        change.reviewer,
        act.at,
        change.note,
        version,
    )


def _deed(act: Act, changes: Sequence[Change]) -> Deed:
    kinds = sorted({each.kind for each in changes})
    detail = " ".join(f"{each.entry}@{each.based_on + 1}" for each in changes)
    return Deed(act, "+".join(kinds), changes[0].entry if len(changes) == 1 else "", detail)


async def _close(connection: AsyncConnection, act: Act, changes: Sequence[Change]) -> None:
    """Remove the drafts that became revisions, and mark the gaps that they answer.

    A gap that a former revision answered and this one does not is open again, for as long as a new
    one. Who was told of the former answer is not known any more; who was not yet waits on.
    """
    mine = gaps.c.guild == act.guild
    done = [each.draft for each in changes if each.draft]
    await connection.execute(
        delete(drafts).where(drafts.c.guild == act.guild, drafts.c.id.in_(done))
    )
    answers = {each.entry: each.gaps for each in changes}
    closed = await connection.execute(
        select(gaps.c.id, gaps.c.entry).where(
            mine, gaps.c.state == GapState.ANSWERED, gaps.c.entry.in_(answers)
        )
    )
    again = [row.id for row in closed if row.id not in answers[row.entry]]
    await connection.execute(
        update(gaps)
        .where(mine, gaps.c.id.in_(again))
        .values(state=GapState.OPEN, entry="", at=act.at)
    )
    for entry, answered in answers.items():
        if answered:
            await connection.execute(
                update(gaps)
                .where(mine, gaps.c.id.in_(answered), gaps.c.state == GapState.OPEN)
                .values(state=GapState.ANSWERED, entry=entry)
            )


async def _heads(
    connection: AsyncConnection, guild: int, *narrowed: ColumnElement[bool]
) -> dict[EntryId, Revision]:
    """Give the newest revision of each entry that has one."""
    newest = _newest(guild, *narrowed)
    rows = await connection.execute(
        select(revisions).join(newest, _same(newest)).where(revisions.c.guild == guild)
    )
    return {row.entry: _read(row) for row in rows}


def _newest(guild: int, *narrowed: ColumnElement[bool]) -> Subquery:
    return (
        select(revisions.c.entry, func.max(revisions.c.number).label("number"))
        .where(revisions.c.guild == guild, *narrowed)
        .group_by(revisions.c.entry)
        .subquery()
    )


def _same(newest: Subquery) -> ColumnElement[bool]:
    return and_(revisions.c.entry == newest.c.entry, revisions.c.number == newest.c.number)


async def heads(store: Store, guild: int) -> Mapping[EntryId, Revision]:
    """Give the newest revision of each entry of a server. Raises UnavailableError."""
    async with store.read() as connection:
        return await _heads(connection, guild)


async def sizes(store: Store, guild: int) -> dict[EntryId, int]:
    """Give the bytes of each entry that a server changed, as it stands; 0 for a retired one.

    Raises UnavailableError.
    """
    async with store.read() as connection:
        is_shared = connection.dialect.name == "postgresql"
        content = revisions.c.content
        size = func.octet_length(content) if is_shared else func.length(cast(content, LargeBinary))
        newest = _newest(guild)
        rows = await connection.execute(
            select(revisions.c.entry, func.coalesce(size, 0).label("size"))
            .join(newest, _same(newest))
            .where(revisions.c.guild == guild)
        )
        return {row.entry: row.size for row in rows}


async def heads_since(store: Store, guild: int, version: int) -> Mapping[EntryId, Revision]:
    """Give the newest revision of each entry that changed after a server's version.

    Raises UnavailableError.
    """
    async with store.read() as connection:
        return await _heads(connection, guild, revisions.c.version > version)


async def history(store: Store, guild: int, entry: EntryId) -> list[Revision]:
    """Give all revisions of an entry, newest first. Raises UnavailableError."""
    return (await histories(store, guild, [entry]))[entry]


async def histories(
    store: Store, guild: int, entries: Collection[EntryId]
) -> dict[EntryId, list[Revision]]:
    """Give all revisions of each of some entries, newest first. Raises UnavailableError."""
    found: dict[EntryId, list[Revision]] = {entry: [] for entry in entries}
    async with store.read() as connection:
        rows = await connection.execute(
            select(revisions)
            .where(revisions.c.guild == guild, revisions.c.entry.in_(found))
            .order_by(revisions.c.number.desc())
        )
        for row in rows:
            found[row.entry].append(_read(row))
    return found


def _row(revision: Revision) -> dict[str, object]:
    names = (each.name for each in fields(Revision) if each.name != "is_intact")
    return {name: getattr(revision, name) for name in names} | {"sha256": _sum(revision)}


def _read(row: Row[tuple[object, ...]]) -> Revision:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    kept = values.pop("sha256")
    revision = Revision(**(values | {"kind": Kind(row.kind)}))
    return revision if _sum(revision) == kept else _spoilt(revision)


def _spoilt(revision: Revision) -> Revision:
    return replace(revision, content=None, is_intact=False)


def _sum(revision: Revision) -> str:
    """Hash all that a revision says, the persons apart: they may ask to be forgotten."""
    parts = (
        str(revision.guild),
        revision.entry,
        str(revision.number),
        revision.kind,
        revision.topic,
        "-" if revision.content is None else f"+{revision.content}",
        str(revision.at),
        revision.note,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
