"""What an operator relies on: health, stops at any moment, several processes on one database."""

import asyncio
import json
import random
import signal
import socket
import time

import aiohttp
import pytest

from bot.core.guild import Act
from bot.core.revision import Change, Kind
from bot.store.opening import open_store
from bot.store.revisions import publish
from tests.e2e.conftest import CONTRACT, Home
from tests.e2e.stopping import catches, stop_somewhere
from tests.fakediscord.server import FakeDiscord

QUESTION = "When should tomatoes be watered?"
MANAGE_GUILD = 1 << 5
STOPS = 3
"""Moments in CI; `python -m tests.benchmarks.stops` tries 200."""


@pytest.fixture
def small(tiny, tmp_path) -> Home:
    """A home whose pack starts at once."""
    (tmp_path / "footnote").symlink_to(tiny.settings.cache_dir)
    return Home(tmp_path, {"FOOTNOTE_KNOWLEDGE": str(tiny.settings.knowledge)})


@pytest.fixture
async def discord():
    async with FakeDiscord(contract=CONTRACT) as double:
        double.guild = double.add_guild("guild", [])
        double.general = double.guild["channels"][0]
        yield double


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def page(port: int, path: str) -> tuple[int, str]:
    url = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_health_and_figures_of_the_running_program(discord, small, tmp_path):
    port, beats = free_port(), tmp_path / "beats"
    person = discord.add_user("person")
    more = {
        "FOOTNOTE_HTTP": f"127.0.0.1:{port}",
        "FOOTNOTE_HEARTBEAT": str(beats),
        "FOOTNOTE_LOG_JSON": "yes",
    }
    async with small.running(discord, **more) as program:
        asked = await discord.slash("ask", person, discord.general, question=QUESTION)
        await asked.answered()
        assert (await page(port, "/healthz"))[0] == 200
        async with asyncio.timeout(10):  # discord.py waits a while for servers to come
            while (await page(port, "/readyz"))[0] != 200:  # noqa: ASYNC110 - there is no event
                await asyncio.sleep(0.1)
        assert json.loads((await page(port, "/readyz"))[1])["database"] == "up"
        _, figures = await page(port, "/metrics")
        assert 'footnote_questions_total{outcome="answer"} 1.0' in figures
        assert 'footnote_gateway_up{shard="0"} 1.0' in figures
        assert time.time() - beats.stat().st_mtime < 10
        code, wrote = await program.stop()
    assert code == 0
    lines = [json.loads(line) for line in wrote.splitlines() if line.startswith("{")]
    [decided] = [each for each in lines if each["message"] == "decided"]
    assert (decided["outcome"], decided["entry"]) == ("answer", "watering-time")
    assert QUESTION not in wrote


@pytest.mark.parametrize("seed", range(STOPS))
async def test_a_stop_at_any_moment_loses_nothing(discord, small, seed):
    stopped = await stop_somewhere(discord, small, random.Random(seed))  # noqa: S311 - chance
    assert stopped.code == 0
    assert stopped.seconds < 10
    assert stopped.unanswered == 0
    assert stopped.counted == stopped.answered
    assert stopped.answered > 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after", ["the start", "the database", "the login"])
async def test_a_stop_before_it_is_connected(discord, small, tmp_path, number, after):
    discord.gate.clear()  # the gateway takes its time
    program = await small.start(discord)
    come = {
        "the start": lambda: catches(program.process.pid, signal.SIGTERM),
        "the database": (tmp_path / "footnote.db").exists,
        "the login": lambda: discord.seen("GET", "/users/@me$"),
    }
    await discord.until(come[after], 60)
    began = time.monotonic()
    code, wrote = await program.stop(number)
    assert (code, "defect" in wrote) == (0, False), wrote
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_stop_asked_for_again_and_again(discord, small, number):
    async with small.running(discord) as program:
        async with asyncio.timeout(10):
            while program.process.returncode is None:
                program.send(number)
                await asyncio.sleep(0.01)
        code, wrote = await program.stop()
    assert code == 0
    assert wrote.splitlines()[-1].endswith("bot.serve: stopped unfinished=0")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_start_that_is_stopped_again_and_again(discord, small, number):
    program = await small.start(discord)
    # the last one that gets its handler
    await discord.until(lambda: catches(program.process.pid, signal.SIGHUP), 60)
    while program.process.returncode is None:
        program.send(number)
        await asyncio.sleep(0.01)
    assert (await program.stop())[0] == 0


