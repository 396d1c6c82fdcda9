from dataclasses import replace

from bot.core.gap import GapState
from bot.core.revision import Draft, Kind
from bot.store.drafts import keep_draft, list_drafts
from bot.store.gaps import close_gap, tell_gap, tellings, watch_gap
from bot.store.personal import (
    PERSONAL,
    Erasure,
    export_person,
    forget_guild,
    forget_person,
)
from bot.store.revisions import heads, publish
from bot.store.tables import metadata

IMPERSONAL = {
    *("guild", "operation", "id", "gap", "settings"),  # of servers, interactions, drafts and gaps
    *("at", "left_at", "claimed", "day"),  # times
    *("version", "number", "based_on", "edition", "count"),
    *("entry", "topic", "kind", "state", "action", "target", "outcome", "sha256"),
    *("content", "text", "findings", "note", "reason", "detail"),  # what is said, of an entry
}
"""Columns that name no person. A new one has to be put here, or to be registered."""


def test_every_column_that_can_name_a_person_is_registered():
    columns = {column for table in metadata.sorted_tables for column in table.columns}
    named = {each.column for each in PERSONAL}
    assert {each.name for each in columns - named} == IMPERSONAL
    assert not {each.name for each in named} & IMPERSONAL
    assert all(each.why for each in PERSONAL)


def test_a_person_can_be_taken_out_of_every_row_that_stays():
    stays = [each for each in PERSONAL if each.erasure is Erasure.UNNAME]
    assert stays
    assert all(each.column.nullable for each in stays)


async def fill(store, act, edit, person: int) -> None:
    await publish(store, act(actor=person), [edit(author=person, reviewer=person)])
    draft = Draft(1, "sun", Kind.PUBLISH, "", 0, author=person, at=0)
    await keep_draft(store, act(actor=person), draft, "draft kept")
    other = Draft(1, "sun", Kind.PUBLISH, "", 0, author=1, at=0, reviewer=person)
    await keep_draft(store, act(actor=person), other, "draft returned")
    gap = await tell_gap(store, act(actor=None), "how often?")
    await watch_gap(store, 1, gap.id, person)
    await close_gap(store, act(actor=None), gap.id, GapState.ANSWERED, "watering")


async def test_a_person_sees_and_removes_what_names_them(store, act, edit):
    def written(**more):
        return replace(edit(), **more)

    await fill(store, act, written, 42)
    shown = await export_person(store, 42)
    counts = {name: len(rows) for name, rows in shown.items()}
    assert counts == {
        "watchers.watcher": 1,
        "drafts.author": 1,
        "drafts.reviewer": 1,
        "revisions.author": 1,
        "revisions.reviewer": 1,
        "audit.actor": 3,
    }
    assert shown["revisions.author"][0]["content"] == "text"
    assert await forget_person(store, 42) == counts
    assert not any((await export_person(store, 42)).values())
    assert await tellings(store) == []
    assert [each.author for each in await list_drafts(store, 1)] == [1]
    kept = (await heads(store, 1))["watering"]
    assert (kept.author, kept.reviewer, kept.is_intact) == (None, None, True)


async def test_a_server_is_removed_whole(store, act, edit):
    await publish(store, act(guild=1), [edit()])
    await publish(store, act(guild=2), [edit()])
    lost = await forget_guild(store, 1)
    assert lost["revisions"] == lost["audit"] == lost["guilds"] == 1
    assert set(lost) == set(metadata.tables)
    assert await heads(store, 1) == {}
    assert len(await heads(store, 2)) == 1
