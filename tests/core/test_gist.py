from pathlib import Path

import pytest

from bot.core.gist import likeliest

GAPS = ("do tomatoes like coffee grounds", "which bees visit tomato flowers", "…", "")
PAIRS = Path(__file__).with_name("alike.txt").read_text("utf-8").splitlines()[1:]
RECALL = 0.9
"""Share of the pairs that mean the same and are joined; none of the others ever is."""


def pairs(sign):
    return [each[2:].split(" | ") for each in PAIRS if each.startswith(sign)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("do tomatoes like coffee grounds", 0),
        ("do my tomatoes like coffee grounds too", 0),
        ("does anyone know if a tomatoe likes coffee grounds? thanks", 0),
        ("do tomatoes like tea grounds", None),
        ("do coffee grounds like tomatoes", None),
        ("do tomatoes like … coffee grounds", None),
        ("which bees visit the flowers of tomatoes", 1),
        ("why is the moon made of cheese", None),
        ("…", None),
        ("", None),
    ],
)
def test_questions_that_say_the_same_are_one_gap(tiny, text, place):
    assert likeliest(text, GAPS, tiny.snapshot.analyser) == place


def test_what_was_taken_out_may_have_been_another_thing_unless_all_else_is_the_same(tiny):
    analyser = tiny.snapshot.analyser
    assert likeliest("do tomatoes like … bees", ["do tomatoes like … bees"], analyser) == 0
    assert likeliest("do tomatoes like bees", ["do tomatoes like … bees"], analyser) is None


def test_the_first_gap_has_none_before_it(tiny):
    assert likeliest("why", (), tiny.snapshot.analyser) is None


@pytest.mark.parametrize(("one", "two"), pairs("≠"))
def test_questions_that_differ_in_a_word_of_meaning_are_never_joined(shipped, one, two):
    assert likeliest(one, [two], shipped.snapshot.analyser) is None
    assert likeliest(two, [one], shipped.snapshot.analyser) is None


def test_most_questions_that_mean_the_same_are_joined(shipped):
    alike = pairs("=")
    analyser = shipped.snapshot.analyser
    missed = [each for each in alike if likeliest(each[0], each[1:], analyser) is None]
    assert len(missed) <= (1 - RECALL) * len(alike), missed
