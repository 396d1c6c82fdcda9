"""The long soak: 600 questions, 35 faults in half a minute; exit code 1 if one is lost or doubled.

Run `python -m tests.benchmarks.discord_soak`; the tests run a shorter one.
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bot.settings import Settings
from bot.wiring import open_app
from tests.cogs.conftest import running
from tests.e2e.soak import Soaked, soak
from tests.fakediscord.contract import find_contract
from tests.fakediscord.seams import pointed_at
from tests.fakediscord.server import FakeDiscord
from tests.packs import write_pack


async def run(folder: Path) -> Soaked:
    """Run it against the tomato pack."""
    settings = replace(
        Settings(write_pack(folder / "pack"), None, folder / "cache"),
        database_url=f"sqlite+aiosqlite:///{folder / 'footnote.db'}",
    )
    async with FakeDiscord(contract=find_contract()) as fake, open_app(settings, _silent) as app:
        alice = fake.add_user("alice")
        general = fake.add_guild("guild", [alice])["channels"][0]
        with pointed_at(fake.rest_base, fake.gateway_url):
            async with running(fake, app):
                asked = await fake.slash("ask", alice, general, question="sun or shade")
                fake.old = (await asked.answered()).shown
                return await soak(fake, asked=600, faults=35, seconds=30)


def _silent() -> None:
    """Say nothing."""


def main() -> None:
    """Print what came of it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = asyncio.run(run(Path(folder)))
    answers = dict(done.answers)
    print(f"{done.asked} questions, {done.faults} faults, {time.monotonic() - began:.0f} s")
    print(f"questions by their number of answers: {answers}")
    sys.exit(answers != {1: done.asked})


if __name__ == "__main__":
    main()
