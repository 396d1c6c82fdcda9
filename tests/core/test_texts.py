import pytest

from bot.core.texts import Texts

TEXTS = Texts({"en": {"a": "one {what}", "b": "two"}, "de": {"a": "eins {what}"}})


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "one x"), ("de", "eins x"), ("de-AT", "eins x"), ("fr", "one x"), ("", "one x")],
)
def test_a_text_comes_in_the_language_at_hand(locale, text):
    assert TEXTS.say("a", locale, what="x") == text


def test_english_fills_what_a_language_lacks():
    assert TEXTS.say("b", "de") == "two"


def test_an_unknown_name_is_a_defect_unless_one_looks_for_it():
    with pytest.raises(KeyError):
        TEXTS.say("c")
    assert TEXTS.find("c") == ""


def test_english_goes_first():
    assert TEXTS.locales == ("en", "de")
