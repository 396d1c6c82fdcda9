"""Small words that turn a sentence, spans of time, and signs that no cited block names."""

import pytest

from tests.core.small import rules


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The text says estradiol is dominant in bone unless growth is over.", "doses:l2"),
        ("Estradiol drives growth until the bone is full, the text says.", "doses:l2"),
        ("Muscle and energy come at the expense of joints, the text says.", "parts:p1"),
        ("Progesterone could shorten sleep in return for energy, the text says.", "doses:l1"),
    ],
)
def test_conditions_ends_and_prices_have_to_be_told(text, where):
    assert "G5" in rules(text, where)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "Joints and memory are supported by estradiol, the text says, at a healthy level.",
            "parts:p1",
        ),
        ("Muscle does not come at the expense of energy, the text says.", "parts:p1"),
    ],
)
def test_what_is_kept_or_denied_is_no_price(text, where):
    assert rules(text, where) == set()


def test_a_span_keeps_its_side():
    text = "The text has estradiol tested 3 weeks {} the initiation, to see the rise."
    assert "G3" in rules(text.format("before"), "checks:t2")
    assert "G3" in rules(text.format("ahead of"), "checks:t2")
    assert "G3" not in rules(text.format("after"), "checks:t2")


def test_a_sign_stands_in_the_cited_block():
    text = "The text says letrozole lowered estradiol in older men, with {}."
    assert "G4" in rules(text.format("aches"), "doses:p1")
    assert "G4" in rules(text.format("less libido"), "doses:p1")
    assert "G4" not in rules("The text has anxiety in both columns.", "signs:t1")


def test_a_quotation_is_word_for_word():
    text = "The text calls estradiol “{}” of bone, arguably."
    assert "G9" in rules(text.format("the only hormone"), "doses:l2")
    assert "G9" not in rules(text.format("the dominant hormone"), "doses:l2")


@pytest.mark.parametrize(
    "text",
    [
        "The text says letrozole, as trials have it, lowered estradiol in older men.",
        "The text says letrozole lowered estradiol in older men and stopped it then.",
        "The text says letrozole leaves older men's bones unaffected.",
    ],
)
def test_weight_and_ends_are_the_source_s_to_give(text):
    assert "G5" in rules(text, "doses:p1")
