import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.limits import Bucket, Rate, level, spend, take

FIVE = Rate(5, 10)


def test_a_bucket_never_seen_is_full():
    assert level(None, FIVE, 123) == 5


@pytest.mark.parametrize(
    ("tokens", "waited", "now"), [(0, 0, 0), (0, 2, 1), (0, 1, 0.5), (4, 10, 5), (5, 1000, 5)]
)
def test_it_refills_evenly_up_to_the_burst(tokens, waited, now):
    assert level(Bucket(tokens, 100), FIVE, 100 + waited) == now


def test_an_empty_bucket_refuses():
    assert take(Bucket(0.99, 0), FIVE, 0) is None
    assert take(Bucket(1, 0), FIVE, 0) == Bucket(0, 0)


def test_what_was_spent_in_advance_is_owed():
    owing = spend(Bucket(1, 0), FIVE, 0, 4)
    assert owing == Bucket(-3, 0)
    assert take(owing, FIVE, 7) is None
    assert take(owing, FIVE, 8) == Bucket(0, 8)


def test_a_clock_that_goes_back_gives_nothing():
    assert level(Bucket(2, 100), FIVE, 50) == 2


@given(
    st.integers(1, 20),
    st.floats(0.1, 100),
    st.lists(st.floats(0, 5), min_size=1, max_size=200),
)
def test_no_stretch_of_time_lets_more_through_than_the_rate(burst, seconds, waits):
    rate, bucket, now, admitted = Rate(burst, seconds), None, 0.0, []
    for wait in waits:
        now += wait
        after = take(bucket, rate, now)
        if after:
            admitted.append(now)
            bucket = after
    for first, began in enumerate(admitted):
        for last, ended in enumerate(admitted[first:], first):
            assert last - first + 1 <= burst + (ended - began) * burst / seconds + 1e-6
