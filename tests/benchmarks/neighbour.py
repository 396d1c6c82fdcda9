"""One person at 200 questions a second, and what the others feel of it, over Discord's wire.

Run `python -m tests.benchmarks.neighbour`; `--seconds N` changes its length. The bot is a process
of its own with its limits as they ship; many others ask new questions in servers of their own.
The 99th percentile of the others' time, from when a question was due until its answer, may be at
most 20 % longer while one person floods the bot, else exit code 1.

One person floods all the time, every other turn a server of the bot's shard, and in the turns
between one of another shard, whose process reads events and drops them. The double, which plays
Discord and every person in one process, takes longer for a flood than the bot does; so it has the
same work in both kinds of turn, and what differs is the bot's. Where there are two cores, the bot
has one and everything else the other. With other work on the machine most of the tail is the
machine's: `nice -n -15`, as root, keeps most of it out. So the ratio's spread is given, of turns
drawn again and again, and the same queue is computed too, from the processor time that questions
and the flood's events really took, as if the bot had a core to itself.
"""

import argparse
import asyncio
import gc
import os
import random
import sys
import time

import aiohttp
import numpy as np

from bot.content.catalogue import load_catalogues
from bot.serve import settle
from bot.services.ask import Asker, Where
from bot.settings import packaged_knowledge, read_settings
from bot.wiring import build_library
from tests.benchmarks.discord_latency import WAIT, Asked, anew, labelled, processor, start
from tests.fakediscord.people import Interaction

SHARDS = 2
"""The bot is the first of them; the other takes the flood that is none of the bot's."""
OTHERS = 30
"""Questions of all others in a second."""
PERSONS = 600
"""Others; each asks about once in 20 seconds, below their limit."""
SERVERS = 60
FLOOD = 200
TEXTS = 4000
"""Questions that are asked; one that is asked again has a blank more, and is a new one."""
TURN_S = 5.0
LEAD_S = 1.0
"""A flood runs for so long before the others are heard: its first questions are answered, as they
may be, and in a flood of minutes those are no hundredth part.
"""
MOST = 1.2


class Room:
    """One bot, the many who ask it, and the one who floods it."""

    def __init__(self, asked: Asked, texts: list[str]) -> None:
        self._fake = asked.fake
        self._questions, self._noise = anew(texts), anew(texts)
        self._people = [self._fake.add_user(f"other{n}") for n in range(PERSONS)]
        self._loud = self._fake.add_user("loud")
        self._places, self._elsewhere = apart(self._fake.places)
        self._limited = load_catalogues(packaged_knowledge())["en"]["limited"].strip()
        self._rng = random.Random(1)
        self.sent = self.answered = 0

    async def turn(self, *, flooded: bool) -> list[float]:
        """Let the others ask for one turn; give the seconds that each waited.

        `flooded`: whether the flood is the bot's; else it goes to the other shard.
        """
        count = int(OTHERS * TURN_S)
        due = sorted(self._rng.uniform(LEAD_S, LEAD_S + TURN_S) for _ in range(count))
        began = time.monotonic()
        where = self._places[0] if flooded else self._elsewhere
        loud = asyncio.create_task(self._flood(began, where))
        waits = await asyncio.gather(*(self._wait(began + each) for each in due))
        sent = await loud
        if flooded:
            self.answered += sum(each.callback is not None for each in sent)
            self.sent += len(sent)
        return waits

    async def _flood(self, began: float, where: dict) -> list[Interaction]:
        """Ask as the one person does, whatever comes of it."""
        sent = []
        for number in range(int(FLOOD * (LEAD_S + TURN_S))):
            await asyncio.sleep(began + number / FLOOD - time.monotonic())
            sent.append(await self._ask(self._loud, where, next(self._noise)))
        await asyncio.sleep(0.5)
        for each in sent:
            self._fake.interactions.pop(each.token, None)
        return sent

    async def _wait(self, due: float) -> float:
        """Ask as one of the others does; give the seconds from the due time."""
        await asyncio.sleep(due - time.monotonic())
        number = self._rng.randrange(PERSONS)
        place = self._places[number % len(self._places)]
        asked = await self._ask(self._people[number], place, next(self._questions))
        first = await asked.response(60)
        await asked.until(lambda it: it.text, 60)
        answered_at = time.monotonic() if first["type"] == WAIT else asked.acknowledged_at
        assert asked.text != self._limited, "the others are below their limits"
        self._fake.interactions.pop(asked.token, None)
        return answered_at - due

    async def _ask(self, person: dict, where: dict, question: str) -> Interaction:
        return await self._fake.slash("ask", person, where, question=question)


def mixed() -> list[str]:
    """Give questions of every golden set, so many that none comes back with many more blanks."""
    texts = labelled("*")
    random.Random(1).shuffle(texts)
    return texts[:TEXTS]


def apart(places: list[dict]) -> tuple[list[dict], dict]:
    """Give the places of the bot's shard, and one of the other shard."""
    shards: list[list[dict]] = [[], []]
    for place in places:
        shards[(int(place["guild_id"]) >> 22) % SHARDS].append(place)
    return shards[0], shards[1][0]


