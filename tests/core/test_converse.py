import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.converse import (
    EVIDENCE,
    REMEMBER,
    Memory,
    halves,
    joined,
    leans,
    questions,
    remembered,
    sentences,
    wants_again,
    wants_more,
)
from bot.core.outcome import Urgent
from bot.core.verdict import Evidence, RuleClass, Verdict

ANY_TEXT = st.text(st.characters(), max_size=120)


def has_topic(text: str) -> bool:
    return "estradiol" in text or "bones" in text


def no_contrast(_word: str) -> str:
    return ""


def is_content(word: str) -> bool:
    return word.casefold() not in {"what", "are", "the", "of", "about", "and", "in", "is", "a"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dr. Oracle vs. Hone? Which, e.g. when", ["Dr. Oracle vs. Hone?", "Which, e.g. when"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("line\n\nline two", ["line", "line two"]),
        ("0.5 mg is a figure", ["0.5 mg is a figure"]),
        ("雌二醇是什么？为什么。", ["雌二醇是什么？", "为什么。"]),  # noqa: RUF001 - Chinese marks
        ("  ", []),
        ("", []),
    ],
)
def test_sentences(text, parts):
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I am new here. What is estradiol?", ["What is estradiol?"]),
        ("what does estradiol do. thanks", ["what does estradiol do."]),
        ("Estradiol helps bones. Is that so?", ["Estradiol helps bones. Is that so?"]),
        ("is that so?", ["is that so?"]),
        ("and how is estradiol measured. ok", ["and how is estradiol measured."]),
        ("雌二醇 estradiol 是什么？ 谢谢", ["雌二醇 estradiol 是什么？"]),  # noqa: RUF001 - the same
        ("I just wanted to say hello.", []),
    ],
)
def test_questions(text, asked):
    assert questions(text, has_topic) == asked


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "what does it do and how is it checked",
            ["what does it do", "how is it checked"],
        ),
        ("what is e2, also why does it rise?", ["what is e2", "why does it rise?"]),
        ("signs of high and low estradiol", ["signs of high and low estradiol"]),
        ("bones and what", ["bones", "what"]),
        ("", []),
    ],
)
def test_halves(text, parts):
    assert halves(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "tell me more",
        "More please!",
        "can you tell me more?",
        "go on",
        "what else",
        "anything else?",
        "more about that",
        "and?",
        "Elaborate please",
        "mehr dazu",
        "Erzähl mir mehr!",
        "cuéntame más",
        "और बताओ",
    ],
)
def test_wants_more(text):
    assert wants_more(text)


@pytest.mark.parametrize("text", ["tell me more about bones", "more estradiol", "no more", ""])
def test_does_not_want_more(text):
    assert not wants_more(text)


@pytest.mark.parametrize(
    "text",
    [
        "Simpler please",
        "once more, in plain English?",
        "explain it like I\u2019m five",
        "sorry, I don't get it. can you say that again",
        "ELI5",
        "still lost, rephrase",
    ],
)
def test_wants_again(text):
    assert wants_again(text)


@pytest.mark.parametrize(
    "text",
    ["is it safe again", "simpler diet", "I don't get it", "in five words: bones", "more", ""],
)
def test_does_not_want_again(text):
    assert not wants_again(text)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("what about low?", True),
        ("why?", True),
        ("and in older men who train a lot every day", True),
        ("does it also help the bones of men", True),
        ("what are the physical signs of high estradiol", False),
    ],
)
def test_leans(text, does):
    assert leans(text) is does


def test_a_follow_up_is_added_or_takes_the_place_of_one_word():
    readings = joined("signs of high estradiol?", "what about low?", is_content, no_contrast)
    assert readings[0] == "signs of high estradiol? what about low?"
    assert "signs of low estradiol?" in readings
    assert "low of high estradiol?" in readings
    assert not any("signs low high" in each for each in readings)


def test_long_follow_ups_are_only_added():
    text = "older men training hard every single morning"
    assert joined("signs of high estradiol", text, is_content, no_contrast) == [
        f"signs of high estradiol {text}"
    ]


