from dataclasses import replace

import pytest

from bot.core.catalogue import Texts
from bot.core.finding import Finding
from bot.core.model import EntryId

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


NAMED = Texts(
    {
        "en": {
            "ask_name": "ask",
            "faq_name": "faq",
            "faq_list_name": "list",
            "menu_find_name": "Find it",
            "hint": 'Use /ask, `/faq list` or a list of {n}: {x} → "Find it".',
        },
        "de": {
            "ask_name": "frag",
            "faq_name": "faq",
            "faq_list_name": "liste",
            "menu_find_name": "Such es",
            "hint": 'Nimm /frag, `/faq liste` oder eine liste von {n}: {x} → "Such es".',
        },
    }
)


@pytest.mark.parametrize(
    ("locale", "client", "text"),
    [
        ("de", "en-GB", 'Nimm /ask, `/faq list` oder eine liste von 3: /frag → "Find it".'),
        ("en", "de", 'Use /frag, `/faq liste` or a list of 3: /frag → "Such es".'),
        ("de", "de", 'Nimm /frag, `/faq liste` oder eine liste von 3: /frag → "Such es".'),
        ("de", "", 'Nimm /frag, `/faq liste` oder eine liste von 3: /frag → "Such es".'),
    ],
)
def test_commands_go_by_the_names_that_the_reader_sees(locale, client, text):
    assert NAMED.say("hint", locale, client, n=3, x="/frag") == text


SAYING = Texts(
    {
        "en": {
            "found_in_passage": "passage {number}",
            "found_far": '"{one}" is far from "{other}"',
            "found_gone": '"{one}" is gone',
            "store_lost": "Lost ({reason}).",
            "store_full": "the disk is full",
            "refused": "No: {finding}",
        },
        "de": {
            "found_in_passage": "Stelle {number}",
            "found_far": '"{other}" ist weit von "{one}"',
            "found_gone": '"{one}" ist fort',
            "store_lost": "Verloren ({reason}).",
            "store_full": "die Platte ist voll",
            "refused": "Nein: {finding}",
        },
    }
)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ('"a" is far from "b"', '"b" ist weit von "a"'),
        ('"x" is gone" is gone', '"x" is gone" ist fort'),
        ('"{other}" is far from "{one}"', '"{one}" ist weit von "{other}"'),
        ('"a\nb" is gone', '"a\nb" ist fort'),
        ("Lost (the disk is full).", "Verloren (die Platte ist voll)."),
        ('"the disk is full" is gone', '"the disk is full" ist fort'),
        ("nobody knows this", "nobody knows this"),
        ("", ""),
    ],
)
def test_what_the_code_says_is_known_by_its_words_and_what_it_fills_in_stays(english, german):
    assert SAYING.sentence(english, "de") == german
    assert SAYING.sentence(english, "en") == english


def test_a_finding_is_said_in_the_language_at_hand():
    finding = Finding("G1", EntryId("sun"), 2, '"a" is gone', "the disk is full")
    assert SAYING.say("refused", "de", finding=finding) == (
        'Nein: G1, sun, Stelle 2: "a" ist fort; die Platte ist voll'
    )
    whole = replace(finding, entry=EntryId(""), passage_number=0)
    assert SAYING.say("refused", finding=whole) == 'No: G1: "a" is gone; the disk is full'
