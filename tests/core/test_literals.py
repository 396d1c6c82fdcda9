import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.core.literals import found, gather, texts_of
from bot.core.patterns import options

EXPRESSIONS = (
    r"\bdos(?:e|es|ing)\b",
    "dose",
    " e2",
    r"e2\b",
    r"\bditch\w*\b",
    r"(?:sag\w*|numb)",
    r"\bok/?\?",
    "[1-3]x ",
    "доза?",
    "(?:да)?доза",
    r"\bst\.?\b",
    "吃了",
    "a_b",
)


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        ("ab?", ["a", "ab"]),
        (r"\b(?:a|b)c ", ["\x01ac\x01 ", "\x01bc\x01 "]),
        (r"x\w*\b", ["x"]),
        (r"\?\w*\b", []),
        (r"x\w* ", []),
        ("a+", []),
        (r"\d", []),
        ("да?", []),
        ("(?:да)?нет", ["данет", "нет"]),
        ("(?:a|b)?", []),
        ("[a-z][a-z]", []),
    ],
)
def test_texts_that_an_expression_stands_for(expression: str, texts: list[str]):
    assert texts_of(expression) == texts


@given(st.text("dosexing2tchagumbk/?13.даозы吃了_", min_size=1, max_size=9))
def test_finds_what_a_search_finds(word: str):
    alone = f" {word} ".encode()
    sought = gather((texts_of(each), [at]) for at, each in enumerate(EXPRESSIONS))
    due = [re2.compile(each.encode(), options()).search(alone) for each in EXPRESSIONS]
    assert set(found(sought, alone)) == {at for at, each in enumerate(due) if each}
