"""Runs the bot: opens everything, stays until a signal or a crash, and stops in order."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from functools import partial
from importlib.metadata import version

import aiohttp
import discord

from bot.cogs.client import FootnoteClient
from bot.cogs.connection import redirect, stop, watch
from bot.content.arrays import let_go
from bot.core.errors import BotError, BrokenError, SettingsError, UnavailableError
from bot.log import Errors, report_loop
from bot.memory import give_back
from bot.services.app import App
from bot.services.health import BEAT, Health
from bot.settings import Settings
from bot.signals import LAST, at_stop, end_by
from bot.store.gaps import open_gaps
from bot.wiring import open_app

DRAIN = 6.0
"""Seconds that running handlers get to finish; a stop takes ten at most."""
MINUTE = 60.0
GARBAGE = 20_000
"""New objects from which garbage is looked for; each look costs, and there is hardly any."""

_CLOSED = {
    4004: "DISCORD_TOKEN: copy it again",
    4010: "the shards: look at FOOTNOTE_SHARD_COUNT and FOOTNOTE_SHARD_IDS",
    4011: "so many servers on one shard: raise FOOTNOTE_SHARD_COUNT, the same for each process",
    4012: "this version of its interface: update Footnote",
    4013: "the intents: this is a defect, report it",
    4014: "the intents: this is a defect, report it",
}
"""What Discord does not take when it closes a connection with a code, and what to do."""
_FORBIDDEN = (
    "what every bot may do, such as to name its commands: see in its developer portal whether the "
    "application of DISCORD_TOKEN is in order, and whether this machine's address is blocked"
)
"""Commands for all servers need no invitation: no scope is to blame for a refusal of them."""
_LATER = "start the program again in a few minutes, and see discordstatus.com"

log = logging.getLogger(__name__)


async def serve(settings: Settings, notice: Callable[[], None]) -> None:
    """Run until a signal. Raises BotError, BrokenError when the connection broke."""
    # no voice here, so nobody needs to hear that its packages are missing
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    redirect(settings.discord_api, settings.discord_gateway)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(report_loop)
    async with open_app(settings, notice) as app, _watched(settings, app):
        settle()
        log.info("opened", extra=_about(settings, app))
        stopped = asyncio.Event()
        # until here a signal ends the program where it is
        at_stop(lambda *_: loop.call_soon_threadsafe(stopped.set))
        await _stay(settings, app, stopped)


async def _stay(settings: Settings, app: App, stopped: asyncio.Event) -> None:
    """Be connected until a signal. Raises BotError when the connection ended before one."""
    client = FootnoteClient(app, settings.token, settings.shard_count, settings.shard_ids)
    connection = asyncio.create_task(client.start(settings.token))
    signalled = asyncio.create_task(stopped.wait())
    async with repeating(partial(watch, client, app.health)):
        await asyncio.wait({connection, signalled}, return_when=asyncio.FIRST_COMPLETED)
    at_stop(signal.SIG_IGN)  # a stop goes on by itself, and ends in time
    broken = None if stopped.is_set() else explained(connection)
    log.info("stopping", extra={"reason": broken or "a signal"})
    end_by(LAST, code=int(broken is not None))
    cut = await stop(client, DRAIN)
    await _end(signalled)
    await _end(connection)
    log.info("stopped", extra={"unfinished": cut})
    if broken:
        raise broken


def _about(settings: Settings, app: App) -> Mapping[str, object]:
    """Say what was opened, for whoever reads the log from its beginning."""
    return {
        "version": version("footnote-bot"),
        "entries": len(app.library.serving(None).snapshot.pack.entries),
        "database": "PostgreSQL" if app.store.is_shared else "SQLite",
        "shards": ",".join(map(str, settings.shard_ids)) or "all",
        "http": "{}:{}".format(*settings.http) if settings.http else "off",
    }


def settle() -> None:
    """Keep the search for garbage from what was built: it stays. Let go what only that needed."""
    gc.collect()
    let_go()
    give_back()
    gc.freeze()
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])


@contextlib.asynccontextmanager
async def _watched(settings: Settings, app: App) -> AsyncIterator[None]:
    """Keep the heart beating, and serve health and metrics, while the block runs."""
    errors = Errors(app.metrics.erred)
    count = settings.shard_count or 1
    async with contextlib.AsyncExitStack() as stack:
        logging.getLogger().addHandler(errors)
        stack.callback(logging.getLogger().removeHandler, errors)
        if settings.http:
            # a web server takes 2 MiB, which a bot that nobody watches keeps
            from bot.health import door, listening, mark  # noqa: PLC0415

            pages = door(app.health, app.metrics, mark(settings))
            await stack.enter_async_context(listening(settings.http, pages))
        work: list[Callable[[], Coroutine[None, None, None]]] = [
            partial(beating, app.health),
            partial(app.live.follow, settings.shard_ids or range(count), count),
            app.feedback.follow,
            app.privacy.follow,
            partial(counting, app),
        ]
        if settings.source_dir:
            from bot.services.watch import follow  # noqa: PLC0415 - most bots have none

            work.append(partial(follow, app.library, settings.source_dir))
        for each in work:
            await stack.enter_async_context(repeating(each))
        yield


async def beating(health: Health) -> None:
    """Note every few seconds that the event loop runs."""
    while True:
        try:
            health.beat()
        except OSError as error:
            log.warning("FOOTNOTE_HEARTBEAT cannot be written: %s", error.strerror)
        await asyncio.sleep(BEAT)


async def counting(app: App) -> None:
    """Count every minute how many gaps wait; while the database is away the last count stands."""
    while True:
        with contextlib.suppress(UnavailableError):
            app.metrics.gaps(await open_gaps(app.store))
        await asyncio.sleep(MINUTE)


@contextlib.asynccontextmanager
async def repeating(work: Callable[[], Coroutine[None, None, None]]) -> AsyncIterator[None]:
    """Run endless work beside the block, and end it with the block."""
    task = asyncio.create_task(_anew(work))
    try:
        yield
    finally:
        await _end(task)


async def _anew(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Begin work again after a defect in it: answers must not end with it, nor it unheard."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("work beside the answers broke; it begins again in a minute")
        await asyncio.sleep(MINUTE)


async def _end(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait for it, whatever came of it."""
    task.cancel()
    await asyncio.wait({task})


