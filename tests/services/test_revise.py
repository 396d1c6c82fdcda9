import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.content.bundle import pack_bundle
from bot.core.edit import read_edit
from bot.core.errors import RefusedError
from bot.core.model import EntryId
from bot.core.revision import Kind, Published
from bot.services.standing import Shelf
from bot.store.tables import revisions
from tests.services.rooms import ANNA, BEN, MOON, open_rooms

SUN, FEED = EntryId("sunlight"), EntryId("feeding-amount")


@pytest.fixture
def rooms(store, tiny):
    return open_rooms(store, tiny)


def wordings(name):
    return "\n".join(f"{name} wording {number}" for number in range(12))


async def publish(rooms, act, edit, based_on=0):
    curator = rooms.curator
    desk = await curator.keep(act(actor=ANNA), edit, based_on)
    draft = (await curator.submit(act(actor=ANNA), desk.draft.id)).draft
    await curator.approve(act(actor=BEN), draft.id, draft.edition)


async def test_a_retired_shipped_entry_is_not_served_in_that_server(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), SUN, "wrong")
    assert rooms.entry_for("sun or shade for tomatoes") is None
    assert rooms.entry_for("sun or shade for tomatoes", guild=2) == SUN
    with pytest.raises(RefusedError, match="faq_missing"):
        await rooms.reviser.retire(act(actor=ANNA), SUN)


async def test_restoring_the_shipped_entry_is_one_press_and_a_revision(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), SUN)
    await rooms.reviser.restore(act(actor=BEN), SUN, 0)
    assert rooms.entry_for("sun or shade for tomatoes") == SUN
    past = await rooms.reviser.shelf.past(1, SUN)
    assert [(each.number, each.kind) for each in past] == [(2, Kind.RESTORE), (1, Kind.RETIRE)]
    assert past[0].note == "revision 0"


async def test_any_revision_comes_back(rooms, act):
    for number, question in enumerate(["Moon one?", "Moon two?", "Moon three?"]):
        await publish(rooms, act, replace(MOON, question=question), number)
    await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 1)
    standing = await rooms.reviser.shelf.find(1, MOON.entry)
    assert (standing.entry.question, standing.number) == ("Moon one?", 4)


@pytest.mark.parametrize(("number", "reason"), [(0, "faq_stands"), (7, "faq_no_revision")])
async def test_what_stands_or_never_was_cannot_be_restored(rooms, act, number, reason):
    with pytest.raises(RefusedError, match=reason):
        await rooms.reviser.restore(act(actor=ANNA), SUN, number)


async def test_restoring_what_was_never_shipped_does_not_retire_it(rooms, act):
    await publish(rooms, act, MOON)
    with pytest.raises(RefusedError, match="faq_no_revision"):
        await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 0)
    assert (await rooms.reviser.shelf.find(1, MOON.entry)).entry is not None


async def test_restoring_a_retirement_retires_nothing(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), SUN)
    await rooms.reviser.restore(act(actor=BEN), SUN, 0)
    with pytest.raises(RefusedError, match="faq_was_retired"):
        await rooms.reviser.restore(act(actor=ANNA), SUN, 1)
    assert rooms.entry_for("sun or shade for tomatoes") == SUN


async def test_a_spoilt_revision_does_not_come_back_as_a_retirement(rooms, store, act):
    await publish(rooms, act, MOON)
    await publish(rooms, act, replace(MOON, question="Moon two?"), 1)
    async with store.write() as connection:
        spoil = update(revisions).where(revisions.c.number == 1).values(content="question: [")
        await connection.execute(spoil)
    with pytest.raises(RefusedError, match="faq_no_revision"):
        await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 1)


async def test_undo_takes_back_ones_own_last_revision(rooms, act):
    await publish(rooms, act, MOON)
    await rooms.reviser.retire(act(actor=7, at=2000), SUN)
    await rooms.reviser.undo(act(actor=ANNA, at=3000))
    assert (await rooms.reviser.shelf.find(1, MOON.entry)).entry is None
    assert (await rooms.reviser.shelf.find(1, SUN)).entry is None
    assert (await rooms.reviser.shelf.find(1, MOON.entry)).number == 2
    await rooms.reviser.undo(act(actor=7, at=3000))
    assert (await rooms.reviser.shelf.find(1, SUN)).entry is not None


async def test_undo_goes_by_the_order_of_edits_and_not_of_names(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), EntryId("watering-time"))
    await rooms.reviser.retire(act(actor=ANNA), SUN)  # in the same second
    [back] = (await rooms.reviser.undo(act(actor=ANNA))).revisions
    assert (back.entry, back.kind, back.note) == (SUN, Kind.UNDO, "revision 1")


