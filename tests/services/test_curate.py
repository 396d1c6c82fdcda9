import asyncio
from dataclasses import replace

import pytest

from bot.core.errors import RefusedError
from bot.core.impact import Shift
from bot.core.model import EntryId
from bot.core.revision import DraftState, Published
from bot.services.draft import Clash
from bot.services.live import Live
from bot.store.audit import deeds
from bot.store.drafts import list_drafts
from bot.store.revisions import history
from tests.services.rooms import ALONE, ANNA, BEN, MOON, open_rooms

WATERING = EntryId("watering-time")
SPOILT = replace(MOON, answer="No citation here.")


@pytest.fixture
def rooms(store, tiny):
    return open_rooms(store, tiny)


async def submitted(rooms, act, edit=MOON, based_on=0, gap=0):
    desk = await rooms.curator.keep(act(actor=ANNA), edit, based_on, gap=gap)
    return (await rooms.curator.submit(act(actor=ANNA), desk.draft.id)).draft


async def published(rooms, act, edit=MOON, based_on=0):
    draft = await submitted(rooms, act, edit, based_on)
    return await rooms.curator.approve(act(actor=BEN), draft.id, draft.edition)


async def test_an_entry_is_written_reviewed_by_another_and_live(rooms, store, act):
    assert rooms.entry_for("sowing by the moon") is None
    result = await published(rooms, act)
    assert isinstance(result, Published)
    assert rooms.entry_for("sowing by the moon") == "moon-phases"
    assert rooms.entry_for("sowing by the moon", guild=2) is None
    [revision] = await history(store, 1, MOON.entry)
    assert (revision.author, revision.reviewer) == (ANNA, BEN)
    assert await list_drafts(store, 1) == []
    actions = [each.action for each in await deeds(store, 1)]
    assert actions == ["publish", "draft submitted", "draft kept"]


async def test_a_proof_shows_findings_difference_reply_and_impact(rooms, act):
    await rooms.gaps.tell(act(), "is it good sowing by the full moon")
    desk = await rooms.curator.keep(act(actor=ANNA), MOON, 0)
    assert desk.is_ready
    assert {each.part for each in desk.proof.changes} == {
        "topic", "question", "passage", "phrasing", "related"
    }  # fmt: skip
    assert "The guide puts watering in the early morning. [1]" in desk.proof.reply("en").text
    [change] = desk.proof.impact.changes
    assert (change.shift, change.after, change.probe.golden) == (Shift.MATCHES, MOON.entry, None)


async def test_an_invalid_draft_is_kept_as_it_was_typed(rooms, act):
    desk = await rooms.curator.keep(act(actor=ANNA), SPOILT, 0)
    assert [each.text for each in desk.proof.findings] == ["a passage has no citation at its end"]
    kept = await rooms.curator.look(1, desk.draft.id)
    assert kept.edit == SPOILT
    with pytest.raises(RefusedError, match="faq_findings"):
        await rooms.curator.submit(act(actor=ANNA), desk.draft.id)
    saved = await rooms.curator.save(act(actor=ANNA), MOON, 0, kept.draft)
    again = await rooms.curator.look(1, saved.id)
    assert again.is_ready
    assert again.draft.id == kept.draft.id


async def test_a_text_without_words_is_a_finding(rooms, act):
    desk = await rooms.curator.keep(act(actor=ANNA), replace(MOON, phrasings="???"), 0)
    assert not desk.is_ready
    assert desk.proof.findings


async def test_nobody_approves_their_own(rooms, act):
    draft = await submitted(rooms, act)
    with pytest.raises(RefusedError, match="faq_second"):
        await rooms.curator.approve(act(actor=ANNA), draft.id, draft.edition)
    await rooms.guilds.put(act(actor=ANNA), ALONE)
    await rooms.curator.approve(act(actor=ANNA), draft.id, draft.edition)
    assert rooms.entry_for("sowing by the moon") == "moon-phases"


async def test_a_returned_draft_goes_back_with_its_reason(rooms, act):
    draft = await submitted(rooms, act)
    back = await rooms.curator.give_back(act(actor=BEN), draft.id, draft.edition, "cite t1")
    assert (back.state, back.reason, back.reviewer) == (DraftState.RETURNED, "cite t1", BEN)
    with pytest.raises(RefusedError, match="faq_changed"):
        await rooms.curator.approve(act(actor=BEN), draft.id, draft.edition)


