import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matcher import END
from bot.core.patterns import options, reaches_beyond

WITHIN = (
    r"\bone[^.?!;\n]*two\b",
    r" one (?:[^ .?!;\n]+,? ){0,3}two ",
    r"(?:one|two)s? \w+",
    r"\d{1,2} ?(?:two|один)",
    "[a-zж-ю0-9'-]+ two",
)
BEYOND = (
    r"one[^?!\n]{0,40}two",
    r"one\S* two",
    r"one\?",
    r"one[ .,]two",
    r"one[+-;]two",
    r"(?:^|\n)two",
    "two$",
    "one.two",
    r"one\s*two",
    r"one\W+two",
    "one; two",
)
SIGNS = ("one", "two", "ones", "один", "7", " ", " ", ". ", "? ", "!", "; ", "\n", ", ", ".")


@pytest.mark.parametrize("expression", WITHIN)
def test_what_stays_in_a_sentence(expression: str):
    assert not reaches_beyond(expression)


@pytest.mark.parametrize("expression", BEYOND)
def test_what_may_reach_beyond_a_sentence(expression: str):
    assert reaches_beyond(expression)


@given(st.lists(st.sampled_from(SIGNS), max_size=12))
def test_what_stays_in_a_sentence_is_found_in_one(signs: list[str]):
    text = f" {''.join(signs)} ".encode()
    for expression in WITHIN:
        search = re2.compile(expression.encode(), options()).search
        assert bool(search(text)) == any(map(search, END.split(text))), expression
