"""Every way to publish answers gaps, and what fails after the commit is no failure of the edit."""

from dataclasses import replace

import pytest

from bot.content.bundle import pack_bundle, read_bundle
from bot.core.edit import read_edit
from bot.core.errors import RefusedError, UnavailableError
from bot.core.model import EntryId
from bot.services import publish as module
from bot.services.live import Live
from bot.store.gaps import tellings
from bot.store.revisions import heads, sizes
from tests.services.rooms import ANNA, BEN, MOON, open_rooms

QUESTION = "sowing by the full moon"
WATCHER = 77
SUN = EntryId("sunlight")


@pytest.fixture
def rooms(store, tiny):
    return open_rooms(store, tiny)


async def waited_for(rooms, act):
    gap = await rooms.gaps.tell(act(), QUESTION)
    assert await rooms.gaps.watch(1, gap.id, WATCHER)


async def by_import(rooms, act, tiny):
    moon = read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([moon], []))
    return await rooms.exchange.carry_out(act(actor=BEN), plan.draft.id, plan.draft.edition)


async def by_the_operator(rooms, act, tiny):
    moon = read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")
    plan = await rooms.exchange.compare(1, "x.zip", pack_bundle([moon], []))
    return await rooms.exchange.take_in(act(actor=None), plan)


async def retired(rooms, act, tiny):
    await by_import(rooms, act, tiny)
    await rooms.reviser.retire(act(actor=ANNA), MOON.entry)


async def by_restoring(rooms, act, _tiny):
    return await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 1)


async def by_undoing(rooms, act, _tiny):
    return await rooms.reviser.undo(act(actor=ANNA))


async def nothing(_rooms, _act, _tiny):
    """Nothing stands before."""


@pytest.mark.parametrize(
    ("before", "publish"),
    [
        (nothing, by_import),
        (nothing, by_the_operator),
        (retired, by_restoring),
        (retired, by_undoing),
    ],
)
async def test_every_road_answers_the_gaps(rooms, store, act, tiny, before, publish):
    await before(rooms, act, tiny)
    await waited_for(rooms, act)
    result = await publish(rooms, act, tiny)
    assert result.is_live
    assert await rooms.gaps.open(1) == []
    assert [(each.watcher, each.entry) for each in await tellings(store)] == [(WATCHER, MOON.entry)]


async def test_a_gap_that_the_entry_does_not_answer_stays_open(rooms, act, tiny):
    await waited_for(rooms, act)
    other = await rooms.gaps.tell(act(actor=8), "which bees visit the flowers")
    assert await rooms.gaps.watch(1, other.id, WATCHER)
    await by_import(rooms, act, tiny)
    assert [each.id for each in await rooms.gaps.open(1)] == [other.id]
    assert other.id not in [each.gap for each in await rooms.gaps.due()]


async def by_retiring(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), MOON.entry)


async def by_taking_back(rooms, act):
    await rooms.reviser.undo(act(actor=ANNA))


@pytest.mark.parametrize("withdraw", [by_retiring, by_taking_back])
async def test_a_gap_is_open_again_when_its_answer_is_withdrawn(rooms, store, act, tiny, withdraw):
    await waited_for(rooms, act)
    [gap] = await rooms.gaps.open(1)
    await by_import(rooms, act, tiny)
    await withdraw(rooms, act)
    assert [(each.id, each.count, each.entry) for each in await rooms.gaps.open(1)] == [
        (gap.id, 1, "")
    ]
    assert await tellings(store) == []  # who was not told yet waits on


async def test_a_gap_is_open_as_long_as_the_revision_that_stands_answers_something_else(
    rooms, act, tiny
):
    await waited_for(rooms, act)
    await by_import(rooms, act, tiny)
    words = {"moon": "rain", "lunar": "wet", "full": "loud", "sow": "prun", "seedling": "stem"}
    text = MOON.phrasings
    for old, new in words.items():
        text = text.replace(old, new)
    rain = replace(MOON, question="Does rain matter for pruning?", phrasings=text)
    entry = read_edit(rain, tiny.snapshot.pack.sources, "2026-11-23")
    plan = await rooms.exchange.compare(1, "x.zip", pack_bundle([entry], []))
    await rooms.exchange.take_in(act(actor=None), plan)
    assert [each.text for each in await rooms.gaps.open(1)] == [QUESTION]
    await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 1)
    assert await rooms.gaps.open(1) == []


