"""Export and import on the command line, over real databases."""

import os
import pty
import subprocess
import sys
from dataclasses import replace

import pytest

from bot.content.bundle import MOST_BYTES, pack_bundle
from bot.core.edit import read_edit
from bot.core.model import EntryId
from bot.store.audit import deeds
from bot.store.opening import open_store
from bot.store.revisions import heads
from tests.content.poison import zipped
from tests.program import environment
from tests.services.rooms import MOON

FEED = EntryId("feeding-amount")
GUILD = 7


@pytest.fixture(params=["sqlite", "postgres"])
def database(request) -> str:
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url")
    return request.getfixturevalue("postgres").create("transfer")


@pytest.fixture
def moon(tiny):
    return read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")


@pytest.fixture
def bundle(moon, tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(pack_bundle([moon], [FEED]))
    return path


@pytest.fixture
def at(footnote, sqlite_url):
    """Run the program on a SQLite file."""

    def run(*args, **changes):
        return footnote(*args, FOOTNOTE_DATABASE_URL=sqlite_url, **changes)

    return run


async def kept_in(url):
    """Give what a database holds of the server: entries, and the record."""
    async with open_store(url) as store:
        return await heads(store, GUILD), await deeds(store, GUILD)


async def test_what_comes_in_goes_out_the_same(footnote, database, bundle, tmp_path):
    def run(*args):
        return footnote(*args, "--guild", GUILD, FOOTNOTE_DATABASE_URL=database)

    dry = run("import", bundle)
    assert dry.returncode == 0, dry.stderr
    assert "feeding-amount: retired\n" in dry.stdout
    assert "moon-phases: new\n" in dry.stdout
    assert f"  + question: {MOON.question}\n" in dry.stdout
    assert dry.stdout.endswith("would change: 2; nothing was changed, --apply publishes it\n")
    assert await kept_in(database) == ({}, [])

    done = run("import", bundle, "--apply")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("published: 2\n")
    entries, record = await kept_in(database)
    assert sorted(entries) == [FEED, MOON.entry]
    assert [(each.action, each.act.actor) for each in record] == [("import", None)]

    out = tmp_path / "out.zip"
    assert run("export", "--out", out).returncode == 0
    assert out.read_bytes() == bundle.read_bytes()
    again = run("import", out, "--apply")
    assert (again.returncode, again.stdout) == (
        0, "all of this stands already: nothing to import\n",
    )  # fmt: skip
    assert await kept_in(database) == (entries, record)


async def test_what_the_lint_refuses_keeps_all_of_it_out(at, moon, sqlite_url, tmp_path):
    bad = replace(moon, id=EntryId("bad"))  # the same wordings
    path = tmp_path / "bad.zip"
    path.write_bytes(pack_bundle([moon, bad], []))
    done = at("import", path, "--guild", GUILD, "--apply")
    assert done.returncode == 1
    assert "nothing was imported" in done.stderr
    marked = [line for line in done.stdout.splitlines() if line.startswith("  ! ")]
    assert any("stands in bad too" in line for line in marked), done.stdout
    assert await kept_in(sqlite_url) == ({}, [])


def test_a_fault_is_named_with_file_and_line(at, tmp_path):
    path = tmp_path / "broken.zip"
    path.write_bytes(zipped({"entries/a/b.yaml": "id: b\nquestion: no\n"}))
    done = at("import", path, "--guild", GUILD)
    assert done.returncode == 1
    assert "entries/a/b.yaml:2: " in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_too_large_is_not_read_to_its_end(at, tmp_path):
    path = tmp_path / "large.zip"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES * 10_000)
    done = at("import", path, "--guild", GUILD)
    assert done.returncode == 1
    assert done.stderr == f"large.zip:1: larger than {MOST_BYTES:,} bytes\n"


@pytest.mark.parametrize(
    "args",
    [
        ("import", "missing.zip", "--guild", "7"),
        ("import", ".", "--guild", "7"),
        ("import", "missing.zip"),
        ("export", "--guild", "0"),
        ("export", "--guild", str(2**63)),
    ],
)
def test_usage_is_refused(at, args):
    done = at(*args)
    assert done.returncode == 2
    assert done.stderr


def test_a_place_that_takes_no_file_is_named(at, bundle, tmp_path):
    at("import", bundle, "--guild", GUILD, "--apply")
    done = at("export", "--guild", GUILD, "--out", tmp_path)
    assert done.returncode == 2
    assert (
        done.stderr == f"footnote: {tmp_path} cannot be written (Is a directory): choose another\n"
    )


def test_there_is_nothing_to_export_at_first(at, tmp_path):
    done = at("export", "--guild", GUILD, "--out", tmp_path / "out.zip")
    assert done.returncode == 1
    assert done.stderr.startswith("footnote: This server has not changed any entry yet.")
    assert not (tmp_path / "out.zip").exists()


async def test_a_running_bot_keeps_its_database(at, bundle, sqlite_url):
    async with open_store(sqlite_url):
        for args in (("export",), ("import", bundle)):
            done = at(*args, "--guild", GUILD)
            assert done.returncode == 2
            assert done.stderr.count("\n") == 1
            assert "is in use by another Footnote: stop that one first" in done.stderr


@pytest.fixture
def begin(tiny, home, sqlite_url):
    """Run the program on a SQLite file with streams of the test's own."""
    changes = {"FOOTNOTE_DATABASE_URL": sqlite_url, "TERM": "xterm"}

    def run(*args, **streams):
        return subprocess.run(
            [sys.executable, "-m", "bot", *map(str, args), "--guild", str(GUILD)],
            env=environment(tiny.settings.knowledge, home) | changes,
            timeout=180,
            check=False,
            **streams,
        )

    return run


@pytest.fixture
def terminal():
    """Give both ends of a terminal: what is read, and what the program is given."""
    ends = pty.openpty()
    yield ends
    for end in ends:
        os.close(end)


def test_a_bar_is_shown_on_a_terminal_only(at, begin, bundle, terminal):
    assert "\x1b" not in at("import", bundle, "--guild", GUILD).stderr
    ours, theirs = terminal
    assert begin("import", bundle, stdout=subprocess.DEVNULL, stderr=theirs).returncode == 0
    assert b"\x1b[" in os.read(ours, 65536)


def test_a_pipe_takes_the_export_and_a_terminal_does_not(at, begin, bundle, terminal):
    at("import", bundle, "--guild", GUILD, "--apply")
    assert begin("export", stdout=subprocess.PIPE).stdout == bundle.read_bytes()
    refused = begin("export", stdout=terminal[1], stderr=subprocess.PIPE)
    assert refused.returncode == 2
    assert b"name a file with --out" in refused.stderr
