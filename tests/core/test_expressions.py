import pytest

from bot.core.expressions import ExpressionList, is_word, needed_words


@pytest.mark.parametrize(
    ("expression", "one"),
    [
        ("dose", True),
        (" dose", True),
        (r"\bdos(?:e|es)\b", True),
        (r"what\?", True),
        (r"e3\.5d", True),
        ("[a-z]x", True),
        ("a b", False),
        ("a ?b", False),
        (r"a\s", False),
        ("a.b", False),
        ("[^a]", False),
        ("[ a]", False),
        ("a$", False),
        ("", False),
        (" ", False),
    ],
)
def test_what_lies_in_one_word(expression, one):
    assert is_word(expression) is one


@pytest.mark.parametrize(
    ("phrase", "groups"),
    [
        ("how (?:much|many)", {(r"how\b",), (r"\b(?:much|many)",)}),
        (r"\bdo i (?:a b)?ok", {(r"\bdo\b",), ("ok",)}),
        ("take(?: it)? now", {("take",), (r"\bnow",)}),
        ("(?:one more|two)s", {(r"\bmore", "two")}),
        (r"\b\d{1,3} ?mg", {(r"\b\d{1,3}",), ("mg",)}),
        ("ab ?c", {("ab",)}),
        ("(?:a b|[^x])?", set()),
    ],
)
def test_words_that_a_phrase_needs(phrase: str, groups: set[tuple[str, ...]]):
    assert set(needed_words(phrase)) == groups


@pytest.mark.parametrize(
    ("expression", "phrases"),
    [
        (r"\b(?:one|two or (?:so|more)|three)\b", [r"\btwo or (?:so|more)\b"]),
        ("(?:a b|(?:c d|e))", ["a b", "c d"]),
        ("(?:a b)?(?:c d)", ["(?:a b)?(?:c d)"]),
        ("(?:a b)x", ["(?:a b)x"]),
    ],
)
def test_alternatives_of_one_group_are_sought_each_for_itself(expression: str, phrases: list[str]):
    sought = ExpressionList()
    sought.add([expression])
    assert [phrase for phrase, *_ in sought.close().phrases] == phrases


def test_what_nobody_asks_for_is_left_out():
    sought = ExpressionList()
    asked, other = sought.add(["one", "two"]), sought.add(["two", "three four"])
    found = sought.close(asked)
    assert {own for own in found.literals.groups if own} == {(0,), (2,), (3,)}
    assert [own for _, _, own in found.phrases] == [()]
    assert other == 2