def test_follow_ups_without_a_word_of_their_own_are_only_added():
    assert joined("what is estradiol", "and what", is_content, no_contrast) == [
        "what is estradiol and what"
    ]


def test_readings_of_a_follow_up_are_few():
    earlier = " ".join(f"word{n}" for n in range(50))
    assert len(joined(earlier, "low", is_content, no_contrast)) == 10


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_can_be_parted_and_joined(text, earlier):
    assert all(part.strip() for part in sentences(text))
    assert all(questions(text, has_topic))
    assert all(halves(text))
    assert joined(earlier, text, is_content, no_contrast)
    assert isinstance(leans(text), bool)


FULL = Memory("what is estradiol", ("a",), ("b",), Evidence.DRUG | Evidence.AMOUNT, at=1000.0)


@pytest.mark.parametrize("age", [0.0, EVIDENCE - 1, EVIDENCE])
def test_evidence_is_carried_for_two_minutes(age):
    assert FULL.fresh(1000.0 + age) == FULL


@pytest.mark.parametrize("age", [EVIDENCE + 0.001, REMEMBER])
def test_the_question_outlives_the_evidence(age):
    later = FULL.fresh(1000.0 + age)
    assert later.evidence is Evidence.NONE
    assert (later.question, later.shown, later.offered) == (FULL.question, FULL.shown, FULL.offered)


def test_everything_is_forgotten_after_ten_minutes():
    assert FULL.fresh(1000.0 + REMEMBER + 0.001) == Memory(at=1000.0 + REMEMBER + 0.001)


def test_the_periods_are_those_of_the_design():
    assert (EVIDENCE, REMEMBER) == (120.0, 600.0)


def test_contrasting_words_take_each_others_place():
    levels = {"high": "level", "low": "level"}
    readings = joined(
        "what are the signs of high estradiol?",
        "what about low?",
        is_content,
        lambda word: levels.get(word, ""),
    )
    assert readings == ["what are the signs of low estradiol?"]


def test_a_contrast_that_is_told_in_several_words_gives_way_as_a_whole():
    stages = {"before": "stage", "starting": "stage", "weeks": "stage"}
    readings = joined(
        "what is measured before starting therapy",
        "and six weeks in?",
        lambda word: word not in {"and", "six", "in", "weeks"},
        lambda word: stages.get(word, ""),
    )
    assert readings == ["what is measured weeks therapy"]


def heard(memory: Memory, text: str, outcome, now: float, *, is_leaning: bool) -> Memory:
    verdict = Verdict(RuleClass.EMERGENCY, (), Evidence.NONE, is_leaning=is_leaning)
    return remembered(memory, outcome, text, "", verdict, now)


def test_what_is_harmless_by_itself_keeps_no_alarm_awake():
    alarmed = heard(Memory(), "help", Urgent("urgent_emergency"), 10.0, is_leaning=False)
    later = heard(alarmed, "what is it?", Urgent("urgent_emergency"), 500.0, is_leaning=True)
    assert (later.question, later.alarmed) == ("help", 10.0)
    assert later.fresh(10.0 + REMEMBER).question == "help"
    assert not later.fresh(10.1 + REMEMBER).question


def test_what_is_urgent_by_itself_keeps_it_awake():
    alarmed = heard(Memory(), "help", Urgent("urgent_emergency"), 10.0, is_leaning=False)
    later = heard(alarmed, "20 pills", Urgent("urgent_emergency"), 500.0, is_leaning=False)
    assert (later.question, later.alarmed) == ("help\n20 pills", 500.0)


@pytest.mark.parametrize(("now", "goes_by"), [(10.0 + EVIDENCE, False), (10.1 + EVIDENCE, True)])
def test_nothing_goes_by_an_alarm_for_two_minutes(now, goes_by):
    alarmed = heard(Memory(), "help", Urgent("urgent_emergency"), 10.0, is_leaning=False)
    assert alarmed.lets_go(now) is goes_by
