import asyncio
import gc
import os
import sqlite3
import sys
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.core.errors import BrokenError, InDoubtError, NotSavedError, StoreError, UnavailableError
from bot.core.revision import Published
from bot.store import engine, sqlite
from bot.store.audit import deeds
from bot.store.opening import look_at, open_store, upgrade_at
from bot.store.revisions import heads, history, publish


async def test_a_second_process_is_refused_with_a_clear_line(sqlite_url):
    async with open_store(sqlite_url):
        for _ in range(100):
            with pytest.raises(StoreError, match="in use by another Footnote: stop that one"):
                async with open_store(sqlite_url):
                    pass
    async with open_store(sqlite_url) as store:
        assert store.state().is_ready


async def test_a_second_process_is_refused_that_comes_through_a_link(sqlite_path, sqlite_url):
    link = sqlite_path.with_name("link.db")
    link.symlink_to(sqlite_path.name)  # also while nothing is there yet
    async with open_store(sqlite_url):
        with pytest.raises(StoreError, match="in use by another Footnote"):
            await upgrade_at(f"sqlite+aiosqlite:///{link}")
    async with open_store(f"sqlite+aiosqlite:///{link}"):
        with pytest.raises(StoreError, match="in use by another Footnote"):
            await upgrade_at(sqlite_url)
    assert not link.with_name("link.db-lock").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights are otherwise there")
async def test_a_new_database_is_its_owners_alone(sqlite_path, sqlite_url):
    await upgrade_at(sqlite_url)
    assert sqlite_path.stat().st_mode & 0o777 == 0o600
    sqlite_path.chmod(0o640)  # whoever wants a group to read it says so
    await upgrade_at(sqlite_url)
    assert sqlite_path.stat().st_mode & 0o777 == 0o640


async def test_only_a_server_is_shared_with_other_processes(store, url):
    assert store.is_shared == url.startswith("postgresql")


async def test_a_memory_database_needs_no_lock(act, edit):
    async with open_store("sqlite+aiosqlite://") as store, open_store("sqlite+aiosqlite://"):
        await publish(store, act(), [edit()])
        assert len(await heads(store, 1)) == 1


@pytest.mark.parametrize("reach", [upgrade_at, look_at])
async def test_a_place_that_cannot_be_written_is_named(tmp_path, reach):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened for writing"):
        await reach(f"sqlite+aiosqlite:///{tmp_path}/file/footnote.db")


async def test_a_server_that_is_away_is_named_without_its_password():
    told = r"me:\*\*\*@127.0.0.1:9/x: the database does not answer; see that it runs there"
    with pytest.raises(BrokenError, match=told):
        await upgrade_at("postgresql+asyncpg://me:secret@127.0.0.1:9/x")


async def test_a_database_that_does_not_exist_is_named(shared_url):
    with pytest.raises(StoreError, match="no database of this name: create it; check FOOTNOTE"):
        await upgrade_at(shared_url.replace("/shared?", "/missing?"))


@pytest.mark.parametrize("reach", [upgrade_at, look_at])
async def test_a_user_who_may_not_make_tables_is_told_what_to_do(postgres, reach):
    url = postgres.create("strict")
    postgres.sql("DROP ROLE IF EXISTS guest")
    postgres.sql("CREATE ROLE guest LOGIN")
    with pytest.raises(StoreError, match="make the user the database's owner"):
        await reach(url.replace("postgres@", "guest@"))


async def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(StoreError, match="it is a folder"):
        await upgrade_at(f"sqlite+aiosqlite:///{tmp_path}/")


async def test_a_lock_that_cannot_be_written_is_named(sqlite_path, sqlite_url):
    sqlite_path.with_name("footnote.db-lock").mkdir()
    with pytest.raises(StoreError, match=r"/footnote\.db-lock: cannot be opened for writing"):
        await upgrade_at(sqlite_url)


async def test_an_address_is_told_as_it_is_written(sqlite_path, sqlite_url):
    sqlite_path.write_text("no database " * 100)
    with pytest.raises(StoreError, match=f"^sqlite:///{sqlite_path}: "):
        await upgrade_at(sqlite_url)


async def test_a_missing_driver_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(StoreError, match=r"pip install 'footnote-bot\[postgres\]'"):
        await upgrade_at("postgresql+asyncpg://127.0.0.1/x")


