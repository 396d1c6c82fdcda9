"""A million simulated questions through one process: memory and descriptors must stay flat.

Run `python -m tests.benchmarks.memory`; `--questions N` shortens it.
The first part warms the process; then memory may grow by at most 5 % and no descriptor may stay
open, else exit code 1.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.golden import load_golden
from bot.services.ask import Asker
from bot.services.library import Library
from bot.services.metrics import Metrics
from bot.services.record import Recorder
from bot.settings import read_settings
from bot.wiring import build_library

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
MOST = 1.05
PAGE = os.sysconf("SC_PAGE_SIZE")
FILES = ("dev", "heldout")


@dataclass(frozen=True, slots=True)
class Plan:
    """So many questions, of which so many warm the process, of so many texts by so many people.

    Every `fresh`th has a number of its own: nothing may be kept by its text. After `cycle` of them
    the same ones come again.
    """

    questions: int
    warm: int
    texts: int | None = None
    people: int = 10**6
    fresh: int = 7
    cycle: int = 10**9


WHOLE = Plan(1_000_000, 100_000)
SHORT = Plan(3_600, 1_200, texts=300, people=4, fresh=3, cycle=1_200)
"""What CI runs: what is bounded is full after the warm-up, as far as the same questions fill it.

They are more than are kept with their answers, so that each is read anew every time.
"""


def resident() -> int:
    """Give the resident memory in bytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE


def descriptors() -> int:
    """Count open descriptors."""
    return len(list(Path("/proc/self/fd").iterdir()))


def questions() -> list[str]:
    """Give every labelled question, and what stood before it."""
    labelled = [q for name in FILES for q in load_golden(KNOWLEDGE / "golden" / f"{name}.yaml")]
    return [text for each in labelled for text in (each.q, *each.history)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=WHOLE.questions)
    count = parser.parse_args().questions
    whole = replace(WHOLE, questions=count, warm=count // 10)
    # building the index takes memory that a process which finds it built does not need
    subprocess.run([sys.executable, "-m", "bot", "ask", "hello"], check=True)
    growth, left = grown(build_library(read_settings({}), lambda: None), whole)
    print(f"memory {growth - 1:+.2%} (at most {MOST - 1:+.0%}), descriptors {left:+}")
    return int(growth > MOST or left > 0)


def grown(library: Library, plan: Plan) -> tuple[float, int]:
    """Ask; give how many times the memory after the warm-up is held, and descriptors left open."""
    asker = Asker(library, time.monotonic, Recorder(Metrics(), lambda *_: None))
    texts = questions()[: plan.texts]
    began, first, opened = time.monotonic(), 0, 0
    for number in range(1, plan.questions + 1):
        turn = number % plan.cycle
        rng = random.Random(turn)
        text = rng.choice(texts) + (f" {turn}" if turn % plan.fresh == 0 else "")
        asker.converse(f"{rng.randrange(50)}:{rng.randrange(plan.people)}", text)
        if number == plan.warm:
            first, opened = resident(), descriptors()
        if number % max(1, plan.questions // 20) == 0:
            print(
                f"{number:>9} questions {time.monotonic() - began:7.0f} s "
                f"{resident() / 2**20:7.1f} MiB {descriptors()} descriptors",
                flush=True,
            )
    return resident() / first, descriptors() - opened


if __name__ == "__main__":
    sys.exit(main())
