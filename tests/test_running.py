import json
import os
import socket
import subprocess
import sys

import pytest

BROKEN_OFF = """
import contextlib, os, signal, sys

class Loading:
    def find_spec(self, name, *_):
        if name == "bot.serve":
            with contextlib.suppress(SystemExit):
                os.kill(os.getpid(), {signal})
            raise ImportError("as extension modules do")

sys.meta_path.insert(0, Loading())
from bot.front import main
sys.argv = ["footnote", "run"]
main()
"""
"""A start whose imports are broken off, by a signal or for a reason of their own."""


@pytest.mark.parametrize(
    ("number", "code", "told"), [("signal.SIGTERM", 0, ""), ("0", 1, "a defect of the program")]
)
def test_an_import_that_a_signal_breaks_off_is_no_defect(tmp_path, number, code, told):
    kept = {
        key: os.environ[key] for key in ("PATH", "COVERAGE_PROCESS_CONFIG") if key in os.environ
    }
    done = subprocess.run(
        [sys.executable, "-c", BROKEN_OFF.format(signal=number)],
        env=kept | {"DISCORD_TOKEN": "x.y.z", "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert bool(told) is bool(done.stderr)


DEFECT = """
import sys
from bot import serve
from bot.front import main

async def broken(*_):
    raise KeyError("what someone wrote")

serve.serve = broken
sys.argv = ["footnote", "run"]
main()
"""


@pytest.fixture
def end(tiny, tmp_path):
    """Run the program over the tomato pack until it ends by itself."""
    (tmp_path / "footnote").symlink_to(tiny.settings.cache_dir)
    kept = {
        key: os.environ[key] for key in ("PATH", "COVERAGE_PROCESS_CONFIG") if key in os.environ
    }
    own = {
        "DISCORD_TOKEN": "x.y.z",
        "XDG_CACHE_HOME": str(tmp_path),
        "FOOTNOTE_KNOWLEDGE": str(tiny.settings.knowledge),
        "FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
    }

    def run(*command: str, **settings: str) -> tuple[int, list[str]]:
        done = subprocess.run(
            [sys.executable, *command], env=kept | own | settings,
            capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr.splitlines()

    return run


STUCK = """
import os, signal, sys, threading
from bot import running, serve
from bot.front import main

async def opening(*_):
    threading.Thread(target=threading.Event().wait).start()  # as a database's, left open
    os.kill(os.getpid(), signal.SIGTERM)

serve.serve, running.LAST = opening, 0.5
sys.argv = ["footnote", "run"]
main()
"""
"""A start that a signal breaks off beside a thread that waits for ever."""


def test_a_start_that_is_stopped_ends_whatever_still_waits(end):
    code, [line] = end("-c", STUCK)
    assert code == 0
    assert "the stop took too long" in line


@pytest.mark.parametrize("as_json", ["yes", "no"])
def test_a_defect_that_ends_the_program_is_told_with_its_place(end, as_json):
    code, (first, *more) = end("-c", DEFECT, FOOTNOTE_LOG_JSON=as_json)
    assert code == 1
    assert "error=KeyError" in first or json.loads(first)["error"] == "KeyError"
    assert " broken" in first
    assert len(more) == (as_json == "no")  # the line for people
    assert not any("someone" in line for line in (first, *more))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"DISCORD_TOKEN": ""}, ["DISCORD_TOKEN is not set"]),
        ({"FOOTNOTE_SHARD_COUNT": "many"}, ["FOOTNOTE_SHARD_COUNT: expected a number"]),
        (
            {"FOOTNOTE_KNOWLEDGE": "/nowhere", "FOOTNOTE_SOURCE_DIR": "/none"},
            ["FOOTNOTE_KNOWLEDGE: there is no", "FOOTNOTE_SOURCE_DIR: there is no"],
        ),
    ],
)
def test_wrong_settings_are_json_where_logs_are(end, wrong, told):
    code, [line] = end("-m", "bot", "run", FOOTNOTE_LOG_JSON="yes", **wrong)
    assert code == 2
    faults = json.loads(line)["message"].splitlines()
    assert all(fault.startswith(start) for fault, start in zip(faults, told, strict=True))
    code, lines = end("-m", "bot", "run", **wrong)
    assert (code, lines[0]) == (2, f"footnote: {faults[0]}")


def test_what_ends_the_program_is_json_where_logs_are(end):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = "{}:{}".format(*other.getsockname())
        taken = f"FOOTNOTE_HTTP: {address} cannot be used (Address already in use)"
        code, lines = end("-m", "bot", "run", FOOTNOTE_HTTP=address)
        assert code == 2
        assert lines[-1].startswith(f"footnote: {taken}")
        code, lines = end("-m", "bot", "run", FOOTNOTE_HTTP=address, FOOTNOTE_LOG_JSON="yes")
    assert code == 2
    assert [json.loads(line)["message"].startswith(taken) for line in lines] == [True]
