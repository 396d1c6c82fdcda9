"""A million simulated questions through one process: memory and descriptors must stay flat.

Run `python -m tests.benchmarks.memory`; `--questions N` shortens it. The first tenth warms the
process; then memory may grow by at most 5 % and no descriptor may stay open, else exit code 1.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from bot.content.golden import load_golden
from bot.services.ask import Asker
from bot.services.metrics import Metrics
from bot.services.record import Recorder
from bot.settings import read_settings
from bot.wiring import build_library

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
MOST = 1.05
PAGE = os.sysconf("SC_PAGE_SIZE")
FILES = ("dev", "heldout")


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
    parser.add_argument("--questions", type=int, default=1_000_000)
    count = parser.parse_args().questions
    # building the index takes memory that a process which finds it built does not need
    subprocess.run([sys.executable, "-m", "bot", "ask", "hello"], check=True)
    library = build_library(read_settings({}), lambda: None)
    asker = Asker(library, time.monotonic, Recorder(Metrics(), lambda *_: None))
    rng, texts = random.Random(1), questions()
    warm, began = count // 10, time.monotonic()
    first, opened = 0, 0
    for number in range(1, count + 1):
        # each question once in a while with a number of its own: nothing may be kept by its text
        text = rng.choice(texts) + (f" {number}" if number % 7 == 0 else "")
        asker.converse(f"{rng.randrange(50)}:{rng.randrange(10**6)}", text)
        if number == warm:
            first, opened = resident(), descriptors()
        if number % max(1, count // 20) == 0:
            print(
                f"{number:>9} questions {time.monotonic() - began:7.0f} s "
                f"{resident() / 2**20:7.1f} MiB {descriptors()} descriptors",
                flush=True,
            )
    growth = resident() / first
    left = descriptors() - opened
    print(f"memory {growth - 1:+.2%} (at most {MOST - 1:+.0%}), descriptors {left:+}")
    return int(growth > MOST or left > 0)


if __name__ == "__main__":
    sys.exit(main())
