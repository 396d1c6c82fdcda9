"""How fast the bot answers over Discord's wire, as ratios to an empty echo command in the same run.

    python -m tests.benchmarks.discord_latency [--seconds 6] [--load 60]

The double and the asking people are this process; the bot and the echo are each one of their own.
Printed: the median from an event to its callback, one at a time; processor time for each answer,
and answers a second, with 64 people at once; all for new questions and for one that was asked
before; idle memory beside an empty discord.py bot; and with `--load` seconds, the slowest of 100
new questions a second. On a busy machine only the processor time says much.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import yarl
from discord.ext import commands

if TYPE_CHECKING:
    from tests.fakediscord.server import FakeDiscord

PEOPLE = 64
KEPT = 500
"""Interactions that the double remembers."""
REPEATED = "What are the signs of high estradiol?"


def resident() -> float:
    """Give the resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


async def run_echo(token: str) -> None:
    """Be the empty bot: one command that says what it was told."""
    bot = commands.AutoShardedBot(
        "!", intents=discord.Intents.default(), guild_ready_timeout=0.02
    )  # fmt: skip

    @bot.tree.command(name="ask", description="Echo")
    async def ask(interaction: discord.Interaction, question: str) -> None:
        await interaction.response.send_message(question)

    bot.setup_hook = bot.tree.sync
    await _until_idle(bot, token)


async def run_footnote(token: str) -> None:
    """Be the bot, without the limits that keep people from asking so fast."""
    from bot.cogs.client import FootnoteClient
    from bot.compiling import compile_apart
    from bot.core.limits import Rate
    from bot.serve import settle
    from bot.services.limits import Limits, Rates
    from bot.settings import read_settings
    from bot.wiring import open_app

    boundless = Rate(10**9, 1)
    rates = Rates(boundless, boundless, boundless, boundless, boundless)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/footnote.db"
        settings = replace(read_settings({}), database_url=url, token=token)
        compile_apart(settings.knowledge, settings.cache_dir, lambda: None)
        make_tables(url)
        async with open_app(settings, lambda: None) as opened:
            settle()
            app = replace(opened, limits=Limits(time.monotonic, b"k" * 32, rates))
            await _until_idle(FootnoteClient(app, token, guild_ready_timeout=0.02), token)


def make_tables(url: str) -> None:
    """Make the tables apart: only a bot's first start does so, and needs more memory for it."""
    command = [sys.executable, "-m", "bot", "db", "upgrade"]
    environment = os.environ | {"FOOTNOTE_DATABASE_URL": url}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


async def _until_idle(bot: commands.AutoShardedBot, token: str) -> None:
    async def report() -> None:
        await bot.wait_until_ready()
        await asyncio.sleep(2)
        print(resident(), flush=True)

    task = asyncio.create_task(report())
    async with bot:
        await bot.start(token)
    await task


def processor(pid: int) -> float:
    """Give the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Asked:
    """One bot in a process of its own, and the people who ask it."""

    def __init__(self, fake: "FakeDiscord", process: asyncio.subprocess.Process) -> None:
        self.fake = fake
        self.process = process
        self.people = [fake.add_user(f"person{n}") for n in range(PEOPLE)]
        self.memory = 0.0
        self.past: deque[tuple[str, str]] = deque()

    async def ask(self, person: int, question: str) -> float:
        """Ask one question; give the seconds to the first answer."""
        user = self.people[person % PEOPLE]
        # a place of its own for each question: none leans on the one before
        channel = {**self.fake.general, "id": str(int(self.fake.general["id"]) + person + 1)}
        self.fake.channels[channel["id"]] = channel
        asked = await self.fake.slash("ask", user, channel, question=question)
        await asked.response(60)
        self.past.append((asked.token, channel["id"]))
        if len(self.past) > KEPT:  # an answer may have a second page
            token, where = self.past.popleft()
            self.fake.interactions.pop(token)
            self.fake.channels.pop(where)
            self.fake.messages.pop(where, None)
        return asked.acknowledged_at - asked.began


async def start(kind: str) -> Asked:
    """Start a bot and wait until it idles."""
    from tests.fakediscord.server import FakeDiscord

    fake = await FakeDiscord().start()
    fake.records, fake.echoes, fake.first_s = False, False, 60.0
    fake.general = fake.add_guild("guild", [])["channels"][0]
    arguments = ["--be", kind, fake.rest_base, fake.gateway_url, fake.token]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.discord_latency", *arguments,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    asked = Asked(fake, process)
    asked.memory = float(await asyncio.wait_for(process.stdout.readline(), 180))
    return asked


async def one_by_one(asked: Asked, questions: list[str], start_at: int) -> list[float]:
    """Ask one after the other; give the seconds of each."""
    return [await asked.ask(start_at + n, text) for n, text in enumerate(questions)]


async def at_once(
    asked: Asked, questions: list[str], seconds: float, start_at: int
) -> tuple[float, float]:
    """Let everybody ask for some seconds; give answers a second and the processor's ms each."""
    until, counts, texts = time.monotonic() + seconds, [0] * PEOPLE, cycle(questions)

    async def person(number: int) -> None:
        while time.monotonic() < until:
            await asked.ask(start_at + sum(counts) * PEOPLE + number, next(texts))
            counts[number] += 1

    began, used = time.monotonic(), processor(asked.process.pid)
    await asyncio.gather(*map(person, range(PEOPLE)))
    each = (processor(asked.process.pid) - used) / sum(counts)
    return sum(counts) / (time.monotonic() - began), each * 1000


