from hypothesis import given
from hypothesis import strategies as st

from bot.core.plan import bits_of, numbers


@given(st.sets(st.integers(0, 5_000)))
def test_numbers_become_bits_and_back(places: set[int]):
    assert list(numbers(bits_of(places))) == sorted(places)
