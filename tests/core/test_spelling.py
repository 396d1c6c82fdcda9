import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.core.spelling import LONG, SHORTEST, Spelling

WORDS = ["estradiol", "testosterone", "signs", "sings", "libido", "тестостерон", "dose"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("estradoil", "estradiol"),
        ("estrdial", "estradiol"),
        ("testostrone", "testosterone"),
        ("sgins", "signs"),
        ("libdo", "libido"),
        ("тестострон", "тестостерон"),
        ("lbdo", None),
        ("unheard", None),
        ("doses", "dose"),
    ],
)
def test_the_nearest_word_within_reach(word, meant):
    assert Spelling(WORDS).nearest(word) == meant


def test_of_equally_near_words_the_first_wins():
    assert Spelling(["signs", "sings"]).nearest("sinxs") == "sings"
    assert Spelling(["bones", "tones"]).nearest("xones") == "bones"
    assert Spelling(["tones", "bones"]).nearest("xones") == "tones"


def test_short_words_and_other_signs_are_no_targets():
    assert Spelling(["cat", "e2e2", "mid-1"]).nearest("catt") is None


def test_words_longer_than_their_signs_tell():
    long = "ab" * 20
    assert Spelling([long + "xyz", long]).nearest(long[:-1]) == long


LETTERS = st.text("abcdeéя", min_size=SHORTEST, max_size=10)


@given(st.lists(LETTERS, max_size=12, unique=True), LETTERS)
def test_it_finds_what_comparing_all_words_finds(words, word):
    reach = 2 if len(word) >= LONG else 1
    near = [each for each in words if OSA.distance(word, each) <= reach]
    best = min(near, key=lambda each: OSA.distance(word, each), default=None)
    assert Spelling(words).nearest(word) == best


@pytest.mark.parametrize(
    ("written", "meant"),
    [("fslgst", "physiologist"), ("kwrntn", "quarantine"), ("ksnfb", "xenophobe"), ("fsc", None)],
)
def test_who_writes_by_ear_may_begin_with_another_letter(written: str, meant: str | None):
    words = Spelling(["physiologist", "quarantine", "xenophobe", "fiscal", "zebra"])
    assert words.nearest(written) == meant
