"""Logging: lines of text or JSON, without secrets and without anything a person wrote.

What a person wrote can get into a log in three ways, and each is closed here. Libraries print whole
events and statements at their low levels: they have floors. An exception's own words may quote what
broke it: only its type and where it happened are written, and its words when it is one of ours. And
the event loop describes a failed callback with its arguments: it gets a reporter of ours.
"""

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any, TextIO

from bot.core.errors import OperatorError

FLOORS: Mapping[str, int] = {
    "aiohttp": logging.INFO,
    "aiosqlite": logging.INFO,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    "asyncpg": logging.INFO,
    "discord": logging.INFO,
    "matplotlib": logging.INFO,
    "sqlalchemy": logging.WARNING,
}
"""Below these levels libraries print events, bodies and statements: they are never heard there."""

MASK = "[hidden]"
SHORTEST = 6
"""Signs of a secret that is hidden wherever it stands: a shorter one is part of common words."""
_SHAPES = (
    re.compile(r"(?<=/webhooks/)(\d+/)[^/\s?\"']+"),
    re.compile(r"(?<=/interactions/)(\d+/)[^/\s?\"']+"),
    re.compile(r"(?<=://)([^\s/:@]*:)[^\s/@]+(?=@)"),
    re.compile(r"(\bUser: )\d+"),  # whose list discord.py could not show
)
"""Secrets by their place in an address, and persons; the first group is kept."""
_TOKEN = re.compile(r"[\w-]{20,30}\.[\w-]{5,8}\.[\w-]{25,}")
_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

log = logging.getLogger(__name__)


def configure(stream: TextIO, *, as_json: bool, level: str, secrets: Iterable[str]) -> None:
    """Send every log line of the process to `stream`, and report uncaught exceptions there."""
    lines = logging.StreamHandler(stream)
    lines.addFilter(_is_loud_enough)
    lines.setFormatter(_Lines(tuple(secrets), as_json=as_json))
    root = logging.getLogger()
    root.handlers = [lines]
    root.setLevel(level)
    for name, floor in FLOORS.items():
        logging.getLogger(name).setLevel(max(root.level, floor))
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # it would print a broken line's arguments
    sys.excepthook = report_exception
    threading.excepthook = _report_thread
    sys.unraisablehook = _report_unraisable


def report_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log an exception that nothing caught."""
    log.critical("an exception was not caught", exc_info=(kind, error, trace))


def report_loop(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log what went wrong on the event loop, without what it was about."""
    log.error("an exception was not caught on the event loop", exc_info=context.get("exception"))


def _report_thread(args: threading.ExceptHookArgs) -> None:
    if str(args.exc_value) == "Event loop is closed":
        return  # a stop cut off who waited for a database's thread: nothing is lost
    log.critical("an exception was not caught in a thread", exc_info=args.exc_value)


def _report_unraisable(args: "sys.UnraisableHookArgs") -> None:
    log.error("an exception could not be raised", exc_info=args.exc_value)


def _is_loud_enough(record: logging.LogRecord) -> bool:
    return record.levelno >= FLOORS.get(record.name.partition(".")[0], 0)


class Errors(logging.Handler):
    """Counts lines of level ERROR and above by whose they are: `bot`, `discord`, `asyncio` …."""

    def __init__(self, count: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._count = count

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        self._count(record.name.partition(".")[0])


class _Lines(logging.Formatter):
    """Writes one record as one line; what it was given as `extra` follows the message."""

    def __init__(self, secrets: Sequence[str], *, as_json: bool) -> None:
        super().__init__()
        long = {each for each in secrets if len(each) >= SHORTEST}
        self._secrets = sorted(long, key=len, reverse=True)
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        fields = {name: value for name, value in vars(record).items() if name not in _FIELDS}
        fields |= _exception_of(record)
        head = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._masked(record.getMessage()),
        }
        fields = {name: self._masked(value) for name, value in fields.items()}
        if self._as_json:
            return json.dumps(head | fields)
        words = " ".join(f"{name}={value}" for name, value in fields.items())
        text = f"{head['time']} {record.levelname:<8} {record.name}: {head['message']} {words}"
        return text.rstrip().replace("\n", "\\n").replace("\r", "\\r")

    def _masked(self, value: object) -> object:
        """Hide secrets in the texts of a value; names of fields and numbers stay as they are."""
        if value is None or isinstance(value, int | float):
            return value
        if isinstance(value, Mapping):
            return {str(name): self._masked(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._masked(each) for each in value]
        text = str(value)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        for shape in _SHAPES:
            text = shape.sub(rf"\g<1>{MASK}", text)
        return _TOKEN.sub(MASK, text)


def _exception_of(record: logging.LogRecord) -> dict[str, object]:
    """Give an exception's type and its frames; its words only when they are ours."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and cause not in chain:
        chain.append(cause)
    frames = [
        f"{each.filename}:{each.lineno} {each.name}" for each in extract_tb(error.__traceback__)
    ]
    names = " from ".join(type(each).__qualname__ for each in chain)
    told: dict[str, object] = {"error": names}
    if not (isinstance(error, OSError) and record.name.startswith("discord.")):
        told["at"] = frames  # where a library found the network away helps nobody
    if isinstance(error, OperatorError):
        told["reason"] = str(error)
    return told
