"""Two directions in one sentence, of two blocks of the article."""
# ruff: noqa: E501

import pytest

from tests.core.test_sentences import pytestmark, rules  # noqa: F401 - skips without the article

SOUND = [
    ("ratio:p3;ratio:p4", "With too much estrogen relative to testosterone a man might feel lethargic, and suppressing estradiol too far can be detrimental as well."),
    ("ratio:p4;ratio:p3", "Driving estradiol down too hard can be as detrimental as letting it climb too high relative to testosterone."),
    ("equilibrium:p1;equilibrium:p3", "Raised testosterone leads to more estradiol; anastrozole helps by slowing aromatization."),
    ("factors:l2;fundamentals:p5", "Age tends to raise aromatase activity, and anastrozole moderates the rate of conversion."),
]  # fmt: skip
UNSOUND = [
    ("ratio:p3;ratio:p4", "With too little estrogen relative to testosterone a man might feel lethargic, and raising estradiol too far can be detrimental as well."),
    ("ratio:p4;ratio:p3", "Driving estradiol up too hard can be as detrimental as letting it fall too low relative to testosterone."),
    ("equilibrium:p1;equilibrium:p3", "Lowered testosterone leads to more estradiol; anastrozole helps by slowing aromatization."),
    ("factors:l2;fundamentals:p5", "Age tends to raise aromatase activity, and anastrozole raises the rate of conversion."),
    ("receptor:p2;receptor:p3", "When estradiol is excessively high, its receptors are activated less, which can lead to undesirable responses."),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text"), SOUND)
def test_each_direction_may_be_of_another_block(where, text):
    assert rules(where, text) == set()


@pytest.mark.parametrize(("where", "text"), UNSOUND)
def test_a_direction_that_no_block_bears_is_blocked(where, text):
    assert "G5" in rules(where, text)
