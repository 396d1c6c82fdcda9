import asyncio

from sqlalchemy import event, text

from bot.core.gap import GapState
from bot.core.revision import (
    Conflict,
    Draft,
    DraftState,
    Kind,
    Moved,
    Outdated,
    Published,
    Repeated,
    Revision,
)
from bot.store.audit import deeds
from bot.store.drafts import keep_draft, list_drafts
from bot.store.gaps import list_gaps, tell_gap
from bot.store.guilds import versions
from bot.store.revisions import heads, heads_since, history, publish


async def test_a_first_edit_becomes_revision_1_with_its_deed(store, act, edit):
    done = await publish(store, act(at=77), [edit(reviewer=6, note="typo")])
    revision = Revision(1, "watering", 1, Kind.PUBLISH, "topic", "text", 5, 6, 77, "typo", 1)
    assert done == Published((revision,))
    assert await heads(store, 1) == {"watering": revision}
    [deed] = await deeds(store, 1)
    assert (deed.action, deed.target, deed.detail) == ("publish", "watering", "watering@1")
    assert await versions(store) == {1: 1}


async def test_numbers_have_no_gaps_and_history_starts_with_the_newest(store, act, edit):
    for number in range(4):
        await publish(store, act(), [edit(based_on=number, content=f"text {number}")])
    found = await history(store, 1, "watering")
    assert [each.number for each in found] == [4, 3, 2, 1]
    assert (await heads(store, 1))["watering"] == found[0]
    assert await history(store, 1, "sun") == []


async def test_what_changed_after_a_version_is_given_once_with_its_newest_state(store, act, edit):
    await publish(store, act(), [edit("a"), edit("b")])
    await publish(store, act(), [edit("a", based_on=1)])
    await publish(store, act(), [edit("a", based_on=2, content=None)])
    assert {name: each.number for name, each in (await heads_since(store, 1, 1)).items()} == {
        "a": 3
    }
    assert set(await heads_since(store, 1, 0)) == {"a", "b"}
    assert await heads_since(store, 1, 3) == await heads_since(store, 2, 0) == {}


async def test_the_loser_of_a_race_sees_what_stands(store, act, edit):
    await publish(store, act(), [edit()])
    lost = await publish(store, act(), [edit(content="mine")])
    assert lost == Conflict(await heads(store, 1))
    early = await publish(store, act(), [edit("sun", based_on=3)])
    assert early == Conflict({"sun": None})
    assert len(await deeds(store, 1)) == 1


async def test_a_repeated_operation_has_no_second_effect(store, act, edit):
    first = act()
    await publish(store, first, [edit()])
    assert await publish(store, first, [edit(based_on=1)]) == Repeated()
    assert len(await history(store, 1, "watering")) == 1


async def test_racing_repetitions_have_one_effect(store, act, edit):
    once = act()
    done = await asyncio.gather(*(publish(store, once, [edit()]) for _ in range(4)))
    assert sorted(type(each).__name__ for each in done) == ["Published", *["Repeated"] * 3]


async def test_racing_editors_have_one_winner(store, act, edit):
    done = await asyncio.gather(*(publish(store, act(), [edit()]) for _ in range(4)))
    assert sorted(type(each).__name__ for each in done) == [*["Conflict"] * 3, "Published"]


async def test_many_changes_are_saved_together_or_not_at_all(store, act, edit):
    await publish(store, act(), [edit("b")])
    refused = await publish(store, act(), [edit("a"), edit("b"), edit("c")])
    assert isinstance(refused, Conflict)
    assert list(await heads(store, 1)) == ["b"]
    done = await publish(store, act(), [edit("a"), edit("b", based_on=1, content=None)])
    assert [each.number for each in done.revisions] == [1, 2]
    assert (await heads(store, 1))["b"].content is None
    newest = (await deeds(store, 1))[0]
    assert (newest.action, newest.target, newest.detail) == ("publish+retire", "", "a@1 b@2")


async def test_publishing_removes_the_draft_that_was_approved(store, act, edit):
    typed = Draft(1, "watering", Kind.PUBLISH, "text", 0, 5, 0, state=DraftState.SUBMITTED)
    draft = await keep_draft(store, act(), typed, "submitted")
    done = await publish(store, act(), [edit(draft=draft.id, edition=draft.edition)])
    assert isinstance(done, Published)
    assert await list_drafts(store, 1) == []


async def test_a_draft_that_changed_since_it_was_looked_at_is_not_published(store, act, edit):
    typed = Draft(1, "watering", Kind.PUBLISH, "text", 0, 5, 0, state=DraftState.SUBMITTED)
    seen = await keep_draft(store, act(), typed, "submitted")
    await keep_draft(store, act(), seen, "edited")
    stale = await publish(store, act(), [edit(draft=seen.id, edition=seen.edition)])
    assert stale == Outdated()
    assert await publish(store, act(), [edit(draft=99)]) == Outdated()
    assert await heads(store, 1) == {}


async def test_what_was_checked_against_an_older_state_is_not_saved(store, act, edit):
    await publish(store, act(), [edit("sun")])
    assert await publish(store, act(), [edit("rain")], seen=1) != Moved()
    assert await publish(store, act(), [edit("wind")], seen=1) == Moved()
    assert set(await heads(store, 1)) == {"sun", "rain"}
    assert await versions(store) == {1: 2}
    assert len(await deeds(store, 1)) == 2  # of what was not saved nothing is told


async def test_publishing_answers_gaps(store, act, edit):
    gap = await tell_gap(store, act(actor=None), "how often?")
    other = await tell_gap(store, act(actor=None), "how deep?")
    await publish(store, act(), [edit(gaps=(gap.id,))])
    assert await list_gaps(store, 1) == [other]
    [answered] = await list_gaps(store, 1, GapState.ANSWERED)
    assert (answered.id, answered.entry) == (gap.id, "watering")


async def test_servers_do_not_see_each_other(store, act, edit):
    await publish(store, act(guild=1), [edit(content="one")])
    await publish(store, act(guild=2), [edit(content="two")])
    assert (await heads(store, 1))["watering"].content == "one"
    assert (await heads(store, 2))["watering"].content == "two"
    assert await heads(store, 3) == {}


async def test_what_the_disk_spoilt_is_not_believed(store, act, edit):
    await publish(store, act(), [edit(content="5 ml once a week")])
    async with store.write() as connection:
        await connection.execute(text("UPDATE revisions SET content = '7 ml once a week'"))
    [found] = await history(store, 1, "watering")
    assert not found.is_intact
    assert found.content is None


async def test_a_thousand_changes_take_a_few_statements(store, act, edit):
    """While one transaction runs, SQLite serves nobody else, and a server's row is locked."""
    said = []
    event.listen(store.engine.sync_engine, "before_cursor_execute", lambda *sent: said.append(sent))
    done = await publish(store, act(), [edit(f"entry-{number}") for number in range(1000)])
    assert len(done.revisions) == 1000
    assert len(said) < 20


async def test_a_gap_moves_from_one_entry_to_another_of_the_same_import(store, act, edit):
    gap = await tell_gap(store, act(), "how often")
    await publish(store, act(), [edit("a", gaps=(gap.id,)), edit("b")])
    await publish(store, act(), [edit("a", based_on=1), edit("b", based_on=1, gaps=(gap.id,))])
    [moved] = await list_gaps(store, 1, GapState.ANSWERED)
    assert moved.entry == "b"
    await publish(store, act(), [edit("a", based_on=2), edit("b", based_on=2, content=None)])
    assert [each.id for each in await list_gaps(store, 1, GapState.OPEN)] == [gap.id]
