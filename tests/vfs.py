"""SQLite's own file layer, watched and made to fail: every sync counted, any write refused.

Works on the very library that Python uses: a second file system is registered as the default, which
passes everything on to the first.
"""

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OK, READ_ONLY, IOERR, FULL = 0, 8, 10, 13

_Write = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_Open = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,  # the name: SQLite keeps this very pointer
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_int),
)


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`: what can be done with an open file."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    ]


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`: how files are opened."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 15),
    ]


def _library() -> ctypes.CDLL:
    """Find the library that the `sqlite3` module is linked to."""
    mapped = Path("/proc/self/maps").read_text("utf-8").split()
    paths = {word for word in mapped if "libsqlite3" in word} or {_sqlite3.__file__}
    library = ctypes.CDLL(paths.pop())
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    return library


class Watch:
    """What the file layer saw. `fail_at`: the write or sync from which on all are refused."""

    def __init__(self) -> None:
        self.writes = 0
        self.syncs = 0
        self.fail_at = 0
        self.fault = FULL
        self._kept: list[object] = []
        self._wrapped: dict[int, _Methods] = {}

    @property
    def steps(self) -> int:
        """Writes and syncs so far."""
        return self.writes + self.syncs

    def _is_failing(self) -> bool:
        return bool(self.fail_at) and self.steps >= self.fail_at

    def wrap(self, plain: _Methods, place: int) -> _Methods:
        """Give methods that watch; the same for every file of one kind."""
        if place not in self._wrapped:
            write, sync = _Write(plain.write), _Sync(plain.sync)

            def watched_write(file: int, data: int, size: int, at: int) -> int:
                self.writes += 1
                return self.fault if self._is_failing() else write(file, data, size, at)

            def watched_sync(file: int, flags: int) -> int:
                self.syncs += 1
                return IOERR if self._is_failing() else sync(file, flags)

            methods = _Methods.from_buffer_copy(plain)
            callbacks = _Write(watched_write), _Sync(watched_sync)
            methods.write, methods.sync = (
                ctypes.cast(each, ctypes.c_void_p).value for each in callbacks
            )
            self._kept.extend(callbacks)
            self._wrapped[place] = methods
        return self._wrapped[place]


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch every SQLite file that is opened in the block."""
    library = _library()
    plain = library.sqlite3_vfs_find(None)
    watch = Watch()
    open_plainly = _Open(plain.contents.open)

    @_Open
    def open_watched(vfs, name, file, flags, out) -> int:
        done = open_plainly(vfs, name, file, flags, out)
        slot = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        if done == OK and slot[0]:
            methods = watch.wrap(_Methods.from_address(slot[0]), slot[0])
            slot[0] = ctypes.addressof(methods)
        return done

    ours = _Vfs.from_buffer_copy(plain.contents)
    ours.next, ours.name = None, b"watched"
    ours.open = ctypes.cast(open_watched, ctypes.c_void_p).value
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)
    try:
        yield watch
    finally:
        library.sqlite3_vfs_register(plain, 1)
        library.sqlite3_vfs_unregister(ctypes.byref(ours))
