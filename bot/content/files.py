"""Reads whole text files that people keep: ordinary ones, of a bounded size, in UTF-8."""

import errno
import os
import stat
from pathlib import Path

_WHY = {
    errno.ENOENT: "no such file: look at its path",
    errno.EISDIR: "it is a directory: name a file in it",
    errno.EACCES: "permission denied: let this user read it (chmod)",
}


class UnreadableError(Exception):
    """A file cannot be read; the message says why, and what to do, without its name."""


def read_bytes(path: Path, largest: int) -> bytes:
    """Read a file of at most so many bytes. Raises UnreadableError.

    What is no ordinary file is refused: a pipe may wait for ever, and a device may never end.
    """
    try:
        with open(path, "rb", opener=_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("it is no ordinary file: copy what it holds into one")
            raw = file.read(largest + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise UnreadableError(_WHY.get(error.errno or 0, reason)) from error
    if len(raw) > largest:
        raise UnreadableError(f"larger than {largest:,} bytes: is it the right file?")
    return raw


def _at_once(path: str, flags: int) -> int:
    """Open a file; a pipe waits for its other end unless it is told otherwise."""
    return os.open(path, flags | os.O_NONBLOCK)


def decode(raw: bytes) -> str:
    """Read bytes as UTF-8, with or without a mark in front. Raises UnreadableError."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start}"
        raise UnreadableError(f"not a UTF-8 text ({where}): save it as UTF-8") from error
