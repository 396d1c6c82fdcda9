"""The bot in this process, over real websockets and HTTP, against the double."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import fields, replace

import pytest

from bot.cogs.client import FootnoteClient
from bot.cogs.connection import stop
from bot.core.limits import Rate
from bot.services.app import App
from bot.services.limits import Limits, Rates
from bot.wiring import open_app
from tests.cogs.moderators import MANAGE_MESSAGES, Moderators
from tests.fakediscord.contract import find_contract
from tests.fakediscord.seams import pointed_at
from tests.fakediscord.server import FakeDiscord

CONTRACT = find_contract()


@pytest.fixture
async def fake():
    """A Discord with a server, where owner, alice and bob are; nothing unforeseen happens in it."""
    async with FakeDiscord(contract=CONTRACT) as double:
        double.alice, double.bob = double.add_user("alice"), double.add_user("bob")
        double.guild = double.add_guild("guild", [double.alice, double.bob])
        double.general = double.guild["channels"][0]
        with pointed_at(double.rest_base, double.gateway_url):
            yield double
        assert double.unmocked == []
        assert double.violations == []


class HurriedClient(FootnoteClient):
    """discord.py waits five seconds between shards for Discord's sake; the double has no need."""

    async def before_identify_hook(self, shard_id, *, initial=False):
        """Wait for nothing."""


@contextlib.asynccontextmanager
async def running(
    double: FakeDiscord, app: App, kind: type[FootnoteClient] = FootnoteClient, **options
) -> AsyncIterator[FootnoteClient]:
    """Run the bot until the block ends."""
    client = kind(app, double.token, guild_ready_timeout=0.02, **options)
    double.ready.clear()
    task = asyncio.create_task(client.start(double.token))
    ready = asyncio.create_task(double.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=30)
    ready.cancel()
    if task.done():
        task.result()
    try:
        yield client
    finally:
        await stop(client, 5.0)
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def app(tiny, tmp_path, monkeypatch):
    """The services of one process, with the tomato pack and a database of its own."""
    monkeypatch.setattr("bot.wiring.build_library", lambda *_: tiny.library)  # loaded once
    url = f"sqlite+aiosqlite:///{tmp_path / 'footnote.db'}"
    settings = replace(tiny.settings, database_url=url)
    async with open_app(settings, lambda: None) as opened:
        yield opened


@pytest.fixture
async def bot(fake, app):
    async with running(fake, app) as client:
        yield client


@pytest.fixture
async def mods(fake, bot, unlimited):  # noqa: ARG001 - it has to run, and nobody is so quick
    """Moderators in a server where bob is one."""
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    return Moderators(fake)


@pytest.fixture
def alice_moderates(fake):
    """Alice is a moderator too."""
    fake.permit(fake.guild, fake.alice, MANAGE_MESSAGES)


@pytest.fixture
def unlimited(app):
    """Nothing is too much: for tests that are quicker than people."""
    all_of_them = Rates(*[Rate(10**9, 1) for _ in fields(Rates)])
    object.__setattr__(app, "limits", Limits(lambda: 0.0, b"key", all_of_them))


@pytest.fixture
def at_once(app):
    """All questions come at the same moment: on a busy machine more of them would pass."""
    still = Limits(lambda: 0.0, b"key", work=lambda: 0.0)
    object.__setattr__(app, "limits", still)
