"""What Discord and the network do to a bot, and that nobody stays without an answer for it."""

import asyncio
import contextlib

import discord
import pytest

from bot.cogs import connection
from bot.cogs.client import FootnoteClient
from bot.core.errors import UserError
from tests.cogs.conftest import HurriedClient, running

QUESTION = "when should tomatoes be watered"
CALLBACK = "/callback$"
MESSAGES = r"/channels/\d+/messages$"


async def ask(fake, **options):
    return await fake.slash("ask", fake.alice, fake.general, question=QUESTION, **options)


@pytest.mark.usefixtures("bot")
class TestInteractions:
    async def test_after_429(self, fake):
        fake.limit_next(CALLBACK)
        assert "early morning" in (await (await ask(fake)).answered()).text

    @pytest.mark.parametrize("status", [500, 502, 503])
    async def test_after_a_fault_of_discords(self, fake, status):
        fake.fail_next("POST", CALLBACK, status)
        assert "early morning" in (await (await ask(fake)).answered()).text

    async def test_after_a_reset_connection(self, fake):
        fake.cut_next("POST", CALLBACK)
        assert "early morning" in (await (await ask(fake)).answered()).text

    async def test_an_answer_that_got_through_is_not_sent_again(self, fake, caplog):
        fake.cut_next("POST", CALLBACK, "after")
        done = await (await ask(fake)).answered()
        assert "early morning" in done.text
        await fake.until_seen("POST", CALLBACK)
        await asyncio.sleep(0.2)  # no third attempt follows
        assert [each.response["code"] for each in fake.seen("POST", CALLBACK)] == [40060]
        assert done.followups == []
        assert not [each for each in caplog.records if each.levelname == "ERROR"]

    async def test_too_late_is_noted_and_no_defect(self, fake, caplog):
        asked = await ask(fake)
        asked.sent_at -= fake.first_s + 0.1
        await fake.until_seen("POST", CALLBACK)
        await asyncio.sleep(0.05)
        assert not [each for each in caplog.records if each.levelname == "ERROR"]

    async def test_a_defect_is_answered_with_a_code(self, fake, app, caplog, monkeypatch):
        def fail(*_args):
            raise RuntimeError("zebrafish")

        monkeypatch.setattr(type(app.asker), "converse", fail)
        done = await (await ask(fake)).answered()
        assert "Something went wrong on my side" in done.text
        assert "zebrafish" not in done.text
        assert done.hidden
        code = done.text.rpartition(" ")[2].strip(").")
        assert [each.code for each in caplog.records if each.levelname == "ERROR"] == [code]

    async def test_a_persons_mistake_is_told(self, fake, bot):
        async def refuse(_press):
            raise UserError("try something else")

        bot.front.controls.on("ask:source", refuse)
        done = await (await ask(fake)).answered()
        pressed = await fake.click(done.shown, fake.alice, custom_id="ask:source")
        assert (await pressed.answered()).text == "try something else"

    async def test_a_defect_behind_a_button_or_form_is_answered(self, fake, bot, caplog):
        async def fail(_press):
            raise RuntimeError

        bot.front.controls.on("ask:source", fail)
        bot.front.controls.on("ask:asked", fail)
        done = await (await ask(fake)).answered()
        pressed = await fake.click(done.shown, fake.alice, custom_id="ask:source")
        assert "Something went wrong" in (await pressed.answered()).text
        opened = await fake.click(done.shown, fake.alice, custom_id="ask:follow")
        sent = await fake.submit(await opened.answered(), fake.alice, question=QUESTION)
        assert "Something went wrong" in (await sent.answered()).text
        assert len([each for each in caplog.records if each.levelname == "ERROR"]) == 2

    async def test_a_command_that_is_gone_is_answered(self, fake, bot):
        bot.tree.remove_command("help")
        done = await (await fake.slash("help", fake.alice, fake.general)).answered()
        assert "has changed" in done.text

    async def test_autocomplete_that_fails_is_only_noted(self, fake, bot, monkeypatch):
        def fail(*_args):
            raise RuntimeError

        monkeypatch.setattr(type(bot.cogs["AskCog"]), "_completions", fail)
        typing = await fake.autocomplete("ask", fake.alice, fake.general, "question", question="x")
        with pytest.raises(TimeoutError):
            await typing.response(0.2)


