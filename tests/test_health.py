import asyncio
import socket

import aiohttp
import pytest

from bot.core.errors import OperatorError
from bot.health import door, listening
from bot.services.health import STUCK, Health
from bot.services.metrics import Metrics
from bot.settings import Address


def free() -> Address:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Address(*probe.getsockname())


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def fetch(address: Address, path: str) -> tuple[int, str, str]:
    url = f"http://{address.host}:{address.port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, answer.content_type, await answer.text()


async def test_the_three_pages():
    clock, metrics, address = Clock(), Metrics(), free()
    health = Health(clock, metrics)
    async with listening(address, door(health, metrics)):
        assert await fetch(address, "/healthz") == (200, "application/json", '{"alive": true}')
        assert (await fetch(address, "/readyz"))[0] == 503
        health.index(5, 30, 0.1)
        health.gateway(0, up=True)
        health.database(up=True)
        status, _, text = await fetch(address, "/readyz")
        assert (status, '"database": "up"' in text) == (200, True)
        status, kind, text = await fetch(address, "/metrics")
        assert (status, kind) == (200, "text/plain")
        assert "footnote_index_entries 5.0" in text
        assert (await fetch(address, "/"))[0] == 404
        clock.now += STUCK
        assert (await fetch(address, "/healthz"))[0] == 503
    with pytest.raises(aiohttp.ClientConnectionError):
        await asyncio.wait_for(fetch(address, "/healthz"), 5)


async def test_an_address_that_is_taken():
    metrics, address = Metrics(), free()
    application = door(Health(Clock(), metrics), metrics)
    with socket.socket() as other:
        other.bind(address)
        other.listen()
        with pytest.raises(OperatorError, match=r"FOOTNOTE_HTTP: .* cannot be used"):
            async with listening(address, application):
                pass
