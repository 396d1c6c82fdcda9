import os
import signal

import pytest

from bot.signals import STOPS, at_stop


@pytest.fixture(autouse=True)
def _as_before():
    before = {number: signal.signal(number, signal.SIG_DFL) for number in STOPS}  # nohup
    yield
    for number, action in before.items():
        signal.signal(number, action)


def test_each_of_them_stops():
    heard = []
    at_stop(lambda number, _: heard.append(number))
    for number in STOPS:
        os.kill(os.getpid(), number)
    assert heard == [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


def test_a_closing_terminal_is_ignored_where_nohup_says_so():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell's background has it: it is no wish
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    at_stop(print)
    assert [signal.getsignal(number) for number in STOPS] == [print, print, signal.SIG_IGN]
