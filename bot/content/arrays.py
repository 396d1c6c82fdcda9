"""Named arrays in one file that is mapped into memory, so that opening it copies nothing.

Layout: length of the header (8 bytes, little-endian), header (JSON: per array its type, shape and
place; the sum of the body), body. Arrays begin at multiples of 64 bytes. No code can hide in it.
"""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = Mapping[str, Array]

_mapped: WeakSet[mmap.mmap] = WeakSet()
"""The files that are mapped now."""

_STEP = 64
"""Bytes of a cache line."""
_PLAIN = "iufb"
"""Kinds of numbers that an array may hold; objects are none of them."""


def as_array(text: str) -> Array:
    """Give the bytes of a text, to be written among arrays."""
    return np.frombuffer(text.encode(), np.uint8)


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write arrays into a new file. Raises OSError."""
    places, chunks, at = {}, [], 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        places[name] = [array.dtype.str, list(array.shape), at]
        raw += bytes(-len(raw) % _STEP)
        chunks.append(raw)
        at += len(raw)
    body = b"".join(chunks)
    header = json.dumps({"arrays": places, "sum": _sum(np.frombuffer(body, np.uint8))}).encode()
    header += b" " * (-(8 + len(header)) % _STEP)
    path.write_bytes(len(header).to_bytes(8, "little") + header + body)


def read_arrays(path: Path) -> Arrays:
    """Map arrays, read-only. Raises OSError; ValueError or KeyError for a spoilt file."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    raw = np.frombuffer(mapped, np.uint8)
    start = 8 + int.from_bytes(raw[:8].tobytes(), "little")
    if start > len(raw) or start % _STEP:
        raise ValueError("no file of arrays")
    header = json.loads(raw[8:start].tobytes())
    body = raw[start:]
    if len(body) % _STEP or _sum(body) != header["sum"]:
        raise ValueError("the arrays were spoilt")
    _mapped.add(mapped)
    let_go()  # questions touch little of what was just summed up
    return {name: _view(body, *place) for name, place in header["arrays"].items()}


def let_go() -> None:
    """Give back the memory of all mapped files; what is read again comes back by itself."""
    if hasattr(mmap, "MADV_DONTNEED"):
        for each in _mapped:
            each.madvise(mmap.MADV_DONTNEED)


def _view(body: Array, dtype: str, shape: list[int], at: int) -> Array:
    kind = np.dtype(dtype)
    if kind.kind not in _PLAIN:
        raise ValueError("an array may hold numbers only")
    size = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
    return body[at : at + size].view(kind).reshape(shape)


def _sum(body: Array) -> int:
    """Sum up the body; a sum takes a tenth of the time of a checksum of its own."""
    return int(np.add.reduce(body.view("<u8"), dtype=np.uint64))