@pytest.mark.usefixtures("bot")
class TestMessages:
    async def answered(self, fake):
        await fake.dm(fake.alice, QUESTION)
        await fake.until(lambda: fake.posted(fake.dm_with(fake.alice)))
        await asyncio.sleep(0.1)
        return fake.posted(fake.dm_with(fake.alice))

    async def test_after_429_of_a_bucket_and_of_everything(self, fake):
        fake.limit_next(MESSAGES)
        fake.limit_next(MESSAGES, everywhere=True)
        assert len(await self.answered(fake)) == 1

    @pytest.mark.parametrize("status", [502, 503])
    async def test_after_a_fault_of_discords(self, fake, status):
        fake.fail_next("POST", MESSAGES, status)
        assert len(await self.answered(fake)) == 1

    @pytest.mark.parametrize("when", ["before", "after"])
    async def test_after_a_reset_connection_it_is_there_once(self, fake, when):
        fake.cut_next("POST", MESSAGES, when)
        [message] = await self.answered(fake)
        assert "early morning" in message["content"]

    async def test_a_defect_is_answered(self, fake, app, monkeypatch):
        def fail(*_args):
            raise RuntimeError

        monkeypatch.setattr(type(app.asker), "converse", fail)
        [message] = await self.answered(fake)
        assert "Something went wrong on my side" in message["content"]


@pytest.mark.usefixtures("bot")
class TestGateway:
    def resumes(self, fake):
        return sum(kind == "resume" for kind, _ in fake.gateway_log)

    async def test_what_was_said_while_it_was_away_is_answered(self, fake):
        [session] = fake.sessions.values()
        fake.gate.clear()
        await fake.drop()
        await fake.until(lambda: session.connection is None)
        await fake.dm(fake.alice, QUESTION)
        asked = await ask(fake)
        fake.gate.set()
        assert "early morning" in (await asked.answered()).text
        await fake.until(lambda: fake.posted(fake.dm_with(fake.alice)))
        assert self.resumes(fake) == 1

    @pytest.mark.parametrize("how", ["abort", "close", "op7", "op9", "op9 resumable"])
    async def test_it_comes_back(self, fake, how, app):
        steps = {
            "abort": fake.drop,
            "close": lambda: fake.drop(code=4000),
            "op7": fake.ask_to_reconnect,
            "op9": fake.invalidate,
            "op9 resumable": lambda: fake.invalidate(resumable=True),
        }
        fake.ready.clear()
        await steps[how]()
        await fake.until(lambda: self.resumes(fake) or fake.ready.is_set())
        await fake.until(lambda: app.health.is_ready)
        assert "early morning" in (await (await ask(fake)).answered()).text


async def test_a_zombie_connection_is_left(app, fake):
    fake.heartbeat_ms = 100
    async with running(fake, app, heartbeat_timeout=0.4):
        fake.acknowledges = False
        await fake.until(lambda: any(kind == "resume" for kind, _ in fake.gateway_log))
        fake.acknowledges = True
        assert "early morning" in (await (await ask(fake)).answered()).text


async def test_a_gateway_that_never_comes_can_be_seen(app, fake):
    fake.gate.clear()
    client = FootnoteClient(app, fake.token)
    connecting = asyncio.create_task(client.start(fake.token))
    await fake.until(lambda: fake.connections)
    assert 'footnote_gateway_up{shard="0"} 0.0' in app.metrics.text().decode()
    assert app.health.report()["gateway"] == {"0": "not connected yet"}
    connecting.cancel()
    await asyncio.wait({connecting})
    await client.close()


async def test_three_shards_answer_each_their_servers(app, fake):
    fake.shards = 3
    for number in range(6):
        fake.add_guild(f"x{number}", [fake.alice])
        await asyncio.sleep(0.002)  # a server's number holds the millisecond
    async with running(fake, app, kind=HurriedClient, shard_count=3) as bot:
        await fake.until(lambda: len(fake.sessions) == 3)
        assert len(bot.shards) == 3
        for guild in fake.guilds.values():
            person = fake.add_user(guild["name"])
            asked = await fake.slash("ask", person, guild["channels"][0], question=QUESTION)
            assert "early morning" in (await asked.answered()).text


async def test_every_shard_is_down_while_discord_is_gone(app, fake, monkeypatch):
    monkeypatch.setattr(connection, "LOOK", 0.05)
    fake.shards = 2

    def states() -> list:
        return list(app.health.report()["gateway"].values())

    async with running(fake, app, kind=HurriedClient, shard_count=2) as bot:
        watching = asyncio.create_task(connection.watch(bot, app.health))
        await fake.until(lambda: states() == ["up", "up"])
        fake.gate.clear()  # whoever comes back is kept waiting
        for shard in (0, 1):
            await fake.drop(shard)
        await fake.until(lambda: states() == ["down", "down"])
        assert 'footnote_gateway_up{shard="0"} 0.0' in app.metrics.text().decode()
        fake.gate.set()
        await fake.until(lambda: states() == ["up", "up"])
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


async def test_a_wrong_token_is_told(app, fake):
    client = FootnoteClient(app, "wrong")
    with pytest.raises(discord.LoginFailure):
        await client.start("wrong")
    await client.close()
    assert fake.seen("GET", "/users/@me")
