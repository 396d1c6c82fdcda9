# ruff: noqa: RUF001 - characters that resemble others are the subject
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import folds, views, wordfolds
from bot.core import words as words_module
from bot.core.folds import MAX_FOLDED, plain
from bot.core.parting import respaced
from bot.core.words import Words

TARGETS = frozenset({"anastrozole", "dosage", "tablet", "taking", "arimidex", "pills"})
WORDS = Words(
    lookalikes={"а": "a", "е": "e", "о": "o", "х": "x"},
    known=TARGETS
    | {"how", "much", "should", "i", "take", "the", "all", "good", "will", "stop"}
    | {"talking", "making", "table"},
    targets=TARGETS,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("I’m on 0.5 MG", " im on 0_5 mg "),
        ("0,25 or .5", " 0_25 or 0_5 "),
        ("1.5.2024", " 1.5.2024 "),
        ("J'ai pris d'anastrozole", " jai pris d anastrozole "),
        ("puis-je arrêter", " puis je arreter "),
        ("Östradiol ist hoch", " ostradiol ist hoch "),
        ("almalıyım İki", " almaliyim iki "),
        ("półtorej dawki", " poltorej dawki "),
        ("a\u200bn\u00ada\ufeff", " ana "),
        ("z\u0345a\u0336l\u0301go", " zalgo "),
        ("what。now？", " what.now? "),
        ("  two   blanks \n\n next ", " two blanks\nnext "),
        ("a\ttab \u00a0 and\u2003wide", " a tab and wide "),
        ("मैं ज़रूर", " मैं जरूर "),
        ("pill🙂now", " pill·now "),
        ("h o w  m u c h", " how much "),
    ],
)
def test_plain(text: str, folded: str):
    assert folds.plain(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("**an**astro||zole||", "anastrozole"),
        ("[how much](https://example.org)", "how much"),
        ("`dose` ~~now~~", "dose now"),
        ("> how much", "how much"),
        ("0_5 mg", "0_5 mg"),
    ],
)
def test_unmarked(text: str, folded: str):
    assert folds.unmarked(text, WORDS) == folded


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("t*ke", "take"),
        ("sh#uld i st*p", "should i stop"),
        ("ar*midex", "arimidex"),
        ("ta*king", "talking"),
        ("tak*ing", "taking"),
        ("t*a*k*e", "t*a*k*e"),
        ("*take* this", "*take* this"),
        ("what?why", "what?why"),
        ("x*z", "x*z"),
    ],
)
def test_filled(text: str, filled: str):
    assert wordfolds.filled(text, WORDS) == filled


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" h0w much 4dex ", " how much adex "),
        (" e2 is 5mg at 10pm ", " e2 is 5mg at 10pm "),
        (" $hould ! $t@rt ", " should i start "),
        (" 200 mg ", " 200 mg "),
    ],
)
def test_leet(text: str, folded: str):
    assert folds.leet(text, WORDS) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" h o w m u c h ", " how much "),
        (" how·much·take ", " how much take "),
        (" h.o.w m.u.c.h ", " how much "),
        (" h o w - m u c h ", " how much "),
        (" ana-stro-zole ", " anastrozole "),
        (" 我 可以 停 ", " 我可以停 "),
        (" how\nmuch\nshould\ni\ntake ", " how much should i take "),
        (" a fine day ", " a fine day "),
    ],
)
def test_joined(text: str, folded: str):
    assert wordfolds.joined(text, WORDS) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("hoooow muuuuch", "how much"),
        ("aannaassttrroozzoollee", "anastrozole"),
        ("ppiillllss", "pills"),
        ("taaaake ttaallkkiinngg", "take talking"),
        ("all good", "all good"),
        ("all goood wwiillll", "all good will"),
    ],
)
def test_collapsed(text: str, folded: str):
    assert wordfolds.collapsed(text, WORDS) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" howmuchanastrozoleshoulditake ", " how much anastrozole should i take "),
        (" ho wmu chsho uldi take ", " how much should i take "),
        (" unrelatedlongwordhere ", " unrelatedlongwordhere "),
    ],
)
def test_respaced(text: str, folded: str):
    assert respaced(text, WORDS) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("anastrazole", "anastrozole"),
        ("anastorzole dosgae", "anastrozole dosage"),
        ("talking table", "talking table"),  # words of their own, one letter off
        ("tabl", "tabl"),  # too short to guess
    ],
)
def test_repaired(text: str, folded: str):
    assert wordfolds.repaired(text, WORDS) == folded


def test_what_was_repaired_is_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(words_module, "REMEMBERED", 2)
    words = replace(WORDS)  # without what other tests left
    mistyped = {"dosgae": "dosage", "pilsl": "pills", "tablte": "tablet", "takign": "taking"}
    for text, word in mistyped.items():
        assert wordfolds.repaired(text, words) == wordfolds.repaired(text, words) == word
        assert len(words.repairs) <= 2
    for text, word in {"t*ke": "take", "st*p": "stop", "ar*midex": "arimidex"}.items():
        assert wordfolds.filled(text, words) == wordfolds.filled(text, words) == word
        assert len(words.repairs) <= 2


def test_what_was_parted_is_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(words_module, "REMEMBERED", 2)
    words = replace(WORDS)  # without what other tests left
    for text in ("howmuchanastrozole", "stoptakingpills", "dosageofanastrozole"):
        parted = respaced(text, words)
        assert respaced(text, words) == parted
        assert " " in parted
        assert parted.replace(" ", "") == text
        assert len(words.partings) <= 2


