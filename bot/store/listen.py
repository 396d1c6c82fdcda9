"""Hears at once when another process changed something, or serves the same; PostgreSQL only."""

import asyncio
import logging
from collections.abc import Callable, Iterable, MutableMapping
from contextlib import suppress
from typing import Any

from bot.store.deeds import CHANNEL
from bot.store.engine import Store, faults
from bot.store.schema import ADVISORY_COUNT, ADVISORY_LOCK

PULSE = 10.0
"""Seconds between two looks whether the connection still lives."""

PAUSE = 1.0
"""Seconds before a lost connection is made anew."""

_OTHERS = """
SELECT DISTINCT objid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND datname = current_database() AND objsubid = 2
AND classid::bigint = $1 AND objid::bigint <> $2 ORDER BY objid
"""
"""The second numbers of the locks in two numbers that stand beside ours."""

log = logging.getLogger(__name__)


async def listen(
    store: Store, heard: Callable[[], None], shards: Iterable[int], count: int = 1
) -> None:
    """Call `heard` at every announcement, new connection and loss of one; never returns.

    What was announced while there was none is lost, so that a new one counts as an announcement.
    A lost one counts too: the database itself may be gone. `shards` are those that this process
    serves, of `count` in all.
    """
    claims = dict.fromkeys(shards, False)
    while True:
        with suppress(*faults()):
            await _listen_once(store, heard, claims, count)
        await asyncio.sleep(PAUSE)


async def _listen_once(
    store: Store, heard: Callable[[], None], claims: MutableMapping[int, bool], count: int
) -> None:
    """Listen; raises when the connection is lost."""
    lost = asyncio.Event()
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        try:
            driver.add_termination_listener(lambda _: lost.set())
            await driver.add_listener(CHANNEL, lambda *_: heard())
            heard()
            await _claim(driver, claims)
            await _compare(driver, count)
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(PULSE):
                        await lost.wait()
                await driver.fetchval("SELECT 1")  # raises when the connection is lost
        finally:
            heard()
            await connection.invalidate()  # it must not return to the pool as a listener


async def _claim(driver: Any, claims: MutableMapping[int, bool]) -> None:  # noqa: ANN401 - asyncpg has no types
    """Tell of shards that two processes serve: Discord sends both of them everything.

    Nobody is refused for it: the other may be about to end. It is told once; `claims` notes that:
    a connection that was lost may hold its shards for a while beside the one that took its place.
    """
    for shard, was_claimed in claims.items():
        is_ours = await driver.fetchval("SELECT pg_try_advisory_lock($1, $2)", ADVISORY_LOCK, shard)
        if not is_ours and not was_claimed:
            log.error(
                "shard %s is served by another process too, and people are answered twice: "
                "stop one, or give each its own FOOTNOTE_SHARD_IDS",
                shard,
            )
        claims[shard] = True


async def _compare(driver: Any, count: int) -> None:  # noqa: ANN401 - asyncpg has no types
    """Tell of processes that divide the servers otherwise: Discord sends some to both or to none.

    Each notes its own count first, so that of two that start at once one sees the other.
    """
    await driver.fetchval("SELECT pg_try_advisory_lock_shared($1, $2)", ADVISORY_COUNT, count)
    if differing := await _other_counts(driver, count):
        log.error("%s", differing)


async def compare_counts(store: Store, count: int) -> str:
    """Say of processes that divide the servers otherwise what to do; empty where none does.

    Raises what `faults` names.
    """
    if not store.is_shared:
        return ""
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        return await _other_counts(raw.driver_connection, count)


async def _other_counts(driver: Any, count: int) -> str:  # noqa: ANN401 - asyncpg has no types
    found = await driver.fetch(_OTHERS, ADVISORY_COUNT, count)
    if not found:
        return ""
    others = " and ".join(str(each["objid"]) for each in found)
    return (
        f"another process with this database has FOOTNOTE_SHARD_COUNT {others}, this one {count}, "
        "and servers are served twice or by nobody: stop all, and give all the same"
    )
