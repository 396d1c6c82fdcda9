import pytest

from bot.content.english import is_english
from bot.core.ground import prepare
from tests.core.small import GROUNDS, WORDS, pack_of, rules

WITH_WORDS = prepare(pack_of(), WORDS, is_english)


@pytest.mark.parametrize(
    "text",
    [
        "The text says that in older men zopranil lowered estradiol.",
        "The text says that in older men letrozole, or a drug like tomoxafil, lowered estradiol.",
        "The text says that letrozole lowered estradoil in older men.",
    ],
)
def test_a_name_that_nobody_has_heard_of_is_found_in_small_letters(text):
    assert rules(text, "doses:p1", grounds=WITH_WORDS) == {"G4"}
    assert rules(text, "doses:p1") == set()


@pytest.mark.parametrize(
    "word",
    ["favorably", "favourably", "noncompetitively", "recalibrated", "catalyzes", "well-being"],
)
def test_everyday_words_are_known_however_they_are_made_or_spelt(word):
    text = f"The text says that letrozole {word} lowered estradiol in older men."
    assert "G4" not in rules(text, "doses:p1", grounds=WITH_WORDS)


def test_what_a_block_says_needs_no_word_list():
    grounds = prepare(pack_of(), WORDS, lambda _: False)
    text = "Letrozole lowered estradiol."
    assert "G4" not in rules(text, "doses:p1", grounds=grounds)
    assert GROUNDS.is_english is None
