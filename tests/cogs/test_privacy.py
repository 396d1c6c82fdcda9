import asyncio
import json
import zipfile

import pytest

from bot.cogs.privacy import LARGEST, TERMS, file_of
from bot.core.revision import Change, Draft, Kind
from bot.store.drafts import keep_draft
from bot.store.guilds import left_marks, mark_left
from bot.store.revisions import publish
from bot.store.tables import metadata
from tests.cogs.conftest import HurriedClient, running


@pytest.fixture
async def traces(fake, app, act):
    """Bob wrote an entry and began another edit."""
    bob, guild = int(fake.bob["id"]), int(fake.guild["id"])
    change = Change("mulch", 0, Kind.PUBLISH, "watering", "text", author=bob, note="canary")
    await publish(app.store, act(guild, bob), [change])
    draft = Draft(guild, "sun", Kind.PUBLISH, "", 0, author=bob, at=0)
    await keep_draft(app.store, act(guild, bob), draft, "draft kept")


async def test_the_notice_says_what_is_kept_in_both_languages(fake, bot, app):  # noqa: ARG001
    done = await (await fake.slash("privacy", fake.alice, fake.general)).answered()
    assert done.hidden
    assert "Your questions are not stored" in done.text
    assert "you asked to be told when a question is answered" in done.text
    assert "in that copy, 30 days at most" in done.text
    assert "13 months" in done.text
    assert len(done.text.splitlines()[1:]) == 10
    assert "{" not in done.text
    fake.locales[fake.alice["id"]] = "de"
    told = await (await fake.slash("privacy", fake.alice, fake.general)).answered()
    assert "nicht gespeichert" in told.text
    for locale, text in (("en", done.text), ("de", told.text)):
        for table in metadata.tables:
            assert app.texts.say(f"privacy_kept_{table}", locale, **TERMS) in text


async def test_someone_of_whom_nothing_is_kept(fake, bot):  # noqa: ARG001
    done = await (await fake.slash("mydata show", fake.alice, fake.general)).answered()
    assert done.text == "Nothing is kept about you."


async def test_a_moderator_sees_and_deletes_what_is_kept(fake, bot, traces, app):  # noqa: ARG001
    done = await (await fake.slash("mydata show", fake.bob, fake.general)).answered()
    assert "you wrote or approved an edit (as long as the entry's history): 1" in done.text
    [name] = [each["filename"] for each in done.shown["attachments"]]
    assert name == "mydata.json"
    asked = await (await fake.slash("mydata delete", fake.bob, fake.general)).answered()
    assert "can't be undone" in asked.text
    assert "at once, also while you are a moderator" in asked.text
    told = await (await fake.click(asked.shown, fake.bob, custom_id="mydata:delete")).answered()
    assert "1 deleted" in told.text
    assert "1 kept without your number" in told.text
    again = await (await fake.slash("mydata show", fake.bob, fake.general)).answered()
    assert again.text == "Nothing is kept about you."
    assert json.dumps(str(fake.bob["id"])) not in str(await app.privacy.show(int(fake.bob["id"])))


def test_much_is_packed_so_that_discord_takes_it():
    rows = {
        "revisions": [{"entry": f"entry-{n}", "content": "a line\n" * 9} for n in range(99_999)]
    }
    file = file_of(rows)
    assert file.filename == "mydata.zip"
    assert len(file.fp.getvalue()) < LARGEST
    with zipfile.ZipFile(file.fp) as bundle:
        assert json.loads(bundle.read("mydata.json")) == rows


async def test_only_the_owner_of_the_application_forgets_others(fake, bot, traces):  # noqa: ARG001
    account = fake.bob["id"]
    done = "Done. Nothing names that account any more. Deleted: 1. Kept without its number: 3."
    for user, words in ((fake.alice, "Only whoever runs this bot"), (fake.owner, done)):
        asked = await fake.slash("forget", user, fake.general, account=account, forged=True)
        assert words in (await asked.answered()).text
    again = await fake.slash("forget", fake.owner, fake.general, account=account, forged=True)
    assert (await again.answered()).text.startswith("Nothing here names that account.")


