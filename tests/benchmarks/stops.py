"""Stop the program at many random moments, a quarter of them while it starts: nothing lost,
never above ten seconds.

Run `python -m tests.benchmarks.stops`; `--times N` changes how often. It takes about three seconds
a time. Exit code 1 when something was lost or a stop took too long.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from bot.services.library import open_snapshot
from tests.e2e.conftest import Home
from tests.e2e.stopping import Stopped, stop_early, stop_somewhere
from tests.fakediscord.server import FakeDiscord
from tests.packs import write_pack

MOST_S = 10.0


async def stop_often(folder: Path, times: int) -> list[Stopped]:
    """Stop the program so often, each time with a Discord of its own."""
    pack = write_pack(folder / "pack")
    open_snapshot(pack, folder / "footnote", lambda: None)
    home, stops = Home(folder, {"FOOTNOTE_KNOWLEDGE": str(pack)}), []
    for seed in range(times):
        async with FakeDiscord() as double:
            double.general = double.add_guild("guild", [])["channels"][0]
            stop = stop_early if seed % 4 == 3 else stop_somewhere
            stops.append(await stop(double, home, random.Random(seed)))
        if (seed + 1) % 10 == 0:
            print(f"{seed + 1} stops, {sum(each.answered for each in stops)} answers", flush=True)
    return stops


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    with tempfile.TemporaryDirectory() as folder:
        stops = asyncio.run(stop_often(Path(folder), parser.parse_args().times))
    lost = sum(each.unanswered + abs(each.answered - each.counted) for each in stops)
    slowest = max(each.seconds for each in stops)
    codes = {each.code for each in stops}
    print(f"{len(stops)} stops: {lost} lost, exit codes {codes}, slowest {slowest:.1f} s")
    return int(lost > 0 or codes != {0} or slowest >= MOST_S)


if __name__ == "__main__":
    sys.exit(main())
