"""Answers many JSON lines with all cores: copies of this process take shares of them.

A copy is forked, so it has at once all that was built; it ends when its pipe does, which is at the
latest when this process ends.
"""

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from bot.core.errors import BrokenError
from bot.services.ask import Asker
from bot.services.lines import LONGEST, answer_lines

BLOCK = 1 << 18
"""Bytes that are read at once, at most."""

CROWD = 48
"""Lines read at once from which on they are shared: fewer are answered while copies are made."""

SHARE = 16
"""Lines of one share."""

MOST = 4
"""Copies at most; over thousands of questions each takes 120 MiB of its own, as one alone does."""

ENDED = (
    "one of the processes that answer has ended, perhaps for want of memory; "
    "give fewer lines at a time"
)


def answer_stream(asker: Asker, source: int) -> Iterator[str]:
    """Answer JSON lines of a file descriptor in order: few as they come, many with all cores."""
    crew: Crew | None = None
    size, number = min(MOST, _cores()), 1
    for lines in _arrivals(source):
        if size > 1 and len(lines) >= CROWD:
            crew = crew or Crew(asker, size)
            yield from crew.answer(lines, number)
        else:
            yield from answer_lines(asker, lines, number)
        number += len(lines)


def _arrivals(source: int) -> Iterator[list[bytes]]:
    """Give lines as they come: all that are there at once.

    Of a line that is too long, so much is kept that it is known for that.
    """
    begun = bytearray()
    while block := os.read(source, BLOCK):
        first, *others = block.split(b"\n")
        begun += first[: LONGEST + 1 - len(begun)]
        if others:
            last = others.pop()
            yield [bytes(begun), *others]
            begun = bytearray(last)
    if begun:
        yield [bytes(begun)]


def _cores() -> int:
    """Give how many cores this process may use, where it can be forked; 1 elsewhere."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class Crew:
    """Copies of this process that answer lines."""

    def __init__(self, asker: Asker, size: int) -> None:
        context = get_context("fork")
        self._idle: list[Connection] = []
        for _ in range(size):
            ours, theirs = context.Pipe()
            context.Process(target=_work, args=(asker, ours, theirs), daemon=True).start()
            theirs.close()
            self._idle.append(ours)

    def answer(self, lines: Sequence[bytes], first: int) -> Iterator[str]:
        """Answer lines in order; `first` is the number of the first one. Raises BrokenError."""
        shares = range(0, len(lines), SHARE)
        waiting = deque(shares)
        busy: dict[Connection, int] = {}
        done: dict[int, list[str]] = {}

        def hand_out() -> None:
            while self._idle and waiting:
                pipe, at = self._idle.pop(), waiting.popleft()
                with _noticing_ends():
                    pipe.send((lines[at : at + SHARE], first + at))
                busy[pipe] = at

        hand_out()
        for share in shares:
            while share not in done:
                ready = wait(list(busy))
                for pipe in [each for each in busy if each in ready]:
                    done[busy.pop(pipe)] = _received(pipe)
                    self._idle.append(pipe)
                hand_out()
            yield from done.pop(share)


@contextmanager
def _noticing_ends() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise BrokenError(ENDED) from error


def _received(pipe: Connection) -> list[str]:
    with _noticing_ends():
        found: list[str] | Exception = pipe.recv()
    if isinstance(found, Exception):
        raise found
    return found


def _work(asker: Asker, ours: Connection, theirs: Connection) -> None:
    """Answer shares in a copy until the pipe ends."""
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells when to end
    with suppress(EOFError, OSError):
        while True:
            lines, first = theirs.recv()
            theirs.send(_answered(asker, lines, first))


def _answered(asker: Asker, lines: Sequence[bytes], first: int) -> list[str] | Exception:
    try:
        return list(answer_lines(asker, lines, first))
    except Exception as error:  # noqa: BLE001 - it is told where all errors are
        return error
