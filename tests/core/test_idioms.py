import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.idioms import READ_AS, plain
from bot.core.wording import read_sentences

SAME = [
    ("It is optimised and analysed.", "It is optimized and analyzed."),
    ("The gynaecomastia of an ageing man.", "The gynecomastia of an aging man."),
    ("Oestrogen shapes behaviour.", "estrogen shapes behavior."),
    ("the T/E2 ratio", "the testosterone to estradiol ratio"),
    ("Men vary little.", "Men barely vary."),
    ("not just bone", "not only bone"),
    ("Rates are not the same.", "Rates are partly different."),
    ("How much and how often depends.", "the amount and the frequency depends."),
    ("It does not exclude edema.", "It does leave possible edema."),
    ("It is low, not excluding edema.", "It is low, leave possible edema."),
    ("He stays clear of it.", "He avoids it."),
    ("before it happens", "early"),
    ("It puts the brakes on it.", "It slow it."),
    ("levels beyond what is physiological", "levels supraphysiological"),
    ("It does not leave its best window.", "It does stay within its best window."),
    ("work more or less well", "work  well"),
    ("It protects men against loss.", "It prevents loss."),
    ("It helps the liver clear alcohol.", "It supports the liver ability to clear alcohol."),
    ("not in one place only", "partly in one place only"),
    ("It makes estradiol pile up.", "It promotes accumulation of estradiol."),
    ("It plays no part in sleep.", "It does not influence sleep."),
    ("He has to wait.", "He must wait."),
    ("It has to do with age.", "It has to do with age."),
    ("how little they differ", "the low degree to which they differ"),
]


@pytest.mark.parametrize(("said", "meant"), SAME)
def test_spellings_and_turns_of_speech_are_read_as_they_are_meant(said, meant):
    assert plain(said).casefold() == plain(meant).casefold()


@pytest.mark.parametrize("text", ["an exercise", "a precise rise", "raised", "an advertisement"])
def test_other_words_stay(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("levels went up", 1),
        ("levels came down", -1),
        ("output picked up", 1),
        ("it holds growth back", -1),
        ("a drink picked at night", 0),
        ("bones break down", 0),
        ("too much of it", 1),
    ],
)
def test_a_direction_may_stand_behind_its_verb(text, sign):
    words = read_sentences(text, {})[0].words
    assert sum(word.sign for word in words) == sign


def test_a_capital_behind_a_colon_makes_no_name():
    words = read_sentences("Signs: Swelling, as Punjani has it", {})[0].words
    assert [word.text for word in words if word.is_name] == ["punjani"]


@pytest.mark.parametrize(("cues", "pattern"), [(cues, pattern) for cues, pattern, _ in READ_AS])
@settings(max_examples=12)
@given(texts=st.data())
def test_no_cue_keeps_a_text_from_its_pattern(cues, pattern, texts):
    """Whatever a pattern finds holds one of the letters that let a text come to the pattern."""
    said = st.from_regex(re.compile(pattern), alphabet=st.characters(codec="ascii"))
    found = texts.draw(said)
    assert any(cue in found.lower() for cue in cues.split("|")), found
