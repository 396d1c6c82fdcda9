import pytest

from bot.core.index import build_index
from bot.core.scope import train_scope
from bot.core.text import Reading

COVERED = ["signs of high estradiol", "what estradiol does", "high estradiol and mood"]
UNCOVERED = ["price of the tablets", "what the tablets cost", "where to buy tablets"]


def reading(text: str) -> Reading:
    words = tuple(text.split())
    return Reading(words, words, (), (), (), ())


INDEX = build_index([reading(text) for text in COVERED + UNCOVERED])


def leaning(scope, text):
    return scope.leaning(INDEX.space.vector(reading(text)))


@pytest.fixture(scope="module")
def scope():
    return train_scope(INDEX, len(COVERED), COVERED + UNCOVERED)


@pytest.mark.parametrize(
    ("text", "is_covered"),
    [("estradiol and mood", True), ("what do tablets cost", False), ("price to buy", False)],
)
def test_it_tells_what_is_covered(scope, text, is_covered):
    assert (leaning(scope, text) > 0) is is_covered


@pytest.mark.parametrize("covered", [0, len(COVERED + UNCOVERED)])
def test_where_all_rows_are_of_one_kind_nobody_knows(covered):
    scope = train_scope(INDEX, covered, COVERED + UNCOVERED)
    assert leaning(scope, "what do tablets cost") == 0


def test_of_too_many_rows_none_is_trained(monkeypatch):
    monkeypatch.setattr("bot.core.scope.LARGEST", INDEX.size - 1)
    scope = train_scope(INDEX, len(COVERED), COVERED + UNCOVERED)
    assert leaning(scope, "estradiol and mood") == 0
