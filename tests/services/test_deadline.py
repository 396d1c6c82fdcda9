import gc
import threading
import time
import weakref
from types import FunctionType

import pytest

from bot.services.deadline import TooSlowError, within


def test_work_in_time_is_left_alone():
    with within(5, __name__):
        done = sum(range(1000))
    assert done == 499_500


def spin(*_) -> None:
    while True:
        pass


@pytest.mark.parametrize("hang", [lambda: time.sleep(30), spin])
def test_what_waits_or_spins_is_ended(hang):
    began = time.monotonic()
    with pytest.raises(TooSlowError), within(0.05, __name__):
        hang()
    assert time.monotonic() - began < 5


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_what_the_collector_runs_is_left_to_finish():
    def finalise() -> None:
        time.sleep(0.1)
        finished.append(True)

    finished = []
    # other people's code
    weakref.finalize(
        Ring(), FunctionType(finalise.__code__, {"time": time}, closure=finalise.__closure__)
    )
    with pytest.raises(TooSlowError), within(0.05, __name__):
        spin(gc.collect())
    assert finished == [True]


def test_a_fault_inside_is_passed_on_and_ends_the_limit():
    with pytest.raises(KeyError), within(0.05, __name__):
        raise KeyError
    time.sleep(0.1)


def test_no_limit_and_other_threads_run_on():
    ended = []

    def work() -> None:
        with within(0.01, __name__):
            time.sleep(0.05)
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with within(0, __name__):
        time.sleep(0.01)
    assert ended == [True]
