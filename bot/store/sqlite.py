"""What SQLite needs to be as safe as it can be: its lock, its switches, its copies."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.core.errors import BotError, BrokenError, StoreError
from bot.store.reasons import FAILING, FULL, GONE, MAKE_ROOM, PASSING, reason_of

SWITCHES = (
    "journal_mode=DELETE",  # reads come from memory, so that a write-ahead log would buy nothing
    "synchronous=FULL",  # what is acknowledged survives a power cut
    "busy_timeout=2000",
    "secure_delete=ON",  # what people asked to be forgotten leaves the file
)

_OURS = 0o600
"""The rights of new files: moderators' ids and people's gaps are in them."""


@contextmanager
def claim(database: str) -> Iterator[None]:
    """Keep a second process away while open. Raises StoreError when there is one, or BrokenError.

    The lock is SQLite's own on a file beside the database: it works on every system, and the
    system frees it however the process ends. The database itself stays readable for other tools.
    """
    if Path(database).is_dir():
        raise StoreError(f"{database}: it is a folder; check FOOTNOTE_DATABASE_URL")
    if Path(database).exists() and not Path(database).is_file():
        raise StoreError(f"{database}: it is a device, which keeps nothing; name a file")
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(f"{database}-lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise _refused(database, error) from error
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
            if not Path(database).exists():  # SQLite would let everybody read it
                Path(database).touch(_OURS)
        except (OSError, sqlite3.OperationalError) as error:
            raise _refused(database, error) from error
        yield


def is_to_be_made(database: str) -> bool:
    """Whether there is no file yet; raises StoreError where none can be made."""
    path = Path(database)
    if path.exists():
        return False
    folder = next(each for each in path.absolute().parents if each.exists())
    try:
        with TemporaryFile(dir=folder):  # rights tell nothing to root, or of what is no disk
            return True
    except OSError as error:
        raise _refused(database, error) from error


def _refused(database: str, error: Exception) -> BotError:
    if "locked" in str(error):
        return StoreError(
            f"{database} is in use by another Footnote: stop that one first, "
            "or use PostgreSQL for several processes"
        )
    if (reason := reason_of(error)) in (FULL, FAILING):
        return BrokenError(f"{database}: {reason}; {PASSING[reason]}")
    lock = Path(f"{database}-lock")
    named = lock if os.access(lock.parent, os.W_OK) and lock.exists() else database
    return StoreError(
        f"{named}: cannot be opened for writing; check whose it is, and the folder's permissions"
    )


def prepare(engine: AsyncEngine) -> None:
    """Set every new connection's switches, and begin transactions ourselves.

    The driver would begin them late, and not at all before changes of the schema. A transaction
    in a file that was taken away would seem to go well, and be lost.
    """
    database = engine.url.database

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's adapter
        try:
            connection.isolation_level = None
            cursor = connection.cursor()
            for switch in SWITCHES:
                cursor.execute(f"PRAGMA {switch}")
            cursor.close()
            record.info["file"] = _file(database)
        except Exception:
            connection.close()  # else its thread may report to an event loop that has ended
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        if _file(database) != connection.info["file"]:
            raise FileNotFoundError(GONE)
        reads = connection.get_execution_options().get("reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _file(database: str | None) -> tuple[int, int] | None:
    """Tell one file from another one of the same name; None for memory, and where there is none."""
    try:
        found = Path(database).stat() if database else None
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def copy_database(database: str, copy: Path) -> None:
    """Write a consistent copy of a database, whole or not at all. Raises BrokenError."""
    partial = copy.with_name(f"{copy.name}-partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(_OURS)
        with (
            closing(sqlite3.connect(database)) as source,
            closing(sqlite3.connect(partial)) as target,
        ):
            source.backup(target)
        partial.replace(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            partial.unlink()
        why = (isinstance(error, OSError) and error.strerror) or reason_of(error)
        raise BrokenError(
            f"{partial}: the copy before the upgrade cannot be made ({why}); {MAKE_ROOM}"
        ) from error
