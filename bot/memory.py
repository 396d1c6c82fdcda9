"""Gives memory back to the system once everything is open."""

import ctypes
import sys


def give_back() -> None:
    """Give back the heap that is free now: a start takes more of it than what it leaves."""
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None)
        if hasattr(libc, "malloc_trim"):  # not every Linux has GNU's
            libc.malloc_trim(0)
