"""The lint at full size: 10,000 entries made of the shipped ones, against their source.

Run `python -m tests.benchmarks.lint_speed`. Options: `--entries N`, `--phrasings N` to each.
Times are processor time, so that a busy machine does not count. Exit code 1 when one is above its
bound: the shipped pack within 2 s, the large one within 60 s, one entry within 0.1 s.
"""

import argparse
import sys
import time
from dataclasses import replace
from itertools import islice

from bot.core.lint import lint_entry, lint_pack, prepare_lint
from bot.core.model import Entry, EntryId, Pack
from bot.terminal import progress
from tests.real import ARTICLE, real_pack, real_words

PACK_SECONDS, LARGE_SECONDS, ENTRY_SECONDS = 2.0, 60.0, 0.1


def main() -> int:
    options = _options()
    pack, words = real_pack(), real_words() if ARTICLE else {}
    large = grown(pack, options.entries, options.phrasings)
    print(f"{len(large.entries):,} entries, {options.phrasings} phrasings each, "
          f"{'against the words' if words else 'by the manifest'}")  # fmt: skip
    took = _timed(lambda: lint_pack(pack, words))
    with progress() as tick:
        grown_took = _timed(lambda: lint_pack(large, words, tick))
    context = prepare_lint(large, words)
    slowest = max(
        _timed(lambda e=entry: lint_entry(e, context)) for entry in islice(large.entries, 200)
    )  # type: ignore[misc]
    rows = (
        ("shipped pack", took, PACK_SECONDS),
        ("large pack", grown_took, LARGE_SECONDS),
        ("slowest of 200 entries against it", slowest, ENTRY_SECONDS),
    )
    for name, seconds, most in rows:
        print(f"{name}: {seconds:.3f} s (at most {most} s)")
    return 0 if all(seconds <= most for _, seconds, most in rows) else 1


def grown(pack: Pack, count: int, phrasings: int) -> Pack:
    """Make a pack of so many entries: the shipped ones again and again, each under its own name."""
    copies = (
        _copy(entry, number, phrasings)
        for number in range(1 + count // len(pack.entries))
        for entry in pack.entries
    )
    return replace(pack, entries=tuple(islice(copies, count)))


def _copy(entry: Entry, number: int, phrasings: int) -> Entry:
    """Reword by a made-up word, so that no wording stands twice."""
    word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")
    return replace(
        entry,
        id=EntryId(f"{entry.id}-{number}"),
        question=f"{entry.question[:70]} {word}",
        phrasings=tuple(f"{text} {word}" for text in entry.phrasings[:phrasings]),
        related=(),
    )


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    start = time.process_time()
    work()
    return time.process_time() - start


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--phrasings", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
