"""Whoever asked to be told is told, once, whatever Discord does meanwhile."""

import asyncio
import time
from dataclasses import replace

import pytest
from sqlalchemy import insert

from bot.cogs import notices as module
from bot.cogs import outbox
from bot.core.errors import NotSavedError, UnavailableError
from bot.core.gap import GapState
from bot.core.model import EntryId
from bot.services.live import Live
from bot.store.gaps import LEASE, claim_telling, close_gap, is_watched, tellings
from bot.store.tables import watchers
from bot.wiring import open_app
from tests.cogs.conftest import running
from tests.cogs.moderators import (
    MOON_QUESTION,
    until_forgotten,
)

DM = "/users/@me/channels$"
MESSAGES = r"/channels/\d+/messages$"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(module, "ROUND", 0.02)
    monkeypatch.setattr(module, "PAUSE", 0.01)


async def waiting(app, fake, question=MOON_QUESTION):
    """Let alice wait for an answer that is there by now."""
    guild, act = int(fake.guild["id"]), app.moderation.audit.act
    gap = await app.moderation.gaps.tell(act(guild, 1, 2), question)
    await app.moderation.gaps.watch(guild, gap.id, int(fake.alice["id"]))
    await close_gap(app.store, act(guild, 3, 4), gap.id, GapState.ANSWERED, EntryId("sunlight"))


async def told(fake, app):
    """Run the bot until nobody waits; give what alice was written."""
    async with running(fake, app):
        await until_forgotten(app)
    return [each["content"] for each in fake.posted(fake.dm_with(fake.alice))]


@pytest.mark.parametrize("path", [DM, MESSAGES])
@pytest.mark.parametrize(("status", "code"), [(507, 0), (400, module.TOO_FAST)])
async def test_a_fault_that_passes_is_waited_out(fake, app, path, status, code):
    await waiting(app, fake)
    for _ in range(3):
        fake.fail_next("POST", path, status, {"message": "not now", "code": code})
    [text] = await told(fake, app)
    assert "How much sunlight" in text


async def test_a_cut_connection_is_waited_out(fake, app):
    await waiting(app, fake)
    fake.cut_next("POST", DM)
    assert len(await told(fake, app)) == 1


async def test_nobody_is_tried_for_ever(fake, app, monkeypatch, caplog):
    monkeypatch.setattr(module, "MOST_TRIES", 3)
    await waiting(app, fake)
    for _ in range(3):
        fake.fail_next("POST", DM, 507, {"message": "not now", "code": 0})
    assert await told(fake, app) == []
    assert "could not be told in 3 attempts" in caplog.text


async def test_whoever_takes_no_messages_is_forgotten_at_once(fake, app):
    await waiting(app, fake)
    fake.fail_next("POST", MESSAGES, 403, {"message": "Cannot send to this user", "code": 50007})
    assert await told(fake, app) == []
    assert len(fake.seen("POST", MESSAGES)) == 1


async def test_another_processes_server_is_left_to_it(fake, app, monkeypatch):
    await waiting(app, fake)
    monkeypatch.setattr(app.moderation.gaps, "_serves", lambda _: False)
    async with running(fake, app):
        await asyncio.sleep(0.2)
    assert [each.watcher for each in await tellings(app.store)] == [int(fake.alice["id"])]
    assert fake.seen("POST", DM) == []


async def test_what_is_not_served_yet_is_told_when_it_is(fake, app):
    act = app.moderation.audit.act(int(fake.guild["id"]), 5, 6)
    await app.moderation.reviser.retire(act, EntryId("sunlight"))
    await waiting(app, fake, "sun or shade for tomatoes")
    async with running(fake, app):
        await asyncio.sleep(0.2)
        assert fake.seen("POST", DM) == []
        again = app.moderation.audit.act(int(fake.guild["id"]), 6, 6)
        await app.moderation.reviser.restore(again, EntryId("sunlight"), 0)
        await until_forgotten(app)
    assert len(fake.posted(fake.dm_with(fake.alice))) == 1


async def test_nobody_is_told_of_an_answer_that_was_withdrawn_before(fake, app):
    await waiting(app, fake)
    act = app.moderation.audit.act(int(fake.guild["id"]), 5, 6)
    await app.moderation.reviser.retire(act, EntryId("sunlight"))
    assert await told(fake, app) == []
    [gap] = await app.moderation.gaps.open(int(fake.guild["id"]))
    assert await is_watched(app.store, gap.guild, gap.id, int(fake.alice["id"]))


