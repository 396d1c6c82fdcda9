from dataclasses import replace

import pytest

from bot.core.revision import Draft, DraftState, Kind, Outdated, Repeated
from bot.store.audit import deeds
from bot.store.drafts import draft_of, drop_draft, expire_imports, keep_draft, list_drafts


@pytest.fixture
def typed() -> Draft:
    return Draft(1, "watering", Kind.PUBLISH, "{not: valid", 2, 5, 100, findings="G1", gap=9)


async def test_an_invalid_draft_is_kept_as_typed(store, act, typed):
    kept = await keep_draft(store, act(), typed, "draft kept")
    assert kept == replace(typed, id=1, edition=1)
    assert await draft_of(store, 1, kept.id) == kept
    assert [each.action for each in await deeds(store, 1)] == ["draft kept"]


async def test_only_the_last_edition_can_be_changed(store, act, typed):
    first = await keep_draft(store, act(), typed, "draft kept")
    second = await keep_draft(store, act(), replace(first, text="better"), "draft kept")
    assert second == replace(first, text="better", edition=2)
    assert await keep_draft(store, act(), first, "draft kept") == Outdated()
    assert await drop_draft(store, act(), first, "draft dropped") == Outdated()
    assert await drop_draft(store, act(), second, "draft dropped") == second
    assert await keep_draft(store, act(), second, "draft kept") == Outdated()
    assert len(await deeds(store, 1)) == 3


async def test_repeating_is_noticed(store, act, typed):
    once = act()
    await keep_draft(store, once, typed, "draft kept")
    assert await keep_draft(store, once, typed, "draft kept") == Repeated()


async def test_drafts_are_listed_by_server(store, act, typed):
    await keep_draft(store, act(), replace(typed, at=300), "draft kept")
    sent = replace(typed, state=DraftState.SUBMITTED, at=200)
    await keep_draft(store, act(), sent, "draft submitted")
    await keep_draft(store, act(guild=2), typed, "draft kept")
    assert [each.at for each in await list_drafts(store, 1)] == [200, 300]
    assert await draft_of(store, 2, 1) is None


async def test_old_imports_expire_with_a_line_in_the_record_and_what_was_typed_never(
    store, act, typed
):
    planned = replace(typed, kind=Kind.IMPORT, state=DraftState.SUBMITTED)
    for guild, draft in ((1, typed), (1, planned), (2, planned), (1, replace(planned, at=300))):
        await keep_draft(store, act(guild=guild), draft, "draft kept")
    assert await expire_imports(store, before=300, now=999) == 2
    assert await expire_imports(store, before=300, now=999) == 0
    left = [(each.kind, each.at) for each in await list_drafts(store, 1)]
    assert left == [(typed.kind, typed.at), (Kind.IMPORT, 300)]
    for guild in (1, 2):
        [line] = [each for each in await deeds(store, guild) if each.action == "import expired"]
        assert (line.act.actor, line.act.at) == (None, 999)
