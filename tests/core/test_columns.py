# ruff: noqa: E501
import pytest

from tests.core.small import rules

RIGHT = [
    "For high estradiol the table has swelling and acne; anxiety is in both columns.",
    "Swelling and acne stand for high estradiol, stiff joints and dry skin for low estradiol.",
    "In the low column are stiff joints and dry skin.",
    "Stiff joints and dry skin are signs of low estradiol, and anxiety, which is listed for high too.",
]
WRONG = [
    "For low estradiol the table has swelling and acne; anxiety is in both columns.",
    "Swelling and acne stand for low estradiol, stiff joints and dry skin for high estradiol.",
    "In the high column are stiff joints and dry skin.",
    "Stiff joints and dry skin are signs of high estradiol, and anxiety, which is listed for low too.",
    "Acne and anxiety are signs of high estradiol.",
    "Anxiety is a sign of low estradiol, and anxiety of low estradiol.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_signs_under_their_column_pass(text):
    assert "G5" not in rules(text, "signs:t1")


@pytest.mark.parametrize("text", WRONG)
def test_signs_under_the_other_column_are_blocked(text):
    assert "G5" in rules(text, "signs:t1")