async def test_a_database_that_does_not_take_it_makes_no_second_message(fake, app, monkeypatch):
    await waiting(app, fake)
    forget, fails = app.moderation.gaps.forget, 3

    async def fail(telling):
        nonlocal fails
        fails -= 1
        if fails >= 0:
            raise NotSavedError("away")
        await forget(telling)

    monkeypatch.setattr(app.moderation.gaps, "forget", fail)
    assert len(await told(fake, app)) == 1
    assert len(fake.seen("POST", MESSAGES)) == 1


async def test_two_processes_that_serve_the_same_server_write_once(
    fake, tiny, postgres, monkeypatch
):
    """As for some seconds while one process takes over from another."""
    monkeypatch.setattr("bot.wiring.build_library", lambda *_: tiny.library)  # loaded once
    settings = replace(tiny.settings, database_url=postgres.create("overlap"))
    people = [fake.alice, fake.bob, *(fake.add_user(f"person {n}") for n in range(6))]
    async with open_app(settings, lambda: None) as one, open_app(settings, lambda: None) as two:
        await waiting(one, fake)
        [telling] = await tellings(one.store)
        async with one.store.write() as connection:
            rows = [{"watcher": int(each["id"])} for each in people[1:]]
            same = {"guild": telling.guild, "gap": telling.gap}
            await connection.execute(insert(watchers).values(same), [same | row for row in rows])
        async with running(fake, one), running(fake, two):
            await until_forgotten(one)
    assert [len(fake.posted(fake.dm_with(each))) for each in people] == [1] * len(people)
    assert len(fake.seen("POST", MESSAGES)) == len(people)


async def test_what_a_dead_process_took_on_is_told_after_its_lease(fake, app, monkeypatch):
    await waiting(app, fake)
    [telling] = await tellings(app.store)
    begun = time.time()
    assert await claim_telling(app.store, telling, int(begun))
    async with running(fake, app):
        await asyncio.sleep(0.2)
        assert fake.seen("POST", DM) == []
        monkeypatch.setattr(app.moderation.gaps, "_now", lambda: begun + LEASE + 1)
        await until_forgotten(app)
    assert len(fake.posted(fake.dm_with(fake.alice))) == 1


class TestAfterTheCommit:
    """What fails then is not told as a failure of the deed."""

    async def test_an_edit_that_is_not_live_yet_is_saved(self, mods, app, monkeypatch):
        async def fail(*_):
            raise UnavailableError("away")

        with monkeypatch.context() as patched:
            patched.setattr(Live, "refresh", fail)
            gone = await mods.slash("faq retire", entry="sunlight")
        assert "withdrawn" in gone.text
        assert "saved and will be live within a minute" in gone.text
        await app.live.catch_up()
        assert "six hours" not in (await mods.ask("sun or shade for tomatoes")).text.lower()

    @pytest.mark.parametrize("fault", ["gone", "cut", "defect"])
    async def test_a_log_channel_that_fails(self, mods, fake, app, monkeypatch, fault):
        channel = fake.add_channel(fake.guild, "log")
        guild = int(fake.guild["id"])
        act = app.moderation.audit.act(guild, 1, 2)
        await app.guilds.put(act, replace(app.guilds.get(guild), log_channel=int(channel["id"])))
        monkeypatch.setattr(outbox, "PATIENCE_S", 0.01)
        if fault == "gone":
            fake.fail_next("POST", MESSAGES, 404, {"message": "Unknown Channel", "code": 10003})
        for _ in range(20 if fault == "cut" else 0):
            fake.cut_next("POST", MESSAGES)
        if fault == "defect":
            monkeypatch.setattr("bot.cogs.bulletin.people_of", None)
        gone = await mods.slash("faq retire", entry="sunlight")
        await gone.until(lambda each: "log channel" in each.text, 5)
        assert "withdrawn" in gone.text
        assert "Only the log channel could not be written" in gone.text
        assert "went wrong" not in gone.text

    async def test_an_answer_that_cannot_be_shown(self, mods, fake):
        await mods.submitted()
        review = await mods.review()
        fake.fail_next("POST", "/webhooks/", 400, {"message": "Invalid Form Body", "code": 50035})
        fake.fail_next("PATCH", "/webhooks/", 400, {"message": "Invalid", "code": 50035})
        done = await mods.click(review.shown, mods.owner, custom_id="faq:approve")
        assert "This is done and saved" in done.text
        assert "early morning" in (await mods.ask()).text
