from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edit import FIELD, EntryEdit, edit_of, name_entry, read_edit, split_field
from bot.core.model import Entry, EntryId, passage
from tests.core.small import SOURCE, entry_of, passage_of
from tests.real import real_pack

DAY = "2026-11-23"
EDIT = EntryEdit(
    EntryId("growth"),
    "tests",
    "What grows?",
    "The essay names bone. [small:doses:l2]",
    "growth\nwhat grows",
    "other, third",
)


def read(**changes) -> Entry | tuple:
    return read_edit(replace(EDIT, **changes), (SOURCE,), DAY)


def test_a_form_becomes_an_entry():
    assert read() == Entry(
        EntryId("growth"),
        "tests",
        "What grows?",
        ("growth", "what grows"),
        (passage_of("The essay names bone.", "doses:l2"),),
        (EntryId("other"), EntryId("third")),
        DAY,
    )


@pytest.mark.parametrize(
    ("answer", "passages"),
    [
        ("One. [doses:p1]", [("One.", ("doses:p1",), ())]),
        ("One. [small:doses:p1, doses:p2]", [("One.", ("doses:p1", "doses:p2"), ())]),
        ("One. [doses:p1;doses:p2]", [("One.", ("doses:p1", "doses:p2"), ())]),
        ("One.\nstill one. [doses:p1]", [("One. still one.", ("doses:p1",), ())]),
        (
            "One. [doses:p1]\nTwo. [doses:p2]",
            [("One.", ("doses:p1",), ()), ("Two.", ("doses:p2",), ())],
        ),
        ("One. [doses:p1]\n\nCorrects: a\ncorrects: b", [("One.", ("doses:p1",), ("a", "b"))]),
        ("  One  and   more. [doses:p1] \n\n", [("One and more.", ("doses:p1",), ())]),
    ],
)  # fmt: skip
def test_passages_are_typed_in_one_simple_way(answer, passages):
    expected = tuple(
        passage(text, passage_of(text, *cites).citations, corrects)
        for text, cites, corrects in passages
    )
    assert read(answer=answer).passages == expected


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("question", " \n ", "the question is empty"),
        ("answer", "", "the answer is empty"),
        ("answer", "No citation.", "a passage has no citation at its end"),
        ("answer", "Early [doses:p1] citation.", "a passage has no citation at its end"),
        ("answer", "Two [doses:p1] brackets. [doses:p2]", "a passage has no citation at its end"),
        ("answer", "Empty. []", "the brackets are empty"),
        ("answer", "[doses:p1]", "a citation has no passage before it"),
        ("answer", "corrects: nothing", "a passage has no citation at its end"),
        ("answer", "Hid\u200bden. [doses:p1]", "line 1 of the answer holds a character"),
        ("question", "What\u202e grows?", "line 1 of the question holds a character"),
        ("phrasings", "a\nb\x00c", "line 2 of the phrasings holds a character"),
    ],
)
def test_what_stands_in_the_way_is_said(field, value, said):
    findings = read(**{field: value})
    assert any(said in each.text for each in findings)
    assert all(each.hint and each.rule == "form" for each in findings)


def test_everything_in_the_way_is_said_at_once():
    assert len(read(question="", answer="One.\n\nTwo [\n\nThree. []", related="\u200b")) == 5


def test_of_several_sources_a_locator_names_its_own():
    other = replace(SOURCE, id="second")
    entry = read_edit(replace(EDIT, answer="One. [doses:p1]"), (SOURCE, other), DAY)
    assert entry.passages[0].citations == ("doses:p1",)


def test_repeated_phrasings_stand_once():
    assert read(phrasings="a\n\n a \nb").phrasings == ("a", "b")


def test_every_shipped_entry_comes_back_from_its_form():
    pack = real_pack()
    for entry in pack.entries:
        assert read_edit(edit_of(entry), pack.sources, entry.reviewed) == entry


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1), max_size=9))
def test_fields_joined_are_the_text_again(lines):
    text = "\n".join(lines)
    parts = split_field(text * 1, 2)
    assert "\n".join(filter(None, parts)) == text
    assert all(len(part) <= FIELD for part in parts[:-1])


