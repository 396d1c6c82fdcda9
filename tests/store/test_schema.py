import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.errors import BrokenError, StoreError
from bot.store import schema
from bot.store.opening import look_at, open_store, upgrade_at
from bot.store.revisions import heads, publish
from bot.store.schema import SchemaState
from bot.store.tables import metadata
from tests.vfs import FULL, watching

NEXT = '''
"""A step of a later version."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("extra", sa.Text()))
    op.execute("UPDATE revisions SET extra = 'filled'")
    {fault}
'''


@pytest.fixture
def fresh_url(url, postgres, sqlite_url):
    """Name an empty database of each kind."""
    return sqlite_url if url == sqlite_url else postgres.create("fresh")


@pytest.fixture
def later(tmp_path, monkeypatch):
    """Pretend to be a later version of the program."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)

    def make(fault: str = "") -> None:
        (folder / "versions" / "vlater.py").write_text(NEXT.format(fault=fault))
        monkeypatch.setattr(schema, "MIGRATIONS", folder)

    return make


async def test_migrations_make_the_tables_that_the_program_uses(fresh_url):
    async with open_store(fresh_url) as store, store.read() as connection:

        def differences(plain):
            return compare_metadata(MigrationContext.configure(plain), metadata)

        assert await connection.run_sync(differences) == []


def test_the_files_of_the_steps_carry_their_names():
    steps = list(ScriptDirectory(schema.MIGRATIONS).walk_revisions())
    assert [f"v{step.revision}" for step in steps] == [Path(step.path).stem for step in steps]
    assert schema._newest("") == steps[0].revision


async def test_upgrading_twice_changes_nothing(fresh_url):
    assert await upgrade_at(fresh_url) == await upgrade_at(fresh_url) == "0002"


async def test_a_look_tells_what_a_start_would_do_and_changes_nothing(fresh_url, later):
    empty = None if fresh_url.startswith("sqlite") else SchemaState("", "0002")
    assert await look_at(fresh_url) == empty
    assert await look_at(fresh_url) == empty
    assert await upgrade_at(fresh_url) == "0002"
    assert await look_at(fresh_url) == SchemaState("0002", "0002")
    later()
    assert await look_at(fresh_url) == await look_at(fresh_url) == SchemaState("0002", "later")
    assert await upgrade_at(fresh_url) == "later"


async def test_a_look_leaves_no_file_behind(sqlite_path, sqlite_url):
    assert await look_at(sqlite_url) is None
    assert list(sqlite_path.parent.iterdir()) == []


async def test_a_newer_database_is_refused(fresh_url):
    async with open_store(fresh_url) as store, store.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(StoreError, match=r"by a newer Footnote \(schema later\): update"):
        await upgrade_at(fresh_url)


async def test_an_upgrade_keeps_what_is_there(fresh_url, later, act, edit):
    async with open_store(fresh_url) as store:
        await publish(store, act(), [edit()])
    later()
    async with open_store(fresh_url) as store:
        assert store.schema == "later"
        async with store.read() as connection:
            assert await connection.scalar(text("SELECT extra FROM revisions")) == "filled"


async def test_an_upgrade_that_fails_leaves_everything_as_it_was(fresh_url, later, act, edit):
    async with open_store(fresh_url) as store:
        await publish(store, act(), [edit()])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS)
        later("raise SystemError")
        with pytest.raises(SystemError):
            await upgrade_at(fresh_url)
    async with open_store(fresh_url) as store:
        assert store.schema == "0002"
        assert len(await heads(store, 1)) == 1


async def test_sqlite_is_copied_before_an_upgrade(sqlite_path, sqlite_url, later, act, edit):
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit()])
    later()
    await upgrade_at(sqlite_url)
    copy = sqlite_path.with_name("footnote.db-0002")
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert len(old.execute("SELECT * FROM revisions").fetchall()) == 1
    assert os.name != "posix" or copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("end", ["-0002", "-0002-partial"])
async def test_a_copy_that_cannot_be_made_stops_the_upgrade(sqlite_path, sqlite_url, later, end):
    await upgrade_at(sqlite_url)
    later()
    in_the_way = sqlite_path.with_name(sqlite_path.name + end)
    in_the_way.mkdir()
    with pytest.raises(
        BrokenError, match=r"-partial: the copy before .+ \(Is a directory\); make r"
    ):
        await upgrade_at(sqlite_url)
    assert (await look_at(sqlite_url)).found == "0002"
    in_the_way.rmdir()
    assert await upgrade_at(sqlite_url) == "later"


async def test_a_disk_that_is_full_at_any_step_of_a_start_is_told(sqlite_path, sqlite_url, later):
    await upgrade_at(sqlite_url)
    later()
    step, told = 1, set()
    with watching() as watch:
        watch.fault = FULL
        while (fault := await upgrading(sqlite_url, watch, step)) is not None:
            told.add(fault.rpartition("/")[2])
            assert not list(sqlite_path.parent.glob("*-partial"))
            step += 1
    full = "the database's disk is full; make room there, then start the program again"
    assert f"footnote.db: {full}" in told
    assert any(each.startswith("footnote.db-0002-partial: the copy before the") for each in told)
    assert await upgrade_at(sqlite_url) == "later"


async def upgrading(url, watch, step) -> str | None:
    """Upgrade with a disk that fails from a step on; give what was told, None if it went well."""
    watch.fail_at = watch.steps + step
    try:
        await upgrade_at(url)
    except BrokenError as error:
        return str(error)
    finally:
        watch.fail_at = 0
    return None


@pytest.mark.parametrize(
    ("made", "named"),
    [
        ("CREATE TABLE guilds (name TEXT)", "guilds"),
        ("CREATE TABLE alembic_version AS SELECT 'ae1027a6acf' AS version_num", "alembic_version"),
    ],
)
@pytest.mark.parametrize("reach", [upgrade_at, look_at])
async def test_a_database_of_another_program_is_refused(fresh_url, made, named, reach):
    engine = create_async_engine(fresh_url)
    async with engine.begin() as connection:
        await connection.execute(text(made))
    await engine.dispose()
    told = f"another program's table {named}: give Footnote a database of its own"
    with pytest.raises(StoreError, match=told):
        await reach(fresh_url)


@pytest.mark.parametrize("reach", [upgrade_at, look_at])
async def test_a_database_that_lacks_a_table_is_refused(fresh_url, reach):
    await upgrade_at(fresh_url)
    engine = create_async_engine(fresh_url)
    async with engine.begin() as connection:
        await connection.execute(text("DROP TABLE drafts"))
    await engine.dispose()
    with pytest.raises(StoreError, match="lacks its table drafts: put a backup in its place"):
        await reach(fresh_url)


async def test_other_tables_beside_ours_are_left_alone(fresh_url):
    engine = create_async_engine(fresh_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    await engine.dispose()
    assert await upgrade_at(fresh_url) == "0002"


async def test_a_copy_brings_an_older_program_back(sqlite_path, sqlite_url, later, act, edit):
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit()])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS)
        later()
        await upgrade_at(sqlite_url)
    sqlite_path.with_name("footnote.db-0002").replace(sqlite_path)
    async with open_store(sqlite_url) as store:
        assert len(await heads(store, 1)) == 1


async def test_copies_of_upgrades_go_in_time_and_others_stay(sqlite_path, sqlite_url):
    copy, other = (sqlite_path.with_name(f"footnote.db-{end}") for end in ("0001", "2026"))
    for each in (copy, other):
        each.touch()
    made = copy.stat().st_mtime
    async with open_store(sqlite_url) as store:
        schema.expire_copies(store.engine, made)
        assert copy.exists()
        schema.expire_copies(store.engine, made + 1)
    assert (copy.exists(), other.exists()) == (False, True)


@pytest.fixture
async def being_migrated(postgres):
    """Name an empty database whose tables another process changes, and give that one."""
    url = make_url(postgres.create("claimed"))
    engine = create_async_engine(url)
    async with engine.connect() as other:
        await other.execute(text(f"SELECT pg_advisory_xact_lock({schema.ADVISORY_LOCK})"))
        yield url.render_as_string(), other
    await engine.dispose()


async def test_a_process_waits_for_a_migration_longer_than_for_any_statement(being_migrated):
    url, other = being_migrated
    waiting = asyncio.create_task(upgrade_at(url))
    await asyncio.sleep(3.5)
    assert not waiting.done()
    await other.rollback()
    assert await waiting == "0002"


async def test_a_migration_that_never_ends_is_told(being_migrated, monkeypatch):
    monkeypatch.setattr(schema, "WAIT", 0.3)
    with pytest.raises(BrokenError, match="does not answer"):
        await upgrade_at(being_migrated[0])
