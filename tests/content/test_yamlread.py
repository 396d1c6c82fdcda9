import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.yamlread import MAX_BYTES, MAX_DEPTH, Node, read, read_text
from bot.core.errors import ContentError


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        read_text(text, "f.yaml")
    return [(fault.line, fault.text) for fault in caught.value.faults]


def test_every_scalar_is_a_string():
    text = "a: no\nb: 1.0\nc: null\nd:\ne: 2026-01-01\nf: [yes, 0x1f]\n"
    assert read_text(text, "f").plain == {
        "a": "no",
        "b": "1.0",
        "c": "null",
        "d": "",
        "e": "2026-01-01",
        "f": ["yes", "0x1f"],
    }


def test_lines_are_those_of_keys_and_items():
    node = read_text("a:\n  - x\n  - y: |\n      long\n      text\nb: >-\n  folded\n", "f")
    assert isinstance(node.value, dict)
    items = node.value["a"]
    assert items.line == 1
    assert isinstance(items.value, list)
    assert [item.line for item in items.value] == [2, 3]
    assert node.value["b"] == Node("folded", 6)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: &x 1\n", 1, "anchor"),
        ("b: *x\n", 1, "alias"),
        ("a: !!int 1\n", 1, "tag"),
        ("a: !python/object:os.system x\n", 1, "tag"),
        ("<<: {a: b}\n", 1, "merge"),
        ("? [a]\n: b\n", 1, "a key must be a word"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("", 0, "empty"),
        ("# only a comment\n", 0, "empty"),
        ("a: [1\n", 2, ""),
        ("a: 'x\n", 2, ""),
        ("a: \x00\n", 0, ""),
    ],
)
def test_refused(text: str, line: int, words: str):
    found = faults(text)
    assert found[0][0] in {line, line - 1, line + 1}
    assert any(words in each for _, each in found)


def test_all_faults_at_once():
    assert [line for line, _ in faults("a: &x 1\na: 2\nb: !t 3\n")] == [1, 2, 3]


def test_depth_is_bounded():
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    assert "nested" in faults(deep)[0][1]
    assert read_text("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")
    assert faults("[" * 100_000)


def test_size_is_bounded(tmp_path: Path):
    path = tmp_path / "big.yaml"
    path.write_text("a" * (MAX_BYTES + 1))
    with pytest.raises(ContentError, match="larger"):
        read(path)
    with pytest.raises(ContentError, match="larger"):
        read_text("a" * (MAX_BYTES + 1), "f")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    with pytest.raises(ContentError, match="no ordinary file"):
        read(tmp_path / "device.yaml")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "entry.yaml")
    with pytest.raises(ContentError, match=r"entry.yaml: it is no ordinary file: copy"):
        read(tmp_path / "entry.yaml")


def test_files_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(ContentError, match="no such file"):
        read(tmp_path / "none.yaml")
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"a: \xff\n")
    with pytest.raises(ContentError, match="UTF-8"):
        read(bad)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str):
    with suppress(ContentError):
        assert isinstance(read_text(text, "f"), Node)
