"""Gives memory back to the system once everything is open."""

import contextlib
import ctypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_DONTNEED = 4
"""Linux's MADV_DONTNEED."""

_MAPPED = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) r-[-x]p .* /.+\n(?:[A-Z].*\n)*?Anonymous: +0 kB$", re.MULTILINE
)
"""A part of a file that is mapped as it stands on the disk, and cannot be written to.

The linker wrote into others before it locked them: those have pages of their own, to be kept.
"""


def give_back() -> None:
    """Give back free heap, and the code of libraries: what runs again is mapped again.

    A start runs much code once; its pages stay in the system's cache as long as there is room.
    """
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):  # not every Linux has GNU's
        libc.malloc_trim(0)
    with contextlib.suppress(OSError):  # a system that does not tell keeps what it has
        for begin, size in mapped(Path("/proc/self/smaps").read_text("utf-8", "replace")):
            libc.madvise(ctypes.c_void_p(begin), ctypes.c_size_t(size), _DONTNEED)


def mapped(smaps: str) -> Iterator[tuple[int, int]]:
    """Find the parts of files that are as they stand on the disk: (address, bytes)."""
    for begin, end in _MAPPED.findall(smaps):
        yield int(begin, 16), int(end, 16) - int(begin, 16)
