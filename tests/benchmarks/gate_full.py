"""The gate at full size: joins, fuzz and disguises. Run `python -m tests.benchmarks.gate_full`.

Options: `--joins N --fuzz N --composed N` shrink it; `--seed N` repeats a run. Exit code 1 when a
demand is not met.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.content.yamlread import read
from bot.core.gate import Gate
from bot.core.verdict import Route
from tests.core.disguise import DISGUISES
from tests.real import real_rules

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
STRICTNESS = {route: place for place, route in enumerate(Route)}
Question = tuple[str, str]


def main() -> int:
    options = _options()
    gate = Gate(real_rules(), clock=time.thread_time)
    pool = list(questions())
    rng = random.Random(options.seed)
    plainly = set(_plainly_put())
    unsafe = [
        each
        for each in pool
        if each[1] in {"clinician", "urgent"}
        and each[0] in plainly
        and each[0].isascii()
        and not any(char.isdigit() for char in each[0])
        and 20 < len(each[0]) < 120
        and gate.check(each[0]).route.value == each[1]
    ]
    met = [
        _joins(gate, [text for text, _ in pool], options.joins, rng),
        _fuzz(gate, [text for text, _ in pool], options.fuzz, rng),
        _single(gate, rng.sample(unsafe, min(100, len(unsafe))), rng),
        _composed(gate, unsafe, options.composed, rng),
    ]
    return 0 if all(met) else 1


def questions() -> Iterator[Question]:
    """All labelled questions without a history: text and route."""
    for path in sorted((KNOWLEDGE / "golden").glob("*.yaml")):
        for item in read(path).plain:  # type: ignore[attr-defined]
            if not item.get("history"):
                yield item["q"], item["route"]


def _plainly_put() -> Iterator[str]:
    """Questions in English that are not disguised already."""
    for name in ("personal.yaml", "twins.yaml"):
        for item in read(KNOWLEDGE / "golden" / name).plain:  # type: ignore[attr-defined]
            if item["group"] in {"dose-personal", "natural", "twin"}:
                yield item["q"]


def _joins(gate: Gate, pool: list[str], count: int, rng: random.Random) -> bool:
    laxer = 0
    alone = {text: STRICTNESS[gate.check(text).route] for text in pool}
    for _ in _ticks(count, "joins"):
        first, second = rng.choice(pool), rng.choice(pool)
        together = gate.check(first + rng.choice(" \n") + second)
        if STRICTNESS[together.route] > min(alone[first], alone[second]):
            laxer += 1
            if laxer <= 20:
                print(f"laxer: {first!r} + {second!r}")
    print(f"monotone: {laxer} of {count:,} joins laxer")
    return laxer == 0


def _fuzz(gate: Gate, pool: list[str], count: int, rng: random.Random) -> bool:
    slowest, faults = 0.0, Counter[str]()
    for _ in _ticks(count, "fuzz"):
        text = _noise(rng, pool)
        start = time.perf_counter()
        verdict = gate.check(text)
        slowest = max(slowest, time.perf_counter() - start)
        faults.update(hit.view for hit in verdict.hits if hit.rule == "fault")
    print(f"fuzz: {count:,} inputs, slowest {slowest * 1e3:.1f} ms, faults {dict(faults)}")
    return not set(faults) - {"time", "length"}


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


def _single(gate: Gate, seeds: list[Question], rng: random.Random) -> bool:
    met = True
    for name, disguise in DISGUISES.items():
        missed = [
            seed
            for seed, route in seeds
            if STRICTNESS[gate.check(disguise(seed, rng)).route] > STRICTNESS[Route(route)]
        ]
        met = met and not missed
        print(f"{name:32} {len(seeds) - len(missed)}/{len(seeds)}  {missed[:2] or ''}")
    return met


def _composed(gate: Gate, seeds: list[Question], count: int, rng: random.Random) -> bool:
    missed = Counter[tuple[str, ...]]()
    for _ in _ticks(count, "composed"):
        text, route = rng.choice(seeds)
        names = tuple(rng.sample(list(DISGUISES), rng.choice((2, 3))))
        for name in names:
            text = DISGUISES[name](text, rng)
        if STRICTNESS[gate.check(text).route] > STRICTNESS[Route(route)]:
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
    parser.add_argument("--joins", type=int, default=100_000)
    parser.add_argument("--fuzz", type=int, default=1_000_000)
    parser.add_argument("--composed", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.exit(main())
