import shutil

import pytest

from bot.core.errors import UserError
from bot.services.copies import find_stale, read_copies
from tests.real import ARTICLE, real_pack

needs_article = pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")


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
