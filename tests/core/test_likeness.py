import pytest

from bot.core.likeness import likeliest

GAPS = ("do tomatoes like coffee grounds", "which bees visit tomato flowers", "…", "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("do tomatoes like coffee grounds", 0),
        ("do my tomatoes like coffee grounds too", 0),
        ("which bees visit the flowers of tomatoes", 1),
        ("why is the moon made of cheese", None),
        ("…", None),
        ("", None),
    ],
)
def test_questions_that_say_the_same_are_one_gap(tiny, text, place):
    assert likeliest(text, GAPS, tiny.snapshot.analyser) == place


def test_the_first_gap_has_none_before_it(tiny):
    assert likeliest("why", (), tiny.snapshot.analyser) is None
