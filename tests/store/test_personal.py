from dataclasses import replace

from sqlalchemy import Column, MetaData, Table

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
    "guilds": "guild version settings left_at",
    "revisions": "guild entry number kind topic content at note sha256 version",
    "drafts": "guild id entry kind text based_on at findings state reason gap edition",
    "audit": "guild operation at action target detail",
    "gaps": "guild id text count state entry at",
    "watchers": "guild gap claimed",
    "tallies": "guild day entry outcome count",
    "votes": "guild day entry reason count",
}
"""Columns that name no person, by table: `id` is an operation, `text` is redacted or an entry's.

A new one has to be put here, or to be registered. A name says nothing by itself: the `id` of
another table may be a person's.
"""


def columns_of(tables: MetaData) -> set[str]:
    return {str(column) for table in tables.sorted_tables for column in table.columns}


def settled() -> list[str]:
    """Give each column of which it is said whether it names a person."""
    impersonal = [
        f"{table}.{name}" for table, names in IMPERSONAL.items() for name in names.split()
    ]
    return [each.name for each in PERSONAL] + impersonal


def test_of_every_column_it_is_said_once_whether_it_names_a_person():
    assert sorted(settled()) == sorted(columns_of(metadata))
    assert all(each.why for each in PERSONAL)


def test_the_columns_of_a_new_table_are_settled_by_no_other_tables():
    grown = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(grown)
    Table("asked", grown, *(Column(name) for name in ("guild", "id", "text", "at")))
    unsettled = {"asked.guild", "asked.id", "asked.text", "asked.at"}
    assert columns_of(grown) - set(settled()) == unsettled


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
