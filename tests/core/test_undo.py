import pytest

from bot.core.revision import Kind, Revision
from bot.core.undo import newest_own, standing

ANNA, BEN = 11, 12


def revision(number, kind=Kind.PUBLISH, author=ANNA, version=0, reviewer=None):
    return Revision(
        1, "a", number, kind, "t", "text", author, reviewer, 0, version=version or number
    )


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        ("", []),
        ("p", [1]),
        ("pp", [1, 2]),
        ("ppu", [1]),
        ("ppuu", []),
        ("ppup", [1, 4]),
        ("ppupuu", []),
        ("u", []),
        ("up", [2]),
        ("pr", [1, 2]),
        ("pru", [1]),
    ],
)
def test_each_undo_takes_the_topmost_off(kinds, left):
    names = {"p": Kind.PUBLISH, "u": Kind.UNDO, "r": Kind.RETIRE}
    past = [revision(number, names[each]) for number, each in enumerate(kinds, 1)]
    assert [each.number for each in standing(reversed(past))] == left


def test_the_last_own_one_is_found_by_its_version_and_not_by_its_name():
    stacks = {
        "zinnia": [revision(1, version=3)],
        "aster": [revision(1, version=4)],
        "rose": [revision(1, author=BEN, version=5)],
        "lily": [],
    }
    assert newest_own(stacks, ANNA) == ("aster",)
    assert newest_own(stacks, BEN) == ("rose",)
    assert newest_own(stacks, 13) == ()


def test_an_import_is_taken_back_as_a_whole():
    stacks = {name: [revision(1, version=7)] for name in ("b", "a")} | {"c": [revision(2)]}
    assert newest_own(stacks, ANNA) == ("a", "b")


def test_what_others_changed_since_is_not_taken_back():
    stacks = {"a": [revision(1), revision(2, author=BEN)]}
    assert newest_own(stacks, ANNA) == ()


def test_a_reviewer_may_take_back_what_they_approved():
    assert newest_own({"a": [revision(1, author=BEN, reviewer=ANNA)]}, ANNA) == ("a",)
