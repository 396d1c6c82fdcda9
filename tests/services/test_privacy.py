import asyncio
from datetime import UTC, datetime

import pytest

from bot.content.catalogue import load_catalogues
from bot.core.errors import UnavailableError
from bot.core.revision import Deed, Draft, Kind
from bot.services.feedback import Feedback
from bot.services.privacy import (
    COPY_DAYS,
    COUNT_DAYS,
    DAY,
    DIRECT,
    DIRECT_DAYS,
    GAP_DAYS,
    IMPORT_DAYS,
    KEPT,
    LEFT_DAYS,
    UNNAMED,
    Forgotten,
    Privacy,
)
from bot.settings import packaged_knowledge
from bot.store.audit import deeds, note
from bot.store.counts import add_counts, read_counts
from bot.store.drafts import keep_draft, list_drafts
from bot.store.gaps import list_gaps, tell_gap, watch_gap
from bot.store.guilds import left_before, left_marks, versions
from bot.store.revisions import publish
from bot.store.tables import metadata, tallies

NOW = 1_800_000_000
ME = 5


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def privacy(store, clock):
    return Privacy(store, clock)


async def fill(store, act, edit, guild=1, at=NOW) -> None:
    """Leave a trace of a person in every table."""
    await publish(store, act(guild, ME, at), [edit(reviewer=6)])
    draft = Draft(guild, "sun", Kind.PUBLISH, "", 0, author=ME, at=at)
    await keep_draft(store, act(guild, ME, at), draft, "draft kept")
    gap = await tell_gap(store, act(guild, None, at), "how often?")
    await watch_gap(store, guild, gap.id, ME)
    day = datetime.fromtimestamp(at, UTC).date().isoformat()
    await add_counts(store, tallies, {(guild, day, "watering", "answer"): 3})


async def plan(store, act) -> None:
    planned = Draft(1, "import", Kind.IMPORT, "", 0, author=ME, at=NOW)
    await keep_draft(store, act(1, ME, NOW), planned, "import planned")


CATALOGUES = load_catalogues(packaged_knowledge())


@pytest.mark.parametrize("locale", CATALOGUES)
def test_the_notice_has_words_for_each_table(locale):
    names = (name for name in CATALOGUES[locale] if name.startswith("privacy_kept_"))
    assert sorted(name.removeprefix("privacy_kept_") for name in names) == sorted(metadata.tables)


def test_the_notice_tells_of_each_table_once():
    assert sorted(KEPT + UNNAMED) == sorted(metadata.tables)


async def test_a_person_sees_every_row(store, act, edit, privacy):
    await fill(store, act, edit)
    rows = await privacy.show(ME)
    assert {table: len(found) for table, found in rows.items()} == {
        "watchers": 1, "drafts": 1, "revisions": 1, "audit": 2,
    }  # fmt: skip
    assert rows["revisions"][0]["entry"] == "watering"
    assert not any((await privacy.show(77)).values())


async def test_a_burst_of_people_who_want_to_see_takes_one_connection(privacy, monkeypatch):
    running = most = 0

    async def export(*_):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return {}

    monkeypatch.setattr("bot.services.privacy.export_person", export)
    await asyncio.gather(*map(privacy.show, range(9)))
    assert most == 1


async def test_a_person_is_forgotten_and_told_what_stays(store, act, edit, privacy):
    await fill(store, act, edit)
    assert await privacy.forget(ME) == {
        "watchers": Forgotten(deleted=1),
        "drafts": Forgotten(deleted=1),
        "revisions": Forgotten(unnamed=1),
        "audit": Forgotten(unnamed=2),
    }
    assert not any((await privacy.show(ME)).values())
    assert (await privacy.show(6))["revisions"]  # the reviewer is somebody else


@pytest.mark.parametrize(
    ("days", "imports", "gaps", "counts"),
    [
        (0, 1, 1, 1),
        (IMPORT_DAYS + 0.9, 0, 0, 1),
        (GAP_DAYS - 1, 1, 1, 1),
        (COUNT_DAYS, 0, 0, 1),
        (COUNT_DAYS + 1, 0, 0, 0),
    ],
)
async def test_what_is_old_goes_by_itself(  # noqa: PLR0913, PLR0917 - fixtures and cases
    store, act, edit, privacy, clock, days, imports, gaps, counts
):
    await fill(store, act, edit)
    await plan(store, act)
    clock.now += days * DAY
    await privacy.expire()
    kinds = [each.kind for each in await list_drafts(store, 1)]
    assert sorted(kinds) == [Kind.IMPORT] * imports + [Kind.PUBLISH]  # what was typed stays
    assert len(await list_gaps(store, 1)) == gaps
    assert len(await read_counts(store, tallies, 1, "")) == counts


async def test_what_was_denied_in_direct_messages_goes_by_itself(store, act, privacy, clock):
    for guild in (0, 1):
        await note(store, Deed(act(guild, ME, NOW), "denied", "forget", "forget_denied"))
    clock.now += DIRECT_DAYS * DAY
    await privacy.expire()
    assert len((await privacy.show(ME))["audit"]) == 2
    clock.now += 1
    await privacy.expire()
    assert (await deeds(store, 0), len(await deeds(store, 1))) == ([], 1)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_copy_that_an_upgrade_made_goes_by_itself(store, sqlite_path, privacy, clock):
    copy = sqlite_path.with_name(f"{sqlite_path.name}-{store.schema}")
    copy.touch()
    made = copy.stat().st_mtime
    for days, stays in ((COPY_DAYS - 1, True), (COPY_DAYS + 1, False)):
        clock.now = made + days * DAY
        await privacy.expire()
        assert copy.exists() is stays


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_copy_that_cannot_be_deleted_is_told_and_stops_nothing(  # noqa: PLR0913, PLR0917 - fixtures
    store, act, edit, sqlite_path, privacy, clock, caplog
):
    await fill(store, act, edit)
    privacy.attend(set, lambda _: True)
    await privacy.leave(1)
    stays, goes = (sqlite_path.with_name(f"{sqlite_path.name}-{step}") for step in ("0001", "0002"))
    stays.mkdir()  # what no unlink takes away
    goes.touch()
    clock.now = max(NOW, goes.stat().st_mtime) + COUNT_DAYS * DAY
    assert not await privacy.expire()
    assert (stays.exists(), goes.exists()) == (True, False)
    assert await versions(store) == {}
    assert str(stays) in caplog.text
    assert "delete them yourself" in caplog.text
    stays.rmdir()
    assert await privacy.expire()