@pytest.mark.parametrize("fault", [UnavailableError("away"), RuntimeError("a defect")])
async def test_an_edit_that_cannot_be_served_yet_is_saved_all_the_same(
    rooms, act, monkeypatch, fault
):
    async def fail(*_):
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(Live, "refresh", fail)
        result = await rooms.reviser.retire(act(actor=ANNA), SUN)
    assert not result.is_live
    assert (await rooms.curator.shelf.find(1, SUN)).entry is None
    assert rooms.entry_for("sun or shade for tomatoes") == SUN
    await rooms.live.catch_up()  # what the poll does
    assert rooms.entry_for("sun or shade for tomatoes") is None


async def test_what_no_question_could_find_is_not_published(rooms, act, tiny, monkeypatch):
    async def unsearchable(*_):
        raise ValueError("no words in it")

    monkeypatch.setattr("bot.services.proof.Proofreader.answered", unsearchable)
    with pytest.raises(RefusedError, match="faq_lint_refuses"):
        await by_import(rooms, act, tiny)
    assert not (await rooms.curator.shelf.find(1, MOON.entry)).is_known


async def test_only_the_processes_own_servers_are_told(store, tiny, act):
    rooms = open_rooms(store, tiny)
    elsewhere = open_rooms(store, tiny, serves=lambda guild: guild != 1)
    await waited_for(rooms, act)
    await by_import(rooms, act, tiny)
    assert await elsewhere.gaps.due() == []
    [telling] = await rooms.gaps.due()
    assert rooms.gaps.answer(telling).id == MOON.entry
    await rooms.reviser.retire(act(actor=ANNA), MOON.entry)
    assert rooms.gaps.answer(telling) is None
    await rooms.gaps.forget(telling)
    assert await rooms.gaps.due() == []


def about(name):
    """Make an edit of an entry that is new."""
    wordings = "\n".join(f"{name} wording {n}" for n in range(12))
    return replace(MOON, entry=EntryId(name), question=f"What of {name}?", phrasings=wordings)


class TestRoom:
    """A server's own entries fit into one export, whatever is done, so that any can be imported."""

    async def approved(self, rooms, act, edit, number=0):
        desk = await rooms.curator.keep(act(actor=ANNA), edit, number)
        await rooms.curator.submit(act(actor=ANNA), desk.draft.id)
        return await rooms.curator.approve(act(actor=BEN), desk.draft.id, desk.draft.edition + 1)

    @pytest.mark.parametrize("bound", ["number", "bytes"])
    async def test_what_has_no_room_is_refused_and_kept(
        self, rooms, store, act, monkeypatch, bound
    ):
        await self.approved(rooms, act, about("comet"))
        [size] = (await sizes(store, 1)).values()
        if bound == "number":
            monkeypatch.setattr(module, "MOST_ENTRIES", 2)
        else:
            monkeypatch.setattr(module, "MOST_TEXT", 2 * size + 50)
        await self.approved(rooms, act, about("meteor"))
        with pytest.raises(RefusedError, match="faq_full"):
            await self.approved(rooms, act, about("planet"))
        [draft] = await rooms.curator.drafts(1)
        await rooms.reviser.retire(act(actor=ANNA), EntryId("sunlight"))  # a withdrawal always goes
        await rooms.reviser.retire(act(actor=ANNA), EntryId("meteor"))
        await rooms.curator.approve(act(actor=BEN), draft.id, draft.edition)
        with pytest.raises(RefusedError, match="faq_full"):
            await rooms.reviser.restore(act(actor=ANNA), EntryId("meteor"), 1)
        content = await rooms.exchange.export(1)
        plan = await rooms.exchange.plan(act(2, actor=ANNA), "out.zip", content)
        await rooms.exchange.carry_out(act(2, actor=BEN), plan.draft.id, plan.draft.edition)
        there = read_bundle("out.zip", await rooms.exchange.export(2))
        assert there.entries == read_bundle("out.zip", content).entries

    async def test_bytes_are_counted_and_not_letters(self, rooms, store, act):
        edit = about("comet")
        more = replace(edit, phrasings=edit.phrasings + "\ngrößte Kometen überall")
        await self.approved(rooms, act, more)
        [head] = (await heads(store, 1)).values()
        assert await sizes(store, 1) == {"comet": len(head.content.encode())}
        await rooms.reviser.retire(act(actor=ANNA), EntryId("comet"))
        assert await sizes(store, 1) == {"comet": 0}

    async def test_an_entry_that_could_not_be_imported_is_not_published(self, rooms, act):
        wordings = "\n".join(f"c {n} {n}" for n in range(2_100))
        with pytest.raises(RefusedError, match="faq_lint_refuses") as caught:
            await self.approved(rooms, act, replace(about("comet"), phrasings=wordings))
        assert "more than 2,000 values" in str(caught.value.fills["finding"])
