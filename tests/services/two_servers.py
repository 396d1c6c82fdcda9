"""Random steps of moderators over two servers: nothing may cross from one to the other.

`python -m tests.services.two_servers --steps 100000` runs for long; CI runs a few hundred steps.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bot.core.errors import RefusedError
from bot.core.guild import Act
from bot.core.model import EntryId
from bot.core.revision import DraftState, Published
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.live import Live
from bot.services.metrics import Metrics
from bot.services.moderation import Checks, Moderation, open_moderation
from bot.store.audit import deeds
from bot.store.opening import open_store
from tests.services.rooms import MOON

GUILDS = (1, 2)
MARKS = {1: "first", 2: "second"}
ENTRIES = ("moon-phases", "stars", "sunlight", "watering-time", "feeding-amount")
GAPS = ("do tomatoes like bees", "which birds eat tomato seeds", "is rain good for a tomato flower")
MOST_DRAFTS = 6
WALK = 1_000
"""Steps with one database; then a fresh one."""


class World:
    """Two servers in one process, and whoever does something random in them."""

    def __init__(self, library: Library, moderation: Moderation, seed: int) -> None:
        self.library = library
        self.moderation = moderation
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.operation = 0
        self.done: Counter[str] = Counter()
        self.seen: dict[int, set[int]] = {guild: set() for guild in GUILDS}

    def act(self, guild: int, actor: int | None = None) -> Act:
        # now and then an operation comes again, as Discord may send it
        if self.operation < 2 or self.random.random() > 0.02:
            self.operation += 1
        return Act(guild, self.operation, actor or self.random.randint(10, 13), self.operation)

    async def step(self) -> None:
        """Do one thing somewhere, often with an id of the other server."""
        guild = self.random.choice(GUILDS)
        name = self.random.choice(STEPS)
        try:
            await getattr(self, f"do_{name}")(guild)
            self.done[name] += 1
        except RefusedError:
            self.done["refused"] += 1

    async def pick(self, guild: int) -> tuple[Act, int]:
        """Pick a draft, seldom of the other server or one that is gone, and mostly its author."""
        if self.random.random() < 0.2:
            return self.act(guild), self.random.choice([0, *self.seen[1], *self.seen[2]])
        drafts = await self.moderation.curator.drafts(guild)
        if not drafts:
            return self.act(guild), 0
        draft = self.random.choice(drafts)
        return self.act(guild, draft.author if self.random.random() < 0.8 else None), draft.id

    def mostly(self, guild: int) -> int:
        """Give this server, now and then the other one."""
        return guild if self.random.random() < 0.7 else self.random.choice(GUILDS)

    async def do_keep(self, guild: int) -> None:
        curator = self.moderation.curator
        if len(await curator.drafts(guild)) >= MOST_DRAFTS:
            return await self.do_discard(guild)
        entry = EntryId(self.random.choice(ENTRIES))
        standing = await curator.shelf.find(guild, entry)
        edit = replace(
            MOON,
            entry=entry,
            question=f"What of the {MARKS[guild]} {self.random.randint(0, 99)}?",
            phrasings="\n".join(f"{MARKS[guild]} {entry} wording {n}" for n in range(12)),
            related="",
        )
        desk = await curator.keep(self.act(guild), edit, standing.number)
        self.seen[guild].add(desk.draft.id)
        return None

    async def do_submit(self, guild: int) -> None:
        await self.moderation.curator.submit(*await self.pick(guild))

    async def do_rebase(self, guild: int) -> None:
        await self.moderation.curator.rebase(*await self.pick(guild))

    async def do_discard(self, guild: int) -> None:
        await self.moderation.curator.discard(*await self.pick(guild))

    async def do_approve(self, guild: int) -> None:
        waiting = [
            each for each in await self.moderation.curator.drafts(self.mostly(guild))
            if each.state is DraftState.SUBMITTED
        ]  # fmt: skip
        if not waiting:
            return
        draft = self.random.choice(waiting)
        result = await self.moderation.curator.approve(self.act(guild), draft.id, draft.edition)
        if isinstance(result, Published):
            assert {each.guild for each in result.revisions} == {guild}
            self.done["published"] += 1
        # an operation that comes again makes the same id in both servers
        others = await self.moderation.curator.drafts(draft.guild)
        assert draft.guild == guild or draft in others

    async def do_give_back(self, guild: int) -> None:
        for draft in await self.moderation.curator.drafts(self.mostly(guild)):
            await self.moderation.curator.give_back(self.act(guild), draft.id, draft.edition, "why")
            return

    async def do_retire(self, guild: int) -> None:
        entry = EntryId(self.random.choice(ENTRIES))
        await self.moderation.reviser.retire(self.act(guild), entry)

    async def do_restore(self, guild: int) -> None:
        entry = EntryId(self.random.choice(ENTRIES))
        number = self.random.randint(0, 3)
        await self.moderation.reviser.restore(self.act(guild), entry, number)

    async def do_undo(self, guild: int) -> None:
        await self.moderation.reviser.undo(self.act(guild))

    async def do_tell(self, guild: int) -> None:
        await self.moderation.gaps.tell(self.act(guild), self.random.choice(GAPS))

    async def do_dismiss(self, guild: int) -> None:
        gaps = await self.moderation.gaps.open(self.mostly(guild))
        if gaps:
            gap = self.random.choice(gaps)
            closed = await self.moderation.gaps.dismiss(self.act(guild), gap.id)
            assert closed.guild == guild
            assert gap.guild == guild or gap in await self.moderation.gaps.open(gap.guild)

    async def check(self) -> None:
        """Nothing of one server is in the other; what is served is what stands."""
        for guild, other in (GUILDS, GUILDS[::-1]):
            served = {e.id: e for e in self.library.pack(guild).entries}
            foreign = MARKS[other]
            assert not any(foreign in entry.question for entry in served.values())
            standings = await self.moderation.curator.shelf.all(guild)
            standing = {name: each.entry for name, each in standings.items() if each.entry}
            assert served == standing
            assert all(each.guild == guild for each in await self.moderation.curator.drafts(guild))
            assert all(each.guild == guild for each in await self.moderation.gaps.open(guild))
        shipped = self.library.serving(None).snapshot.pack.entries
        assert not any(mark in e.question for e in shipped for mark in MARKS.values())


STEPS = (
    *("keep", "keep", "submit", "submit", "approve", "approve", "approve", "give_back"),
    *("rebase", "discard", "retire", "restore", "undo", "tell", "dismiss"),
)


async def walk(url: str, tiny, steps: int, seed: int, every: int = 25) -> Counter[str]:
    """Take so many steps, and check the worlds now and then. Gives what was done how often."""
    async with open_store(url) as store:
        library = Library(tiny.snapshot, tiny.gate)
        guilds = GuildBook(store)
        live = Live(store, library, guilds, Health(time.monotonic, Metrics()))
        world = World(
            library, open_moderation(store, library, live, guilds, Checks(dict, ())), seed
        )
        for number in range(steps):
            await world.step()
            if number % every == 0:
                await world.check()
        await world.check()
        for guild in GUILDS:
            assert all(each.act.guild == guild for each in await deeds(store, guild, 10_000))
        return world.done


def main() -> None:
    """Run for long."""
    from tests.conftest import _answering  # noqa: PLC0415 - opens the tomato pack
    from tests.packs import write_pack  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        tiny = _answering(write_pack(root / "pack"), root / "cache")
        began, done = time.monotonic(), Counter[str]()
        for number in range(0, chosen.steps, WALK):
            url = f"sqlite+aiosqlite:///{root / f'{number}.db'}"
            steps = min(WALK, chosen.steps - number)
            done += asyncio.run(walk(url, tiny, steps, chosen.seed + number, every=100))
            seconds = time.monotonic() - began
            print(f"{number + steps} steps in {seconds:.0f} s, nothing crossed: {dict(done)}")  # noqa: T201


if __name__ == "__main__":
    main()
