"""Gaps, and who waits to hear of them. Nobody's name stands beside a gap otherwise."""

from functools import partial

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.gap import Gap, GapState, Telling
from bot.core.guild import Act
from bot.core.model import EntryId
from bot.core.revision import Deed, Repeated
from bot.store.deeds import lock_guild, record
from bot.store.engine import Store
from bot.store.tables import gaps, watchers

LEASE = 120
"""Seconds after which a process that took it on to tell somebody is believed dead.

Sending takes a sixth of it, and within it Discord drops a message that was sent before.
"""


async def tell_gap(store: Store, act: Act, text: str, like: int = 0) -> Gap | Repeated:
    """Keep a redacted question, or count it to an open gap that it is like.

    The act should name nobody. Raises NotSavedError, or InDoubtError.
    """
    return await store.perform(act, partial(_tell, act=act, text=text, like=like))


async def _tell(connection: AsyncConnection, act: Act, text: str, like: int) -> Gap:
    counted = await connection.execute(
        update(gaps)
        .where(gaps.c.guild == act.guild, gaps.c.id == like, gaps.c.state == GapState.OPEN)
        .values(count=gaps.c.count + 1, at=act.at)
        .returning(gaps)
    )
    row = counted.first()
    gap = _read(row) if row else await _begin(connection, act, text)
    await record(connection, Deed(act, "gap told", str(gap.id)))
    return gap


async def _begin(connection: AsyncConnection, act: Act, text: str) -> Gap:
    made = await connection.execute(
        insert(gaps)
        .values(
            guild=act.guild,
            id=act.operation,
            text=text,
            count=1,
            state=GapState.OPEN,
            entry="",
            at=act.at,
        )
        .returning(gaps)
    )
    return _read(made.one())


async def close_gap(
    store: Store, act: Act, gap: int, state: GapState, entry: EntryId
) -> Gap | Repeated | None:
    """Answer a gap by an entry, or dismiss it (entry ""); None when it is not open any more.

    Raises NotSavedError, or InDoubtError.
    """
    return await store.perform(act, partial(_close, act=act, gap=gap, state=state, entry=entry))


async def _close(
    connection: AsyncConnection, act: Act, gap: int, state: GapState, entry: EntryId
) -> Gap | None:
    closed = await connection.execute(
        update(gaps)
        .where(gaps.c.guild == act.guild, gaps.c.id == gap, gaps.c.state == GapState.OPEN)
        .values(state=state, entry=entry)
        .returning(gaps)
    )
    row = closed.first()
    if row is None:
        return None
    if state is GapState.DISMISSED:  # nobody will be told any more: who waits is forgotten
        await connection.execute(
            delete(watchers).where(watchers.c.guild == act.guild, watchers.c.gap == gap)
        )
    await record(connection, Deed(act, f"gap {state}", str(gap), entry))
    return _read(row)


async def list_gaps(store: Store, guild: int, state: GapState = GapState.OPEN) -> list[Gap]:
    """Give a server's gaps, the most asked first. Raises UnavailableError."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(gaps)
            .where(gaps.c.guild == guild, gaps.c.state == state)
            .order_by(gaps.c.count.desc(), gaps.c.at, gaps.c.id)
        )
        return [_read(row) for row in rows]


async def open_gaps(store: Store) -> int:
    """Count the gaps of all servers that wait for moderators. Raises UnavailableError."""
    waiting = select(func.count()).select_from(gaps).where(gaps.c.state == GapState.OPEN)
    async with store.read() as connection:
        return await connection.scalar(waiting) or 0


async def watch_gap(store: Store, guild: int, gap: int, watcher: int) -> bool:
    """Let a person hear of a gap, once however often they ask; False when it is not open."""
    async with store.write() as connection:
        await lock_guild(connection, guild)
        is_open = select(gaps.c.id).where(
            gaps.c.guild == guild, gaps.c.id == gap, gaps.c.state == GapState.OPEN
        )
        if (await connection.execute(is_open)).first() is None:
            return False
        known = await connection.execute(select(watchers).where(*_key(guild, gap, watcher)))
        if known.first() is None:
            await connection.execute(insert(watchers).values(guild=guild, gap=gap, watcher=watcher))
        return True


async def is_watched(store: Store, guild: int, gap: int, person: int) -> bool:
    """Tell whether a person waits to hear of a gap. Raises UnavailableError."""
    async with store.read() as connection:
        known = await connection.execute(select(watchers).where(*_key(guild, gap, person)))
        return known.first() is not None


async def tellings(store: Store) -> list[Telling]:
    """Give everybody, on all servers, whose gap is answered. Raises UnavailableError."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(watchers, gaps.c.entry)
            .join(gaps, (gaps.c.guild == watchers.c.guild) & (gaps.c.id == watchers.c.gap))
            .where(gaps.c.state == GapState.ANSWERED)
        )
        return [Telling(row.guild, row.gap, row.watcher, row.entry) for row in rows]


async def claim_telling(store: Store, telling: Telling, now: int) -> bool:
    """Take it on to tell a person; True for the one process that may, for as long as `LEASE`.

    `now`: seconds since 1970, UTC. Raises NotSavedError.
    """
    claimed = watchers.c.claimed
    is_free = or_(claimed == 0, ~claimed.between(now - LEASE, now + LEASE))
    return await _claim(store, telling, now, is_free)


async def give_up_telling(store: Store, telling: Telling, now: int) -> bool:
    """Let go of a person who could not be told now, claimed at `now`. Raises NotSavedError."""
    return await _claim(store, telling, 0, watchers.c.claimed == now)


async def _claim(store: Store, telling: Telling, at: int, when: ColumnElement[bool]) -> bool:
    key = _key(telling.guild, telling.gap, telling.watcher)
    async with store.write() as connection:
        done = await connection.execute(update(watchers).where(*key, when).values(claimed=at))
        return done.rowcount == 1


async def forget_watcher(store: Store, telling: Telling) -> None:
    """Delete who watches a gap: they are told, or cannot be. Raises NotSavedError."""
    key = _key(telling.guild, telling.gap, telling.watcher)
    async with store.write() as connection:
        await connection.execute(delete(watchers).where(*key))


async def expire_gaps(store: Store, before: int, now: int) -> int:
    """Delete gaps of all servers, and their watchers, not asked since a time; give how many.

    Those that were open get a line in their server's record: nobody closed them.
    """
    old = gaps.c.at < before
    async with store.write() as connection:
        await connection.execute(
            delete(watchers).where(
                select(gaps.c.id)
                .where(gaps.c.guild == watchers.c.guild, gaps.c.id == watchers.c.gap, old)
                .exists()
            )
        )
        gone = (await connection.execute(delete(gaps).where(old).returning(gaps))).all()
        for each in map(_read, gone):
            if each.state is GapState.OPEN:
                # no interaction has a negative id, and a gap expires once
                act = Act(each.guild, -each.id, None, now)
                await record(connection, Deed(act, "gap expired", str(each.id)))
        return len(gone)


def _key(guild: int, gap: int, watcher: int) -> tuple[ColumnElement[bool], ...]:
    return watchers.c.guild == guild, watchers.c.gap == gap, watchers.c.watcher == watcher


def _read(row: Row[tuple[object, ...]]) -> Gap:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    return Gap(**(values | {"state": GapState(row.state)}))
