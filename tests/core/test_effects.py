import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.steps import steps
from bot.core.wording import read_sentences
from tests.core.small import rules

SAME_STEP = [
    "Testosterone raises estradiol.",
    "Testosterone, in some men, leads to more estradiol.",
    "Estradiol is raised by testosterone.",
    "Estradiol is made from testosterone.",
    "Testosterone is converted into estradiol.",
    "Testosterone serves as the parent of estradiol.",
]
NO_STEP = [
    "Testosterone falls while estradiol stays.",
    "An increase in testosterone is seen beside estradiol.",
    "Estradiol is a consequence of raising testosterone.",
    "Testosterone is raised.",
]
SOUND = [
    ("Aromatase activity is stimulated by insulin resistance.", "signs:p1"),
    ("Melatonin can make cortisol fall, as it lowers it.", "parts:p2"),
    ("Conversion leads to estradiol.", "doses:p3"),
]
BLOCKED = [
    ("Aromatase activity stimulates insulin resistance.", "signs:p1"),
    ("Insulin resistance is stimulated by aromatase activity.", "signs:p1"),
    ("Cortisol can lower melatonin.", "parts:p2"),
    ("Estradiol blocks letrozole in older men.", "doses:p1"),
    ("Insulin resistance is common in obese men and causes stiffness.", "signs:p1"),
    ("Insulin resistance is due to stress in obese men.", "signs:p1"),
]
NAMES = st.sampled_from(["testosterone", "estradiol", "cortisol", "melatonin", "progesterone"])
VERBS = st.sampled_from(["raises", "stimulates", "suppresses", "leads to", "causes", "prevents"])


def read(text):
    return [step for line in read_sentences(text, {}) for step in steps(line)]


@pytest.mark.parametrize("text", SAME_STEP)
def test_a_step_is_read_however_it_is_worded(text):
    (step,) = read(text)
    assert (set(step.start), set(step.end)) == ({"testosteron"}, {"estradiol"})


@pytest.mark.parametrize("text", NO_STEP)
def test_what_acts_on_nothing_is_no_step(text):
    assert not read(text)


@given(NAMES, VERBS, NAMES)
def test_the_reverse_of_a_step_is_another_step(one, verb, two):
    there, back = read(f"{one} {verb} {two}."), read(f"{two} {verb} {one}.")
    assert len(there) == len(back) == (one != two)
    assert [(step.start, step.end) for step in there] == [(step.end, step.start) for step in back]


@pytest.mark.parametrize(("text", "where"), SOUND)
def test_steps_of_the_block_pass(text, where):
    assert "G5" not in rules(text, where)


@pytest.mark.parametrize(("text", "where"), BLOCKED)
def test_turned_and_foreign_effects_are_blocked(text, where):
    assert "G5" in rules(text, where)
