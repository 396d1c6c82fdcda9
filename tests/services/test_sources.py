import hashlib
from pathlib import Path

import pytest

from bot.content.load import load_source
from bot.core.errors import ContentError, UserError
from bot.services.sources import add_source, check_source, read_words
from tests.packs import ARTICLE, BLOCKS

ABOUT = {
    "title": "A guide",
    "kind": "leaflet",
    "grade": "one leaflet",
    "url": "",
    "review": "2028-01-31",
}


@pytest.fixture
def manifest(tiny_root):
    return tiny_root / "sources" / "tomato-guide.yaml"


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_a_new_source_gets_an_outline_of_its_own(tmp_path, copy):
    manifest = tmp_path / "new" / "leaflet.yaml"
    source = add_source(copy, manifest, "2026-11-23", ABOUT)
    assert load_source(manifest) == source
    assert (source.id, source.title, source.kind) == ("leaflet", "A guide", "leaflet")
    assert (source.grade, source.url, source.review) == ("one leaflet", "", "2028-01-31")
    assert source.retrieved == "2026-11-23"
    assert source.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert "leaflet:feeding:p1" in {block.locator for block in source.blocks}


def test_a_known_source_keeps_outline_waivers_and_gaps(manifest, copy):
    old = load_source(manifest)
    new = add_source(copy, manifest, "2027-01-01", {"title": "", "kind": "", "grade": ""})
    assert (new.sections, new.tables, new.skipped) == (old.sections, old.tables, old.skipped)
    assert (new.title, new.kind, new.grade) == (old.title, old.kind, old.grade)
    assert [block.locator for block in new.blocks] == [block.locator for block in old.blocks]
    assert [block.waived for block in new.blocks] == [block.waived for block in old.blocks]
    assert [block.gap for block in new.blocks] == [block.gap for block in old.blocks]
    assert new.retrieved == "2027-01-01"


def test_adding_twice_gives_the_same_bytes(manifest, copy):
    add_source(copy, manifest, "2026-11-23", {})
    first = manifest.read_bytes()
    add_source(copy, manifest, "2026-11-23", {})
    assert manifest.read_bytes() == first


def test_a_source_without_a_word_about_it_can_be_read_back(tmp_path, copy):
    manifest = tmp_path / "leaflet.yaml"
    source = add_source(copy, manifest, "2026-11-23", {})
    assert load_source(manifest) == source


def test_the_same_bytes_agree(manifest, copy):
    assert check_source(copy, manifest) == []


def test_other_bytes_with_the_same_words_agree(manifest, copy):
    copy.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    assert check_source(copy, manifest) == []


def test_other_words_are_named(manifest, copy):
    copy.write_text(ARTICLE.replace("early in the morning", "at night"), "utf-8")
    assert check_source(copy, manifest) == ["tomato-guide:watering:p1: changed"]


def test_the_words_of_each_block(manifest, copy):
    words = read_words(copy, load_source(manifest))
    assert words == {f"tomato-guide:{where}": text for where, text in BLOCKS.items()}


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_the_ends_of_lines_do_not_matter(manifest, copy, end):
    source = load_source(manifest)
    known = read_words(copy, source)
    copy.write_bytes(copy.read_bytes().replace(b"\n", end))
    assert read_words(copy, source) == known


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (None, "no such file"),
        (b"\xff\xfe\x00", r"not a UTF-8 text \(byte 0\)"),
        (b"", "text: no paragraphs"),
        (b"\x00\x01\x02", "text: no paragraphs"),
    ],
)
def test_texts_that_cannot_be_read(manifest, tmp_path, raw, problem):
    path = tmp_path / "text"
    if raw is not None:
        path.write_bytes(raw)
    before = manifest.read_bytes()
    with pytest.raises(UserError, match=problem):
        add_source(path, manifest, "2026-11-23", {})
    assert manifest.read_bytes() == before


def test_a_folder_in_place_of_a_text(manifest, tmp_path):
    with pytest.raises(UserError, match="it is a directory: name a file"):
        check_source(tmp_path, manifest)


def test_a_device_in_place_of_a_text(manifest):
    with pytest.raises(UserError, match="no ordinary file"):
        check_source(Path("/dev/zero"), manifest)


def test_a_manifest_that_is_not_there(copy, tmp_path):
    with pytest.raises(ContentError, match="no such file"):
        check_source(copy, tmp_path / "none.yaml")
