"""Editors in processes of their own that may die at any moment, and a check of what they left.

An editor says what it was told is saved; whatever it said has to be found afterwards, whole.
"""

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from sqlalchemy import select

from bot.core.errors import InDoubtError, NotSavedError
from bot.core.guild import Act
from bot.core.revision import Change, Conflict, Kind, Published
from bot.store.engine import Store
from bot.store.gaps import claim_telling, tellings
from bot.store.opening import open_store, upgrade_at
from bot.store.revisions import heads, history, publish
from bot.store.tables import audit, guilds, revisions

GUILDS = tuple(range(1, 9))
ENTRIES = tuple(f"entry-{n}" for n in range(6))

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.crash", "aiosqlite", "asyncpg"])

READY = "ready"
Saved = tuple[int, int, tuple[tuple[str, int, str | None], ...]]
"""An acknowledged edit: operation, server, and (entry, number, content) of each revision."""

Numbers = Counter[tuple[int, str]]
"""The newest revision of each server's entry, as far as editors of one process know."""


@dataclass
class Told:
    """What editors were told: saved edits, and operations whose fate nobody could learn."""

    saved: list[Saved] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    seconds_to_ready: list[float] = field(default_factory=list)


class Editor:
    """Edits random entries of random servers, as often as it is asked to, and reports."""

    def __init__(self, store: Store, seed: int, report: Connection, numbers: Numbers) -> None:
        self._store = store
        self._random = random.Random(seed)  # noqa: S311 - it shuffles
        self._report = report
        self._operation = seed << 32
        self._numbers = numbers

    async def look(self) -> None:
        for guild in GUILDS:
            for entry, revision in (await heads(self._store, guild)).items():
                self._numbers[guild, entry] = revision.number

    async def edit(self) -> int:
        """Try one edit, of one to three entries; give 1 when it was saved."""
        self._operation += 1
        act = Act(self._random.choice(GUILDS), self._operation, 5, int(time.time()))
        names = self._random.sample(ENTRIES, self._random.choice((1, 1, 3)))
        try:
            done = await publish(self._store, act, [self._change(act, name) for name in names])
        except InDoubtError:
            self._report.send(act.operation)
            return 0
        except NotSavedError:
            await asyncio.sleep(0.05)
            return 0
        if isinstance(done, Conflict):
            for name, current in done.current.items():
                self._numbers[act.guild, name] = current.number if current else 0
            return 0
        assert isinstance(done, Published)
        for each in done.revisions:
            self._numbers[act.guild, each.entry] = each.number
        parts = tuple((each.entry, each.number, each.content) for each in done.revisions)
        self._report.send((act.operation, act.guild, parts))
        return 1

    def _change(self, act: Act, name: str) -> Change:
        content = f"{name} as of {act.operation} " * self._random.randrange(1, 200)
        kind, text = self._random.choice(((Kind.PUBLISH, content), (Kind.RETIRE, None)))
        return Change(name, self._numbers[act.guild, name], kind, "topic", text, author=5)


def edit_until_killed(url: str, seed: int, report: Connection) -> None:
    """Open the store and edit on and on; the main function of a process."""

    async def main() -> None:
        async with open_store(url) as store:
            editor = Editor(store, seed, report, Counter())
            await editor.look()
            report.send(READY)
            while True:
                await editor.edit()

    asyncio.run(main())


def edit_together(url: str, seed: int, workers: int, edits: int, report: Connection) -> None:
    """Edit with many workers at once until so many edits are saved; the main of a process."""

    async def work(editor: Editor, left: list[int]) -> None:
        while left[0] > 0:
            saved = await editor.edit()
            left[0] -= saved

    async def main() -> None:
        async with open_store(url) as store, asyncio.TaskGroup() as tasks:
            report.send(READY)
            left, numbers = [edits], Counter()
            for worker in range(workers):
                editor = Editor(store, seed * 1000 + worker, report, numbers)
                tasks.create_task(work(editor, left))

    asyncio.run(main())


def tell_all(url: str, seed: int, now: int, report: Connection) -> None:
    """Take on everybody who waits to be told, in some order, and report whom; then hang."""

    async def main() -> None:
        async with open_store(url) as store:
            found = await tellings(store)
            random.Random(seed).shuffle(found)  # noqa: S311 - it shuffles
            report.send(READY)
            for telling in found:
                if await claim_telling(store, telling, now):
                    report.send((telling.watcher,))
            report.send(READY)
            await asyncio.sleep(3600)

    asyncio.run(main())


def start(main, *arguments) -> tuple[multiprocessing.Process, Connection]:
    """Start a process, and give it with the end of the pipe that it reports to."""
    heard, report = _processes.Pipe(duplex=False)
    process = _processes.Process(target=main, args=(*arguments, report), daemon=True)
    process.start()
    report.close()
    return process, heard


