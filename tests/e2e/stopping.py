"""Stops the running program at a random moment while people ask, and counts what was lost."""

import asyncio
import contextlib
import random
import re
import signal
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.conftest import Home
from tests.fakediscord.server import FakeDiscord

QUESTION = "When should tomatoes be watered?"
ARRIVAL_S = 0.05
"""A question sent so shortly before the signal may not have reached the program."""


@dataclass(frozen=True)
class Stopped:
    """How a stop went. `counted`: answers that the database knows of."""

    code: int
    seconds: float
    answered: int
    unanswered: int
    counted: int


async def stop_somewhere(fake: FakeDiscord, home: Home, rng: random.Random) -> Stopped:
    """Start the program, let people ask all the time, stop it; give what became of it all."""
    before = _counted(home)
    async with home.running(fake) as program:
        asking = asyncio.create_task(_ask(fake, rng))
        await asyncio.sleep(0.3 + rng.random())
        began = time.monotonic()
        program.send(signal.SIGTERM)
        code = await asyncio.wait_for(program.process.wait(), 30)
        seconds = time.monotonic() - began
        asking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asking
    asked = fake.asked
    done = [each for _, each in asked if each.callback]
    lost = [each for at, each in asked if at < began - ARRIVAL_S and not each.callback]
    return Stopped(code, seconds, len(done), len(lost), _counted(home) - before)


async def stop_early(fake: FakeDiscord, home: Home, rng: random.Random) -> Stopped:
    """Start the program and stop it at once, connected or not; nobody asked anything."""
    program = await home.start(fake)
    await fake.until(lambda: catches(program.process.pid, signal.SIGTERM), 60)
    await asyncio.sleep(rng.random() * 3)
    began = time.monotonic()
    code, _ = await program.stop(rng.choice((signal.SIGTERM, signal.SIGINT)))
    return Stopped(code, time.monotonic() - began, 0, 0, 0)


def catches(pid: int, number: int) -> bool:
    """Tell whether a process has a handler for a signal."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return bool(int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16) >> (number - 1) & 1)


async def _ask(fake: FakeDiscord, rng: random.Random) -> None:
    """Ask all the time, each time as somebody else; few enough for the limit of a server."""
    fake.asked = []
    while True:
        person = fake.add_user(f"person{len(fake.users)}")
        sent = await fake.slash("ask", person, fake.general, question=QUESTION)
        fake.asked.append((time.monotonic(), sent))
        await asyncio.sleep(rng.random() / 10)


def _counted(home: Home) -> int:
    path = home.folder / "footnote.db"
    if not path.exists():
        return 0
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT coalesce(sum(count), 0) FROM tallies").fetchone()[0]
