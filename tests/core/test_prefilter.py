from hypothesis import given
from hypothesis import strategies as st

from bot.core.plan import bits_of
from bot.core.prefilter import prefilters

NUMBERS = st.sets(st.integers(0, 30), max_size=8)


@given(st.lists(NUMBERS.map(tuple)), NUMBERS, st.sets(st.integers(0, 9)))
def test_what_has_all_that_it_needs_is_met(needs, present, apart):
    those = [at for at in apart if at < len(needs)]
    due = {at for at, needed in enumerate(needs) if present.issuperset(needed)}
    others, set_apart = (set(each.met(bits_of(present))) for each in prefilters(needs, those))
    assert others == due.difference(those)
    assert set_apart == due.intersection(those)
