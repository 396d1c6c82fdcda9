import pytest

from tests.benchmarks import speed
from tests.benchmarks.one import Figures, measure
from tests.benchmarks.peers import LIBRARIES, PEERS, missing
from tests.benchmarks.speed import RIVAL, shortfalls


def measured(p50: float, add: float, engine: str, size: int) -> Figures:
    return Figures(engine, size, 1, 1, p50, 1, 1, 1, add, 1, 1)


@pytest.mark.parametrize(
    ("small", "large", "add", "count"),
    [(0.4, 0.7, 0.1, 0), (0.5, 0.7, 0.1, 1), (0.4, 0.9, 0.1, 2), (0.4, 0.7, 0.2, 1)],
)
def test_a_case_that_is_too_slow_is_named(small: float, large: float, add: float, count: int):
    found = {
        ("ours", 10_000): measured(small, 1, "ours", 10_000),
        ("ours", 100_000): measured(large, add, "ours", 100_000),
        (RIVAL, 10_000): measured(0.4, 1, RIVAL, 10_000),
        (RIVAL, 100_000): measured(2, 1, RIVAL, 100_000),
    }
    assert len(list(shortfalls(found))) == count


def test_sizes_that_were_not_measured_are_not_judged():
    assert not list(shortfalls({("ours", 100): measured(9, 9, "ours", 100)}))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--questions", "0"], "'0' is not a whole number of 1 or more"),
        (["--sizes", "10", "-5"], "'-5' is not a whole number of 1 or more"),
        (["--json", "nowhere/figures.json"], "the folder nowhere is not there"),
        (["--plot", "."], ". is a folder"),
    ],
)
def test_options_that_cannot_be_met_are_told_before_anything_is_measured(
    tmp_path, monkeypatch, capsys, options, said
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["speed", *options])
    with pytest.raises(SystemExit) as stopped:
        speed.main()
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("size", [1, 2, 4, 30])
@pytest.mark.parametrize("name", ["ours", "FTS5 porter", "rapidfuzz WRatio"])
def test_few_texts_can_be_measured_too(name: str, size: int):
    texts = [f"what does the text say of number {at}" for at in range(size)]
    assert measure(name, texts, 3).size == size


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('"one"\n{"text": "two"}\n', "2 different texts, 3 are due"),
        ('"one"\nnot json\n', "line 2 is no JSON"),
        ('"one"\n\n{"body": "two"}\n', "line 3 has no text"),
        ("17\n", "line 1 has no text"),
        ('"???"\n', "line 1 has no text with a word"),
    ],
)
def test_texts_that_cannot_be_measured_are_told_in_a_line(tmp_path, monkeypatch, lines, said):
    path = tmp_path / "texts.jsonl"
    path.write_text(lines, "utf-8")
    monkeypatch.setattr(
        "sys.argv", ["speed", "--sizes", "3", "--texts", str(path), "--engines", "ours"]
    )
    with pytest.raises(SystemExit, match=said):
        speed.main()


def test_a_library_that_is_not_installed_is_named_with_its_extra(monkeypatch):
    assert LIBRARIES.keys() <= PEERS.keys()
    monkeypatch.setattr("tests.benchmarks.peers.find_spec", {}.get)
    assert missing(["ours", "TF-IDF words", "bm25s"]) == (
        "not installed: bm25s, sklearn; pip install -e '.[bench]'"
    )
    assert not missing(["ours", "FTS5 porter"])
