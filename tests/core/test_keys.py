import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.keys import key_of, key_of_pair, list_keys
from bot.core.lines import as_lines

NAMES = st.dictionaries(st.text(), st.integers(0, 2**31 - 1))


@given(NAMES, st.lists(st.text()))
def test_a_list_of_keys_finds_what_a_dict_finds(places, others):
    listed = list_keys({key_of(name): at for name, at in places.items()})
    asked = [*places, *others]
    expected = [places.get(name, -1) for name in asked]
    assert listed.find([key_of(name) for name in asked]).tolist() == expected
    assert [listed.place(key_of(name)) for name in asked] == expected
    assert [listed.place(key_of(name)) for name in asked] == expected  # what was found is kept
    assert len(listed) == len(places)


@pytest.mark.parametrize("key", [0, 1, 2**63, 2**64 - 1])
def test_keys_at_the_edges(key):
    assert list_keys({key: 7}).place(key) in {7, -1 if key == 2**64 - 1 else 7}
    assert list_keys({}).place(key) == -1
    assert list_keys({}).find([key]).tolist() == [-1]


def test_keys_are_the_same_in_every_process():
    assert key_of("estradiol") == 0x9E10B3657DB7941E


def test_pairs_keep_their_order():
    one, other = key_of("high"), key_of("estradiol")
    assert len({key_of_pair(one, other), key_of_pair(other, one), one, other}) == 4
    assert all(0 <= key_of_pair(a, b) < 2**64 for a in (one, other) for b in (one, other))


def test_a_lone_surrogate_has_a_key_too():
    assert key_of("\ud800") != key_of("?")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_lines_are_the_texts_that_went_in(texts):
    lines = as_lines(texts)
    assert list(lines) == texts
    assert lines[:] == tuple(texts)
    assert lines[1:3] == tuple(texts[1:3])
    assert len(lines) == len(texts)


@pytest.mark.parametrize("at", [-1, 1, 2])
def test_a_line_that_is_not_there(at):
    with pytest.raises(IndexError):
        as_lines(["one"])[at]
