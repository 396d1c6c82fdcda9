"""Kill editors, servers and migrations at random moments, and check what is left each time.

    python -m tests.benchmarks.kills [--kills 1000] [--edits 10000] [--crashes 50] [--steps 100000]

Nothing that was acknowledged may be lost, torn or doubled; the first violation ends the run.
"""

import argparse
import asyncio
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import median

from bot.store.opening import open_store
from tests.crash import (
    READY,
    Told,
    check,
    edit_together,
    kill_once,
    listen,
    migrate_until_killed,
    restart_until,
    seconds_to_migrate,
    start,
    unaccounted,
)
from tests.postgres import Postgres
from tests.wander import Walker

EVERY = 20
"""Kills between two checks of everything; each start checks the file's integrity anyhow."""


def kills(name: str, url: str, count: int) -> None:
    """Kill editors of one database, one after another."""
    told, began, kept = Told(), time.monotonic(), 0
    kill_once(url, count, told)
    told.seconds_to_ready.clear()  # the first also started the process that forks the others
    for seed in range(count):
        kill_once(url, seed, told)
        if seed % EVERY == EVERY - 1 or seed == count - 1:
            kept = asyncio.run(check(url, told))
    print(
        f"{name}: {count} kills, {len(told.saved)} edits acknowledged, {kept} revisions kept, "
        f"none lost or torn; ready after {median(told.seconds_to_ready):.2f} s, at most "
        f"{max(told.seconds_to_ready):.2f} s; "
        f"{time.monotonic() - began:.0f} s"
    )


def race(server: Postgres, edits: int, crashes: int) -> None:
    """Let 64 workers in two processes edit while the server crashes again and again."""
    url, told, began = server.create("race"), Told(), time.monotonic()
    started = [start(edit_together, url, seed, 32, edits // 2) for seed in (1, 2)]
    for _, heard in started:
        assert heard.recv() == READY
    with ThreadPoolExecutor() as pool:
        notes = [pool.submit(listen, heard, told) for _, heard in started]
        done = restart_until(server, [each for each, _ in started], (1.0, 3.0), crashes)
        for each in notes:
            each.result()
    kept = asyncio.run(check(url, told))
    extra = asyncio.run(unaccounted(url, told))
    assert extra == set(), "operations took effect that nobody was told of"
    print(
        f"race: {len(told.saved)} edits by 64 workers in 2 processes, {done} crashes of the "
        f"server, {len(told.doubtful)} in doubt, {kept} revisions, none lost or doubled; "
        f"{time.monotonic() - began:.0f} s"
    )


def migrations(name: str, url_of, count: int) -> None:
    """Kill migrations from an empty database, and let the next start finish them.

    They are killed within the time that one takes here and now, or soon after.
    """
    longest = 1.2 * seconds_to_migrate(url_of(0))
    began, whole = time.monotonic(), 0
    for seed in range(count):
        url = url_of(seed + 1)
        whole += migrate_until_killed(url, seed, longest)
        asyncio.run(check(url, Told()))
    print(
        f"{name}: {count} migrations killed ({whole} had finished), all old or new, "
        f"{time.monotonic() - began:.0f} s"
    )


def walk(steps: int) -> None:
    """Walk over two servers that try each other's ids."""

    async def main() -> None:
        async with open_store("sqlite+aiosqlite://") as store:
            walker = Walker(store, seed=7)
            await walker.walk(steps)

    began = time.monotonic()
    asyncio.run(main())
    print(
        f"walk: {steps} steps over two servers, nothing crossed; {time.monotonic() - began:.0f} s"
    )


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--crashes", type=int, default=50)
    parser.add_argument("--steps", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, closing(Postgres()) as server:
        kills("SQLite", f"sqlite+aiosqlite:///{Path(folder)}/kills.db", wanted.kills)
        kills("PostgreSQL", server.create("kills"), wanted.kills)
        count = wanted.kills // 5
        migrations("SQLite", lambda n: f"sqlite+aiosqlite:///{folder}/m{n}.db", count)
        migrations("PostgreSQL", lambda n: server.create(f"m{n % 2}"), count)
        race(server, wanted.edits, wanted.crashes)
        walk(wanted.steps)


if __name__ == "__main__":
    main()
