"""Measure one engine at one size, alone in its process; prints a JSON object."""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from statistics import median

from tests.benchmarks.ours import Ours
from tests.benchmarks.peers import LIBRARIES, PEERS, Engine
from tests.benchmarks.texts import made, mistyped, read_texts

ENGINES: dict[str, Callable[[Sequence[str]], Engine]] = {"ours": Ours, **PEERS}
SECONDS = 4.0
"""Time for the questions of one engine; a slow one is asked fewer."""

WARM, FEWEST, EDITS = 300, 20, 25
"""Questions before the clock runs, fewest that are timed, and edits of each kind."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. Times in milliseconds but `build`, in seconds; memory in MB."""

    engine: str
    size: int
    build: float
    memory: float
    p50: float
    p99: float
    per_second: float
    found: float
    add: float
    change: float
    remove: float


def measure(name: str, texts: Sequence[str], questions: int) -> Figures:
    rng = random.Random(7)
    import_module(LIBRARIES.get(name, "numpy"))  # a library's import is no part of a build
    before = _memory()
    began = time.perf_counter()
    engine = ENGINES[name](texts)
    build = time.perf_counter() - began
    memory = _memory() - before
    _ask(engine, texts, rng, WARM)
    times, found = _ask(engine, texts, rng, questions)
    ordered = sorted(1000 * each for each in times)
    return Figures(
        name, len(texts), build, memory, median(ordered), ordered[int(0.99 * len(ordered))],
        len(times) / sum(times), found / len(times), *_edits(engine, texts),
    )  # fmt: skip


def _ask(
    engine: Engine, texts: Sequence[str], rng: random.Random, most: int
) -> tuple[list[float], int]:
    """Ask for texts by mistyped ones: the time of each question, and how many stood first."""
    times: list[float] = []
    found = 0
    for number in rng.sample(range(len(texts)), min(most, len(texts))):
        asked = mistyped(texts[number], rng)
        began = time.perf_counter()
        rows = engine.search(asked)
        times.append(time.perf_counter() - began)
        found += bool(rows) and rows[0][0] == number
        if sum(times) > SECONDS and len(times) >= FEWEST:
            break
    return times, found


def _edits(engine: Engine, texts: Sequence[str]) -> tuple[float, float, float]:
    """Median time to add, change and remove one phrasing, and be ready to search again."""
    steps: tuple[Callable[[int], None], ...] = (
        lambda at: engine.add(f"{texts[at]} anew"),
        lambda at: engine.change(at, f"{texts[at]} changed"),
        engine.remove,
    )
    most = min(EDITS, len(texts))
    return tuple(median(_several(step, most)) for step in steps)  # type: ignore[return-value]


def _several(step: Callable[[int], None], most: int) -> list[float]:
    """Time an edit some times; one that takes long only once."""
    times: list[float] = []
    while len(times) < most and sum(times) < 1000 * SECONDS / 8:
        times.append(_timed(step, len(times)))
    return times


def _timed(step: Callable[[int], None], at: int) -> float:
    began = time.perf_counter()
    step(at)
    return 1000 * (time.perf_counter() - began)


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    name, size, questions, path = sys.argv[1:]
    most = int(size)
    texts = read_texts(Path(path), most) if path else made(most)
    sys.stdout.write(json.dumps(asdict(measure(name, texts, int(questions)))) + "\n")


if __name__ == "__main__":
    main()
