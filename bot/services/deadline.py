"""A limit on the time that one answer may take, whatever it is busy with."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.001
"""Seconds until the next attempt to end work that could not be ended where it was."""


class TooSlowError(BaseException):
    """Raised inside the work that took too long; no step that fails closed may swallow it."""


@contextmanager
def within(seconds: float, room: str) -> Iterator[None]:
    """Run the block for at most so many seconds, then raise TooSlowError out of its midst.

    `room` names the package whose code is ended; wherever else the block is just then, it gets on
    until it is back. The garbage collector may run other people's code at any step of the block:
    an error in there would be lost, with the limit, and leave their work half done.

    It interrupts Python code that never ends, and waiting. It needs the main thread and a system
    with interval timers (not Windows); elsewhere the block runs without a limit. 0 is no limit.
    """
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, frame: FrameType | None) -> None:
        if frame and f"{frame.f_globals.get('__name__')}.".startswith(f"{room}."):
            raise TooSlowError
        signal.setitimer(signal.ITIMER_REAL, AGAIN)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
