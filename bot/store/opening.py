"""Opens the database, and brings its tables up to date.

SQLite: one connection, rollback journal, `synchronous=FULL`, a lock against a second process.
PostgreSQL: a pool with short waits.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from sqlalchemy import URL, AsyncAdaptedQueuePool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.errors import BrokenError, StoreError
from bot.store.address import read_address
from bot.store.engine import Store, faults
from bot.store.listen import compare_counts
from bot.store.reasons import DAMAGED, NO_DATABASE, PASSING, reason_of
from bot.store.schema import SchemaState, look, upgrade
from bot.store.sqlite import claim, is_to_be_made, prepare

WAIT = 1.5
"""Seconds to wait for a connection: people wait too, and Discord gives them three."""

_POSTGRES_OPTIONS = {
    "pool_size": 5,
    "max_overflow": 5,
    "pool_timeout": WAIT,
    "pool_pre_ping": True,
    "connect_args": {
        "timeout": WAIT,
        "command_timeout": 5.0,
        "server_settings": {
            "application_name": "footnote",
            "synchronous_commit": "on",
            "lock_timeout": "3000",
            "idle_in_transaction_session_timeout": "10000",
        },
    },
}
_SQLITE_OPTIONS = {
    "poolclass": AsyncAdaptedQueuePool,
    "pool_size": 1,
    "max_overflow": 0,
    "pool_timeout": WAIT,
}


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, **_SQLITE_OPTIONS)
        prepare(engine)
        return engine
    try:
        return create_async_engine(url, **_POSTGRES_OPTIONS)
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs a driver: install it with pip install 'footnote-bot[postgres]'"
        ) from error


@asynccontextmanager
async def open_store(address: str) -> AsyncIterator[Store]:
    """Open the database at a URL, and bring its tables up to date.

    Raises StoreError, or BrokenError when the database may answer later.
    """
    async with _reach(read_address(address)) as store:
        with _explained(store.engine.url):
            store.schema = await upgrade(store.engine)
        yield store


async def upgrade_at(address: str) -> str:
    """Bring a database up to date, and give its schema's name. Raises as `open_store` does."""
    async with open_store(address) as store:
        return store.schema


async def look_at(address: str, shards: int = 1) -> SchemaState | None:
    """Tell how a database's tables stand, and change nothing; None for a file that a start makes.

    Raises as `open_store` does, and StoreError when a process with another count of shards runs.
    """
    url = read_address(address)
    if url.get_backend_name() == "sqlite" and url.database and is_to_be_made(url.database):
        return None
    async with _reach(url) as store:
        with _explained(url):
            if differing := await compare_counts(store, shards):
                raise StoreError(differing)
            return await look(store.engine)


@asynccontextmanager
async def _reach(url: URL) -> AsyncIterator[Store]:
    async with AsyncExitStack() as stack:
        if url.get_backend_name() == "sqlite" and url.database:
            stack.enter_context(claim(url.database))
        store = Store(_engine(url))
        stack.push_async_callback(store.close)
        yield store


@contextmanager
def _explained(url: URL) -> Iterator[None]:
    try:
        yield
    except faults() as error:
        reason = reason_of(error)
        where = url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
        if reason in PASSING:
            raise BrokenError(f"{where}: {reason}; {PASSING[reason]}") from error
        todo = _TODO.get(reason, "check FOOTNOTE_DATABASE_URL")
        raise StoreError(f"{where}: {reason}; {todo}") from error


_TODO = {
    DAMAGED: "put a backup in its place",
    NO_DATABASE: "check FOOTNOTE_DATABASE_URL; if that is right, put a backup in its place",
}
