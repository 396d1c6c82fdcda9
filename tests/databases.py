"""Fixtures: a store on SQLite and on PostgreSQL, for every test that asks for one."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.core.guild import Act
from bot.core.revision import Change, Kind
from bot.store.opening import open_store
from bot.store.tables import metadata
from tests.postgres import Postgres


@pytest.fixture(scope="session")
def postgres():
    with closing(Postgres()) as server:
        yield server


@pytest.fixture(scope="session")
def shared_url(postgres):
    return postgres.create("shared")


@pytest.fixture
def sqlite_path(tmp_path) -> Path:
    return tmp_path / "footnote.db"


@pytest.fixture
def sqlite_url(sqlite_path) -> str:
    return f"sqlite+aiosqlite:///{sqlite_path}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request) -> str:
    """Name a database of each kind."""
    name = {"sqlite": "sqlite_url", "postgres": "shared_url"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture
async def store(url):
    """Open an empty store on each database."""
    async with open_store(url) as opened:
        async with opened.write() as connection:
            for table in metadata.sorted_tables:
                await connection.execute(delete(table))
        yield opened


class Acts:
    """Makes acts with ever new operations."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self, guild: int = 1, actor: int | None = 5, at: int = 1000) -> Act:
        self.last += 1
        return Act(guild, self.last, actor, at)


@pytest.fixture
def act() -> Acts:
    return Acts()


@pytest.fixture
def edit():
    """Make a change of one entry."""

    def make(entry="watering", based_on=0, content="text", **more) -> Change:
        kind = Kind.RETIRE if content is None else Kind.PUBLISH
        return Change(entry, based_on, kind, "topic", content, author=5, **more)

    return make
