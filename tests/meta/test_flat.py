"""Memory and descriptors stay flat: the bounded form of `tests.benchmarks.memory`."""

import sys

import pytest

from tests.benchmarks.memory import MOST, SHORT, grown


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells in /proc")
def test_memory_and_descriptors_stay_flat_over_questions_old_and_new(tiny):
    growth, left = grown(tiny.library, SHORT)
    assert growth <= MOST
    assert left <= 0
