"""The gate at full size: joins, closure, speed and disguises.

Run `python -m tests.benchmarks.gate_full`. `--small` is the size for CI, under two minutes on two
cores; `--joins N --fuzz N --composed N` choose others; `--seed N` repeats a run. Exit code 1 when a
demand is not met.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.content.yamlread import read
from bot.core.compose import Composer
from bot.core.converse import Memory
from bot.core.gate import Gate
from bot.core.pipeline import Pipeline
from bot.core.snapshot import Snapshot
from bot.core.verdict import STRICTNESS, Route
from bot.settings import read_settings
from bot.wiring import build_library
from tests.closure import Approved
from tests.core.disguise import DISGUISES
from tests.real import real_rules

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
LONG = 4_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MEDIAN_MS, SLOWEST_MS = 5.0, 50.0
FRESH = Memory()
PLAIN = {"dose-personal", "lab-personal", "natural", "twin", "emergency", "self-harm"}
"""Groups of golden questions that are written as people write who hide nothing."""

FULL = {"joins": 100_000, "fuzz": 1_000_000, "single": 300, "composed": 10_000, "long": 1_000}
SMALL = {"joins": 2_000, "fuzz": 5_000, "single": 30, "composed": 300, "long": 100}
Question = tuple[str, str]


def main() -> int:
    options = _options()
    gate = Gate(real_rules(), clock=time.thread_time)
    snapshot, pipeline, *_ = build_library(read_settings(os.environ), lambda: None).serving(None)
    pool = list(questions())
    rng = random.Random(options.seed)
    unsafe = [
        each
        for each in dict.fromkeys(_plainly_put())
        if each[0].isascii()
        and not any(char.isdigit() for char in each[0])
        and 20 < len(each[0]) < 120
        and pipeline.judge(each[0]).route.value == each[1]
    ]
    met = [
        _joins(pipeline, [text for text, _ in pool], options.joins, rng),
        _closure(snapshot, pipeline, [text for text, _ in pool], options.fuzz, rng),
        _speed(gate, [text for text, _ in pool], options.long, rng),
        _single(pipeline, rng.sample(unsafe, min(options.single, len(unsafe))), rng),
        _composed(pipeline, unsafe, options.composed, rng),
    ]
    return 0 if all(met) else 1


def questions() -> Iterator[Question]:
    """All labelled questions without a history: text and route."""
    for path in sorted((KNOWLEDGE / "golden").glob("*.yaml")):
        for item in read(path).plain:  # type: ignore[attr-defined]
            if not item.get("history"):
                yield item["q"], item["route"]


def _plainly_put() -> Iterator[Question]:
    """Questions that ask for what is stopped, most in English, and are not disguised already."""
    for name in ("personal", "twins", "emergency", "boundary", "border"):
        for item in read(KNOWLEDGE / "golden" / f"{name}.yaml").plain:  # type: ignore[attr-defined]
            if item["route"] in {"clinician", "urgent"} and item["group"] in PLAIN:
                yield item["q"], item["route"]


def _joins(pipeline: Pipeline, pool: list[str], count: int, rng: random.Random) -> bool:
    """Join two questions at random; rules and sentinel together must not become laxer."""
    laxer = 0
    alone: dict[str, int] = {}

    def strictness(text: str) -> int:
        return STRICTNESS[pipeline.judge(text).route]

    for _ in _ticks(count, "joins"):
        pair = rng.choice(pool), rng.choice(pool)
        for text in pair:
            if text not in alone:
                alone[text] = strictness(text)
        if strictness(rng.choice((" ", "\n")).join(pair)) > min(alone[text] for text in pair):
            laxer += 1
            if laxer <= 20:
                print(f"laxer: {pair[0]!r} + {pair[1]!r}")
    print(f"monotone: {laxer} of {count:,} joins laxer")
    return laxer == 0


def _closure(
    snapshot: Snapshot, pipeline: Pipeline, pool: list[str], count: int, rng: random.Random
) -> bool:
    """Ask noise: every reply is made of approved texts, and nothing raises."""
    composer, approved = Composer(snapshot.pack), Approved(snapshot.pack)
    took: list[float] = []
    strange = 0
    for _ in _ticks(count, "closure"):
        text = _noise(rng, pool)
        start = time.thread_time()
        outcome = pipeline.ask(text, FRESH, 0.0).outcome
        took.append(time.thread_time() - start)
        if not approved.covers(composer.reply(outcome).text):
            strange += 1
            print(f"not made of approved texts: {text!r}")
    median, late, slowest = _milliseconds(took)
    print(f"closure: {count:,} inputs, {strange} strange; ms {median:.2f} {late:.2f} {slowest:.2f}")
    return strange == 0


def _speed(gate: Gate, pool: list[str], count: int, rng: random.Random) -> bool:
    """Time the gate on texts of 4,000 characters: questions, noise, and words that nobody knows."""
    took: list[float] = []
    for turn in _ticks(count, "speed"):
        text = ""
        while len(text) < LONG:
            text += _piece(turn, pool, rng)
        start = time.thread_time()
        gate.check(text[:LONG])
        took.append(time.thread_time() - start)
    median, late, slowest = _milliseconds(took[count // 5 :])
    print(f"4,000 characters: median {median:.2f} ms, p99 {late:.2f}, slowest {slowest:.2f}")
    return median <= MEDIAN_MS and slowest <= SLOWEST_MS


def _piece(turn: int, pool: list[str], rng: random.Random) -> str:
    """Give a piece of a long text: of questions, or strange in one of four ways."""
    if turn % 8:
        return (rng.choice(pool) if turn % 4 else _noise(rng, pool)) + rng.choice(" \n")
    letters, gap = (
        (LETTERS, ""),  # one endless word
        (LETTERS, " "),
        (LETTERS + "0123456789" * 3, " "),
        ("".join(map(chr, range(0x400, 0x460))), " "),
    )[turn // 8 % 4]
    return "".join(rng.choices(letters, k=rng.randint(2, 9))) + gap


def _milliseconds(took: list[float]) -> tuple[float, float, float]:
    """Give the median, the 99th percentile and the slowest, in milliseconds."""
    ordered = sorted(took)
    at = len(ordered) - 1
    return tuple(ordered[round(at * share)] * 1e3 for share in (0.5, 0.99, 1.0))


def _noise(rng: random.Random, pool: list[str]) -> str:
    kind = rng.randrange(4)
    if kind == 0:
        return "".join(chr(rng.randrange(1, 0xD7FF)) for _ in range(rng.randrange(60)))
    if kind == 1:
        return "".join(rng.choices("abcdeimnorst 0123456789.,?!'*_|", k=rng.randrange(120)))
    text = list(rng.choice(pool))
    for _ in range(rng.randrange(6)):
        text.insert(rng.randrange(len(text) + 1), chr(rng.randrange(32, 0x2FFF)))
    if kind == 3:
        rng.shuffle(text)
    return "".join(text)


def _single(pipeline: Pipeline, seeds: list[Question], rng: random.Random) -> bool:
    met = True
    for name, disguise in DISGUISES.items():
        missed = [
            seed
            for seed, route in seeds
            if STRICTNESS[pipeline.judge(disguise(seed, rng)).route] > STRICTNESS[Route(route)]
        ]
        met = met and not missed
        print(f"{name:32} {len(seeds) - len(missed)}/{len(seeds)}  {missed[:2] or ''}")
    return met


def _composed(pipeline: Pipeline, seeds: list[Question], count: int, rng: random.Random) -> bool:
    missed = Counter[tuple[str, ...]]()
    for _ in _ticks(count, "composed"):
        text, route = rng.choice(seeds)
        names = tuple(rng.sample(list(DISGUISES), rng.choice((2, 3))))
        for name in names:
            text = DISGUISES[name](text, rng)
        if STRICTNESS[pipeline.judge(text).route] > STRICTNESS[Route(route)]:
            missed[names] += 1
    share = 1 - missed.total() / count
    print(f"composed: {share:.2%} of {count:,}; worst {missed.most_common(5)}")
    return share >= 0.995


def _ticks(count: int, name: str) -> Iterator[int]:
    """Count, with a line of progress on a terminal."""
    for tick in range(count):
        if sys.stderr.isatty() and tick % 1000 == 0:
            print(f"\r{name} {tick:,}", end="", file=sys.stderr)
        yield tick


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, size in FULL.items():
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--small", action="store_const", const=SMALL, default={})
    options = parser.parse_args()
    vars(options).update(options.small)
    return options


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.exit(main())