async def test_undo_again_walks_back_and_never_forth(rooms, act):
    for number, question in enumerate(["Moon one?", "Moon two?", "Moon three?"]):
        await publish(rooms, act, replace(MOON, question=question), number)
    shown = []
    for _ in range(3):
        await rooms.reviser.undo(act(actor=ANNA))
        standing = await rooms.reviser.shelf.find(1, MOON.entry)
        shown.append(standing.entry and standing.entry.question)
    assert shown == ["Moon two?", "Moon one?", None]
    with pytest.raises(RefusedError, match="faq_nothing_to_undo"):
        await rooms.reviser.undo(act(actor=ANNA))
    await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 3)
    await rooms.reviser.undo(act(actor=ANNA))
    assert (await rooms.reviser.shelf.find(1, MOON.entry)).entry is None


async def test_undo_reads_the_histories_once_however_many_entries(rooms, act, monkeypatch):
    reads = []
    pasts = Shelf.pasts
    monkeypatch.setattr(Shelf, "pasts", lambda *args: reads.append(args[2]) or pasts(*args))
    monkeypatch.setattr(Shelf, "find", None)
    monkeypatch.setattr(Shelf, "past", None)
    plan = await rooms.exchange.compare(1, "x.zip", pack_bundle([], [SUN, FEED]))
    await rooms.exchange.take_in(act(actor=ANNA), plan)
    assert len((await rooms.reviser.undo(act(actor=ANNA))).revisions) == 2
    assert [sorted(each) for each in reads] == [[], [FEED, SUN]]


async def test_undo_takes_an_import_back_as_a_whole(rooms, act, tiny):
    moon = read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([moon], [FEED]))
    await rooms.exchange.carry_out(act(actor=BEN), plan.draft.id, plan.draft.edition)
    result = await rooms.reviser.undo(act(actor=BEN))
    assert {each.entry for each in result.revisions} == {MOON.entry, FEED}
    assert rooms.entry_for("liquid feed per week") == FEED
    assert rooms.entry_for("sowing by the moon") is None


async def test_two_at_once_undo_once(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), SUN)
    tries = [rooms.reviser.undo(act(actor=ANNA)) for _ in range(3)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Published) for each in results) == 1
    assert (await rooms.reviser.shelf.find(1, SUN)).number == 2


async def test_there_may_be_nothing_to_undo(rooms, act):
    with pytest.raises(RefusedError, match="faq_nothing_to_undo"):
        await rooms.reviser.undo(act(actor=ANNA))


async def test_the_lint_judges_what_comes_back(rooms, act):
    await publish(rooms, act, MOON)
    await publish(rooms, act, replace(MOON, phrasings=wordings("new"), question="Moons?"), 1)
    await publish(rooms, act, replace(MOON, entry=EntryId("other")))  # its wordings are free now
    with pytest.raises(RefusedError, match="faq_lint_refuses") as refused:
        await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 1)
    assert "stands in other too" in str(refused.value.fills["finding"])


async def test_a_shipped_entry_does_not_come_back_beside_one_for_the_same_question(rooms, act):
    shipped = rooms.reviser.shelf.shipped(SUN)
    await rooms.reviser.retire(act(actor=ANNA), SUN)
    ours = replace(MOON, question=shipped.question, related="")
    await publish(rooms, act, ours)
    with pytest.raises(RefusedError, match="faq_lint_refuses"):
        await rooms.reviser.restore(act(actor=BEN), SUN, 0)
    await rooms.reviser.retire(act(actor=ANNA), MOON.entry)
    await rooms.reviser.restore(act(actor=BEN), SUN, 0)
    assert rooms.entry_for("sun or shade for tomatoes") == SUN


async def test_a_retired_related_entry_holds_nothing_back(rooms, act):
    await publish(rooms, act, MOON)
    await publish(rooms, act, replace(MOON, question="Moons?"), 1)
    await rooms.reviser.retire(act(actor=7), SUN)
    await rooms.reviser.restore(act(actor=ANNA), MOON.entry, 1)
    await rooms.reviser.undo(act(actor=ANNA))
    await publish(rooms, act, replace(MOON, question="What of moons?"), 4)
    standing = await rooms.reviser.shelf.find(1, MOON.entry)
    assert (standing.entry.question, standing.entry.related) == ("What of moons?", (SUN,))
    assert rooms.entry_for("sowing by the moon") == MOON.entry
