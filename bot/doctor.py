"""Looks at everything that `footnote run` will need, and says what to do about what is wrong."""

import base64
import binascii
import platform
import re
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import aiohttp

from bot.core.errors import BotError, ContentError
from bot.health import mark, reason
from bot.services.copies import state_of
from bot.settings import Address, Settings
from bot.store.opening import look_at
from bot.store.schema import SchemaState
from bot.terminal import notice_build, survey_settings
from bot.wiring import build_library

TOKEN = re.compile(r"([\w-]{18,40})\.[\w-]{5,8}\.[\w-]{25,}")

SQLITE = (3, 35)
"""The oldest SQLite whose statements can return the rows that they change."""

_ANOTHERS = (
    "FOOTNOTE_HTTP: a Footnote with another database or other shards runs there: "
    "stop it, or choose another address"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `words` say what was found, or what to do."""

    name: str
    is_fine: bool
    words: str

    def __str__(self) -> str:
        return f"{'fine ' if self.is_fine else 'WRONG'}  {self.name}: {self.words}"


async def examine(environment: Mapping[str, str], env_file: Path) -> AsyncIterator[Check]:
    """Look at each thing in turn; what a wrong setting names is left out.

    It makes what a start makes, and nothing else: the index, the heartbeat file, and the lock
    beside a database that is there.
    """
    yield check_versions()
    yield check_clock(time.time())
    settings, faults = survey_settings(environment, env_file)
    for fault in faults or ["all can be read"]:
        yield Check("settings", is_fine=not faults, words=fault)

    def is_told(name: str) -> bool:
        return any(fault.startswith(name) for fault in faults)

    if not is_told("DISCORD_TOKEN"):
        yield check_token(settings.token)
    if not is_told("FOOTNOTE_KNOWLEDGE"):
        yield _check_pack(settings)
    async for check in _around(settings, is_told):
        yield check


async def _around(settings: Settings, is_told: Callable[[str], bool]) -> AsyncIterator[Check]:
    """Look at what a running program takes hold of; of SQLite only the one that runs can tell."""
    running = await report_of(settings.http) if settings.http else None
    is_ours = running is not None and running.get("mark") == mark(settings)
    if running and is_ours:
        yield check_running(running)
    elif running:
        yield Check("health", is_fine=False, words=_ANOTHERS)
    elif not is_told("FOOTNOTE_HTTP"):
        yield check_address(settings.http)
    if not is_told("FOOTNOTE_DATABASE_URL") and not (is_ours and settings.is_alone):
        yield await _check_database(settings.database_url, settings.shard_count or 1)
    if settings.heartbeat:
        yield check_heartbeat(settings.heartbeat)


def check_versions() -> Check:
    """Name what a report of a fault should name, and what is too old."""
    names = ("footnote-bot", "discord.py", "SQLAlchemy")
    found = ", ".join(f"{name} {version(name)}" for name in names)
    words = f"{found}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < SQLITE:
        needed = ".".join(map(str, SQLITE))
        return Check("versions", is_fine=False, words=f"{words}: Python's SQLite must be {needed}")
    return Check("versions", is_fine=True, words=words)


def check_clock(now: float) -> Check:
    """Hold the clock against the program's own files: it cannot be earlier than they are."""
    if now < Path(__file__).stat().st_mtime:
        return Check("clock", is_fine=False, words="it is behind: switch time synchronisation on")
    shown = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(now))
    return Check("clock", is_fine=True, words=shown)


def check_token(token: str) -> Check:
    """Look at the token's shape, without a word of it in what is said."""
    if not token:
        words = "DISCORD_TOKEN is not set: put your bot's token into it, or into a file"
        return Check("token", is_fine=False, words=words)
    shape = TOKEN.fullmatch(token)
    if shape is None or not _names_an_application(shape[1]):
        words = "DISCORD_TOKEN is not shaped like a bot's token: copy it again, from the tab Bot"
        return Check("token", is_fine=False, words=words)
    return Check("token", is_fine=True, words="shaped like a bot's token")


def _names_an_application(part: str) -> bool:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).isdigit()
    except (binascii.Error, ValueError):
        return False


def _check_pack(settings: Settings) -> Check:
    try:
        library = build_library(settings, notice_build)
    except ContentError as error:
        words = f"{error}; run footnote lint, or look at FOOTNOTE_KNOWLEDGE"
        return Check("pack", is_fine=False, words=words)
    snapshot = library.serving(None).snapshot
    words = f"{len(snapshot.pack.entries)} entries from {settings.knowledge}"
    wrong = state_of(library)
    return Check("pack", is_fine=not wrong, words=f"{words}; {wrong}" if wrong else words)


async def _check_database(address: str, shards: int) -> Check:
    try:
        standing = await look_at(address, shards)
    except BotError as error:
        return Check("database", is_fine=False, words=str(error))
    return Check("database", is_fine=True, words=_told(standing))


def _told(standing: SchemaState | None) -> str:
    if standing is None:
        return "footnote run will make its file"
    if not standing.found:
        return "answers; footnote run will make its tables"
    if standing.found != standing.newest:
        return f"answers; footnote run will bring schema {standing.found} to {standing.newest}"
    return f"answers, its schema is {standing.found}"


async def report_of(address: Address) -> Mapping[str, object] | None:
    """Ask a Footnote that runs with this address how it is; None when there is none."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    patience = aiohttp.ClientTimeout(total=3)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience) as session,
            session.get(f"http://{host}:{address.port}/readyz") as answer,
        ):
            report = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    return report if isinstance(report, dict) and "gateway" in report else None


def check_running(report: Mapping[str, object]) -> Check:
    """Tell of a Footnote that runs with these settings what it says of itself."""
    gateway = report["gateway"]
    shards = (
        ", ".join(f"shard {shard} {state}" for shard, state in gateway.items())
        if isinstance(gateway, dict)
        else f"{gateway}"
    )
    state = f"{shards}; database {report.get('database')}"
    if report.get("ready") and report.get("database") == "up":
        return Check("running", is_fine=True, words=f"a Footnote with these settings runs: {state}")
    words = f"a Footnote with these settings runs, but not well: {state}; look at its log"
    return Check("running", is_fine=False, words=words)


def check_address(address: Address | None) -> Check:
    """Try to listen where health and metrics will be served."""
    if address is None:
        return Check("health", is_fine=True, words="switched off")
    where = f"{address.host}:{address.port}"
    try:
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        with closing(socket.create_server(address, family=family)):
            return Check("health", is_fine=True, words=f"can be served on {where}")
    except OSError as error:
        words = f"FOOTNOTE_HTTP: {where} cannot be used ({reason(error)}); choose another"
        return Check("health", is_fine=False, words=words)


def check_heartbeat(path: Path) -> Check:
    """Try to write the file whose age tells that the event loop runs."""
    try:
        with path.open("ab"):  # without a new date: it may be a running program's
            pass
    except OSError as error:
        why = f"{path} cannot be written ({reason(error)})"
        words = f"FOOTNOTE_HEARTBEAT: {why}; name a file that this user may write"
        return Check("heartbeat", is_fine=False, words=words)
    return Check("heartbeat", is_fine=True, words=f"can be written to {path}")
