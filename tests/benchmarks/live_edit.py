"""What it takes until an edit is served, in a pack of 10,000 entries made of the shipped ones.

Run `python -m tests.benchmarks.live_edit`. Options: `--entries N`, `--phrasings N` to each,
`--edits N`. An edit is saved, then its time runs until questions are answered with it: the look at
the database, the new index beside the old one, the swap. Times are processor time of all threads,
so that a busy machine does not count. Exit code 1 when the median is above 50 ms.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from bot.content.calibration import load_calibration
from bot.content.dump import dump_entry
from bot.content.english import load_english
from bot.core.gate import Gate
from bot.core.guild import Act
from bot.core.model import Entry
from bot.core.revision import Change, Kind, Published
from bot.core.snapshot import assemble, compile_pack
from bot.serve import settle
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.live import Live
from bot.services.metrics import Metrics
from bot.store.engine import Store
from bot.store.opening import open_store
from bot.store.revisions import publish
from tests.benchmarks.lint_speed import grown
from tests.real import KNOWLEDGE, real_pack, real_rules

MOST_MS = 50.0
GUILD = 1


def main() -> int:
    options = _options()
    pack = grown(real_pack(), options.entries, options.phrasings)
    pack = replace(pack, entries=tuple(sorted(pack.entries, key=lambda each: each.id)))
    began = time.process_time()
    snapshot = assemble(pack, compile_pack(pack, load_english()), load_calibration(KNOWLEDGE))
    print(f"{len(pack.entries):,} entries, {options.phrasings} phrasings each, "
          f"compiled in {time.process_time() - began:.0f} s")  # fmt: skip
    library = Library(snapshot, Gate(real_rules(), clock=time.thread_time))
    settle()  # what was built is not searched for garbage, as in the running program
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(_edit(library, Path(folder) / "edits.db", options.edits))
    print(f"{len(took)} edits live: median {median(took):.1f} ms, slowest {max(took):.1f} ms "
          f"(median at most {MOST_MS:.0f} ms)")  # fmt: skip
    return 0 if median(took) <= MOST_MS else 1


async def _edit(library: Library, file: Path, edits: int) -> list[float]:
    """Edit entries one after the other, spread over the pack; give each one's milliseconds."""
    entries = library.pack(None).entries
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        health = Health(time.monotonic, Metrics())
        live = Live(store, library, GuildBook(store), health)
        took = []
        for number in range(edits):
            entry = entries[number * len(entries) // edits]
            new = replace(entry, phrasings=(*entry.phrasings, f"{entry.phrasings[0]} anew"))
            await _save(store, new, number + 1)
            began = time.process_time()
            await live.refresh(GUILD)
            took.append((time.process_time() - began) * 1000)
            served = library.serving(GUILD).snapshot.pack.entries
            assert next(each for each in served if each.id == entry.id) == new
    return took


async def _save(store: Store, entry: Entry, operation: int) -> None:
    change = Change(entry.id, 0, Kind.PUBLISH, entry.topic, dump_entry(entry), author=2)
    assert isinstance(await publish(store, Act(GUILD, operation, 2, 0), [change]), Published)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--phrasings", type=int, default=12)
    parser.add_argument("--edits", type=int, default=50)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
