import io
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.content.bundle import pack_bundle
from bot.content.dump import dump_entry
from bot.core.edit import read_edit
from bot.core.errors import ContentError, RefusedError
from bot.core.model import EntryId
from bot.store.revisions import heads
from tests.content.poison import zipped
from tests.services.rooms import ANNA, BEN, MOON, open_rooms

FEED, TIME = EntryId("feeding-amount"), EntryId("watering-time")


@pytest.fixture
def rooms(store, tiny):
    return open_rooms(store, tiny)


@pytest.fixture
def moon(tiny):
    return read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")


async def imported(rooms, act, name, content):
    plan = await rooms.exchange.plan(act(actor=ANNA), name, content)
    return await rooms.exchange.carry_out(act(actor=BEN), plan.draft.id, plan.draft.edition)


async def test_an_import_is_a_dry_run_first(rooms, act, store, moon):
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([moon], [FEED]))
    assert plan.is_clean
    assert [(each.standing.id, each.entry) for each in plan.arrivals] == [
        (FEED, None),
        (MOON.entry, moon),
    ]
    assert all(each.parts for each in plan.arrivals)
    assert await heads(store, 1) == {}
    assert rooms.entry_for("sowing by the moon") is None
    assert (await rooms.exchange.look(1, plan.draft.id)).arrivals == plan.arrivals


async def test_another_moderator_carries_it_out_all_at_once(rooms, act, moon):
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([moon], [FEED]))
    with pytest.raises(RefusedError, match="faq_second"):
        await rooms.exchange.carry_out(act(actor=ANNA), plan.draft.id, plan.draft.edition)
    result = await rooms.exchange.carry_out(act(actor=BEN), plan.draft.id, plan.draft.edition)
    assert len(result.revisions) == 2
    assert rooms.entry_for("sowing by the moon") == MOON.entry
    assert rooms.entry_for("liquid feed per week") is None
    with pytest.raises(RefusedError, match="faq_gone"):
        await rooms.exchange.look(1, plan.draft.id)


async def test_what_is_exported_can_be_imported_elsewhere(rooms, act, moon):
    await imported(rooms, act, "x.zip", pack_bundle([moon], [FEED]))
    content = await rooms.exchange.export(1)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["entries/light/moon-phases.yaml", "retired.yaml"]
    plan = await rooms.exchange.plan(act(guild=2, actor=ANNA), "x.zip", content)
    assert len(plan.arrivals) == 2
    again = await rooms.exchange.plan(act(actor=ANNA), "x.zip", content)
    assert again.arrivals == ()
    assert again.draft is None


async def test_one_entry_goes_out_and_comes_in_as_its_file(rooms, act, moon):
    text = await rooms.exchange.export_entry(1, FEED)
    assert text.startswith("id: feeding-amount\n")
    await imported(rooms, act, "moon-phases.yaml", dump_entry(moon).encode())
    standing = await rooms.curator.shelf.find(1, MOON.entry)
    assert standing.entry == replace(moon, topic="community")


async def test_a_single_file_keeps_the_topic_of_a_known_entry(rooms, act, tiny):
    entry = next(each for each in tiny.snapshot.pack.entries if each.id == TIME)
    more = replace(entry, phrasings=tuple(f"hour wording {n}" for n in range(12)))
    await imported(rooms, act, "watering-time.yaml", dump_entry(more).encode())
    assert (await rooms.curator.shelf.find(1, TIME)).entry == more


async def test_findings_keep_an_import_back(rooms, act, moon, store):
    bad = replace(moon, id=EntryId("bad"))  # the same wordings
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([moon, bad], []))
    assert not plan.is_clean
    assert plan.draft is None
    assert await heads(store, 1) == {}


async def test_entries_of_one_import_may_name_each_other(rooms, act, moon):
    first = replace(moon, related=(EntryId("stars"),))
    wordings = tuple(f"star wording {n}" for n in range(12))
    second = replace(
        moon, id=EntryId("stars"), question="What of stars?", phrasings=wordings, related=(moon.id,)
    )
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([first, second], []))
    assert plan.is_clean, [each.findings for each in plan.arrivals]


async def test_what_changed_since_the_dry_run_stops_all_of_it(rooms, act, moon, store):
    plan = await rooms.exchange.plan(act(actor=ANNA), "x.zip", pack_bundle([moon], [FEED]))
    await rooms.reviser.retire(act(actor=BEN), FEED)
    await rooms.reviser.restore(act(actor=BEN), FEED, 0)
    with pytest.raises(RefusedError, match="faq_import_stale"):
        await rooms.exchange.carry_out(act(actor=BEN), plan.draft.id, plan.draft.edition)
    assert MOON.entry not in await heads(store, 1)


async def test_the_operator_imports_what_was_compared_without_a_review(rooms, act, moon):
    ticks = []
    content = pack_bundle([moon], [FEED])
    plan = await rooms.exchange.compare(1, "x.zip", content, lambda *at: ticks.append(at))
    assert ticks == [(1, 2), (2, 2)]
    assert plan.draft is None
    result = await rooms.exchange.take_in(act(actor=None), plan)
    assert {(each.author, each.reviewer) for each in result.revisions} == {(None, None)}
    assert rooms.entry_for("sowing by the moon") == MOON.entry
    with pytest.raises(RefusedError, match="faq_stands_already"):
        await rooms.exchange.take_in(act(), await rooms.exchange.compare(1, "x.zip", content))


async def test_the_operator_overwrites_nobody_who_was_faster(rooms, act, moon, store):
    plan = await rooms.exchange.compare(1, "x.zip", pack_bundle([moon], [FEED]))
    await rooms.reviser.retire(act(actor=BEN), FEED)
    with pytest.raises(RefusedError, match="faq_import_stale"):
        await rooms.exchange.take_in(act(actor=None), plan)
    assert MOON.entry not in await heads(store, 1)


async def test_a_broken_file_changes_nothing(rooms, act, store):
    with pytest.raises(ContentError, match=r":1: 'no'|missing"):
        await rooms.exchange.plan(
            act(actor=ANNA), "x.zip", zipped({"entries/a/b.yaml": "id: no\n"})
        )
    assert await heads(store, 1) == {}


async def test_there_is_nothing_to_export_at_first(rooms):
    with pytest.raises(RefusedError, match="faq_nothing_to_export"):
        await rooms.exchange.export(1)
    with pytest.raises(RefusedError, match="faq_missing"):
        await rooms.exchange.export_entry(1, EntryId("nowhere"))


async def test_what_the_database_spoilt_does_not_go_out(rooms, act, store, moon):
    await imported(rooms, act, "x.zip", pack_bundle([moon], []))
    async with store.write() as connection:
        await connection.execute(text("UPDATE revisions SET content = 'Sow at noon.'"))
    with pytest.raises(RefusedError, match="faq_spoilt") as refused:
        await rooms.exchange.export(1)
    assert refused.value.fills == {"entry": MOON.entry}
