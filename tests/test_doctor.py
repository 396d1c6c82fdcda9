import asyncio
import base64
import os
import shutil
import socket
import sqlite3
import time
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.doctor import (
    Check,
    check_address,
    check_clock,
    check_heartbeat,
    check_running,
    check_token,
    check_versions,
    examine,
    report_of,
)
from bot.health import door, listening, mark
from bot.services.health import Health
from bot.services.metrics import Metrics
from bot.settings import Address, read_settings
from bot.store.opening import upgrade_at
from tests.packs import ARTICLE, change

ACCOUNT = base64.urlsafe_b64encode(b"1234567890123456789").decode().rstrip("=")
TOKEN = f"{ACCOUNT}.GabcDE.{'x' * 38}"


@pytest.fixture
def seen(tiny, tmp_path, monkeypatch):
    """Look at an environment beside that of the tomato pack; give what was said of each thing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "footnote").symlink_to(tiny.settings.cache_dir)
    usual = {
        "FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
        "FOOTNOTE_KNOWLEDGE": str(tiny.settings.knowledge),
        "FOOTNOTE_HTTP": "",
    }

    async def look(**environment) -> dict[str, list[Check]]:
        found = {}
        async for each in examine(usual | environment, tmp_path / ".env"):
            found.setdefault(each.name, []).append(each)
        return found

    return look


async def test_everything_is_fine(seen):
    checks = await seen(DISCORD_TOKEN=TOKEN)
    assert all(each.is_fine for found in checks.values() for each in found), checks
    assert checks["pack"][0].words.startswith("5 entries")
    assert str(checks["health"][0]) == "fine   health: switched off"
    assert "Python 3" in checks["versions"][0].words
    assert checks["database"][0].words == "footnote run will make its file"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (None, "answers; footnote run will make its tables"),
        ("0001", "answers; footnote run will bring schema 0001 to 0002"),
        ("0002", "answers, its schema is 0002"),
    ],
)
async def test_it_says_what_the_start_will_do_to_the_database(seen, tmp_path, schema, words):
    file = tmp_path / "x.db"
    if schema:
        await upgrade_at(f"sqlite+aiosqlite:///{file}")
    with closing(sqlite3.connect(file)) as database:
        if schema:
            database.execute("UPDATE alembic_version SET version_num = ?", [schema])
        database.commit()
    before = file.read_bytes()
    checks = await seen(DISCORD_TOKEN=TOKEN)
    assert checks["database"][0].words == words
    assert file.read_bytes() == before


async def test_everything_is_wrong_and_each_says_what_to_do(seen, tiny_root, tmp_path):
    change(tiny_root, "vocabulary.yaml", "aliases:", "alias:")
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)
    checks = await seen(FOOTNOTE_KNOWLEDGE=str(tiny_root))
    wrong = {name for name, found in checks.items() if not found[0].is_fine}
    assert wrong == {"token", "pack", "database"}
    assert "footnote lint" in checks["pack"][0].words
    assert str(checks["token"][0]).startswith("WRONG  token: DISCORD_TOKEN is not set")


async def test_all_wrong_settings_are_told_and_what_they_name_is_left_alone(seen, tmp_path):
    (tmp_path / ".env").write_text("FOOTNOTE_LOG_LEVEL\nFOOTNOTE_LOG_JSON=perhaps\n=\n")
    checks = await seen(
        FOOTNOTE_HTTP="8080", FOOTNOTE_DATABASE_URL="mysql://x", DISCORD_TOKEN=TOKEN
    )
    said = [each.words for each in checks["settings"]]
    assert [each.partition(": ")[0] for each in said] == [
        f"{tmp_path}/.env:1",
        f"{tmp_path}/.env:3",
        "FOOTNOTE_DATABASE_URL",
        "FOOTNOTE_HTTP",
        "FOOTNOTE_LOG_JSON",
    ]
    assert not any(each.is_fine for each in checks["settings"])
    assert checks.keys() == {"versions", "clock", "settings", "token", "pack"}
    assert checks["pack"][0].is_fine


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DISCORD_TOKEN", "", "is not set: put your bot's token into it"),
        ("DISCORD_TOKEN", "abc", "is not shaped like a bot's token: copy it again"),
        ("DISCORD_TOKEN_FILE", "/nowhere", "(No such file or directory): name one that can"),
        ("FOOTNOTE_DATABASE_URL", "mysql://h/n", "expected sqlite:///FILE or postgresql://"),
        ("FOOTNOTE_DATABASE_URL", "sqlite:///", "expected sqlite:///FILE or postgresql://"),
        ("FOOTNOTE_DATABASE_URL", "postgresql://h:99999/n", "look at its port"),
        ("FOOTNOTE_DATABASE_URL", "postgresql://h/n?sslmode=on", "sslmode is one of disable"),
        ("FOOTNOTE_DATABASE_URL", "postgresql://127.0.0.1:1/n", "see that it runs there"),
        ("FOOTNOTE_DATABASE_URL", "sqlite:////", "it is a folder; check FOOTNOTE_DATABASE_URL"),
        ("FOOTNOTE_DATABASE_URL", "sqlite:////dev/null", "it is a device, which keeps nothing"),
        ("FOOTNOTE_DATABASE_URL", "sqlite:////proc/x.db", "/proc/x.db: cannot be opened for wri"),
        ("FOOTNOTE_DATABASE_URL_FILE", "/nowhere", "name one that can"),
        ("FOOTNOTE_DISCORD_API", "https://example.org", "only this machine is allowed"),
        ("FOOTNOTE_DISCORD_GATEWAY", "ws://10.0.0.1", "only this machine is allowed"),
        ("FOOTNOTE_HEARTBEAT", "/", "name a file that this user may write"),
        ("FOOTNOTE_HTTP", "8080", "expected HOST:PORT"),
        ("FOOTNOTE_HTTP", "127.0.0.1:99999", "expected HOST:PORT"),
        ("FOOTNOTE_KNOWLEDGE", "/nowhere", "there is no folder /nowhere"),
        ("FOOTNOTE_KNOWLEDGE", "/", "no knowledge pack here"),
        ("FOOTNOTE_LOG_JSON", "perhaps", "expected yes or no"),
        ("FOOTNOTE_LOG_LEVEL", "LOUD", "expected one of DEBUG, INFO"),
        ("FOOTNOTE_SHARD_COUNT", "0", "expected a number from 1"),
        ("FOOTNOTE_SHARD_IDS", "0", "needs FOOTNOTE_SHARD_COUNT"),
        ("FOOTNOTE_SOURCE_DIR", "/nowhere", "there is no folder /nowhere"),
        ("FOOTNOTE_SOURCE_DIR", "/", "has no tomato-guide.txt: put your copy"),
        ("FOOTNOTE_TOKEN", "x", "there is no such setting; the README lists them"),
    ],
)
async def test_each_wrong_setting_is_one_line_that_says_what_to_do(seen, name, value, told):
    usual = {"DISCORD_TOKEN": "" if name == "DISCORD_TOKEN_FILE" else TOKEN}
    if name.startswith("FOOTNOTE_DATABASE_URL"):
        usual["FOOTNOTE_DATABASE_URL"] = ""
    checks = await seen(**usual | {name: value})
    [wrong] = [each for found in checks.values() for each in found if not each.is_fine]
    assert name in str(wrong) or name.startswith("FOOTNOTE_DATABASE")
    assert told in wrong.words
    assert "\n" not in wrong.words


async def test_a_pack_without_rules_is_told_at_once(seen, tiny_root, capsys):
    shutil.rmtree(tiny_root / "safety")
    checks = await seen(FOOTNOTE_KNOWLEDGE=str(tiny_root))
    assert "no safety/ folder" in checks["pack"][0].words
    assert "building" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "token",
    [
        "abc",
        TOKEN[:-20],
        TOKEN.replace(ACCOUNT, "a" * 26),
        TOKEN.replace(ACCOUNT, "a" * 21),
        f"Bot {TOKEN}",
        "ä" * 70,
    ],
)
def test_what_is_no_token(token):
    check = check_token(token)
    assert not check.is_fine
    assert token not in check.words


def test_a_clock_that_is_behind():
    assert not check_clock(0).is_fine


def test_an_address_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        check = check_address(Address(*other.getsockname()))
    assert not check.is_fine
    assert check.words.endswith("cannot be used (Address already in use); choose another")
    assert check_address(Address("127.0.0.1", 0)).is_fine


def test_a_name_that_cannot_be_looked_up():
    check = check_address(Address("..", 80))
    assert check.words.startswith("FOOTNOTE_HTTP: ..:80 cannot be used (")
    assert check.words.count("..") == 1  # what sockets add to the system's words stands there


def test_a_heartbeat_that_can_be_written_or_not(tmp_path):
    assert check_heartbeat(tmp_path / "beat").is_fine
    check = check_heartbeat(tmp_path / "none" / "beat")
    assert not check.is_fine
    assert "FOOTNOTE_HEARTBEAT" in check.words


@pytest.fixture
def beside():
    """Pretend that a Footnote over a database runs; give its address."""

    @asynccontextmanager
    async def run(database: str, *, up: bool = True):
        health = Health(time.monotonic, Metrics())
        health.index(5, 50, 0.1)
        health.gateway(0, up=up)
        health.database(up=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = Address(*free.getsockname())
        named = mark(read_settings({"FOOTNOTE_DATABASE_URL": database}))
        async with listening(address, door(health, Metrics(), named)):
            yield f"{address.host}:{address.port}"

    return run


@pytest.mark.parametrize(("up", "is_fine"), [(True, True), (False, False)])
async def test_a_footnote_that_runs_is_asked_how_it_is(seen, beside, tmp_path, up, is_fine):
    async with beside(f"sqlite:///{tmp_path}/x.db", up=up) as address:
        checks = await seen(FOOTNOTE_HTTP=address)
    assert checks["running"][0].is_fine is is_fine
    assert f"shard 0 {'up' if up else 'down'}; database up" in checks["running"][0].words
    assert checks.keys().isdisjoint({"health", "database"})  # it holds both


async def test_another_footnote_is_not_taken_for_this_one(seen, beside, tmp_path):
    async with beside(f"sqlite:///{tmp_path}/other.db") as address:
        checks = await seen(FOOTNOTE_HTTP=address)
    assert "running" not in checks
    assert not checks["health"][0].is_fine
    assert "a Footnote with another database" in checks["health"][0].words
    assert checks["database"][0].words == "footnote run will make its file"


def test_a_mark_tells_databases_and_shards_apart_and_does_not_depend_on_the_password():
    def of(url: str, **shards: str) -> str:
        return mark(read_settings({"FOOTNOTE_DATABASE_URL": url, **shards}))

    half = {"FOOTNOTE_SHARD_COUNT": "2", "FOOTNOTE_SHARD_IDS": "0"}
    server = "postgresql://bot:{}@h/n"
    assert of(server.format("secret")) == of(server.format("a:b@c"))
    names = [of(server.format("x")), of("postgresql://bot:x@h/m"), of("sqlite:////tmp/a.db")]
    assert len({*names, of(server.format("x"), **half)}) == 4
    assert of("sqlite:///a.db") == of(f"sqlite:///{Path('a.db').absolute()}")


def test_a_footnote_without_a_connection_is_told():
    check = check_running({"ready": False, "gateway": "not connected", "database": "up"})
    assert not check.is_fine
    assert "not well: not connected; database up; look at its log" in check.words


async def test_another_server_is_no_footnote():
    async with asyncio.timeout(10):
        server = await asyncio.start_server(_mumble, "127.0.0.1", 0)
        async with server:
            assert await report_of(Address(*server.sockets[0].getsockname())) is None


async def _mumble(_reader, writer) -> None:
    writer.write(b"mumble\r\n\r\n")
    writer.close()


def test_a_sqlite_that_is_too_old_is_told(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    check = check_versions()
    assert not check.is_fine
    assert check.words.endswith("Python's SQLite must be 3.35")


def test_a_look_at_the_heartbeat_makes_it_no_younger(tmp_path):
    beat = tmp_path / "beat"
    beat.touch()
    os.utime(beat, (0, 0))
    assert check_heartbeat(beat).is_fine
    assert beat.stat().st_mtime == 0


async def test_a_folder_without_the_article_is_told(seen, tmp_path):
    checks = await seen(
        FOOTNOTE_SOURCE_DIR=str(tmp_path), FOOTNOTE_HEARTBEAT=str(tmp_path / "beat")
    )
    assert "has no tomato-guide.txt" in checks["pack"][0].words
    assert not checks["pack"][0].is_fine
    assert checks["heartbeat"][0].is_fine


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xff", "not a UTF-8 text (byte 0): save it as UTF-8"),
        (ARTICLE.replace("six hours", "nine hours").encode(), "your copy of their source changed"),
    ],
)
async def test_a_copy_that_holds_entries_back_is_a_fault_with_its_cause(seen, tmp_path, raw, why):
    (tmp_path / "tomato-guide.txt").write_bytes(raw)
    [check] = (await seen(FOOTNOTE_SOURCE_DIR=str(tmp_path)))["pack"]
    assert not check.is_fine
    assert why in check.words
    assert "held back" in check.words
    assert "footnote lint" in check.words