def test_vowels_apart_are_read_in_one_way_only():
    text = f" {' '.join('aeiou' * 6)}. a n d "  # two ways for each would be a thousand million
    assert wordfolds.joined(text, WORDS).strip() == f"{' '.join('aeiou' * 6)} a n d"


def test_how_texts_may_be_read_is_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(views, "_RECENT", 2)
    words = replace(WORDS)  # without what other tests left
    for text in ("h.o.w m.u.c.h", "HowMuchShouldITake", "how much", "h o w  m u c h"):
        assert views.openings(text, words) == views.openings(text, words)
        assert list(views.views(text, words)) == list(views.views(text, words))
        assert len(words.bases) <= 2


def test_a_mark_that_capitals_made_a_letter_is_left_out():
    capitals = "h\u0345o\u0301w m\u0345u\u0301c\u0301h".upper()
    assert " how much " in {each.text for each in views.views(capitals, WORDS)}


def test_look_alikes_and_sounds():
    assert folds.lookalikes("tаkе", WORDS) == "take"
    assert folds.transliterated("таке") == "take"


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("elozortsana hcum woh", True),
        ("how much anastrozole", False),
        ("hcum", False),
        ("zzzz qqqq wwww", False),
    ],
)
def test_words_read_from_their_end(text, backwards):
    assert folds.is_backwards(text, WORDS) is backwards


def test_upside_down_is_turned_round():
    assert folds.upright("ǝʞɐʇ ı plnoɥs", WORDS) == ["should ı take"]
    assert folds.upright("plain words", WORDS) == []


def test_a_clean_question_has_one_view():
    assert [view.name for view in views.views("how much should i take", WORDS)] == ["plain"]


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        (" how much should i take ", True),
        (" stop, take 5 or e2? ", True),
        (" should take muhc ", True),  # too short to be repaired, and few
        (" stop talkking the table ", False),
        (" s t o p the table ", False),
        (" st0p the table ", False),
        (" stop **the** table ", False),
        (" how\nmuch ", False),
    ],
)
def test_what_no_fold_changes_is_told_at_a_glance(text, settled):
    assert views.is_settled(text, WORDS) is settled
    if settled:
        assert all(fold(text, WORDS) == text for _, fold in views._STEPS)


@pytest.mark.parametrize(
    ("text", "humped"),
    [("HowMuchXyzzyITake", {" how much xyzzy i take "}), ("how much iPad", set())],
)
def test_capitals_part_words_where_blanks_do_not(text, humped):
    assert {each.text for each in views.views(text, WORDS) if each.name == "uncovered"} == humped


def test_single_letters_are_unveiled_at_once():
    assert views.unveiled("h\u043ew **much** st0p", WORDS) == " how much stop "


def test_views_are_distinct_and_the_chain_has_an_end():
    found = list(views.views("h0w muuuch аnastrazole", WORDS))
    texts = [view.text for view in found]
    assert len(texts) == len(set(texts))
    assert any(view.last for view in found)
    assert any("how much anastrozole" in text for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "\u202eekat i dluohs",
        "ekat i dluohs hcum woh",
        "e.k.a.t i d.l.u.o.h.s",
        "ek*at i dl*uohs",
        "sɥonlp ı ʇɐʞǝ ɯnɔɥ ɥoʍ",  # turned upside down letter by letter, in their order
    ],
)
def test_reversed_text_is_read_from_its_end(text: str):
    texts = [view.text for view in views.views(text, WORDS)]
    assert any("should i take" in text for text in texts)


@pytest.mark.parametrize("char", ["ﷺ", "你", "a", "é", ".", "\u0301", "ɐ"])
def test_folds_are_bounded(char: str):
    for view in views.views(char * 4000, WORDS):
        assert len(view.text) <= MAX_FOLDED + 2


@given(st.text(max_size=200))
def test_any_text_has_views(text: str):
    found = list(views.views(text, WORDS))
    assert found[0].name == "plain"
    assert len(found) < 50


def test_digits_of_other_scripts_are_digits():
    assert plain("३० ٣٠ ۳۰") == " 30 30 30 "


@pytest.mark.parametrize(
    ("text", "disguised"),
    [
        ("howmuchanastrozoleshoulditake", True),
        ("h.o.w m.u.c.h  s.h.o.u.l.d  i  t.a.k.e", True),
        ("h0w much $h0uld 1 74k3", False),
        ("ǝʞɐʇ ᴉ plnoɥs ɥɔnɯ ʍoɥ", True),
        ("how much should i take", False),
        ("how muhc shuold i take anastrzole", False),  # mistyped, not hidden
        ("hоw much shоuld i tаkе", False),  # look-alikes are read without a guess
        ("qué hace el anastrozol", False),
        ("что делает таблетка", False),
    ],
)
def test_what_is_read_by_guessing_is_disguised(text: str, *, disguised: bool):
    assert any(each.disguised for each in views.views(text, WORDS)) is disguised


def test_a_capital_stays_the_letter_that_it_is_beside_one_from_elsewhere():
    words = Words({"\u017f": "f", "\u0455": "s"})  # the long s is a small S, and looks like an f
    assert folds.lookalikes("Stop \u0455ell", words) == "Stop sell"
