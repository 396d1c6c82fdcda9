import json
from dataclasses import fields

import numpy as np
import pytest

from bot.content.arrays import read_arrays, write_arrays
from bot.content.cache import KEPT, load_compiled, save_compiled
from bot.content.load import load_pack
from bot.content.packed import trained
from bot.core.snapshot import compile_pack
from tests.packs import calibration as some_calibration

CALIBRATION = some_calibration()


@pytest.fixture(scope="module")
def pack(tiny):
    return load_pack(tiny.settings.knowledge)


@pytest.fixture(scope="module")
def compiled(pack, english):
    return compile_pack(pack, english)


@pytest.fixture
def saved(tmp_path, pack, compiled):
    path = tmp_path / "deep" / "down" / "pack.pack"
    save_compiled(path, pack, compiled, CALIBRATION)
    return path


def same(one, other) -> bool:
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if hasattr(one, "__dataclass_fields__"):
        compared = [f.name for f in fields(one) if f.compare]
        return all(same(getattr(one, name), getattr(other, name)) for name in compared)
    return one == other


def test_what_was_kept_comes_back_as_it_was(saved, pack, compiled):
    kept_pack, kept, calibration = load_compiled(saved)
    assert calibration == CALIBRATION
    assert kept_pack == trained(pack)
    assert same(kept, compiled)


def test_nothing_else_is_left_in_the_folder(saved):
    assert [each.name for each in saved.parent.iterdir()] == ["pack.pack"]


def test_a_file_that_is_not_there(tmp_path):
    assert load_compiled(tmp_path / "none.pack") is None


@pytest.mark.parametrize("share", [0, 1, 30, 50, 95, 99])
def test_a_file_that_was_cut_off(saved, share):
    raw = saved.read_bytes()
    saved.write_bytes(raw[: len(raw) * share // 100])
    assert load_compiled(saved) is None


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"PK\x03\x04" + b"\0" * 60, b"\x93NUMPY" + b"x" * 50]
)
def test_a_file_of_another_format(tmp_path, raw):
    path = tmp_path / "pack.pack"
    path.write_bytes(raw)
    assert load_compiled(path) is None


def test_many_packs_do_not_pile_up(tmp_path, pack, compiled):
    for name in "abcde":
        save_compiled(tmp_path / f"{name}.pack", pack, compiled, CALIBRATION)
    assert len(list(tmp_path.iterdir())) == KEPT


def test_a_single_array_in_place_of_the_archive(tmp_path):
    path = tmp_path / "pack.pack"
    with path.open("wb") as out:
        np.save(out, np.zeros(3))
    assert load_compiled(path) is None


@pytest.mark.parametrize("at", range(5))
def test_a_file_with_broken_bytes_inside(saved, at):
    raw = bytearray(saved.read_bytes())
    place = len(raw) * (at + 1) // 7
    raw[place : place + 40] = b"\xff" * 40
    saved.write_bytes(raw)
    assert load_compiled(saved) is None


def rewrite(path, **changes):
    arrays = {name: array.copy() for name, array in read_arrays(path).items()}
    texts = json.loads(arrays["texts"].tobytes())
    for name, value in changes.items():
        if value is None:
            arrays.pop(name)
        elif name in arrays:
            arrays[name] = value
        else:
            texts[name] = value
    if "texts" in arrays and "texts" not in changes:
        arrays["texts"] = np.frombuffer(json.dumps(texts).encode(), np.uint8)
    write_arrays(path, arrays)


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": None},
        {"head_places": None},
        {"index_postings": None},
        {"texts": np.frombuffer(b"{not json", np.uint8)},
        {"texts": np.frombuffer(b"[]", np.uint8)},
        {"texts": np.frombuffer(b"{}", np.uint8)},
        {"pack": {}},
        {"pack": []},
        {"claims": [["too", "few"]]},
        {"claims": 5},
        {"lines": None},
        {"translations": None},
        {"beginnings_numbers": np.zeros(1, np.int64)},
    ],
)
def test_a_file_of_an_older_form(saved, changes):
    rewrite(saved, **changes)
    assert load_compiled(saved) is None


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path, pack, compiled):
    (tmp_path / "file").write_text("in the way", "utf-8")
    save_compiled(tmp_path / "file" / "pack.pack", pack, compiled, CALIBRATION)
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_a_folder_in_the_place_of_the_file_is_no_fault(tmp_path, pack, compiled):
    path = tmp_path / "pack.pack"
    path.mkdir()
    (path / "x").touch()
    save_compiled(path, pack, compiled, CALIBRATION)
    assert load_compiled(path) is None
    assert sorted(each.name for each in tmp_path.iterdir()) == ["pack.pack"]
