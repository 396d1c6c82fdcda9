import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.english import English
from bot.core.model import Vocabulary
from bot.core.text import Analyser, fold_terms, squash
from bot.core.tokens import LIMIT, fold, tokens

ANY_TEXT = st.text(st.characters(), max_size=80)
"""Everything that Python holds in a text, lone surrogates included."""

WORDS = Vocabulary(
    aliases={"adex": "anastrozole", "aromatase blocker": "aromatase inhibitor", "e2": "estradiol"},
    concepts={"estradiol": "estrogen", "oestrogen": "estrogen"},
    translations={"雌二醇": "estradiol", "症状": "sign", "高": "high", "एस्ट्राडियोल": "estradiol"},
    out_of_scope={"letrozole": "letrozole", "hair loss": "hair"},
    common=frozenset({"what", "is", "the", "of", "क्या", "है", "的"}),
    contrasts={"estrogen": "hormone"},
    pointing=frozenset({"none", "of", "these", "kèine", "davon"}),
)
TEXTS = [
    "what is anastrozole",
    "high estradiol and its signs",
    "the aromatase inhibitor of the article",
    "testosterone and testosterone again",
]
COUNTS = {"the": 100, "question": 50, "banana": 9, "letter": 2}


@pytest.fixture(scope="module")
def reader():
    english = English.of(COUNTS)
    terms = fold_terms(WORDS)
    return Analyser(terms, english, Analyser.count(terms, english, TEXTS))


@pytest.mark.parametrize("text", ["none of these", "None, of THESE!", "keine davon"])
def test_what_only_points(reader, text):
    assert reader.only_points(text)


@pytest.mark.parametrize("text", ["none of these pills", "I meant none", "", "?", "banana"])
def test_what_says_something(reader, text):
    assert not reader.only_points(text)


def test_sides_are_contrasting_concepts_with_their_groups(reader):
    assert reader.sides_of("what is e2") == {("hormone", "estrogen")}
    assert not reader.sides_of("what is anastrozole")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("HIGH E2", "high e2"),
        ("Österreich, naïve", "osterreich, naive"),
        ("ﬁne ＥＳＴＲＡＤＩＯＬ", "fine estradiol"),  # noqa: RUF001 - full width is the point
        ("a\u200bb\u00adc", "abc"),
        ("line\u2003one\ttwo\nthree", "line one two three"),
        ("Line one\nline two", "line one\nline two"),
        ("bad\ud800good", "badgood"),
        ("nul\x00\x07\u00e9", "nule"),
        ("Straße", "strasse"),
        ("क्या है", "क्या है"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(), min_size=1, max_size=20))
def test_folding_bounds_the_length(text):
    assert len(fold(text * 400)) <= LIMIT


@pytest.mark.parametrize(
    ("folded", "words"),
    [
        ("what's the t:e ratio?", ["whats", "the", "t", "e", "ratio"]),
        ("don’t stop", ["dont", "stop"]),  # noqa: RUF001 - people type it
        ("4-6 weeks_now", ["4", "6", "weeks", "now"]),
        ("雌二醇高", ["雌二醇高"]),
        ("क्या है", ["क्या", "है"]),
        ("?!…", []),
    ],
)
def test_tokens(folded, words):
    assert tokens(folded) == words


@pytest.mark.parametrize(
    ("word", "short"), [("soooo", "soo"), ("good", "good"), ("aaabbb", "aabb"), ("", "")]
)
def test_squash(word, short):
    assert squash(word) == short


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("adex", ("anastrozole",)),
        ("ADEX!!!", ("anastrozole",)),
        ("an aromatase blocker", ("an", "aromatase", "inhibitor")),
        ("aromatase alone", ("aromatase", "alone")),
        ("雌二醇高的症状", ("estradiol", "high", "的", "sign")),
        ("E2高", ("estradiol", "high")),
        ("एस्ट्राडियोल क्या है", ("estradiol", "क्या", "है")),
    ],
)
def test_aliases_and_translations_become_the_packs_words(reader, text, words):
    assert reader.read(text).words == words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("estradoil", "estradiol"),
        ("anastrazole", "anastrozole"),
        ("testostrone", "testosterone"),
        ("4n4str0z0l3", "anastrozole"),
        ("letrozol", "letrozole"),
    ],
)
def test_misspelt_words_are_mended(reader, written, read):
    reading = reader.read(written)
    assert reading.words == (read,)
    assert reading.repairs == ((written, read),)


@pytest.mark.parametrize("word", ["banana", "letter", "hgi", "e3", "b12", "qwertyu", "2024"])
def test_words_that_are_spelt_or_too_short_or_too_far_stay(reader, word):
    assert reader.read(word).repairs == ()
    assert reader.read(word).words == (word,)


def test_unknown_words_are_neither_known_nor_common_nor_numbers(reader):
    assert reader.read("what is the banana of 12 estradiols").unknown == ("banana",)


def test_topics_out_of_scope_are_named_once(reader):
    reading = reader.read("letrozole, hair loss, letrozol and hair")
    assert reading.outside == ("letrozole", "hair")


def test_concepts_are_added_and_words_stay(reader):
    reading = reader.read("estradiol oestrogen e2")
    assert reading.words == ("estradiol", "oestrogen", "estradiol")
    assert reading.concepts == ("estrogen",)
    assert reader.concept_of("estradiol") == "estrogen"
    assert reader.concept_of("banana") is None


def test_what_the_reader_knows(reader):
    assert reader.knows("signs")
    assert not reader.knows("banana")
    assert reader.is_common("what")
    assert not reader.is_common("signs")


def test_counts_are_those_of_canonical_words():
    counts = Analyser.count(fold_terms(WORDS), English.of({}), ["adex and adex", "e2"])
    assert counts == {"anastrozole": 2, "and": 1, "estradiol": 1}


def test_rarity_runs_from_the_commonest_word_to_one_never_seen():
    english = English.of(COUNTS)
    assert english.rarity("the") == 0
    assert english.rarity("estradiol") == 1
    assert 0 < english.rarity("question") < english.rarity("letter") < 1
    assert "banana" in english
    assert "estradiol" not in english


@given(ANY_TEXT)
def test_any_text_can_be_read(reader, text):
    reading = reader.read(text)
    assert len(reading.words) == len(reading.stems)
    assert all(reading.words)
    assert set(reading.unknown) <= set(reading.words)


@pytest.mark.parametrize("piece", ["a ", "é", "雌", "\ufdfa", "ß", "adex ", "क", "\ud800", "0l"])
def test_readings_are_bounded(reader, piece):
    assert len(reader.read(piece * 9000).words) <= LIMIT


def test_the_shipped_words_of_general_english(english):
    assert english.rarity("the") == 0
    assert "estradiol" not in english or english.rarity("estradiol") > english.rarity("man")
