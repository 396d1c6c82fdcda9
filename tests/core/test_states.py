import pytest

from tests.core.small import rules

LOW = "parts:p2"  # it has cortisol only as something that is lowered


@pytest.mark.parametrize(
    "text",
    [
        "In men, melatonin comes with high cortisol.",
        "Melatonin goes with cortisol that is far too high.",
        "Melatonin is taken when cortisol levels are high.",
    ],
)
def test_a_level_that_the_block_has_low_is_not_told_as_high(text):
    assert "G5" in rules(text, LOW)


@pytest.mark.parametrize(
    "text",
    [
        "With melatonin, cortisol can get low.",
        "Low cortisol can come from melatonin.",
        "Melatonin can keep cortisol from getting high.",
    ],
)
def test_a_level_told_as_the_block_has_it_is_let_through(text):
    assert "G5" not in rules(text, LOW)


def test_a_level_that_no_block_speaks_of_is_for_other_rules():
    assert "G5" not in rules("Zinc supports bone in men with high iron.", "parts:p2")
