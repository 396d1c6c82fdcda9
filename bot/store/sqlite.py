"""What SQLite needs to be as safe as it can be: its lock, its switches, its copies."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.errors import StoreError

SWITCHES = (
    "journal_mode=DELETE",  # reads come from memory, so that a write-ahead log would buy nothing
    "synchronous=FULL",  # what is acknowledged survives a power cut
    "busy_timeout=2000",
    "secure_delete=ON",  # what people asked to be forgotten leaves the file
)


@contextmanager
def claim(database: str) -> Iterator[None]:
    """Keep a second process away while open. Raises StoreError when there is one.

    The lock is SQLite's own on a file beside the database: it works on every system, and the
    system frees it however the process ends. The database itself stays readable for other tools.
    """
    if Path(database).is_dir():
        raise StoreError(f"{database}: it is a folder; check FOOTNOTE_DATABASE_URL")
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(f"{database}-lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise _refused(database, error) from error
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _refused(database, error) from error
        yield


def is_to_be_made(database: str) -> bool:
    """Whether there is no file yet; raises StoreError where none can be made."""
    path = Path(database)
    if path.exists():
        return False
    folder = next(each for each in path.absolute().parents if each.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise _refused(database, PermissionError())
    return True


def _refused(database: str, error: Exception) -> StoreError:
    if "locked" in str(error):
        return StoreError(
            f"{database} is in use by another Footnote: stop that one first, "
            "or use PostgreSQL for several processes"
        )
    return StoreError(f"{database}: cannot be opened for writing; check the folder's permissions")


def prepare(engine: AsyncEngine) -> None:
    """Set every new connection's switches, and begin transactions ourselves.

    The driver would begin them late, and not at all before changes of the schema.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's adapter
        try:
            connection.isolation_level = None
            cursor = connection.cursor()
            for switch in SWITCHES:
                cursor.execute(f"PRAGMA {switch}")
            cursor.close()
        except Exception:
            connection.close()  # else its thread may report to an event loop that has ended
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def copy_database(database: str, copy: Path) -> None:
    """Write a consistent copy of a database, whole or not at all."""
    partial = copy.with_name(f"{copy.name}-partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(partial)) as target:
        source.backup(target)
    partial.replace(copy)