async def test_a_file_that_is_no_database_is_refused(sqlite_path, sqlite_url):
    sqlite_path.write_text("not a database, but a long enough text about tomatoes" * 100)
    with pytest.raises(StoreError, match="is no database; check FOOTNOTE_DATABASE_URL; if"):
        await upgrade_at(sqlite_url)


async def test_a_damaged_file_is_refused(sqlite_path, sqlite_url, act, edit):
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit(f"e{n}") for n in range(200)])
    held = bytearray(sqlite_path.read_bytes())
    place = held.index(b"\x01e77") + 1  # the name in an index, after the server's id
    held[place : place + 3] = b"e7x"
    sqlite_path.write_bytes(held)
    with pytest.raises(StoreError, match=r"is damaged \(.+\): put a backup in its place"):
        await upgrade_at(sqlite_url)


async def test_the_switches_of_sqlite_are_on(sqlite_url):
    async with open_store(sqlite_url) as store, store.read() as connection:
        for switch, value in [("journal_mode", "delete"), ("synchronous", 2), ("secure_delete", 1)]:
            assert await connection.scalar(text(f"PRAGMA {switch}")) == value


async def test_a_database_that_another_program_holds_refuses_edits_and_recovers(
    sqlite_path, sqlite_url, act, edit
):
    async with open_store(sqlite_url) as store:
        with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(NotSavedError, match=r"Nothing was saved \(the database is in use"):
                await publish(store, act(), [edit()])
            assert store.state().reason == "the database is in use by another program"
        assert isinstance(await publish(store, act(), [edit()]), Published)
        assert store.state().is_ready


@pytest.mark.parametrize("is_replaced", [True, False])
async def test_a_database_that_was_taken_away_refuses_edits_and_recovers(
    sqlite_path, sqlite_url, act, edit, is_replaced
):
    elsewhere = sqlite_path.with_name("elsewhere")
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit()])
        sqlite_path.rename(elsewhere)
        if is_replaced:
            sqlite_path.write_bytes(elsewhere.read_bytes())
        with pytest.raises(UnavailableError, match="the database's file was taken away"):
            await heads(store, 1)
        with pytest.raises(NotSavedError, match="the database's file was taken away"):
            await publish(store, act(), [edit(based_on=1)])
        assert not store.state().is_ready
        assert sqlite_path.exists() is is_replaced
        elsewhere.replace(sqlite_path)
        assert isinstance(await publish(store, act(), [edit(based_on=1)]), Published)
        assert store.state().is_ready


async def test_a_full_database_refuses_edits_and_keeps_what_it_has(sqlite_url, act, edit):
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit()])
        async with store.read() as connection:
            await connection.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(NotSavedError, match="the database's disk is full"):
            await publish(store, act(), [edit(based_on=1, content="long " * 100_000)])
        assert len(await history(store, 1, "watering")) == 1
        assert store.state().reason == "the database's disk is full"  # reading does not mend it
        async with store.read() as connection:
            await connection.execute(text("PRAGMA max_page_count = 100000"))
        await publish(store, act(), [edit(based_on=1)])
        assert store.state().is_ready


async def test_a_database_that_may_only_be_read_is_served_from(sqlite_url, act, edit):
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit()])
        async with store.read() as connection:
            await connection.execute(text("PRAGMA query_only = ON"))
        with pytest.raises(NotSavedError, match="the database cannot be written"):
            await publish(store, act(), [edit(based_on=1)])
        assert len(await heads(store, 1)) == 1
        await store.probe()
        assert store.state().reason == "the database cannot be written"
        async with store.read() as connection:
            await connection.execute(text("PRAGMA query_only = OFF"))
        await store.probe()  # else a quiet night's bot would seem broken till morning
        assert store.state().is_ready
        await store.probe()


@pytest.mark.parametrize("reach", [upgrade_at, look_at])
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_database_that_may_only_be_read_is_refused_at_the_start(
    sqlite_url, postgres, monkeypatch, reach, kind
):
    address = sqlite_url if kind == "sqlite" else postgres.create("replica")
    await upgrade_at(address)
    monkeypatch.setattr(sqlite, "SWITCHES", (*sqlite.SWITCHES, "query_only=ON"))
    if kind == "postgres":
        postgres.sql("ALTER DATABASE replica SET default_transaction_read_only = on")
    with pytest.raises(StoreError, match="the database cannot be written; check FOOTNOTE_DATAB"):
        await reach(address)


