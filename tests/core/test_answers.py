import pytest

from bot.core.answers import heard
from tests.core.small import rules


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Is estradiol harmful?", "estradiol is not harmful"),
        ("Is letrozole in men a fault?", "letrozole in men is not a fault"),
        ("So is it only a stopgap?", "it is not only a stopgap"),
        ("Is there one dose for everybody?", "there is not one dose for everybody"),
        ("Does every man need it?", "not every man need it"),
        ("One dose for everybody?", "not one dose for everybody"),
        ("Does the change stop at bone?", "the change does not stop at bone"),
        ("Does the response end with bone?", "the response does not end with bone"),
        ("Does one hormone help the other?", "one hormone does not help the other"),
        ("Is the estradiol level too high?", "the estradiol level is not too high"),
        ("Is conversion in everyone alike?", "conversion is not in everyone alike"),
        ("Are mood swings listed there?", "mood swings are not listed there"),
    ],
)
def test_a_question_that_no_answers_is_read_as_denied(asked, read):
    assert heard([asked, "No, it is otherwise."]) == [
        (asked, read),
        ("No, it is otherwise.", "it is otherwise."),
    ]


@pytest.mark.parametrize(
    "answer", ["No.", "No, never.", "Never!", "Not at all.", "By no means.", "The text says no."]
)
def test_a_bare_answer_leaves_nothing_else_to_read(answer):
    assert heard(["Is it fixed?", answer]) == [("Is it fixed?", "it is not fixed")]


@pytest.mark.parametrize(
    "texts",
    [
        ["Is it fixed?", "It is."],
        ["No dose is given."],
        ["Not every man needs it."],
        ["No."],
        ["Is it not fixed?"],
        ["The text says no."],
        ["By no means is it fixed."],
    ],
)
def test_what_is_no_answer_is_read_as_it_stands(texts):
    assert heard(texts) == [(text, text) for text in texts]


def test_an_answer_of_yes_leaves_the_question_a_statement():
    assert heard(["Is it fixed?", "Yes, it is."]) == [
        ("Is it fixed?", "Is it fixed?"),
        ("Yes, it is.", "it is."),
    ]


def test_a_question_may_be_denied_by_what_follows():
    assert heard(["Is there one dose?", "The text gives none."]) == [
        ("Is there one dose?", "there is not one dose"),
        ("The text gives none.", "The text gives none."),
    ]


def test_a_partial_no_grants_a_part():
    assert heard(["Is it fixed?", "Not always."]) == [("Is it fixed?", "it is not always fixed")]


SOUND = [
    ("No, a dose is not universal, the text says.", "doses:p2"),
    ("No; cortisol does not rise with coffee, the text says.", "doses:p2"),
    ("No. Coffee makes no rise of cortisol, and no dose is universal, the text says.", "doses:p2"),
    ("Yes, joints gain from estradiol: a healthy level supports them.", "parts:p1"),
    ("Is there one dose for everybody? No, the text says.", "doses:p2"),
    ("Does coffee raise cortisol? No, the text says; nor is a dose universal.", "doses:p2"),
    ("Does melatonin raise cortisol? No, it can lower it.", "parts:p2"),
    ("Is the thyroid dose lowered? No, the physician maintains it.", "parts:p2"),
    ("Is there one dose for everybody? The text has none.", "doses:p2"),
    ("Is a rise of cortisol an effect of coffee? The text's answer is no.", "doses:p2"),
    ("No, no dose is universal, the text says.", "doses:p2"),
    ("Does testosterone drive muscle? Yes, and energy too.", "parts:p1"),
]
UNSOUND = [
    ("No, the dose is universal, the text says.", "doses:p2"),
    ("No. Testosterone does not drive muscle.", "parts:p1"),
    ("No, zinc does not support bone density in men.", "parts:p2"),
    ("Yes, coffee raises cortisol.", "doses:p2"),
    ("Does testosterone drive muscle? No, the text says.", "parts:p1"),
    ("Does zinc support bone density in men? No.", "parts:p2"),
    ("Does coffee raise cortisol? Yes, the text says.", "doses:p2"),
    ("Does coffee raise cortisol? The text says yes.", "doses:p2"),
    ("Does zinc support bone density in men? Far from it.", "parts:p2"),
    ("Is there a single, universal dose? The text has it.", "doses:p2"),
    ("Is the thyroid dose maintained? No, the physician lowers it.", "parts:p2"),
    ("Can melatonin lower cortisol? No, it does not.", "parts:p2"),
]


@pytest.mark.parametrize(("text", "cite"), SOUND)
def test_a_sound_answer_passes(text, cite):
    assert rules(text, cite) == set()


@pytest.mark.parametrize(("text", "cite"), UNSOUND)
def test_an_unsound_answer_is_blocked(text, cite):
    assert "G5" in rules(text, cite)
