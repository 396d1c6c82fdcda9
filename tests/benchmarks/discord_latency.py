"""How fast the bot answers over Discord's wire, as ratios to an empty echo command in the same run.

    python -m tests.benchmarks.discord_latency [--seconds 6] [--load 60] [--pin]

The double and the asking people are this process; the bot and the echo are each one of their own.
Printed: the median from an event to its callback, one at a time; processor time for each answer,
and answers a second, with 64 people at once; all for new questions and for one that was asked
before; idle memory beside an empty discord.py bot; and with `--load` seconds, how long people
waited for the first sign of an answer, and for the answer, at 100 questions a second that nobody
asked before (`--seconds 0`: that alone). `--pin` gives the bots one core and the people another.
Both bots are asked in short turns, so that they meet the same machine, and medians over the turns
are given. On a busy machine only the processor time says much.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import yarl
from discord.ext import commands

if TYPE_CHECKING:
    from tests.fakediscord.server import FakeDiscord

PEOPLE = 64
CORES = os.sched_getaffinity(0)
LOAD = 100
"""Questions a second under load."""
TURNS = 6
"""How often both bots are asked in turn."""
WAIT = 5
"""The callback which says that the answer takes longer."""
WHOLE_S = 120.0
"""Seconds in which every question has to be answered."""
KEPT = 500
"""Interactions that the double remembers."""
PLACES = count(10**6, 10**6)
"""Where each run of questions begins to count its places: none is asked in twice."""
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


async def run_footnote(token: str, *, limited: bool = False) -> None:
    """Be the bot, asked as fast as it can; or `limited` by how often people may ask, and one of two
    shards.
    """
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
            limits = Limits(time.monotonic, b"k" * 32, Rates() if limited else rates)
            app = replace(opened, limits=limits)
            shards = {"shard_count": 2, "shard_ids": (0,)} if limited else {}
            bot = FootnoteClient(app, token, guild_ready_timeout=0.02, **shards)
            await _until_idle(bot, token)


KINDS = {
    "echo": run_echo,
    "footnote": run_footnote,
    "limited": partial(run_footnote, limited=True),
}


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


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds from a question to the first sign of an answer, and to the answer."""

    sign: float
    answer: float


class Asked:
    """One bot in a process of its own, and the people who ask it."""

    def __init__(self, fake: "FakeDiscord", process: asyncio.subprocess.Process) -> None:
        self.fake = fake
        self.process = process
        self.people = [fake.add_user(f"person{n}") for n in range(PEOPLE)]
        self.memory = 0.0
        self.past: deque[tuple[str, str]] = deque()

    async def ask(self, person: int, question: str) -> "Waited":
        """Ask one question, and wait until it is answered."""
        user = self.people[person % PEOPLE]
        # a place of its own for each question: none leans on the one before
        channel = {**self.fake.general, "id": str(int(self.fake.general["id"]) + person + 1)}
        self.fake.channels[channel["id"]] = channel
        asked = await self.fake.slash("ask", user, channel, question=question)
        first = await asked.response(WHOLE_S)
        if first["type"] == WAIT:
            await asked.until(lambda it: it.text, WHOLE_S)
        answered_at = time.monotonic() if first["type"] == WAIT else asked.acknowledged_at
        self.past.append((asked.token, channel["id"]))
        if len(self.past) > KEPT:  # an answer may have a second page
            token, where = self.past.popleft()
            self.fake.interactions.pop(token)
            self.fake.channels.pop(where)
            self.fake.messages.pop(where, None)
        return Waited(asked.acknowledged_at - asked.began, answered_at - asked.began)

    async def stop(self) -> None:
        """End the bot and its Discord."""
        self.process.terminate()
        await self.process.wait()
        await self.fake.stop()


async def start(kind: str, servers: int = 1) -> Asked:
    """Start a bot that is in so many servers, and wait until it idles."""
    from tests.fakediscord.server import FakeDiscord

    fake = await FakeDiscord().start()
    fake.records, fake.echoes, fake.first_s = False, False, 60.0
    fake.places = [fake.add_guild(f"guild{n}", [])["channels"][0] for n in range(servers)]
    fake.general = fake.places[0]
    arguments = ["--be", kind, fake.rest_base, fake.gateway_url, fake.token]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.discord_latency", *arguments,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    if pinned := CORES - os.sched_getaffinity(0):
        os.sched_setaffinity(process.pid, pinned)
    asked = Asked(fake, process)
    asked.memory = float(await asyncio.wait_for(process.stdout.readline(), 180))
    return asked


async def one_by_one(asked: Asked, questions: list[str], start_at: int) -> list[float]:
    """Ask one after the other; give the seconds of each."""
    return [(await asked.ask(start_at + n, text)).answer for n, text in enumerate(questions)]


async def at_once(
    asked: Asked, questions: Iterable[str], seconds: float, start_at: int
) -> tuple[float, float]:
    """Let everybody ask for some seconds; give answers a second and the processor's ms each."""
    until, counts, texts = time.monotonic() + seconds, [0] * PEOPLE, iter(questions)

    async def person(number: int) -> None:
        while time.monotonic() < until:
            await asked.ask(start_at + sum(counts) * PEOPLE + number, next(texts))
            counts[number] += 1

    began, used = time.monotonic(), processor(asked.process.pid)
    await asyncio.gather(*map(person, range(PEOPLE)))
    each = (processor(asked.process.pid) - used) / sum(counts)
    return sum(counts) / (time.monotonic() - began), each * 1000