async def test_faults_are_told_where_the_driver_of_postgresql_is_not_loaded(
    sqlite_url, act, edit, monkeypatch
):
    monkeypatch.delitem(sys.modules, "asyncpg", raising=False)
    async with open_store(sqlite_url) as store:
        async with store.read() as connection:
            await connection.execute(text("PRAGMA query_only = ON"))
        with pytest.raises(NotSavedError, match="the database cannot be written"):
            await publish(store, act(), [edit()])


async def test_faults_of_our_own_statements_are_not_blamed_on_the_database(store):
    statement = text("INSERT INTO guilds (guild, version, settings) VALUES (1, 0, ''), (1, 0, '')")
    with pytest.raises(IntegrityError):
        async with store.write() as connection:
            await connection.execute(statement)
    assert store.state().is_ready


@pytest.mark.parametrize("is_cancelled", [False, True])
@pytest.mark.parametrize("steps", [0, 1, 3, 10, 30])
def test_closing_lets_go_of_every_connection(sqlite_url, sqlite_path, steps, is_cancelled):
    async def write(store, row):
        async with store.write() as connection:
            statement = text("INSERT INTO guilds (guild, version, settings) VALUES (:row, 0, '')")
            await connection.execute(statement, {"row": row})

    async def run():
        async with open_store(sqlite_url) as store:
            tasks = [asyncio.create_task(write(store, row)) for row in (1, 2)]
            for _ in range(steps):
                await asyncio.sleep(0.0001)
            for task in tasks if is_cancelled else ():
                task.cancel()
        return await asyncio.gather(*tasks, return_exceptions=True), store

    ends, store = asyncio.run(run())
    gc.collect()  # what is not given back is an error by now
    with closing(sqlite3.connect(sqlite_path)) as database:
        rows = database.execute("SELECT count(*) FROM guilds").fetchone()[0]
    if not is_cancelled:
        assert rows == ends.count(None)
    with pytest.raises(NotSavedError, match="The bot is stopping"):
        asyncio.run(write(store, 3))


@pytest.fixture
async def away(postgres, shared_url):
    """Open a store whose server then goes away."""
    async with open_store(shared_url) as store:
        postgres.stop("immediate")
        try:
            yield store
        finally:
            postgres.start()


async def test_a_server_that_is_away_stops_reads_and_writes(away, act, edit):
    with pytest.raises(UnavailableError, match="cannot be looked up just now"):
        await heads(away, 1)
    with pytest.raises(NotSavedError, match="Nothing was saved"):
        await publish(away, act(), [edit()])
    with pytest.raises(NotSavedError):
        async with away.write():
            pass
    assert not away.state().is_ready


def losing(store, monkeypatch, *, before: bool, after=lambda: None):
    """Let the server crash once around the next commit, before or after it counts."""
    commit = store.engine.sync_engine.dialect.do_commit

    def crash(connection):
        monkeypatch.undo()
        if not before:
            commit(connection)
        after()
        raise ConnectionError("lost")

    monkeypatch.setattr(store.engine.sync_engine.dialect, "do_commit", crash)


async def test_an_edit_that_was_saved_although_the_connection_broke_is_acknowledged(
    store, act, edit, monkeypatch
):
    losing(store, monkeypatch, before=False)
    done = await publish(store, act(), [edit()])
    assert list(done.revisions) == await history(store, 1, "watering")
    assert store.state().is_ready


async def test_an_edit_that_was_lost_with_the_connection_is_not(store, act, edit, monkeypatch):
    losing(store, monkeypatch, before=True)
    with pytest.raises(NotSavedError):
        await publish(store, act(), [edit()])
    assert await history(store, 1, "watering") == []
    assert await deeds(store, 1) == []


async def test_an_edit_whose_fate_cannot_be_learnt_says_so(
    shared_url, postgres, act, edit, monkeypatch
):
    monkeypatch.setattr(engine, "PATIENCE", 1.0)
    async with open_store(shared_url) as store:
        with monkeypatch.context() as patched:
            losing(store, patched, before=False, after=lambda: postgres.stop("immediate"))
            with pytest.raises(InDoubtError, match="not known whether this was saved"):
                await publish(store, act(guild=77), [edit()])
        postgres.start()
        await asyncio.sleep(0)
        assert len(await history(store, 77, "watering")) == 1


async def test_what_fails_while_it_is_open_is_not_taken_for_its_lock(sqlite_url):
    with pytest.raises(TimeoutError, match="elsewhere"):
        async with open_store(sqlite_url):
            raise TimeoutError("elsewhere")
