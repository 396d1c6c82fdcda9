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
        ("tablets? {...}", (("tablets? ",),)),
        (r"\b(?:am|i was) here", ((r"\bam ", r" was "), (" here",))),
        (r"(?:\w+ ){0,3}(?:dose|days?) \w+", (("(?:dose|days?) ",),)),
        ("(?:so )*(?:oh dear|well) ", ((" dear ", "well "),)),
        ("(?:ab c|d ef)+gh", (("ab ", " ef"), ("gh",))),
        ("[^.?!]*(?:may|can)[ ]i", (("(?:may|can)",),)),
        (r"mk.?677", (("mk",), ("677",))),
        (r"wie \?|как часто", (("wie ", " часто"),)),
        ("i|a b?", ()),
    ],
)
def test_what_has_to_occur(expression: str, groups: Groups):
    assert needs(expression) == groups