@pytest.mark.parametrize("deed", ["save", "submit", "discard", "rebase"])
async def test_only_its_author_changes_a_draft(rooms, act, deed):
    draft = (await rooms.curator.keep(act(actor=ANNA), MOON, 0)).draft
    curator, other = rooms.curator, act(actor=BEN)
    calls = {
        "save": lambda: curator.save(other, MOON, 0, draft),
        "submit": lambda: curator.submit(other, draft.id),
        "discard": lambda: curator.discard(other, draft.id),
        "rebase": lambda: curator.rebase(other, draft.id),
    }
    with pytest.raises(RefusedError, match="faq_not_author"):
        await calls[deed]()


async def test_a_discarded_draft_is_gone(rooms, act):
    draft = (await rooms.curator.keep(act(actor=ANNA), MOON, 0)).draft
    await rooms.curator.discard(act(actor=ANNA), draft.id)
    with pytest.raises(RefusedError, match="faq_gone"):
        await rooms.curator.look(1, draft.id)
    with pytest.raises(RefusedError, match="faq_gone"):
        await rooms.curator.discard(act(actor=ANNA), draft.id)


async def test_another_servers_draft_is_not_there(rooms, act):
    draft = await submitted(rooms, act)
    with pytest.raises(RefusedError, match="faq_gone"):
        await rooms.curator.look(2, draft.id)
    with pytest.raises(RefusedError, match="faq_gone"):
        await rooms.curator.approve(act(guild=2, actor=BEN), draft.id, draft.edition)


async def test_a_new_draft_names_no_entry_that_never_was(rooms, act):
    desk = await rooms.curator.keep(act(actor=ANNA), replace(MOON, related="nowhere"), 0)
    assert [each.rule for each in desk.proof.findings if each.blocks] == ["S2"]
    await rooms.reviser.retire(act(actor=BEN), EntryId(MOON.related))
    desk = await rooms.curator.keep(act(actor=ANNA), MOON, 0)
    assert [(each.rule, each.blocks) for each in desk.proof.findings] == [("S2", False)]
    assert desk.is_ready


@pytest.mark.parametrize("processes", [1, 2])
async def test_of_two_approvals_at_once_the_lint_judges_the_second_too(
    rooms, store, tiny, act, processes
):
    twins = [
        await submitted(rooms, act, replace(MOON, entry=EntryId(name))) for name in ("one", "two")
    ]
    all_rooms = [rooms, open_rooms(store, tiny)][-processes:] * 2
    results = await asyncio.gather(
        *(
            room.curator.approve(act(actor=BEN), draft.id, draft.edition)
            for room, draft in zip(all_rooms, twins, strict=False)
        ),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in results) == ["Published", "RefusedError"]
    [refused] = [each for each in results if isinstance(each, RefusedError)]
    assert refused.name == "faq_lint_refuses"
    assert len(await rooms.curator.drafts(1)) == 1  # what the loser wrote


async def test_edits_of_others_that_do_not_collide_stop_nobody(rooms, store, tiny, act):
    others = [rooms, *(open_rooms(store, tiny) for _ in range(3))]
    drafts = []
    for number in range(len(others)):
        wordings = "\n".join(f"matter {number} wording {n}" for n in range(12))
        name, question = EntryId(f"matter-{number}"), f"What of matter {number}?"
        fresh = replace(MOON, entry=name, question=question, phrasings=wordings)
        drafts.append(await submitted(rooms, act, fresh))
    results = await asyncio.gather(
        *(
            room.curator.approve(act(actor=BEN), draft.id, draft.edition)
            for room, draft in zip(others, drafts, strict=True)
        )
    )
    assert all(isinstance(each, Published) for each in results)
    assert sorted(each.revisions[0].version for each in results) == [1, 2, 3, 4]


async def test_who_never_gets_a_turn_is_told_and_loses_nothing(rooms, act, monkeypatch):
    draft = await submitted(rooms, act)
    refresh = Live.refresh

    async def overtaken(live, guild):
        seen = await refresh(live, guild)
        await rooms.guilds.put(act(actor=BEN), replace(ALONE, region=f"{seen % 10}"))
        return seen

    monkeypatch.setattr(Live, "refresh", overtaken)
    with pytest.raises(RefusedError, match="faq_busy"):
        await rooms.curator.approve(act(actor=BEN), draft.id, draft.edition)
    assert await rooms.curator.drafts(1) == [draft]


