import pytest

from bot.core.needs import Groups, needs


@pytest.mark.parametrize(
    ("expression", "groups"),
    [
        ("{a}{...}{b}", (("{a}",), ("{b}",))),
        ("{a}?{b}", (("{b}",),)),
        ("(?:{a}|{b}) {c}", (("{a}", "{b}"), ("{c}",))),
        ("(?:{a}|{b})? {c}", (("{c}",),)),
        ("(?:tablet|{~})x", ()),
        ("chest{...}pain", (("chest",), ("pain",))),
        ("tablets? {...}", ((r"tablets?\b",),)),
        (r"\b(?:am|i was) here", ((r"\bam\b", r"\bwas\b"), (r"\bhere",))),
        (r"(?:\w+ ){0,3}(?:dose|days?) \w+", ((r"(?:dose|days?)\b",),)),
        ("(?:so )*(?:oh dear|well) ", ((r"\bdear\b", r"well\b"),)),
        ("(?:ab c|d ef)+gh", ((r"ab\b", r"\bef"), ("gh",))),
        ("[^.?!]*(?:may|can)[ ]i", (("(?:may|can)",),)),
        (r"mk.?677", (("mk",), ("677",))),
        (r"wie \?|как часто", ((r"wie\b", " часто"),)),
        (r"prescri\w+ (?:by|for)", ((r"prescri\w*\b",), (r"\b(?:by|for)",))),
        ("ok, so", (("ok, ",), (r"\bso",))),
        ("i|a b?", ()),
    ],
)
def test_what_has_to_occur(expression: str, groups: Groups):
    assert needs(expression) == groups
