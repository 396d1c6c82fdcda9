"""One person at 200 questions a second, and what the others feel of it.

Run `python -m tests.benchmarks.neighbour`; `--seconds N` changes its length. What each question
costs is measured in processor time; how long the others wait is reckoned from that, once with the
one person's questions between theirs and once without, so that a busy machine changes little. The
99th percentile of the others' time, from when a question was due until its reply was there, may be
at most 20 % longer, else exit code 1.
"""

import argparse
import random
import secrets
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
LOUD = 10**9
MOST = 1.2


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """A question: when it was due, how long it kept the event loop busy (seconds)."""

    due: float
    cost: float
    is_loud: bool = False


class Room:
    """Asks, and measures what each question costs."""

    def __init__(self, asker: Asker, questions: list[str]) -> None:
        self._asker = asker
        self._questions = questions
        self._now = 0.0
        self._limits = Limits(lambda: self._now, secrets.token_bytes(32))
        self._rng = random.Random(1)

    def visit(self, due: float, person: int) -> Visit:
        self._now = due
        # blanks at the end make it new, so that it is not answered from what was decided before
        text = self._rng.choice(self._questions) + " " * self._rng.randrange(300)
        began = time.thread_time()
        admission = self._limits.admit(person, None, lambda: self._asker.is_urgent(text))
        if admission is Admission.OPEN:
            self._asker.converse(str(person), text)
        return Visit(due, time.thread_time() - began, is_loud=person == LOUD)

    def others(self, seconds: float) -> Iterator[Visit]:
        due = 0.0
        while (due := due + self._rng.expovariate(OTHERS)) < seconds:
            yield self.visit(due, self._rng.randrange(10**6))

    def flood(self, seconds: float) -> Iterator[Visit]:
        for number in range(int(seconds * FLOOD)):
            yield self.visit(number / FLOOD, LOUD)


def waits(visits: Iterable[Visit]) -> list[float]:
    """Reckon how long each of the others took, one question after the other."""
    found, free = [], 0.0
    for each in sorted(visits):
        free = max(each.due, free) + each.cost
        if not each.is_loud:
            found.append(free - each.due)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    questions = [each.q for each in load_golden(KNOWLEDGE / "golden" / "dev.yaml")]
    room = Room(build_asker(read_settings({}), lambda: None), questions)
    others = list(room.others(options.seconds))
    flood = list(room.flood(options.seconds))
    spent = sum(each.cost for each in flood) / options.seconds
    print(f"the one person costs {spent:.1%} of a processor")
    calm, noisy = waits(others), waits(others + flood)
    for name, times in (("calm", calm), ("noisy", noisy)):
        figures = " ".join(f"p{at} {np.percentile(times, at) * 1000:.2f} ms" for at in (50, 90, 99))
        print(f"{name:<6}{len(times)} questions, {figures}")
    ratio = np.percentile(noisy, 99) / np.percentile(calm, 99)
    print(f"p99 of the others: {ratio - 1:+.1%} (at most {MOST - 1:+.0%})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
