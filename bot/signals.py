"""The signals that stop the program."""

import signal
from collections.abc import Callable
from types import FrameType

STOPS = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
"""The last comes when a terminal closes, and is unknown on Windows."""


def at_stop(action: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Have this done from now on when the program is told to stop; `nohup` stays in force."""
    for number in STOPS:
        if number in STOPS[:2] or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, action)
