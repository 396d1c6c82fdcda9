"""Brings the tables up to date: packaged migrations, one transaction, one process at a time."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.errors import StoreError
from bot.store.sqlite import copy_database
from bot.store.tables import metadata

ADVISORY_LOCK = 0x666F6F74
"""Held while tables change, so that of two processes that start at once the second waits.

With the number of a shard beside it, it is held by the process that serves that shard.
"""

ADVISORY_COUNT = ADVISORY_LOCK + 1
"""With the count of shards beside it, it is held by every process that has that count."""

MIGRATIONS = Path(__file__).parent / "migrations"

WAIT = 60.0
"""Seconds to wait for another process that changes the tables."""
PAUSE = 0.1
"""Seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The schema that a database has, empty without tables, and the one that a start gives it."""

    found: str
    newest: str


async def upgrade(engine: AsyncEngine) -> str:
    """Bring the tables up to date, and give the schema's name. Raises StoreError for a newer one.

    An older SQLite file is copied first, to `<file>-<its schema>`.
    """
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await _claim(connection)
        standing = await _standing(connection)
        if standing.found == standing.newest:
            return standing.newest
        if standing.found and engine.url.database and engine.dialect.name == "sqlite":
            copy = _copy(engine.url.database, standing.found)
            await asyncio.to_thread(copy_database, engine.url.database, copy)
        await connection.run_sync(_migrate)
        return standing.newest


async def look(engine: AsyncEngine) -> SchemaState:
    """Tell how the tables stand, and change nothing. Raises StoreError as `upgrade` does."""
    async with engine.connect() as connection:
        standing = await _standing(connection)
        if not standing.found:  # whether this user may make them shows only by trying
            await connection.run_sync(_migrate)
            await connection.rollback()
        return standing


async def _standing(connection: AsyncConnection) -> SchemaState:
    if connection.dialect.name == "sqlite":
        await connection.run_sync(_check_integrity)
    found = await connection.run_sync(_schema)
    if found == _newest(found):
        await connection.run_sync(_check_tables)
    if found:  # whether it can be written shows only by trying
        await connection.execute(text("UPDATE alembic_version SET version_num = '' WHERE 1 = 0"))
    return SchemaState(found, _newest(found))


def expire_copies(engine: AsyncEngine, before: float) -> None:
    """Delete copies that an upgrade made before a time: who was forgotten since is still in them.

    `before`: in seconds since 1970. Raises StoreError, when the others are gone, for those that
    cannot be deleted.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    stay = []
    for schema in _steps():
        copy = _copy(engine.url.database, schema)
        try:
            if copy.exists() and copy.stat().st_mtime < before:
                copy.unlink()
        except OSError as error:
            stay.append(f"{copy} ({error.strerror})")
    if stay:
        raise StoreError(
            f"copies of the database, made by upgrades, cannot be deleted: {', '.join(stay)}; "
            "delete them yourself, people who were forgotten since are still in them"
        )


def _copy(database: str, schema: str) -> Path:
    return Path(f"{database}-{schema}")


async def _claim(connection: AsyncConnection) -> None:
    """Wait until no other process changes the tables. Raises TimeoutError.

    It asks again and again: a lock that is waited for runs out after the time of any statement.
    """
    asked = text("SELECT pg_try_advisory_xact_lock(:key)")
    async with asyncio.timeout(WAIT):
        while not await connection.scalar(asked, {"key": ADVISORY_LOCK}):  # noqa: ASYNC110 - another process holds it
            await asyncio.sleep(PAUSE)


def _check_integrity(connection: Connection) -> None:
    """Compare tables and their indexes, so that a spoilt file is refused and not believed."""
    fault = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
    if fault != "ok":
        raise StoreError(
            f"{connection.engine.url.database} is damaged ({fault}): put a backup in its place"
        )


def _check_tables(connection: Connection) -> None:
    missing = sorted(metadata.tables.keys() - inspect(connection).get_table_names())
    if missing:
        raise StoreError(f"the database lacks its table {missing[0]}: put a backup in its place")


def _schema(connection: Connection) -> str:
    """Read the schema's name where Alembic keeps it; empty without tables.

    Raises StoreError where another program's tables are in the way.
    """
    tables = inspect(connection).get_table_names()
    ours = metadata.tables.keys() & set(tables)
    has_name = "alembic_version" in tables
    found = connection.scalar(text("SELECT version_num FROM alembic_version")) if has_name else ""
    if (ours and not found) or (found and not ours and found not in _steps()):
        raise StoreError(
            f"the database holds another program's table {min(ours, default='alembic_version')}: "
            "give Footnote a database of its own"
        )
    return found or ""


def _steps() -> list[str]:
    """Name the steps; a step's file `v0001.py` carries its name."""
    return sorted(step.stem.removeprefix("v") for step in MIGRATIONS.glob("versions/v*.py"))


def _newest(found: str) -> str:
    known = _steps()
    if found and found not in known:
        raise StoreError(
            f"the database was made by a newer Footnote (schema {found}): update the program"
        )
    return known[-1]


def _migrate(connection: Connection) -> None:
    # most starts find nothing to do, and start sooner without it
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
