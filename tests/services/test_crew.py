"""Many lines at once, by the program itself: forking would copy the threads of other tests."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.services.crew import CROWD, ENDED, SHARE, _arrivals
from bot.services.lines import LONGEST
from tests.program import environment

TWO_CORES = (
    "import os, signal, sys; os.sched_getaffinity = lambda _: {0, 1}; "
    "signal.signal(signal.SIGINT, signal.default_int_handler); "  # a shell's background ignores it
    "sys.argv = ['footnote', 'ask', '--jsonl']; from bot.front import main; main()"
)
MANY = CROWD + 3 * SHARE + 1


@pytest.fixture
def program(footnote, tiny, home, tmp_path):
    footnote("ask", "sun")  # which builds the index, and says so
    started = subprocess.Popen(
        [sys.executable, "-c", TWO_CORES],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=tmp_path, env=environment(tiny.settings.knowledge, home),
    )  # fmt: skip
    yield started
    started.kill()
    started.communicate()


def written(numbers) -> bytes:
    texts = ("sun or shade", "tell me more", "signs of too much water", "hello", "quantum foam")
    rows = ({"id": n, "q": texts[n % len(texts)]} for n in numbers)
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def copies_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_many_lines_are_answered_in_order_and_as_one_by_one(program, footnote):
    alone = [footnote("ask", "--jsonl", stdin=written([n])).stdout for n in range(5)]
    expected = [json.loads(line) for line in alone]
    out, err = program.communicate(written(range(MANY)) + b"\n{broken\n" + written([MANY])[:-1])
    found = list(map(json.loads, out.splitlines()))
    assert (err, program.returncode) == (b"", 0)
    assert [each["id"] for each in found] == [*range(MANY), None, MANY]
    assert found[MANY]["error"] == f"line {MANY + 2}: not a JSON object"
    for each in [*found[:MANY], found[-1]]:
        other = expected[each["id"] % 5]
        assert all(each[key] == other[key] for key in other if key not in {"id", "ms"})


def test_a_line_alone_is_answered_before_the_next_one_comes(program):
    for n, numbers in enumerate([range(1), range(1, 1 + MANY), range(MANY + 1, MANY + 2)]):
        program.stdin.write(written(numbers))
        program.stdin.flush()
        assert [json.loads(program.stdout.readline())["id"] for _ in numbers] == list(numbers)
        assert len(copies_of(program.pid)) == (2 if n else 0)


def test_a_line_that_comes_in_pieces_is_one_line(program):
    line = written([7])
    for piece in (line[:9], line[9:20], line[20:]):
        program.stdin.write(piece)
        program.stdin.flush()
        time.sleep(0.05)
    assert json.loads(program.stdout.readline())["id"] == 7


def test_copies_that_were_ended_are_told_of_in_one_line(program):
    program.stdin.write(written(range(MANY)))
    program.stdin.flush()
    for _ in range(MANY):
        program.stdout.readline()
    for copy in copies_of(program.pid):
        os.kill(copy, signal.SIGKILL)
    _, err = program.communicate(written(range(MANY)))
    assert program.returncode == 1
    assert err == f"footnote: {ENDED}\n".encode()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_copies_end_with_the_program(program, number):
    program.stdin.write(written(range(MANY)))
    program.stdin.flush()
    program.stdout.readline()
    copies = copies_of(program.pid)
    assert len(copies) == 2
    program.send_signal(number)
    program.wait(10)
    deadline = time.monotonic() + 10
    while any(map(is_alive, copies)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_alive, copies))
    assert program.stderr.read() == b""


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_of_an_endless_line_no_more_is_kept_than_shows_that_it_is_too_long(tmp_path):
    path = tmp_path / "lines"
    path.write_bytes(b"a" * (5 * LONGEST) + b"\nb\n" + b"c" * (2 * LONGEST))
    with path.open("rb") as file:
        found = [line for lines in _arrivals(file.fileno()) for line in lines]
    assert [line[:1] for line in found if line] == [b"a", b"b", b"c"]
    assert [len(line) for line in found if line] == [LONGEST + 1, 1, LONGEST + 1]