async def test_the_loser_of_a_race_sees_both_texts_and_loses_nothing(rooms, act):
    edit, number = await rooms.curator.form(1, WATERING)
    edit = replace(edit, phrasings="\n".join(f"watering hour wording {n}" for n in range(12)))
    first = await submitted(rooms, act, replace(edit, question="When do I water?"), number)
    second = await submitted(rooms, act, replace(edit, question="What hour to water?"), number)
    await rooms.curator.approve(act(actor=BEN), first.id, first.edition)
    clash = await rooms.curator.approve(act(actor=BEN), second.id, second.edition)
    assert isinstance(clash, Clash)
    assert clash.theirs.entry.question == "When do I water?"
    assert clash.yours.edit.question == "What hour to water?"
    assert (await rooms.curator.look(1, second.id)).edit.question == "What hour to water?"
    again = await rooms.curator.rebase(act(actor=ANNA), second.id)
    ready = (await rooms.curator.submit(act(actor=ANNA), again.draft.id)).draft
    await rooms.curator.approve(act(actor=BEN), ready.id, ready.edition)
    standing = await rooms.curator.shelf.find(1, WATERING)
    assert (standing.entry.question, standing.number) == ("What hour to water?", 2)


async def test_two_reviewers_at_once_publish_once(rooms, store, act):
    draft = await submitted(rooms, act)
    tries = [rooms.curator.approve(act(actor=BEN), draft.id, draft.edition) for _ in range(4)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Published) for each in results) == 1
    assert len(await history(store, 1, MOON.entry)) == 1


async def test_a_replayed_approval_has_no_second_effect(rooms, store, act):
    draft = await submitted(rooms, act)
    once = act(actor=BEN)
    await rooms.curator.approve(once, draft.id, draft.edition)
    with pytest.raises(RefusedError):
        await rooms.curator.approve(once, draft.id, draft.edition)
    assert len(await history(store, 1, MOON.entry)) == 1


async def test_drafts_that_wait_for_review_come_first(rooms, act):
    await rooms.curator.keep(act(actor=ANNA), MOON, 0)
    waiting = await submitted(rooms, act, replace(MOON, entry=EntryId("other")))
    first, _ = await rooms.curator.drafts(1)
    assert first.id == waiting.id


async def test_a_retired_entry_has_no_form(rooms, act):
    await rooms.reviser.retire(act(actor=ANNA), WATERING)
    with pytest.raises(RefusedError, match="faq_missing"):
        await rooms.curator.form(1, WATERING)


async def test_publishing_answers_the_gaps_that_it_matches(rooms, act):
    gap = await rooms.gaps.tell(act(), "sowing by the full moon")
    other = await rooms.gaps.tell(act(), "why are bees away from flowers")
    await published(rooms, act)
    assert [each.id for each in await rooms.gaps.open(1)] == [other.id]
    with pytest.raises(RefusedError, match="gap_gone"):
        await rooms.gaps.find(1, gap.id)


async def test_a_gap_that_the_entry_written_for_it_misses_stays_open_and_is_named(rooms, act):
    gap = await rooms.gaps.tell(act(), "why are bees away from flowers")
    draft = await submitted(rooms, act, gap=gap.id)
    assert (await rooms.curator.look(1, draft.id)).proof.missed == (gap.text,)
    await rooms.curator.approve(act(actor=BEN), draft.id, draft.edition)
    assert await rooms.gaps.open(1) == [gap]


async def test_the_gap_that_an_entry_is_for_is_answered_however_many_there_are(
    rooms, act, monkeypatch
):
    monkeypatch.setattr("bot.services.publish.MOST_GAPS", 1)
    for _ in range(2):
        await rooms.gaps.tell(act(), "why are bees away from flowers")
    gap = await rooms.gaps.tell(act(), "sowing by the full moon")
    draft = await submitted(rooms, act, gap=gap.id)
    assert (await rooms.curator.look(1, draft.id)).proof.missed == ()
    await rooms.curator.approve(act(actor=BEN), draft.id, draft.edition)
    assert [each.text for each in await rooms.gaps.open(1)] == ["why are bees away from flowers"]
