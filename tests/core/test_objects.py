import pytest

from tests.core.small import rules

RIGHT = [
    "The thyroid dose is kept as it is while side effects are resolved.",
    "In men, zinc lends support to dense bones.",
    "Melatonin takes the edge off: it lowers cortisol.",
]
WRONG = [
    "The thyroid dose is reduced while side effects are resolved.",
    "Side effects are resolved when the physician cuts the thyroid dose.",
    "The thyroid dose rises while side effects are resolved.",
    "In men, zinc lowers bone density.",
    "Melatonin can raise cortisol in men.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_kept_or_moved_may_be_said_so(text):
    assert "G5" not in rules(text, "parts:p2")


@pytest.mark.parametrize("text", WRONG)
def test_what_is_kept_does_not_change_and_what_falls_does_not_rise(text):
    assert "G5" in rules(text, "parts:p2")
