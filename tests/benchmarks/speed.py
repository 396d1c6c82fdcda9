"""Our index beside what people would use instead: `python -m tests.benchmarks.speed`.

Every engine gets the same texts and the same mistyped questions, one process after another; ours
and its rival in turns, of which the middle one counts: the clock of a machine wanders.
Needs the extra `bench`. Options: `--sizes 100 1000`, `--engines ours bm25s`, `--texts FILE.jsonl`,
`--questions N`, `--plot PNG`, `--json FILE`.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.one import ENGINES, Figures
from tests.benchmarks.options import one_or_more, target
from tests.benchmarks.peers import missing
from tests.benchmarks.texts import read_texts

RIVAL = "tantivy 3-gram"
"""The fastest peer that finds mistyped questions, too."""

TURNS = 5
"""How often ours and its rival are measured."""

MOST_TO_ADD = 0.2
"""Milliseconds that adding one phrasing to 100,000 may take."""

SIZES = (100, 1_000, 10_000, 100_000)
COLUMNS = (
    "build s",
    "MB",
    "p50 ms",
    "p99 ms",
    "per s",
    "found",
    "add ms",
    "change ms",
    "remove ms",
)


def main() -> None:
    options = _options()
    lacking = missing(options.engines, *(["matplotlib"] if options.plot else []))
    if trouble := lacking or _scarce(options.texts, options.sizes):
        sys.exit(trouble)
    found, compared = [], _compared(options)
    for size in options.sizes:
        print(f"\n{size:,} phrasings, times as ours", flush=True)
        print(f"{'':20}" + "".join(f"{name:>11}" for name in COLUMNS) + f"{'p50':>9}", flush=True)
        for name in options.engines:
            figures = compared.get((name, size)) or _run(name, size, options)
            found.append(figures)
            print(_line(figures, found), flush=True)
    short = list(shortfalls({(each.engine, each.size): each for each in found}))
    print("\nfalls short:" if short else "\nnothing falls short", *short, sep="\n  ")
    if options.json:
        rows = [{name: getattr(each, name) for name in Figures.__slots__} for each in found]
        options.json.write_text(json.dumps(rows, indent=1), "utf-8")
    if options.plot:
        from tests.benchmarks.curves import draw_growth

        draw_growth(found, options.plot)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=one_or_more, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--questions", type=one_or_more, default=1000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--plot", type=target)
    parser.add_argument("--json", type=target)
    return parser.parse_args()


def _scarce(path: Path | None, sizes: Sequence[int]) -> str:
    """Say why the sizes cannot be measured: too few texts in the file."""
    if path is None:
        return ""
    try:
        held = len(read_texts(path, max(sizes)))
    except OSError as error:
        return f"{path}: {error.strerror}"
    except ValueError as error:
        return f"{path}: {error}"
    return f"{path}: {held:,} different texts, {max(sizes):,} are due" if held < max(sizes) else ""


def _compared(options: argparse.Namespace) -> dict[tuple[str, int], Figures]:
    """Measure ours and its rival at every size in turns; the middle one counts."""
    names = [name for name in options.engines if name in ("ours", RIVAL)]
    pairs = [(name, size) for name in names for size in options.sizes]
    turns = [[_run(*pair, options) for pair in pairs] for _ in range(TURNS)]
    middle = [
        sorted(runs, key=lambda each: each.p50)[TURNS // 2] for runs in zip(*turns, strict=True)
    ]
    return dict(zip(pairs, middle, strict=True))


def _run(name: str, size: int, options: argparse.Namespace) -> Figures:
    arguments = [name, str(size), str(options.questions), str(options.texts or "")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.one", *arguments],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def shortfalls(found: Mapping[tuple[str, int], Figures]) -> Iterator[str]:
    """Say where our index is not as fast as it has to be, among the sizes that were measured."""
    for size, share in ((10_000, 1.0), (100_000, 0.4)):
        ours, peer = found.get(("ours", size)), found.get((RIVAL, size))
        if ours and peer and ours.p50 > share * peer.p50:
            yield f"{size:,}: {ours.p50:.2f} ms, due {share} of the {peer.p50:.2f} of {RIVAL}"
    small, large = found.get(("ours", 10_000)), found.get(("ours", 100_000))
    if small and large and large.p50 >= 2 * small.p50:
        yield f"grows from {small.p50:.2f} to {large.p50:.2f} ms, due less than twice as much"
    if large and large.add >= MOST_TO_ADD:
        yield f"adding one takes {large.add:.2f} ms, due less than {MOST_TO_ADD}"


def _line(figures: Figures, every: list[Figures]) -> str:
    """Show one engine's figures, and how many times as long as ours a question takes."""
    ours = [each for each in every if each.engine == "ours" and each.size == figures.size]
    ratio = f"{figures.p50 / ours[0].p50:8.2f}x" if ours else ""
    values = (
        f"{figures.build:.2f}", f"{figures.memory:.0f}", f"{figures.p50:.3f}",
        f"{figures.p99:.3f}", f"{figures.per_second:,.0f}", f"{figures.found:.1%}",
        f"{figures.add:.3f}", f"{figures.change:.3f}", f"{figures.remove:.3f}",
    )  # fmt: skip
    return f"{figures.engine:20}" + "".join(f"{value:>11}" for value in values) + ratio


if __name__ == "__main__":
    main()
