import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.core.expressions import ExpressionList
from bot.core.occurrence import Occurrences
from bot.core.patterns import options

EXPRESSIONS = (
    r"\bdose\b",
    r"stop\w*",
    r"\bhow (?:much|many)\b",
    r"\b(?:should|can) i\b",
    r"take (?:it |them )?now",
    r"\b\d+ ?mg\b",
    r"(?:^|\n)ok ?\?",
    r"как часто",
    r"(?:吃|吞)(?:了|下)+ ?\d",
    r"one{...}two".replace("{...}", r"[^.?!;\n]*"),
    " or ",
)
WORDS = ("how", "much", "many", "should", "can", "i", "dose", "stopping", "take", "it", "now", "5")
MORE = ("mg", "5mg", "ok?", "как", "часто", "吃了5", "one", "two", "or", "redo", "now.", "x")


@pytest.fixture(scope="module")
def occurrences() -> tuple[Occurrences, list[int]]:
    sought = ExpressionList()
    bits = [sought.add([each]) for each in EXPRESSIONS]
    bits.append(sought.imply(bits[0] | bits[2]))
    return Occurrences(sought.close()), bits


@given(st.lists(st.sampled_from(WORDS + MORE), max_size=8))
def test_finds_what_a_search_finds(occurrences: tuple[Occurrences, list[int]], words: list[str]):
    found, bits = occurrences
    text = f" {' '.join(words)} ".encode()
    mask = found.across(text, found.within(text))
    for expression, bit in zip(EXPRESSIONS, bits, strict=False):
        due = re2.compile(expression.encode(), options()).search(text)
        assert bool(mask & bit) == bool(due), (expression, text)
    assert bool(mask & bits[-1]) == bool(mask & (bits[0] | bits[2]))


def test_words_are_forgotten_when_they_are_many(monkeypatch):
    monkeypatch.setattr("bot.core.occurrence.REMEMBERED", 2)
    sought = ExpressionList()
    bit = sought.add(["x"])
    found = Occurrences(sought.close())
    assert [found.within(each) for each in (b"a", b"b", b"x", b"c x")] == [0, 0, bit, bit]
    assert len(found._seen) <= 2
