"""The signals that stop the program, and the time within which it ends."""

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

STOPS = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
"""The last comes when a terminal closes, and is unknown on Windows."""

LAST = 9.0
"""Seconds after which a stop ends, whatever it still waits for: a database that hangs."""


def at_stop(action: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Have this done from now on when the program is told to stop; `nohup` stays in force."""
    for number in STOPS:
        if number in STOPS[:2] or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, action)


def end_by(seconds: float, *, code: int) -> None:
    """End the program with a code where it has not ended by then, whatever it waits for."""
    timer = threading.Timer(seconds, _leave, (code,))
    timer.daemon = True
    timer.start()


def _leave(code: int) -> None:
    """End at once. What was acknowledged is in the database, which a crash does not harm either."""
    import logging  # noqa: PLC0415 - a start that is told what is wrong with its settings has none

    logging.getLogger(__name__).warning("the stop took too long: ended without what still waited")
    os._exit(code)
