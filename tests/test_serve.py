import asyncio
import re
import time

import aiohttp
import discord
import pytest

from bot import serve
from bot.core.errors import BrokenError, SettingsError
from bot.serve import beating, explained, repeating
from bot.services.health import Health
from bot.services.metrics import Metrics


class Response:
    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = "told in its status"


class Socket:
    def __init__(self, code: int) -> None:
        self.close_code = code


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(Socket(code), shard_id=0)


async def broken(error: Exception | None) -> None:
    if error:
        raise error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (discord.LoginFailure("no"), SettingsError, "Discord refused DISCORD_TOKEN"),
        (discord.PrivilegedIntentsRequired(0), SettingsError, "refused the intents"),
        (closed(4004), SettingsError, "refused DISCORD_TOKEN: copy it again$"),
        (closed(4010), SettingsError, "look at FOOTNOTE_SHARD_COUNT and FOOTNOTE_SHARD_IDS$"),
        (closed(4011), SettingsError, "raise FOOTNOTE_SHARD_COUNT, the same for each process$"),
        (closed(4012), SettingsError, "update Footnote$"),
        (closed(4013), SettingsError, "the intents: this is a defect, report it$"),
        (closed(4999), BrokenError, r"for good \(code 4999\); start the program again"),
        (
            discord.Forbidden(Response(403), {"code": 20012, "message": "what someone wrote"}),
            SettingsError,
            r"its commands: .* developer portal .* \(its code: 20012\)$",
        ),
        (
            discord.DiscordServerError(Response(503), ""),
            BrokenError,
            "Discord itself is in tr.*min",
        ),
        (discord.GatewayNotFound(), BrokenError, "Discord itself is in trouble: .*discordstatus"),
        (aiohttp.ClientConnectionError(), BrokenError, "cannot be reached"),
        (ConnectionResetError(), BrokenError, "cannot be reached"),
        (None, BrokenError, "the connection to Discord ended; start"),
        (
            KeyError("what someone wrote"),
            BrokenError,
            r"broke \(KeyError\); start the program again",
        ),
    ],
)
async def test_a_connection_that_ended_says_why(error, kind, words, written):
    lines = written()
    connection = asyncio.create_task(broken(error))
    await asyncio.wait({connection})
    told = explained(connection)
    assert type(told) is kind
    assert re.search(words, str(told))
    assert told.__cause__ is error
    assert "someone" not in str(told) + lines.getvalue()
    assert ("test_serve.py" in lines.getvalue()) is isinstance(error, KeyError)  # where it broke


async def test_work_that_broke_is_told_and_begins_again(monkeypatch, caplog):
    monkeypatch.setattr(serve, "MINUTE", 0.01)
    begun = []

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise KeyError("what someone wrote")
        await asyncio.Event().wait()

    async with repeating(work):
        async with asyncio.timeout(10):
            while len(begun) < 3:  # noqa: ASYNC110 - there is no event
                await asyncio.sleep(0.01)
    assert caplog.text.count("work beside the answers broke") == 2


async def test_a_heartbeat_that_cannot_be_written_is_told_and_goes_on(tmp_path, caplog):
    health = Health(time.monotonic, Metrics(), tmp_path / "nowhere" / "beats")
    heart = asyncio.create_task(beating(health))
    await asyncio.sleep(0.05)
    assert not heart.done()
    heart.cancel()
    assert "FOOTNOTE_HEARTBEAT cannot be written: No such file or directory" in caplog.text