@pytest.mark.parametrize("account", ["bob", "9" * 20, str(1 << 63), "9" * 16, "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧"])
async def test_a_number_that_no_account_can_have_is_told(fake, bot, account):  # noqa: ARG001
    asked = await fake.slash("forget", fake.owner, fake.general, account=account, forged=True)
    assert "17 to 19 digits" in (await asked.answered()).text


async def test_the_greatest_number_that_an_account_can_have_is_looked_for(fake, bot):  # noqa: ARG001
    account = f" {(1 << 63) - 1} "
    asked = await fake.slash("forget", fake.owner, fake.general, account=account, forged=True)
    assert (await asked.answered()).text.startswith("Nothing here names that account.")


async def test_servers_that_come_and_go_are_noted_heard_of_or_not(fake, app, traces):  # noqa: ARG001
    guild, gone = int(fake.guild["id"]), 77 << 22
    await mark_left(app.store, guild, 5)  # it took the bot back since, while that was away
    await mark_left(app.store, gone, None)
    async with running(fake, app):
        await until(app, {guild: False, gone: True})
        away = {"id": fake.guild["id"], "unavailable": True}  # a fault of Discord's, no farewell
        await fake.dispatch("GUILD_DELETE", away, fake.guild["id"])
        await fake.dispatch("GUILD_DELETE", {"id": str(gone)}, str(gone))
        await fake.dispatch("GUILD_CREATE", fake.guild, fake.guild["id"])
        await until(app, {guild: False, gone: True})
        await fake.dispatch("GUILD_DELETE", {"id": fake.guild["id"]}, fake.guild["id"])
        await until(app, {guild: True, gone: True})
        await fake.dispatch("GUILD_CREATE", joined(fake.guild), fake.guild["id"])
        await until(app, {guild: False, gone: True})


def joined(guild: dict) -> dict:
    """Give a server as Discord tells of it where the bot was added just now."""
    return {key: value for key, value in guild.items() if key != "unavailable"}


def server_of(fake, shard: int) -> dict:
    """Add a server that one of two shards serves."""
    while True:
        guild = fake.add_guild("guild", [fake.alice])
        if (int(guild["id"]) >> 22) % 2 == shard:
            return guild
        del fake.guilds[guild["id"]]


async def test_a_removal_while_a_session_was_lost_is_noted_for_the_shard_alone(fake, app):
    fake.shards = 2
    del fake.guilds[fake.guild["id"]]
    stays, goes, other = (server_of(fake, shard) for shard in (1, 1, 0))
    for guild in (stays, goes, other):
        await mark_left(app.store, int(guild["id"]), None)
    nobody = dict.fromkeys((int(each["id"]) for each in (stays, goes, other)), False)
    async with running(fake, app, kind=HurriedClient, shard_count=2) as client:
        await fake.until(client.is_ready)
        await fake.until(lambda: len(client.guilds) == 3)
        await until(app, nobody)
        del fake.guilds[goes["id"]]
        del fake.guilds[other["id"]]  # nobody heard: the session of its own shard goes on
        await fake.invalidate(1)  # it begins anew, and no farewell comes
        await until(app, nobody | {int(goes["id"]): True})
        assert {each.id for each in client.guilds} == {int(stays["id"]), int(other["id"])}
        await fake.until(lambda: app.health.is_ready)
        await fake.dispatch("GUILD_CREATE", joined(goes), goes["id"])
        await until(app, nobody)


async def test_a_process_leaves_the_servers_of_other_shards_alone(fake, app):
    fake.shards = 2
    del fake.guilds[fake.guild["id"]]
    ours, others = server_of(fake, 0), server_of(fake, 1)
    for guild in (ours, others):
        await mark_left(app.store, int(guild["id"]), None)
    async with running(fake, app, kind=HurriedClient, shard_count=2, shard_ids=(0,)) as client:
        await fake.until(client.is_ready)
        fake.guilds.clear()
        await fake.invalidate(0)
        await until(app, {int(ours["id"]): True, int(others["id"]): False})
        await app.privacy.compare()
        await until(app, {int(ours["id"]): True, int(others["id"]): False})


async def until(app, marks) -> None:
    async with asyncio.timeout(20):
        while await left_marks(app.store) != marks:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0.01)
