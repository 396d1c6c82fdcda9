"""The figures that the benchmarks quote are computed by these."""

from math import isnan

import pytest

from tests.benchmarks import quality
from tests.benchmarks.dataset import Query, read_set, read_sets, with_typos
from tests.benchmarks.matcher import Matcher
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
        ('{"entries":\n [', ":2: not JSON: Expecting value"),
        ("[1, 2]", "not an object with the lists `entries` and `queries`"),
        ('{"queries": []}', "not an object with the lists"),
        ('{"entries": [{"phrasings": ["a"]}], "queries": []}', ": entry 1: `id` is not a text"),
        ('{"entries": [], "queries": [{"q": 5}]}', ": query 1: `q` is not a text"),
        ('{"entries": [], "queries": [], "name": 1}', "`name` is not a text"),
        ('{"entries": [], "queries": [{"q": "a"}]}', "there are no entries"),
    ],
)
def test_what_is_wrong_with_one_object_is_said(tmp_path, text, said):
    path = tmp_path / "set.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=said):
        read_set(path, 10)


GOOD = '{"id": "a", "phrasings": ["one", "two"]}\n{"q": "one?", "rel": ["a"]}\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"id": "b",', "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "not JSON that can be read"),
        (b"5", "not an object"),
        (b'{"q": "x", "id": "b", "phrasings": []}', "both `phrasings` and `q`"),
        (b'{"id": "b"}', "neither an entry"),
        (b'{"phrasings": ["x"]}', "`id` is not"),
        (b'{"id": null, "phrasings": ["x"]}', "`id` is not"),
        (b'{"id": true, "phrasings": ["x"]}', "`id` is not"),
        (b'{"id": "b", "phrasings": "how do I"}', "`phrasings` is not a list of texts"),
        (b'{"id": "b", "phrasings": [null]}', "`phrasings` is not a list of texts"),
        (b'{"id": "b", "phrasings": [], "passage": 0}', "`passage` is not a text"),
        (b'{"id": "a", "phrasings": ["x"]}', "the id 'a' stands at"),
        (b'{"q": 5}', "`q` is not a text"),
        (b'{"q": "\\ud83d"}', "`q` is not a text"),
        (b'{"q": "x", "rel": "a"}', "`rel` is not a list of ids"),
        (b'{"q": "x", "rel": [["a"]]}', "`rel` is not a list of ids"),
        (b'{"q": "x", "rel": {"b": 1}}', "`rel` names 'b'"),
        (b'{"name": 5}', "`name` is not a text"),
    ],
)
def test_a_faulty_line_is_named_with_its_number(tmp_path, line, said):
    path = tmp_path / "set.jsonl"
    path.write_bytes(GOOD.encode() + b"\n" + line + b"\n")
    with pytest.raises(ValueError, match=f"^{path}:4: {said}[^\n]*$"):
        read_set(path, 10)


def test_all_faults_of_all_sets_are_told_at_once_and_nothing_is_measured(
    tmp_path, monkeypatch, capsys
):
    one, two, none = (tmp_path / name for name in ("one.jsonl", "two.jsonl", "none.jsonl"))
    one.write_text(GOOD + '{"q": 5, "rel": "a"}\n{"q": "x", "rel": ["b"]}\n', "utf-8")
    two.write_text(GOOD + "{\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["quality", *map(str, (one, two, none))])
    with pytest.raises(SystemExit) as stopped:
        quality.main()
    places = [line.partition(": ")[0] for line in str(stopped.value).splitlines()]
    assert places == [f"{one}:3", f"{one}:3", f"{one}:4", f"{two}:3", f"{none}"]
    assert not capsys.readouterr().out


def test_a_line_ends_at_its_newline_only_and_a_mark_of_the_encoding_is_no_part_of_it(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text(
        "\ufeff" + GOOD.replace("\n", "\r\n") + '{"q": "one\u2028line"}\r\n{"name": "mine"}',
        "utf-8",
        newline="",
    )
    (data,) = read_sets([path], 10)
    assert data.name == "mine"
    assert {query.text for query in data.queries} == {"one?", "one\u2028line"}


def test_what_has_no_word_is_left_out(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"id": "a", "phrasings": []}\n{"id": "b", "phrasings": ["", "x", "???", "👍"], '
        '"passage": null}\n{"id": "c", "phrasings": ["?"], "passage": "!"}\n'
        '{"q": "y", "rel": null}\n',
        "utf-8",
    )
    assert read_set(path, 10).entries == {"b": ("x",)}


@pytest.mark.parametrize("entries", [1, 2, 3])
def test_few_entries_are_ranked(tmp_path, entries: int):
    path = tmp_path / "set.jsonl"
    lines = [f'{{"id": {at}, "phrasings": ["no {at}", "the {at}"]}}\n' for at in range(entries)]
    path.write_text("".join(lines) + '{"q": "the 0 please", "rel": [0]}\n{"q": "?"}\n', "utf-8")
    data = read_set(path, 10)
    found = {each.query.text: each.entries for each in Matcher(data).ask(data)}
    assert found["the 0 please"][0] == "0"
