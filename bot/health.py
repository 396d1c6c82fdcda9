"""The door for machines: /healthz, /readyz and /metrics over HTTP."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

from aiohttp import web

from bot.core.errors import OperatorError
from bot.services.health import Health
from bot.services.metrics import Metrics
from bot.settings import Address, Settings


def mark(settings: Settings) -> str:
    """Tell a bot from others on its machine: by its database and shards, without the password."""
    scheme, _, rest = settings.database_url.partition("://")
    place = Path(rest[1:]).absolute() if settings.is_alone else re.sub(":.*@", "@", rest)
    named = f"{scheme} {place} {settings.shard_count} {settings.shard_ids}"
    return sha256(named.encode()).hexdigest()[:8]


def door(health: Health, metrics: Metrics, named: str = "") -> web.Application:
    """Build the web application of the bot with this mark."""

    async def healthz(_request: web.Request) -> web.Response:
        alive = health.is_alive
        return web.json_response({"alive": alive}, status=200 if alive else 503)

    async def readyz(_request: web.Request) -> web.Response:
        report = {**health.report(), "mark": named}
        return web.json_response(report, status=200 if health.is_ready else 503)

    async def figures(_request: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), headers={"Content-Type": metrics.content_type})

    app = web.Application(client_max_size=1024)
    app.add_routes(
        [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", figures)]
    )
    return app


def reason(error: OSError) -> str:
    """Give the system's own words; what asyncio and sockets add to them stands there already."""
    number = error.errno or 0  # names that cannot be looked up have negative ones
    return os.strerror(number) if number > 0 else str(error.strerror).partition(" (")[0]


@asynccontextmanager
async def listening(address: Address, app: web.Application) -> AsyncIterator[None]:
    """Serve until the block ends. Raises OperatorError when the address is taken."""
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
    except OSError as error:
        await runner.cleanup()
        raise OperatorError(
            f"FOOTNOTE_HTTP: {address.host}:{address.port} cannot be used ({reason(error)}); "
            "choose another, or leave it empty"
        ) from error
    try:
        yield
    finally:
        await runner.cleanup()