STEPS = [
    *("expire_imports", "expire_gaps", "expire_deeds", "expire_counts"),
    *("left_before", "expire_copies"),
]


@pytest.mark.parametrize("broken", STEPS)
async def test_each_kind_is_deleted_whatever_becomes_of_the_others(
    privacy, monkeypatch, caplog, broken
):
    tried = set()

    def step(name):
        def run(*_):
            tried.add(name)
            if name == broken:
                raise ValueError("a defect")
            return ()

        async def later(*_):
            return run()

        return run if name == "expire_copies" else later

    for name in STEPS:
        monkeypatch.setattr(f"bot.services.privacy.{name}", step(name))
    assert not await privacy.expire()
    assert tried == set(STEPS)
    assert "this is a defect, report it" in caplog.text


async def test_a_server_that_removed_the_bot_goes_after_thirty_days(
    store, act, edit, privacy, clock
):
    for guild in (1, 2, 3):
        await fill(store, act, edit, guild)
    privacy.attend(lambda: {2, 3}, lambda _: True)
    await privacy.leave(1)
    await privacy.leave(2)
    await privacy.come(2)
    clock.now += LEFT_DAYS * DAY
    await privacy.expire()
    assert set(await versions(store)) == {1, 2, 3}
    clock.now += 1
    await privacy.expire()
    assert set(await versions(store)) == {2, 3}
    assert await list_drafts(store, 1) == []


async def test_a_server_that_only_asked_goes_too(store, privacy, clock):
    feedback = Feedback(store, lambda: datetime.fromtimestamp(NOW, UTC).date().isoformat(), b"key")
    for guild in (8, 9):
        feedback.asked(guild, "watering", "answer")
    await feedback.flush()
    privacy.attend(lambda: {9}, lambda _: True)
    await privacy.expire()
    clock.now += LEFT_DAYS * DAY + 1
    await privacy.expire()
    assert [len(await read_counts(store, tallies, guild, "")) for guild in (8, 9)] == [0, 1]
    assert set(await left_marks(store)) == {9}


async def test_servers_that_removed_the_bot_while_it_was_away(store, act, edit, privacy, clock):
    for guild in (2, 3, 4):
        await fill(store, act, edit, guild)
    privacy.attend(lambda: {2}, lambda guild: guild != 4)  # another process serves the fourth
    await privacy.compare()
    clock.now += 5 * DAY
    await privacy.compare()  # the first time counts
    assert await left_before(store, NOW + 1) == [3]


async def test_direct_messages_never_remove_the_bot(store, privacy, clock):
    day = datetime.fromtimestamp(NOW, UTC).date().isoformat()
    await add_counts(store, tallies, {(DIRECT, day, "watering", "answer"): 3})
    privacy.attend(lambda: {1}, lambda _: True)
    await privacy.expire()
    clock.now += (LEFT_DAYS + 1) * DAY
    await privacy.expire()
    assert len(await read_counts(store, tallies, DIRECT, "")) == 1


async def test_a_server_that_removes_the_bot_in_the_midst_of_a_look_has_left(
    store, act, edit, privacy, monkeypatch
):
    await fill(store, act, edit)
    present = {1}

    async def read(store):
        present.clear()
        await privacy.leave(1)
        return await left_marks(store)

    monkeypatch.setattr("bot.services.privacy.left_marks", read)
    privacy.attend(lambda: set(present), lambda _: True)
    await privacy.compare()
    assert await left_marks(store) == {1: True}


async def test_a_server_that_took_the_bot_back_while_it_was_away_keeps_its_rows(
    store, act, edit, privacy, clock
):
    for guild in (1, 2):
        await fill(store, act, edit, guild)
        await privacy.leave(guild)
    clock.now += (LEFT_DAYS + 1) * DAY
    await privacy.expire()  # at the start nobody knows yet who has it
    assert set(await versions(store)) == {1, 2}
    privacy.attend(lambda: {1}, lambda _: True)
    await privacy.expire()
    assert set(await versions(store)) == {1}
    assert await left_before(store, clock.now + 1) == []


async def test_expiry_goes_on_by_itself_and_survives_a_broken_database(
    store, act, monkeypatch, caplog
):
    await plan(store, act)
    monkeypatch.setattr("bot.services.privacy.DAY", 0.02)  # everything is old at once
    broken = store.write

    def away():
        raise UnavailableError("away")

    store.write = away
    task = asyncio.create_task(Privacy(store, lambda: NOW + 10).follow())
    await asyncio.sleep(0.03)
    assert "imports that are old enough stay: the database is away" in caplog.text
    store.write = broken
    for _ in range(500):
        await asyncio.sleep(0.01)
        if not await list_drafts(store, 1):
            break
    assert await list_drafts(store, 1) == []
    task.cancel()
