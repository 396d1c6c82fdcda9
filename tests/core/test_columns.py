# ruff: noqa: E501
import pytest

from tests.core.small import rules

RIGHT = [
    "Dry skin and acne are listed apart: the former for low estradiol, the latter for high.",
    "Stiff joints are listed for low estradiol; swelling is the other way round.",
    "For high estradiol the table has swelling and acne; anxiety is in both columns.",
    "Swelling and acne stand for high estradiol, stiff joints and dry skin for low estradiol.",
    "In the low column are stiff joints and dry skin.",
    "Swelling is not listed in both columns, but for high estradiol.",
    "Stiff joints and dry skin are signs of low estradiol, and anxiety, which is listed for high too.",
    "Swelling is listed for high estradiol, and not among those of low.",
    "Both stiff joints and dry skin are listed for low estradiol, and neither is listed for high.",
    "High estradiol goes with swelling, and low estradiol with dry skin; anxiety is in both columns, high and low.",
    "For high estradiol the table has heightened hearing.",
    "For low estradiol the table has blunted hearing.",
]
WRONG = [
    "Dry skin and acne are listed apart: the former for high estradiol, the latter for low.",
    "Stiff joints are listed for low estradiol; dry skin is the other way round.",
    "For low estradiol the table has swelling and acne; anxiety is in both columns.",
    "Swelling and acne stand for low estradiol, stiff joints and dry skin for high estradiol.",
    "In the high column are stiff joints and dry skin.",
    "Stiff joints and dry skin are signs of high estradiol, and anxiety, which is listed for low too.",
    "Acne and anxiety are signs of high estradiol.",
    "Anxiety is a sign of low estradiol, and anxiety of low estradiol.",
    "Swelling is listed for high estradiol, and not among those of high.",
    "Both stiff joints and dry skin are listed for low estradiol, and neither is listed for low.",
    "High estradiol goes with swelling, and high estradiol with dry skin; anxiety is in both columns, high and low.",
    "Swelling is in both columns, high and low.",
    "Swelling is listed in both columns.",
    "Tiredness is a sign in both columns of the table, for high and for low estradiol.",
    "Swelling stands for both high and low estradiol.",
    "For low estradiol the table has heightened hearing.",
    "For high estradiol the table has blunted hearing.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_signs_under_their_column_pass(text):
    assert "G5" not in rules(text, "signs:t1")


@pytest.mark.parametrize("text", WRONG)
def test_signs_under_the_other_column_are_blocked(text):
    assert "G5" in rules(text, "signs:t1")