def test_what_has_no_room_in_the_fields_is_left_over():
    lines = [f"{n:03}" * 33 for n in range(100)]
    first, second, rest = split_field("\n".join(lines), 2)
    assert (first.splitlines() + second.splitlines() + rest.splitlines()) == lines
    assert max(len(first), len(second)) <= FIELD
    assert rest


@pytest.mark.parametrize(
    ("question", "taken", "name"),
    [
        ("What are the signs?", (), "what-are-the-signs"),
        ("What are the signs?", ("what-are-the-signs",), "what-are-the-signs-2"),
        ("Signs", ("signs", "signs-2"), "signs-3"),
        ("Östradiol für Männer", (), "ostradiol-fur-manner"),
        ("???", (), "entry"),
        ("word " * 30, (), "word-word-word-word-word-word-word-word"),
        ("x" * 99, (), "x" * 40),
    ],
)
def test_a_new_entry_is_named_after_its_question(question, taken, name):
    assert name_entry(question, taken) == name


def test_an_entry_of_two_passages_is_shown_as_it_is_typed():
    entry = entry_of("two", passage_of("One.", "doses:p1"), passage_of("Two.", "doses:p2"))
    assert edit_of(entry).answer == "One. [small:doses:p1]\n\nTwo. [small:doses:p2]"


def test_all_that_is_missing_is_said_and_what_repeats_is_said_once():
    hidden = "moon\u200b phases\n" * 30
    found = read_edit(
        EntryEdit(EntryId("moon"), "light", " ", " ", hidden), (SOURCE,), "2026-11-23"
    )
    assert [each.text for each in found] == [
        "line 1 (+29) of the phrasings holds a character that nobody sees",
        "the question is empty",
        "the answer is empty",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u0915\u094d\u200d\u0937\u0923",  # Hindi: half a letter
        "\u0915\u094d\u200c\u0937",  # Hindi: letters kept apart
        "\u0bb6\u0bcd\u200d\u0bb0\u0bc0",  # Tamil
        "\u2764\ufe0f\u200d\U0001f525",  # a burning heart
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",  # a doctor
    ],
)
def test_joiners_that_belong_to_writing_stay(text):
    edit = EntryEdit(EntryId("moon"), "light", "Moon?", "Full. [tomato-guide:sunlight:p1]", text)
    assert read_edit(edit, (SOURCE,), "2026-11-23").phrasings == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "mo\u200don",
        "\u0645\u200c\u200c\u0645",
        "\u200dmoon",
        "\u043b\u200c\u0443\u043d\u0430",
        "\u0645\u202e\u0645",
        "ste\u200crone",
        "\uff41\u200d\uff42",  # wide letters
        "\U0001d41a\u200d\U0001d41b",  # letters of formulas
        "\u24d0\u200d\u24d1",  # letters in circles
        "\u1d00\u200d\u0299",  # small capitals
        "\uab31\u200c\uab32",  # letters of dialects
        "\u13aa\u200d\u13ac",  # Cherokee, which passes for Latin
    ],
)
def test_joiners_that_hide_and_signs_that_turn_text_round_are_refused(text):
    edit = EntryEdit(EntryId("moon"), "light", "Moon?", "Full. [tomato-guide:sunlight:p1]", text)
    [found] = read_edit(edit, (SOURCE,), "2026-11-23")
    assert "a character that nobody sees" in found.text


def test_one_wording_that_fills_its_field_stays_in_it():
    long = "w" * FIELD
    assert split_field(long, 2) == (long, "", "")
    assert split_field(f"{long}\nshort", 2) == (long, "short", "")
    half = "w" * (FIELD // 2)
    assert split_field(f"{half}\n{half[1:]}\nmore", 2) == (f"{half}\n{half[1:]}", "more", "")
