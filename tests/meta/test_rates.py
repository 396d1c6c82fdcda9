"""The figures that the benchmarks quote are computed by these."""

from math import isnan

import pytest

from tests.benchmarks.dataset import Query, read_set, with_typos
from tests.benchmarks.quality import shortfalls
from tests.benchmarks.rates import Ranked, Rates, rate, share_answered

A, NONE = frozenset("a"), frozenset()


def ranked(right: frozenset[str], entries: str, surety: float) -> Ranked:
    return Ranked(Query("", right), entries, surety)


FOUND = [
    ranked(A, "abc", 0.9),
    ranked(A, "bac", 0.5),
    ranked(A, "bcdefa", 0.4),
    ranked(A, "bcd", 0.1),
    ranked(NONE, "abc", 0.7),
]


def test_ranks_are_those_of_answerable_queries():
    rates = rate(FOUND)
    assert rates.first == 1 / 4
    assert rates.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)
    assert rates.five == 2 / 4


@pytest.mark.parametrize(("wrong", "share"), [(0.0, 0.2), (0.5, 0.4), (0.79, 0.8), (0.8, 1.0)])
def test_the_surest_are_answered_as_long_as_few_are_wrong(wrong, share):
    assert share_answered(FOUND, wrong) == share


def test_what_falls_short_is_named():
    ours, peer = Rates(0.9, 0, 0, (0, 0.31, 0.62)), Rates(0.8, 0, 0, (0, 0.2, 0.4))
    assert shortfalls(ours, {"peer": peer}) == []
    better = Rates(0.9, 0, 0, (0, 0.21, 0.4))
    assert len(shortfalls(ours, {"peer": peer, "better": better})) == 2


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_both_forms_of_a_data_set(tmp_path, suffix):
    path = tmp_path / f"set.{suffix}"
    path.write_text(
        '{"name": "set", "entries": [{"id": 1, "phrasings": ["one"], "passage": "two"}], '
        '"queries": [{"q": "which one", "rel": {"1": 1}}, {"q": "other", "rel": []}]}'
        if suffix == "json"
        else '{"id": 1, "phrasings": ["one"], "passage": "two"}\n\n'
        '{"q": "which one", "rel": [1]}\n{"q": "other"}\n',
        "utf-8",
    )
    data = read_set(path, 10)
    assert data.entries == {"1": ("one", "two")}
    assert {query.text: query.right for query in data.queries} == {
        "which one": {"1"},
        "other": NONE,
    }
    assert with_typos(data) == with_typos(data)
    assert {query.text for query in with_typos(data).queries}.isdisjoint({"which one", "other"})


def test_a_set_that_answers_nothing_has_no_ranks_and_answers_nothing():
    rates = rate([ranked(NONE, "ab", 0.7), ranked(NONE, "ba", 0.2)])
    assert isnan(rates.first)
    assert rates.answered == (0, 0, 0)
    assert shortfalls(rates, {"peer": rates}) == []


def test_all_engines_are_ranked_equally_deep():
    assert rate([ranked(A, "bcdefghijka", 0.5)]).reciprocal == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"entries": [', "not a data set"),
        ("[1, 2]", "not a data set"),
        ('{"queries": []}', "'entries' is missing"),
        ('{"entries": [{"phrasings": ["one"]}], "queries": [{"q": "a"}]}', "'id' is missing"),
        ('{"entries": [], "queries": []}', "no entries"),
        ('{"entries": [{"id": 1, "phrasings": [null]}], "queries": []}', "not a data set"),
    ],
)
def test_what_is_wrong_with_a_data_set_is_said(tmp_path, text, said):
    path = tmp_path / "set.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=said):
        read_set(path, 10)


def test_an_entry_without_text_is_left_out(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"id": "a", "phrasings": []}\n{"id": "b", "phrasings": ["", "x"], "passage": null}\n'
        '{"q": "y", "rel": null}\n',
        "utf-8",
    )
    assert read_set(path, 10).entries == {"b": ("x",)}
