"""One person at 200 questions a second, and what the others feel of it.

Run `python -m tests.benchmarks.neighbour`; `--seconds N --rounds N` change its length. Calm and
noisy stretches take turns; the 99th percentile of the others' time, from when a question was due
until its reply was there, may be at most 20 % longer, else exit code 1.
"""

import argparse
import asyncio
import random
import secrets
import sys
import time
from pathlib import Path

import numpy as np

from bot.content.load import load_golden
from bot.services.ask import Asker
from bot.services.limits import Admission, Limits
from bot.settings import read_settings
from bot.wiring import build_asker

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
OTHERS = 30
"""Questions of all others in a second."""
FLOOD = 200
MOST = 1.2


class Room:
    """The event loop as the bot has it: one question after the other."""

    def __init__(self, asker: Asker, questions: list[str]) -> None:
        self._asker = asker
        self._questions = questions
        self._limits = Limits(time.monotonic, secrets.token_bytes(32))
        self._rng = random.Random(1)
        self.late: list[float] = []

    def ask(self, person: int) -> None:
        text = self._rng.choice(self._questions)
        admission = self._limits.admit(person, None, lambda: self._asker.is_urgent(text))
        if admission is Admission.OPEN:
            self._asker.converse(str(person), text)

    async def others(self, seconds: float) -> None:
        due = time.monotonic()
        until = due + seconds
        while (due := due + self._rng.expovariate(OTHERS)) < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.ask(self._rng.randrange(10**6))
            self.late.append(time.monotonic() - due)

    async def flood(self, seconds: float) -> None:
        due = time.monotonic()
        until = due + seconds
        while (due := due + 1 / FLOOD) < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.ask(10**9)


async def stretch(room: Room, seconds: float, *, noisy: bool) -> list[float]:
    room.late = []
    loud = [room.flood(seconds)] if noisy else []
    await asyncio.gather(room.others(seconds), *loud)
    return room.late


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    questions = [each.q for each in load_golden(KNOWLEDGE / "golden" / "dev.yaml")]
    room = Room(build_asker(read_settings({}), lambda: None), questions)
    for person in range(len(questions)):  # warm
        room.ask(10**10 + person)
    calm, noisy = [], []
    for _ in range(options.rounds):
        calm += asyncio.run(stretch(room, options.seconds, noisy=False))
        noisy += asyncio.run(stretch(room, options.seconds, noisy=True))
    marks = (50, 90, 99)
    for name, times in (("calm", calm), ("noisy", noisy)):
        figures = " ".join(f"p{at} {np.percentile(times, at) * 1000:.2f} ms" for at in marks)
        print(f"{name:<6}{len(times)} questions, {figures}")
    ratio = np.percentile(noisy, 99) / np.percentile(calm, 99)
    print(f"p99 of the others: {ratio - 1:+.1%} (at most {MOST - 1:+.0%})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
