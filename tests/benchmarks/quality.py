"""The matcher beside the peers: `python -m tests.benchmarks.quality SET.jsonl …`.

Data sets in the form of `tests/benchmarks/dataset.py`; none is shipped. Faults of all of them are
told at once, one a line with file and line, before anything is measured (exit code 1). Every engine
ranks all phrasings and takes the best entry; a peer is as sure as its score. Needs the extra
`bench`.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.dataset import DataSet, read_sets, with_typos
from tests.benchmarks.matcher import Matcher
from tests.benchmarks.options import one_or_more
from tests.benchmarks.peers import PEERS, missing
from tests.benchmarks.rates import DEEPEST, Ranked, Rates, rate

COLUMNS = ("P@1", "MRR", "R@5", "at 1 %", "at 2 %", "at 5 %")
Ask = Callable[[DataSet], list[Ranked]]

TIMES = 1.5
"""Share answered that ours has to reach, over that of the best peer."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--queries", type=one_or_more, default=1000)
    parser.add_argument("--engines", nargs="+", default=list(PEERS), choices=list(PEERS))
    options = parser.parse_args()
    try:
        sets = read_sets(options.sets, options.queries)
    except ValueError as error:
        sys.exit(str(error))
    if lacking := missing(options.engines):
        sys.exit(lacking)
    short = []
    for data in sets:
        engines = {
            "ours": Matcher(data).ask,
            **{each: _peer(each, data) for each in options.engines},
        }
        for kind, queries in (("clean", data), ("with typos", with_typos(data))):
            print(
                f"\n{data.name}, {kind}: {len(data.entries)} entries, {len(data.queries)} queries"
            )
            print(f"{'':20}" + "".join(f"{name:>8}" for name in COLUMNS), flush=True)
            rates = {name: _show(name, ask, queries) for name, ask in engines.items()}
            ours = rates.pop("ours")
            short += [f"{data.name}, {kind}: {each}" for each in shortfalls(ours, rates)]
    print("\nfalls short:" if short else "\nnothing falls short", *short, sep="\n  ")


def shortfalls(ours: Rates, peers: dict[str, Rates]) -> list[str]:
    """Name each demand that is not met, and by how much."""
    found = [
        f"P@1 {ours.first:.1%}, {name} {each.first:.1%}"
        for name, each in peers.items()
        if each.first >= ours.first
    ]
    for at, wrong in ((1, "2 %"), (2, "5 %")):
        name, best = max(peers.items(), key=lambda pair: pair[1].answered[at])
        if ours.answered[at] < TIMES * best.answered[at]:
            found.append(
                f"answered at {wrong} wrong {ours.answered[at]:.1%}, {name} {best.answered[at]:.1%}"
            )
    return found


def _show(name: str, ask: Ask, queries: DataSet) -> Rates:
    began = time.perf_counter()
    rates = rate(ask(queries))
    shares = (rates.first, rates.reciprocal, rates.five, *rates.answered)
    seconds = time.perf_counter() - began
    print(
        f"{name:20}" + "".join(f"{100 * each:8.1f}" for each in shares) + f"{seconds:8.1f} s",
        flush=True,
    )
    return rates


def _peer(name: str, data: DataSet) -> Ask:
    rows = [(entry, text) for entry, texts in data.entries.items() for text in texts]
    most = DEEPEST * max(map(len, data.entries.values()))  # so many entries are surely among them
    engine = PEERS[name]([text for _, text in rows])

    def ask(queries: DataSet) -> list[Ranked]:
        found = []
        for query in queries.queries:
            ranked = engine.search(query.text, most)
            entries = list(dict.fromkeys(rows[row][0] for row, _ in ranked))
            found.append(Ranked(query, entries, ranked[0][1] if ranked else 0.0))
        return found

    return ask


if __name__ == "__main__":
    main()
