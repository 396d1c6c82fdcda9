import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import listed

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1)
NUMBERS = st.integers(0, 2**31 - 1)


@given(st.lists(WORDS))
def test_words_come_back_as_they_were(words):
    assert listed.words_in(listed.words_out(words)) == words


def test_equal_words_are_held_once_within_the_block_only():
    def read():
        return listed.words_in(listed.words_out(["dose", "оценка"]))

    with listed.words_once():
        first, second = read(), read()
    third = read()
    assert first == second == third
    assert all(one is other for one, other in zip(first, second, strict=True))
    assert not any(one is other for one, other in zip(first, third, strict=True))


@given(st.lists(st.lists(NUMBERS).map(tuple)))
def test_lists_of_numbers_come_back_as_they_were_each_held_once(lists):
    found = listed.lists_in(listed.lists_out("a", lists), "a")
    assert found == lists
    assert len({*map(id, found)}) == len({*found})


@given(st.dictionaries(WORDS, NUMBERS))
def test_numbers_of_words_come_back_as_they_were(numbers):
    assert listed.numbers_in(listed.numbers_out("a", numbers), "a") == numbers


@given(st.dictionaries(WORDS, st.sampled_from(["dose", "a dose", "доза"])))
def test_meanings_of_words_come_back_as_they_were(meanings):
    found = listed.meanings_in(listed.meanings_out("a", meanings), "a")
    assert found == meanings
    assert len({id(each) for each in found.values()}) == len({*found.values()})


def test_a_word_of_two_lines_is_found_out():
    with pytest.raises(ValueError, match="zip"):
        listed.numbers_in(listed.numbers_out("a", {"two\nlines": 1}), "a")
