"""What is free is given back, and what somebody holds is not."""

import ctypes
import sys
from pathlib import Path

import pytest

from bot.memory import give_back

PAGE = 4096


def resident() -> int:
    """Give the bytes that this process holds in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="only GNU's library on Linux has a heap to trim",
)
def test_free_heap_is_given_back():
    held = [bytes([at % 250 + 1]) * 3000 for at in range(20_000)]
    last = held[-1]  # what lies at the end of the heap keeps all below it
    del held
    before = resident()
    give_back()
    assert before - resident() > 20 * 2**20
    assert last == bytes([19_999 % 250 + 1]) * 3000