async def test_a_stop_while_discord_hears_nothing(discord, small):
    async with small.running(discord) as program:
        discord.deafen()
        began = time.monotonic()
        code, _ = await program.stop()
        took = time.monotonic() - began
        await discord.drop()
    assert code == 0
    assert took < 10


async def test_a_stop_while_the_database_hangs(discord, small, postgres):
    url = postgres.create("hanging")
    async with small.running(discord, FOOTNOTE_DATABASE_URL=url) as program:
        panel = await discord.slash("settings", discord.owner, discord.general)
        shown = (await panel.answered()).shown
        asked = await discord.slash("ask", discord.owner, discord.general, question=QUESTION)
        await asked.answered()
        with postgres.frozen():
            await discord.click(shown, discord.owner, custom_id="set:public")
            await asyncio.sleep(0.5)  # a stop that comes before the click would wait for nothing
            began = time.monotonic()
            code, wrote = await program.stop()
            assert time.monotonic() - began < 10
    assert code == 0
    assert "the stop took too long" in wrote


@pytest.mark.parametrize("code", [4004, None], ids=["told", "cut"])
async def test_a_token_refused_from_now_on_ends_the_program(discord, small, code):
    async with small.running(discord) as program:
        await discord.reset_token(code=code)
        await asyncio.wait_for(program.process.wait(), 60)
        code, wrote = await program.stop()
    assert code == 2  # a program that begins again with it is refused again
    assert wrote.splitlines()[-1] == "footnote: Discord refused DISCORD_TOKEN: copy it again"


@pytest.fixture
async def sharded():
    """A Discord of four shards, with a server on each."""
    async with FakeDiscord(contract=CONTRACT, shards=4) as double:
        double.places = {}
        while len(double.places) < 4:
            guild = double.add_guild("guild", [])
            double.places.setdefault((int(guild["id"]) >> 22) % 4, guild)
        yield double


async def text_of(double: FakeDiscord, shard: int, question: str = QUESTION) -> str:
    place = double.places[shard]["channels"][0]
    person = double.add_user(f"person{len(double.users)}")
    asked = await double.slash("ask", person, place, question=question)
    return (await asked.answered()).text


async def test_two_processes_on_one_database(sharded, small, tiny, postgres):
    url = postgres.create("processes")
    both = {"FOOTNOTE_DATABASE_URL": url, "FOOTNOTE_SHARD_COUNT": "4"}
    owner = sharded.owner
    async with (
        small.running(sharded, **both, FOOTNOTE_SHARD_IDS="0,1") as first,
        small.running(sharded, **both, FOOTNOTE_SHARD_IDS="2,3") as second,
    ):
        await sharded.until(lambda: all(sharded._open(shard) for shard in range(4)), 60)
        assert len(sharded.seen("PUT", "/commands$")) == 1  # by the first process only
        assert "early morning" in await text_of(sharded, 2)

        # an edit that another process saved is served within five seconds
        guild = int(sharded.places[2]["id"])
        entry = (tiny.settings.knowledge / "entries/watering/watering-time.yaml").read_text("utf-8")
        edited = entry.replace("puts watering in the", "asks for watering in the very")
        change = Change("watering-time", 0, Kind.PUBLISH, "watering", edited, author=5)
        async with open_store(url) as store:
            await publish(store, Act(guild, 1, 5, 0), [change])
        began = time.monotonic()
        while "very early" not in await text_of(sharded, 2):
            assert time.monotonic() - began < 5
            await asyncio.sleep(0.3)  # a server is answered thirty times in ten seconds at most

        # what the first acknowledged outlives its death, and the second goes on
        place = sharded.places[0]["channels"][0]
        panel = await (await sharded.slash("settings", owner, place)).answered()
        changed = await sharded.click(panel.shown, owner, custom_id="set:public")
        await changed.answered()
        first.send(signal.SIGKILL)
        await first.process.wait()
        assert "very early" in await text_of(sharded, 2)
        assert second.process.returncode is None
        async with small.running(sharded, **both, FOOTNOTE_SHARD_IDS="0,1"):
            await sharded.until(lambda: all(sharded._open(shard) for shard in range(4)), 60)
            again = await (await sharded.slash("settings", owner, place)).answered()
            assert "shown to everybody" in again.text
