"""What moderation promises, counted: broken disks, syncs, poisoned imports, how soon edits serve.

    python -m tests.benchmarks.moderation [--edits 100] [--polls 4]

A promise that is not kept ends the run. Each of the `polls` takes up to half a minute.
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from bot.content.bundle import read_bundle
from bot.content.dump import dump_entry
from bot.core.errors import ContentError, NotSavedError
from bot.core.guild import Act
from bot.core.model import passage
from bot.core.revision import Change, Kind, Published
from bot.services import live as following
from bot.services.ask import Asker, Where
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.live import POLL, Live
from bot.services.metrics import Metrics
from bot.store import engine
from bot.store.engine import Store
from bot.store.opening import open_store
from bot.store.revisions import publish
from tests.conftest import Answering, _answering
from tests.content.poison import _depths, _encodings, _references, _words, archives, texts
from tests.crash import READY, start
from tests.packs import write_pack
from tests.postgres import Postgres
from tests.vfs import FULL, IOERR, READ_ONLY, watching

QUESTION = "when should I water tomatoes"
FAMILIES = {"words": _words, "references": _references, "encodings": _encodings, "depths": _depths}
"""What makes files that are no entry by words, tags, bytes or depth; the rest is so by shape."""
SOON = 5.0
"""Seconds within which every process serves an edit."""
MEGABYTE = 1_000_000


class Process:
    """One process of the bot, as far as edits and answers go."""

    def __init__(self, store: Store, tiny: Answering) -> None:
        self.store = store
        library = Library(tiny.snapshot, tiny.gate)
        health = Health(time.monotonic, Metrics())
        self.live = Live(store, library, GuildBook(store), health)
        self._asker = Asker(library, time.monotonic)
        self._sample = next(e for e in tiny.snapshot.pack.entries if e.id == "watering-time")
        self._number = 0

    def answer(self) -> str:
        """Ask what every edit here is about."""
        return self._asker.converse("place", QUESTION, Where(1)).reply.text

    async def edit(self) -> str:
        """Save one edit and give the words that it brings. Raises NotSavedError."""
        number = self._number
        words = f"The guide names hour{number}."
        entry = replace(
            self._sample, passages=(passage(words, self._sample.passages[0].citations),)
        )
        change = Change(entry.id, number, Kind.PUBLISH, entry.topic, dump_entry(entry), author=5)
        act = Act(1, time.monotonic_ns(), 5, 1000)
        assert isinstance(await publish(self.store, act, [change]), Published)
        self._number += 1
        return words


def poison() -> None:
    """Import all that no import may take."""
    kinds = {"files": ("moon.yaml", [*texts()]), "archives": ("export.zip", [*archives()])}
    peak, slowest = 0.0, 0.0
    for name, found in kinds.values():
        for kind, content in found:
            tracemalloc.start()
            began = time.process_time()
            assert _lines(name, content), kind
            slowest = max(slowest, time.process_time() - began)
            peak = max(peak, tracemalloc.get_traced_memory()[1] / MEGABYTE)
            tracemalloc.stop()
    counted = ", ".join(f"{len(found)} {name}" for name, (_, found) in kinds.items())
    families = (f"{len([*made()])} {each}" for each, made in FAMILIES.items())
    print(
        f"poisoned imports: {counted}, each refused with a line; at most {peak:.0f} MB and "
        f"{slowest:.1f} s of work; of the files {', '.join(families)}"
    )


def _lines(name: str, content: bytes) -> bool:
    """Tell whether an import is refused, with a line for every fault."""
    try:
        read_bundle(name, content)
    except ContentError as error:
        return bool(error.faults) and all(each.line >= 1 for each in error.faults)
    return False


async def syncs(url: str, tiny: Answering, edits: int) -> None:
    """Count how often the disk was told to keep what it has."""
    with watching() as watch:
        async with open_store(url) as store:
            process, before = Process(store, tiny), watch.syncs
            for _ in range(edits):
                seen = watch.syncs
                await process.edit()
                assert watch.syncs > seen
            print(f"SQLite: {edits} edits acknowledged, {watch.syncs - before} syncs")


async def disks(folder: Path, tiny: Answering) -> None:
    """Break the database of a bot that runs, in five ways."""
    for name, fault in (("full", FULL), ("failing", IOERR), ("read-only", READ_ONLY)):
        with watching() as watch:

            @contextmanager
            def broken(_: Path, watch=watch, fault=fault) -> Iterator[None]:
                watch.fail_at, watch.fault = watch.steps + 1, fault
                yield
                watch.fail_at = 0

            await _break(folder / f"{name}.db", tiny, name, broken)
    await _break(folder / "locked.db", tiny, "locked by another program", _locked)
    await _break(folder / "damaged.db", tiny, "damaged", _damaged)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def _damaged(path: Path) -> Iterator[None]:
    sound = path.read_bytes()
    path.write_bytes(b"\x55" * len(sound))
    yield
    path.write_bytes(sound)


async def _break(path: Path, tiny: Answering, name: str, broken: Callable) -> None:
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        process = Process(store, tiny)
        kept = await process.edit()
        await process.live.catch_up()
        with broken(path):
            try:
                await process.edit()
            except NotSavedError as error:
                said = str(error)
            answers = sum(kept in process.answer() for _ in range(20))
        await process.edit()
        print(f'SQLite {name}: edit refused: "{said}", {answers} of 20 answers; then saved again')


def serve(url: str, root: str, deaf: bool, report) -> None:  # noqa: FBT001 - a process's arguments
    """Serve edits as a process of its own, and report when the words of each are answered."""
    tiny = _answering(Path(root) / "pack", Path(root) / "cache")

    async def main() -> None:
        if deaf:
            following.listen = _never
        async with open_store(url) as store:
            process, shown = Process(store, tiny), ""
            task = asyncio.create_task(process.live.follow())
            report.send(READY)
            while not task.done():
                await asyncio.sleep(0.02)
                text = process.answer()
                if text != shown:
                    report.send((time.monotonic(), text))
                    shown = text

    asyncio.run(main())


async def _never(_store: Store, _heard: Callable[[], None]) -> None:
    await asyncio.Event().wait()


async def served(server: Postgres, root: Path, tiny: Answering, counts: tuple[int, int]) -> None:
    """Time how soon two other processes serve an edit: announced, cut off from that, never told."""
    edits, polls = counts
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^(LISTEN|SELECT 1$)'"
    )
    for name, count, deaf, before in (
        ("announced", edits, False, lambda: None),
        ("the listeners' connections cut just before", edits // 10, False, lambda: server.sql(cut)),
        ("no announcement ever heard", polls, True, lambda: None),
    ):
        url = server.create(f"served{deaf:d}{count}")
        async with open_store(url) as store:  # makes the tables
            others = [start(serve, url, str(root), deaf) for _ in range(2)]
            for _, heard in others:
                assert await asyncio.to_thread(heard.recv) == READY
            await asyncio.sleep(1.0)
            process, took = Process(store, tiny), []
            for _ in range(count):
                await asyncio.to_thread(before)
                words = await process.edit()
                began = time.monotonic()
                for _, heard in others:
                    took.append(await asyncio.to_thread(_heard, heard, words) - began)
        for other, _ in others:
            other.kill()
            other.join()
        limit = POLL + SOON if deaf else SOON
        print(
            f"PostgreSQL, {name}: {count} edits served by 2 other processes after "
            f"{median(took):.2f} s at the median, {max(took):.2f} s at most (due {limit:.0f})"
        )
        assert max(took) < limit


def _heard(heard, words: str) -> float:
    """Wait until a process answers with some words; give when it first did."""
    while True:
        at, text = heard.recv()
        if words in text:
            return at


def main() -> None:
    """Count everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--polls", type=int, default=4)
    wanted = parser.parse_args()
    engine.PATIENCE = 0.5
    poison()
    with tempfile.TemporaryDirectory() as folder, closing(Postgres()) as server:
        root = Path(folder)
        tiny = _answering(write_pack(root / "pack"), root / "cache")
        asyncio.run(syncs(f"sqlite+aiosqlite:///{root}/syncs.db", tiny, wanted.edits))
        asyncio.run(disks(root, tiny))
        asyncio.run(served(server, root, tiny, (wanted.edits, wanted.polls)))


if __name__ == "__main__":
    main()
