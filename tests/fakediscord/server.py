"""The double itself: one application on loopback with the gateway, the REST routes and files."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.fakediscord.answers import Answers
from tests.fakediscord.contract import Contract
from tests.fakediscord.gateway import PRIVILEGED, Gateway
from tests.fakediscord.people import People
from tests.fakediscord.plumbing import API, Plumbing
from tests.fakediscord.rest import Rest
from tests.fakediscord.world import World


class FakeDiscord(Gateway, People, Plumbing, Answers, Rest, World):
    """A Discord for one bot, on this machine."""

    def __init__(
        self,
        *,
        token: str = "fake.token.value",  # noqa: S107 - it opens nothing
        shards: int = 1,
        heartbeat_ms: int = 41250,
        contract: Contract | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.token, self.shards, self.heartbeat_ms = token, shards, heartbeat_ms
        self.contract, self.clock = contract, clock
        self.echoes = True
        self.quotes_are_readable = True
        """Whether a bot without message content reads what a message that mentions it quotes."""
        self.allowed_intents = (1 << 26) - 1 - PRIVILEGED
        self.first_s = 20.0
        """Seconds within which an interaction has to be answered: three at Discord's, more here,
        since tests run on slow machines too; benchmarks measure how long answers take."""
        self.nonces: dict[tuple[str, str], dict] = {}
        self.ready = asyncio.Event()
        self.runner: web.AppRunner | None = None
        self.port = 0
        self.base_url = self.rest_base = self.gateway_url = ""

    async def start(self, *, tls: Any = None) -> Self:
        app = web.Application(middlewares=[self._middleware], client_max_size=30 * 2**20)
        app.router.add_get("/", self._gateway)
        app.router.add_get("/cdn/{name}", self._file)
        for method, path, handler in (*self._routes(), *self._answer_routes()):
            app.router.add_route(method, API + path, handler)
        app.router.add_route("*", "/{tail:.*}", self._unmocked)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.rest_base = f"https://discord.com{API}" if tls else f"{self.base_url}{API}"
        self.gateway_url = "wss://gateway.discord.gg/" if tls else f"ws://127.0.0.1:{self.port}/"
        return self

    async def stop(self) -> None:
        for connection in list(self.connections):
            await connection.socket.close(code=1001)
        if self.runner:
            await self.runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def until(self, condition: Callable[[], Any], seconds: float = 20.0) -> None:
        """Wait for something that no event tells."""
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - there is no event
                await asyncio.sleep(0.005)

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)
