import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.choosing import picked

OFFERED = ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("the second one", "b"),
        ("First", "a"),
        ("number 3 please", "c"),
        ("option two", "b"),
        ("the last one", "c"),
        ("yes, the 1st", "a"),
        ("show me the third", "c"),
        ("das zweite", "b"),
        ("Die zweite Frage, bitte", "b"),
        ("nummer 2", "b"),
        ("das letzte", "c"),
        ("la segunda", "b"),
        ("le deuxième", "b"),
        ("第二个", "b"),
        ("दूसरा", "b"),
        ("fırst", None),  # noqa: RUF001 - to a pattern without case it is an i
        ("the second reason", None),
        ("zwei mg", None),
        ("2 mg", None),
        ("twenty", None),
        ("", None),
    ],
)
def test_picked(text, entry):
    assert picked(text, OFFERED) == entry


@pytest.mark.parametrize(("text", "entry"), [("the third", None), ("2", "b"), ("last", "b")])
def test_only_what_was_offered_is_picked(text, entry):
    assert picked(text, OFFERED[:2]) == entry
    assert picked(text, ()) is None


@given(st.text(st.characters(), max_size=120))
def test_any_text_picks_or_does_not(text):
    assert picked(text, OFFERED) in (*OFFERED, None)
