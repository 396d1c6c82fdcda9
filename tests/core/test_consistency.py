import pytest

from bot.core.consistency import check_consistency
from bot.core.wording import read_sentences

SOUND = [
    "Anxiety is listed for both high and low estradiol.",
    "It stands in both columns of the table, the one for high and the one for low estradiol.",
    "Both are listed for high; the high column has more of them.",
    "Letrozole lowers estradiol: in older men estradiol fell.",
    "Letrozole lowers estradiol: without it, estradiol rises.",
    "Letrozole does not raise estradiol: estradiol fell.",
    "Testosterone therapy raises estradiol: letrozole lowers estradiol.",
    "There are supraphysiological amounts (more than is natural) of substrate.",
    "The table names anhedonia (loss of pleasure).",
    "It lists raised estradiol (loss of libido) and hyperestrogenism (an excess of estrogen).",
    "On the high side, letrozole may be started above an estradiol of 40 pg/mL.",
    "There is no journal, and a date is not given.",
    "On the low side, bone density may fall, and levels rise above that.",
]
WRONG = [
    "No journal is not named.",
    "There is not no dose that fits all.",
    "Anxiety is listed for both high and high estradiol.",
    "It stands in both columns of the table, the one for low and the one for low estradiol.",
    "It stands in both columns, low and low.",
    "Letrozole raises estradiol: in older men, median estradiol fell.",
    "There are supraphysiological amounts (less than is natural) of substrate.",
    "There are deficient amounts (more than is natural) of substrate.",
    "The table names anhedonia (gain of pleasure).",
    "On the low side, letrozole may be started above an estradiol of 40 pg/mL.",
]


def problems(text):
    return [each.text for each in check_consistency(read_sentences(text, {}))]


@pytest.mark.parametrize("text", SOUND)
def test_what_agrees_with_itself_passes(text):
    assert problems(text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_contradicts_itself_is_found(text):
    assert len(problems(text)) == 1


def test_a_gloss_in_brackets_ends_no_clause():
    words = read_sentences("Resorption (breakdown) is slowed, and bone lasts.", {})[0].words
    assert words[0].clause == words[2].clause
    assert len({words[0].clause, words[1].clause, words[-1].clause}) == 3