async def steadily(
    asked: Asked, questions: Iterable[str], rate: float, seconds: float
) -> list[Waited]:
    """Ask so many a second, however long answers take; give the seconds from the due time."""
    began, tasks, texts, first = time.monotonic(), [], iter(questions), next(PLACES)

    async def one(due: float, number: int, text: str) -> Waited:
        late = time.monotonic() - due
        waited = await asked.ask(number, text)
        return Waited(late + waited.sign, late + waited.answer)

    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        tasks.append(asyncio.create_task(one(due, first + number, next(texts))))
    return await asyncio.gather(*tasks)


def anew(questions: list[str]) -> Iterator[str]:
    """Give questions without end, none twice: each round has one more blank after a word."""
    for blanks in count(1):
        yield from (text.replace(" ", " " * blanks, 1) for text in questions if " " in text)


def share(values: list[float], at: float) -> float:
    """Give a quantile in milliseconds."""
    return sorted(values)[int(at * (len(values) - 1))] * 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """What one bot did in one turn: seconds of each answer, answers a second, ms of processor."""

    times: list[float]
    rate: float
    cost: float


async def take_turn(
    echo: Asked, ours: Asked, alone: list[str], crowd: Iterable[str], seconds: float
) -> tuple[Turn, Turn]:
    """Ask both bots one by one, then with everybody at once."""
    done = []
    for asked in (echo, ours):
        times = await one_by_one(asked, alone, next(PLACES))
        done.append(Turn(times, *await at_once(asked, crowd, seconds, next(PLACES))))
    return done[0], done[1]


def summary(turns: list[tuple[Turn, Turn]]) -> dict[str, float]:
    """Put the turns of both bots together."""
    median = statistics.median
    base, mine = (
        median(s for turn in side for s in turn.times) for side in zip(*turns, strict=True)
    )
    costs = [median(turn.cost for turn in side) for side in zip(*turns, strict=True)]
    return {
        "median ms, echo": base * 1000,
        "median ms over echo": (mine - base) * 1000,
        "median ratio": mine / base,
        "echo answers/s": median(echo.rate for echo, _ in turns),
        "throughput ratio": median(ours.rate / echo.rate for echo, ours in turns),
        "processor ms, echo": costs[0],
        "processor ms over echo": costs[1] - costs[0],
    }


async def compare(seconds: float) -> dict[str, float]:
    """Ask both bots and give the figures."""
    echo, ours = await start("echo"), await start("footnote")
    fresh = labelled("dev")
    again = [REPEATED] * 150
    figures: dict[str, float] = {
        "idle MiB": ours.memory, "idle MiB over echo": ours.memory - echo.memory,
    }  # fmt: skip
    for asked in (echo, ours):
        await one_by_one(asked, again[:50], next(PLACES))
    for name, alone, crowd in (
        ("new", fresh, anew(labelled("*"))),
        ("repeated", again, cycle(again)),
    ):
        turns = [
            await take_turn(echo, ours, alone[at : 25 * TURNS : TURNS], crowd, seconds / TURNS)
            for at in range(TURNS)
        ]
        figures |= {f"{name}: {what}": value for what, value in summary(turns).items()}
    for asked in (echo, ours):
        await asked.stop()
    return figures


async def burden(seconds: float) -> dict[str, float]:
    """Ask our bot alone, each question once in all; give how long people waited."""
    ours = await start("footnote")
    questions = labelled("*")
    random.Random(1).shuffle(questions)
    began, used = time.monotonic(), processor(ours.process.pid)
    waits = await steadily(ours, anew(questions), LOAD, seconds)
    took, used = time.monotonic() - began, processor(ours.process.pid) - used
    await ours.stop()
    signs, answers = [each.sign for each in waits], [each.answer for each in waits]
    return {
        "load: questions": len(waits),
        "load: of them asked again": max(0, len(waits) - len(questions)),
        **_spread("load: first sign", signs),
        **_spread("load: answer", answers),
        "load: told to wait first": sum(a > b for a, b in zip(answers, signs, strict=True)),
        "load: the bot's share of a core": used / took,
        "load: processor ms of each": used / len(waits) * 1000,
    }


def _spread(name: str, times: list[float]) -> dict[str, float]:
    shares = {f"p{at:.0%}".rstrip("%"): share(times, at) for at in (0.5, 0.99)}
    return {f"{name}, {at} ms": value for at, value in shares.items()} | {
        f"{name}, slowest ms": max(times) * 1000
    }


def labelled(name: str) -> list[str]:
    """Give the labelled questions of a file, or of all; none twice, none that leans on another."""
    from bot.content.golden import load_golden
    from bot.settings import packaged_knowledge

    files = sorted((packaged_knowledge() / "golden").glob(f"{name}.yaml"))
    return list(dict.fromkeys(e.q for file in files for e in load_golden(file) if not e.history))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--load", type=float, default=0)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--be", nargs=4, metavar=("WHO", "REST", "GATEWAY", "TOKEN"))
    options = parser.parse_args()
    if options.be:
        kind, rest, gateway, token = options.be
        discord.http.Route.BASE = rest
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        asyncio.run(KINDS[kind](token))
        return
    if options.pin:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures = asyncio.run(compare(options.seconds)) if options.seconds else {}
    if options.load:
        figures |= asyncio.run(burden(options.load))
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()