async def steadily(asked: Asked, questions: list[str], rate: float, seconds: float) -> list[float]:
    """Ask so many a second, however long answers take; give the seconds from the due time."""
    began, tasks, texts = time.monotonic(), [], cycle(questions)

    async def one(due: float, number: int, text: str) -> float:
        late = time.monotonic() - due
        return late + await asked.ask(number, text)

    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        tasks.append(asyncio.create_task(one(due, 10**8 + number, next(texts))))
    return await asyncio.gather(*tasks)


def share(values: list[float], at: float) -> float:
    """Give a quantile in milliseconds."""
    return sorted(values)[int(at * (len(values) - 1))] * 1000


async def compare(seconds: float, load: float) -> dict[str, float]:
    """Run everything and give the figures."""
    from bot.content.load import load_golden
    from bot.settings import packaged_knowledge

    echo, ours = await start("echo"), await start("footnote")
    golden = load_golden(packaged_knowledge() / "golden" / "dev.yaml")
    fresh = [each.q for each in golden if not each.history][:150]
    again = [REPEATED] * 150
    figures: dict[str, float] = {
        "idle MiB": ours.memory, "idle MiB over echo": ours.memory - echo.memory,
    }  # fmt: skip
    for asked in (echo, ours):
        await one_by_one(asked, again[:50], 10**6)
    for turn, (name, questions) in enumerate((("new", fresh), ("repeated", again))):
        base, mine, first_at = [], [], turn * 10**7
        for at in range(0, len(questions), 50):  # in turns, so that both meet the same machine
            base += await one_by_one(echo, questions[at : at + 50], first_at + 2 * 10**6 + at)
            mine += await one_by_one(ours, questions[at : at + 50], first_at + 3 * 10**6 + at)
        extra = statistics.median(mine) - statistics.median(base)
        figures[f"{name}: median ms, echo"] = statistics.median(base) * 1000
        figures[f"{name}: median ms over echo"] = extra * 1000
        figures[f"{name}: median ratio"] = statistics.median(mine) / statistics.median(base)
        rate, cost = await at_once(echo, questions, seconds, first_at + 4 * 10**6)
        our_rate, our_cost = await at_once(ours, questions, seconds, first_at + 5 * 10**6)
        figures[f"{name}: echo answers/s"] = rate
        figures[f"{name}: throughput ratio"] = our_rate / rate
        figures[f"{name}: processor ms, echo"] = cost
        figures[f"{name}: processor ms over echo"] = our_cost - cost
    if load:
        waits = await steadily(ours, fresh, 100, load)
        figures |= {"load: p50 ms": share(waits, 0.5), "load: p99 ms": share(waits, 0.99),
                    "load: slowest ms": max(waits) * 1000}  # fmt: skip
    for asked in (echo, ours):
        asked.process.terminate()
        await asked.process.wait()
        await asked.fake.stop()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--load", type=float, default=0)
    parser.add_argument("--be", nargs=4, metavar=("WHO", "REST", "GATEWAY", "TOKEN"))
    options = parser.parse_args()
    if options.be:
        kind, rest, gateway, token = options.be
        discord.http.Route.BASE = rest
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        asyncio.run({"echo": run_echo, "footnote": run_footnote}[kind](token))
        return
    figures = asyncio.run(compare(options.seconds, options.load))
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()
