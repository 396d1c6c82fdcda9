"""A limit on the time that one answer may take, whatever it is busy with."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooSlowError(BaseException):
    """Raised inside the work that took too long; no step that fails closed may swallow it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Run the block for at most so many seconds, then raise TooSlowError out of its midst.

    It interrupts Python code that never ends, and waiting. It needs the main thread and a system
    with interval timers (not Windows); elsewhere the block runs without a limit. 0 is no limit.
    """
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: object) -> None:
    raise TooSlowError
