"""The program itself, `footnote run`, as a process of its own against the double."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakediscord.contract import find_contract
from tests.fakediscord.server import FakeDiscord
from tests.real import ARTICLE

CONTRACT = find_contract()
START_S = 120.0
KEPT = ("PATH", "HOME", "LANG", "COVERAGE_PROCESS_CONFIG")


@dataclass
class Program:
    """A running program and the Discord that it talks to."""

    fake: FakeDiscord
    process: asyncio.subprocess.Process

    def send(self, number: int) -> None:
        """Send a signal, as a system does.

        `process.send_signal` asks first whether the process has ended; if it has, that
        question takes the exit code away from the loop, which then reports 255.
        """
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, number)

    async def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Ask it to stop; give its exit code and what it wrote."""
        self.send(number)
        _, wrote = await asyncio.wait_for(self.process.communicate(), 20)
        return self.process.returncode, wrote.decode()


def _hear_all() -> None:
    """Undo what a shell's background and `nohup` hand on: there some signals are ignored."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@dataclass(frozen=True)
class Home:
    """Where a program keeps its files: a database of its own, the shipped pack's cache."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self, fake: FakeDiscord, **more: str) -> dict[str, str]:
        kept = {key: os.environ[key] for key in KEPT if key in os.environ}
        return kept | {
            "XDG_CACHE_HOME": str(self.folder), "OPENBLAS_NUM_THREADS": "1",
            "FOOTNOTE_DATABASE_URL": f"sqlite:///{self.folder / 'footnote.db'}",
            "FOOTNOTE_HTTP": "", "DISCORD_TOKEN": fake.token,
            "FOOTNOTE_DISCORD_API": fake.rest_base, "FOOTNOTE_DISCORD_GATEWAY": fake.gateway_url,
        } | dict(self.settings) | more  # fmt: skip

    async def start(self, fake: FakeDiscord, **more: str) -> Program:
        """Start the program."""
        fake.ready.clear()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=self.environment(fake, **more),
            cwd=Path(__file__).parents[2], stderr=asyncio.subprocess.PIPE, preexec_fn=_hear_all,
        )  # fmt: skip
        return Program(fake, process)

    @contextlib.asynccontextmanager
    async def running(self, fake: FakeDiscord, **more: str) -> AsyncIterator[Program]:
        """Start the program, wait until it is connected, stop it with the block."""
        program = await self.start(fake, **more)
        ready = asyncio.create_task(fake.ready.wait())
        ended = asyncio.create_task(program.process.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED, timeout=START_S)
        for task in (ready, ended):
            task.cancel()
        try:
            assert fake.ready.is_set(), "it did not start"
            yield program
        finally:
            await program.stop()


@pytest.fixture(scope="module")
def home(shipped, tmp_path_factory) -> Home:
    folder = tmp_path_factory.mktemp("home")
    (folder / "footnote").symlink_to(shipped.settings.cache_dir)
    return Home(folder)


@pytest.fixture(scope="module")
def copies(tmp_path_factory) -> Path | None:
    """A folder with the article's text, where it is at hand."""
    if ARTICLE is None:
        return None
    folder = tmp_path_factory.mktemp("articles")
    (folder / "anastrozole-trt.txt").write_bytes(ARTICLE.read_bytes())
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(contract=CONTRACT) as double:
        double.guild = double.add_guild("guild", [])
        double.general = double.guild["channels"][0]
        yield double
        assert double.unmocked == []
        assert double.violations == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(fake, home, copies) -> AsyncIterator[Program]:
    more = {"FOOTNOTE_SOURCE_DIR": str(copies)} if copies else {}
    async with home.running(fake, **more) as started:
        yield started


@pytest.fixture
def person(fake):
    """Somebody new, so that no conversation or limit reaches from test to test."""
    return fake.add_user(f"person{len(fake.users)}")
