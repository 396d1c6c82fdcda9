import os
import shutil
import stat

import pytest

from bot.core.errors import UserError
from bot.services.copies import find_stale, read_copies, told
from tests.packs import ARTICLE as TOMATOES
from tests.real import ARTICLE, real_pack

needs_article = pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")
CHANGED = TOMATOES.replace("Full sun of six", "Full sun of ten")


@needs_article
def test_a_copy_is_found_by_name_and_as_the_only_text(tmp_path):
    pack = real_pack()
    shutil.copy(ARTICLE, tmp_path / "whatever.md")
    assert read_copies(pack, folder=tmp_path).read == ("anastrozole-trt",)
    shutil.copy(ARTICLE, tmp_path / "anastrozole-trt.txt")
    (tmp_path / "notes.txt").write_text("nothing")
    copies = read_copies(pack, folder=tmp_path)
    assert copies.read == ("anastrozole-trt",)
    assert find_stale(pack, copies) == frozenset()
    assert read_copies(pack, folder=tmp_path / "nowhere").missing == ("anastrozole-trt",)


def test_an_unreadable_copy_makes_all_its_entries_stale(tmp_path):
    (tmp_path / "anastrozole-trt.txt").write_bytes(b"\xff\xfe\x00broken")
    pack = real_pack()
    copies = read_copies(pack, folder=tmp_path)
    assert copies.broken
    assert find_stale(pack, copies) == {entry.id for entry in pack.entries}


def test_a_given_file_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(UserError):
        read_copies(real_pack(), tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "it is a directory"),
        (lambda path: path.symlink_to("nowhere"), "no such file"),
        (os.mkfifo, "no ordinary file"),
        (lambda path: path.write_bytes(b"\xff"), "save it as UTF-8"),
        (lambda path: path.write_text("no headings"), "is it the article's text?"),
    ],
)
def test_a_copy_that_cannot_be_read_says_why_and_what_to_do(tiny, tmp_path, make, words):
    make(tmp_path / "tomato-guide.txt")
    copies = read_copies(tiny.pack, folder=tmp_path)
    broken, held_back = told(copies, 7)
    assert words in broken
    assert held_back == "7 entries are held back, until it can be read; footnote lint names them"


def test_a_folder_that_may_not_be_read_is_no_empty_one(tiny, tmp_path):
    (tmp_path / "tomato-guide.txt").write_text(TOMATOES, "utf-8")
    tmp_path.chmod(stat.S_IWUSR)
    try:
        if os.access(tmp_path, os.R_OK):
            pytest.skip("this user may read everything")
        assert "permission denied" in read_copies(tiny.pack, folder=tmp_path).broken["tomato-guide"]
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_what_is_held_back_is_told_in_one_line_each(tiny, tmp_path):
    assert list(told(read_copies(tiny.pack, folder=tmp_path / "none"), 0)) == [
        "FOOTNOTE_SOURCE_DIR has no tomato-guide.txt: put your copy of the article there"
    ]
    (tmp_path / "tomato-guide.txt").write_text(CHANGED, "utf-8")
    assert list(told(read_copies(tiny.pack, folder=tmp_path), 1)) == [
        "1 entry is held back, since your copy of their source changed; footnote lint names them"
    ]