async def drop_events(gateway: str, token: str) -> None:
    """Be the other shard: read every event, and do nothing."""
    about = {"token": token, "intents": 1, "properties": {}, "shard": [1, SHARDS]}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{gateway}?v=10&encoding=json", max_msg_size=0) as socket,
    ):
        await socket.send_json({"op": 2, "d": about})
        async for _ in socket:
            pass


async def compare(seconds: float) -> int:
    texts = mixed()
    gc.disable()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[-1:])  # the bot keeps it
    asked = await start("limited", servers=SERVERS)
    os.sched_setaffinity(0, cores[:-1] or cores)
    sink = [sys.executable, "-m", __spec__.name, "--be", asked.fake.gateway_url, asked.fake.token]
    other = await asyncio.create_subprocess_exec(*sink)
    room = Room(asked, texts)
    for flooded in (True, False):  # tables are made when they are first needed
        await room.turn(flooded=flooded)
    room.sent = room.answered = 0
    calm: list[list[float]] = []
    noisy: list[list[float]] = []
    used = {False: 0.0, True: 0.0}
    for turn in range(2 * int(seconds / TURN_S / 2)):
        flooded = bool(turn % 2)
        before = processor(asked.process.pid)
        (noisy if flooded else calm).append(await room.turn(flooded=flooded))
        used[flooded] += processor(asked.process.pid) - before
        await asyncio.sleep(0.2)
    other.terminate()
    await other.wait()
    await asked.stop()
    print(f"of the flood's {room.sent} questions {room.answered} got an answer")
    return report(calm, noisy, used)


def report(calm: list[list[float]], noisy: list[list[float]], used: dict[bool, float]) -> int:
    """Print what was measured; give the exit code."""
    asked = len(calm) * int(OTHERS * TURN_S)
    for name, turns in (("calm", calm), ("noisy", noisy)):
        figures = " ".join(f"p{at} {np.percentile(turns, at) * 1000:.2f} ms" for at in (50, 90, 99))
        print(f"{name:<6}{asked} questions, {figures}")
    print(f"processor time of the bot: {used[True] / used[False] - 1:+.1%} with the flood")
    ratio = np.percentile(noisy, 99) / np.percentile(calm, 99)
    low, high = spread(np.array(calm), np.array(noisy))
    print(
        f"p99 of the others: {ratio - 1:+.1%} (at most {MOST - 1:+.0%}; {low:+.0%} to {high:+.0%})"
    )
    loud = (used[True] - used[False]) * OTHERS / (FLOOD * asked)
    work = times_of_questions(used[False] / asked)
    alone, beside = (computed(work, loud, flooded=on) for on in (False, True))
    print(
        f"computed, on a core of its own: p99 {alone * 1000:.1f} ms, {beside / alone - 1:+.1%} "
        f"with the flood, whose events take {loud * 1000:.2f} ms each"
    )
    return int(ratio > MOST)


def spread(calm: np.ndarray, noisy: np.ndarray) -> tuple[float, float]:
    """Give where nine tenths of the ratios less 1 lie when turns are drawn anew (bootstrap).

    `calm`, `noisy`: seconds, shape (turns, questions).
    """
    rng = np.random.default_rng(1)
    drawn = [
        [each[rng.integers(0, len(each), len(each))] for each in (noisy, calm)] for _ in range(1000)
    ]
    ratios = [np.percentile(loud, 99) / np.percentile(still, 99) - 1 for loud, still in drawn]
    return float(np.percentile(ratios, 5)), float(np.percentile(ratios, 95))


def times_of_questions(mean: float) -> np.ndarray:
    """Measure seconds of processor time for each question, without the wire; it adds to the mean.

    `mean`: what one took with the wire. The first round makes tables and is not counted.
    """
    asker = Asker(build_library(read_settings({}), lambda: None), time.monotonic)
    settle()
    texts = mixed()
    took: list[float] = []
    for number, text in enumerate([*texts, *(f"{each} " for each in texts)]):
        began = time.thread_time()
        asker.converse(str(number), text, Where(1))
        took.append(time.thread_time() - began)
    measured = np.array(took[len(texts) :])
    return measured + max(0.0, mean - float(np.mean(measured)))


def computed(work: np.ndarray, loud: float, *, flooded: bool) -> float:
    """Compute the others' p99 where one core does one thing after the other (Lindley's queue).

    `work`: seconds of processor time of the others' questions; `loud`: of one event of the flood.
    """
    rng = np.random.default_rng(1)
    length = 600.0
    due = rng.uniform(0, length, int(OTHERS * length))
    service = rng.choice(work, len(due))
    floods = np.arange(0, length, 1 / FLOOD) if flooded else np.empty(0)
    at = np.concatenate([due, floods])
    spent = np.concatenate([service, np.full(len(floods), loud)])
    done, waits = 0.0, np.empty(len(at))
    for each in np.argsort(at, kind="stable"):
        done = max(done, at[each]) + spent[each]
        waits[each] = done - at[each]
    return float(np.percentile(waits[: len(due)], 99))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--be", nargs=2, metavar=("GATEWAY", "TOKEN"))
    options = parser.parse_args()
    if options.be:
        asyncio.run(drop_events(*options.be))
        return 0
    return asyncio.run(compare(options.seconds))


if __name__ == "__main__":
    sys.exit(main())
