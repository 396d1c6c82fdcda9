"""Whatever moderators did, what a server exports can be imported elsewhere, and is the same."""

import asyncio
import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.edit import EntryEdit
from bot.core.errors import NotSavedError, RefusedError
from bot.core.guild import Act
from bot.core.model import EntryId
from bot.store.engine import Store
from bot.store.guilds import versions
from bot.store.opening import open_store
from tests.services.rooms import ANNA, BEN, MOON, Rooms, open_rooms

SHIPPED = ("sunlight", "watering-time")
NAMES = (*SHIPPED, "moon", "stars")
WORDS = ("moon", "star", "comet")
SHIPPED_QUESTION = "How much sunlight do tomatoes need?"


def edit_of(name: str, word: str, question: str = "", related: Iterable[str] = ()) -> EntryEdit:
    return EntryEdit(
        EntryId(name),
        "light",
        question or f"What of the {word}?",
        MOON.answer,
        "\n".join(f"{word} wording {number}" for number in range(12)),
        " ".join(related),
    )


names = st.sampled_from(NAMES)
edits = st.builds(
    edit_of,
    names,
    st.sampled_from(WORDS),
    st.sampled_from(["", SHIPPED_QUESTION]),
    st.lists(names, max_size=2),
)
steps = st.one_of(
    st.tuples(st.just("write"), edits),
    st.tuples(st.just("write"), edits),
    st.tuples(st.just("retire"), names),
    st.tuples(st.just("restore"), names, st.integers(0, 3)),
    st.tuples(st.just("undo"), st.sampled_from([ANNA, BEN])),
)


@dataclass
class Server:
    """A server, and what its moderators do."""

    rooms: Rooms
    guild: int
    operations: Iterator[int]

    def act(self, actor: int) -> Act:
        return Act(self.guild, next(self.operations), actor, 1000)

    async def write(self, edit: EntryEdit) -> None:
        curator = self.rooms.curator
        number = (await curator.shelf.find(self.guild, edit.entry)).number
        draft = (await curator.keep(self.act(ANNA), edit, number)).draft
        try:
            draft = (await curator.submit(self.act(ANNA), draft.id)).draft
        except RefusedError:
            await curator.discard(self.act(ANNA), draft.id)
            return
        await curator.approve(self.act(BEN), draft.id, draft.edition)

    async def retire(self, name: str) -> None:
        await self.rooms.reviser.retire(self.act(ANNA), EntryId(name))

    async def restore(self, name: str, number: int) -> None:
        await self.rooms.reviser.restore(self.act(BEN), EntryId(name), number)

    async def undo(self, actor: int) -> None:
        await self.rooms.reviser.undo(self.act(actor))

    async def stands(self) -> dict:
        found = await self.rooms.curator.shelf.all(self.guild)
        return {name: each.entry for name, each in found.items() if each.entry}


async def walk(server: Server, done: Iterable[tuple]) -> None:
    """Do what is allowed of it, and saved: on a loaded machine a connection may take too long."""
    for name, *args in done:
        with suppress(RefusedError, NotSavedError):
            await getattr(server, name)(*args)


async def carry_over(server: Server, other: Server) -> None:
    """Export what one server changed, import it in the other, and compare the two."""
    exchange = server.rooms.exchange
    if not await server.rooms.curator.shelf.edits(server.guild):
        return
    content = await exchange.export(server.guild)
    plan = await exchange.plan(other.act(ANNA), "knowledge.zip", content)
    assert plan.is_clean, [str(each) for each in plan.blocking]
    if plan.draft:
        await exchange.carry_out(other.act(BEN), plan.draft.id, plan.draft.edition)
    assert await other.stands() == await server.stands()


async def empty(store: Store) -> int:
    """Give the first number that no server of the database has."""
    return max(await versions(store), default=0) + 1


def test_an_export_can_always_be_imported(url, tiny):
    with asyncio.Runner() as runner:
        opening = open_store(url)
        store = runner.run(opening.__aenter__())
        rooms, operations = open_rooms(store, tiny), count(1)
        guilds = count(runner.run(empty(store)))

        @settings(max_examples=25, suppress_health_check=list(HealthCheck))
        @given(st.lists(steps, min_size=3, max_size=14))
        def example(done):
            server, other = (Server(rooms, next(guilds), operations) for _ in range(2))
            runner.run(walk(server, done))
            runner.run(carry_over(server, other))

        try:
            example()
        finally:
            runner.run(opening.__aexit__(None, None, None))


@pytest.mark.parametrize("seed", [1, 2])
async def test_so_it_can_when_moderators_of_several_processes_work_at_once(store, tiny, seed):
    """Each process has a picture of its own of what stands; no two wordings may slip through."""
    choose, operations = random.Random(seed), count(1)  # noqa: S311 - no secret
    rooms = [open_rooms(store, tiny) for _ in NAMES]
    servers = [Server(each, 1, operations) for each in rooms]
    other = Server(rooms[0], 2, operations)
    for word in choose.choices(WORDS, k=6):
        writing = [("write", edit_of(name, word)) for name in NAMES]
        undoing = choose.choices([("undo", ANNA), ("undo", BEN), ("retire", "moon")], k=2)
        await asyncio.gather(
            *(walk(*pair) for pair in zip(servers, ([each] for each in writing), strict=True))
        )
        await carry_over(servers[0], other)
        await walk(choose.choice(servers), undoing)
