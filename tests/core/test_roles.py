import pytest

from tests.core.small import rules

KEPT = [
    "Muscle and energy come from testosterone; joints and memory are looked after by estradiol.",
    "Joints and memory: that is what estradiol supports, the text says.",
    "Testosterone drives muscle, and estradiol supports memory.",
]
EXCHANGED = [
    "Muscle and energy come from estradiol; joints and memory are looked after by testosterone.",
    "Driving muscle and energy is put down to estradiol.",
    "Estradiol drives muscle and energy, and testosterone supports joints and memory.",
]


@pytest.mark.parametrize("text", KEPT)
def test_each_name_keeps_its_part(text):
    assert "G4" not in rules(text, "parts:p1")


@pytest.mark.parametrize("text", EXCHANGED)
def test_names_that_are_exchanged_are_blocked(text):
    assert "G4" in rules(text, "parts:p1")