def explained(connection: asyncio.Task[None]) -> BotError:
    """Say why the connection ended although nobody asked for it."""
    error = None if connection.cancelled() else connection.exception()
    told = _told(error)
    told.__cause__ = error
    return told


def _told(error: BaseException | None) -> BotError:
    if refused := _refused(error):
        return SettingsError(f"Discord refused {refused}")
    match error:
        case discord.ConnectionClosed():
            text = f"Discord closed the connection for good (code {error.code})"
        case discord.DiscordServerError() | discord.GatewayNotFound():
            return BrokenError(f"Discord itself is in trouble: {_LATER}")
        case aiohttp.ClientConnectionError() | OSError():
            text = "Discord cannot be reached: look at this machine's network"
        case None:
            text = "the connection to Discord ended"
        case _:
            log.error("the connection to Discord broke", exc_info=error)
            text = f"the connection to Discord broke ({type(error).__name__})"
    return BrokenError(f"{text}; start the program again")


def _refused(error: BaseException | None) -> str:
    """Say what Discord will not take at another start either, and what to do; else nothing."""
    match error:
        case discord.LoginFailure():
            return _CLOSED[4004]
        case discord.PrivilegedIntentsRequired():
            return _CLOSED[4014]
        case discord.ConnectionClosed():
            return _CLOSED.get(error.code, "")
        case discord.Forbidden():
            return f"{_FORBIDDEN} (its code: {error.code})"
        case _:
            return ""
