from dataclasses import replace

import pytest

from bot.core.difference import Part, difference, focus
from bot.core.model import passage
from tests.core.small import entry_of, passage_of

ONE, TWO = passage_of("One.", "doses:p1"), passage_of("Two.", "doses:p2")
OLD = entry_of("old", ONE, TWO)
SHOWN_ONE, SHOWN_TWO = "One. [small:doses:p1]", "Two. [small:doses:p2]"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"reviewed": "2030-01-01"}, ()),
        ({"question": "New?"}, (Part("question", OLD.question, "New?"),)),
        ({"topic": "other"}, (Part("topic", "tests", "other"),)),
        ({"passages": (ONE,)}, (Part("passage", SHOWN_TWO, ""),)),
        ({"passages": (ONE, TWO, ONE)}, (Part("passage", "", SHOWN_ONE),)),
        (
            {"passages": (passage_of("Other.", "doses:p1"), TWO)},
            (Part("passage", SHOWN_ONE, "Other. [small:doses:p1]"),),
        ),
        (
            {"passages": (passage("One.", ONE.citations, ("none",)), TWO)},
            (Part("passage", SHOWN_ONE, f"{SHOWN_ONE} (corrects: none)"),),
        ),
        (
            {"phrasings": (*OLD.phrasings[1:], "new")},
            (Part("phrasing", OLD.phrasings[0], ""), Part("phrasing", "", "new")),
        ),
        ({"phrasings": OLD.phrasings[::-1]}, ()),
        ({"related": ("x",)}, (Part("related", "", "x"),)),
    ],
)
def test_each_part_that_differs_is_named(changes, expected):
    assert difference(OLD, replace(OLD, **changes)) == expected


def test_a_new_entry_is_all_new_and_a_retired_one_all_gone():
    came, went = difference(None, OLD), difference(OLD, None)
    assert len(came) == len(went) == 2 + 2 + len(OLD.phrasings)
    assert not any(each.before for each in came)
    assert not any(each.after for each in went)
    assert difference(None, None) == ()


LONG = "The guide puts it so and so, and goes on for a while until it ends in the "


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("short", "shorter", ("short", "shorter")),
        (f"{LONG}morning", f"{LONG}evening", ("… a while until it ends in the morning",) * 2),
        (f"x{LONG}", f"y{LONG}", (f"x{LONG}", f"y{LONG}")),
        ("", LONG, ("", LONG)),
        (
            LONG,
            f"{LONG}end",
            ("… a while until it ends in the ", "… a while until it ends in the end"),
        ),
    ],
)
def test_what_differs_in_a_long_part_is_what_one_sees(before, after, shown):
    seen = focus(Part("passage", before, after), 60)
    assert (seen.before, seen.after.replace("evening", "morning")) == shown