def listen(heard: Connection, told: Told) -> None:
    """Note everything that a process reports, until it ends."""
    with suppress(EOFError, OSError):  # the latter when it was killed within a report
        while True:
            match heard.recv():
                case int(operation):
                    told.doubtful.append(operation)
                case tuple(saved):
                    told.saved.append(saved)


def kill_once(url: str, seed: int, told: Told, longest: float = 0.25) -> None:
    """Let an editor start, kill it at a random moment while it writes, and note what it said."""
    began = time.monotonic()
    process, heard = start(edit_until_killed, url, seed)
    assert heard.recv() == READY
    told.seconds_to_ready.append(time.monotonic() - began)
    time.sleep(random.Random(seed).uniform(0, longest))  # noqa: S311 - it shuffles
    process.kill()
    listen(heard, told)
    process.join()


def migrate(url: str, report: Connection) -> None:
    """Bring a database up to date; the main function of a process."""
    report.send(READY)
    report.send((asyncio.run(upgrade_at(url)),))


def seconds_to_migrate(url: str) -> float:
    """Let a migration finish, and give how long it took."""
    process, heard = start(migrate, url)
    assert heard.recv() == READY
    began = time.monotonic()
    heard.recv()
    process.join()
    return time.monotonic() - began


def migrate_until_killed(url: str, seed: int, longest: float = 0.15) -> bool:
    """Kill a migration at a random moment; tell whether it had finished."""
    told = Told()
    process, heard = start(migrate, url)
    assert heard.recv() == READY
    time.sleep(random.Random(seed).uniform(0, longest))  # noqa: S311 - it shuffles
    process.kill()
    listen(heard, told)
    process.join()
    return bool(told.saved)


async def check(url: str, told: Told) -> int:
    """Compare a database with what editors were told; give how many revisions there are.

    Raises AssertionError with what is lost, torn, doubled or unaccounted for. Opening already
    checks the integrity of a SQLite file.
    """
    async with open_store(url) as store:
        kept = await _all_revisions(store)
        _check_saved(kept, told)
        _check_numbers(kept)
        await _check_audit(store, kept, told)
        await _check_versions(store)
    return len(kept)


async def _all_revisions(store: Store) -> dict[tuple[int, str, int], str | None]:
    found = {}
    for guild in GUILDS:
        for entry in ENTRIES:
            for each in await history(store, guild, entry):
                assert each.is_intact, f"torn: {each}"
                found[guild, entry, each.number] = each.content
    return found


def _check_saved(kept: dict[tuple[int, str, int], str | None], told: Told) -> None:
    said = [
        ((guild, entry, number), content)
        for _, guild, parts in told.saved
        for entry, number, content in parts
    ]
    doubled = [key for key, times in Counter(key for key, _ in said).items() if times > 1]
    assert doubled == [], "two edits were told that they made the same revision"
    lost = [key for key, content in said if kept.get(key, "") != content]
    assert lost == [], "acknowledged revisions are lost or changed"


def _check_numbers(kept: dict[tuple[int, str, int], str | None]) -> None:
    for guild in GUILDS:
        for entry in ENTRIES:
            numbers = sorted(n for g, e, n in kept if (g, e) == (guild, entry))
            assert numbers == list(range(1, len(numbers) + 1)), f"gaps in {guild} {entry}"


async def _check_audit(
    store: Store, kept: dict[tuple[int, str, int], str | None], told: Told
) -> None:
    async with store.read() as connection:
        rows = (await connection.execute(select(audit))).all()
    recorded = [(row.guild, *part.split("@")) for row in rows for part in row.detail.split()]
    named = Counter((guild, entry, int(number)) for guild, entry, number in recorded)
    assert named == Counter(kept.keys()), "the audit and the revisions disagree"
    operations = {row.operation for row in rows}
    assert {operation for operation, *_ in told.saved} <= operations, "an edit is not audited"


async def _check_versions(store: Store) -> None:
    async with store.read() as connection:
        counted = {row.guild: row.version for row in await connection.execute(select(guilds))}
        rows = await connection.execute(select(revisions.c.guild, revisions.c.version).distinct())
        made = Counter(row.guild for row in rows)
    assert {guild: n for guild, n in counted.items() if n} == dict(made), "versions disagree"


async def unaccounted(url: str, told: Told) -> set[int]:
    """Give operations that were carried out although no editor says so or doubts it."""
    known = {operation for operation, *_ in told.saved} | set(told.doubtful)
    async with open_store(url) as store, store.read() as connection:
        return set(await connection.scalars(select(audit.c.operation))) - known


def restart_until(server, processes, pause: tuple[float, float], limit: int) -> int:
    """Crash a server again and again until all processes have ended; give how often."""
    crashes = 0
    while crashes < limit and any(each.is_alive() for each in processes):
        time.sleep(random.uniform(*pause))  # noqa: S311 - it shuffles
        server.crash()
        crashes += 1
    return crashes
