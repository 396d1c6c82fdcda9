import asyncio
import os
import shutil
import stat
from dataclasses import replace

import pytest

from bot.core.converse import Memory
from bot.core.errors import UserError
from bot.core.outcome import Abstained, Answered
from bot.services import copies as module
from bot.services.copies import find_stale, follow, look_again, read_copies, told
from bot.wiring import build_library
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


class Running:
    """A bot with the tomato pack, as far as its operator's copy goes."""

    def __init__(self, tiny, folder) -> None:
        self.copy = folder / "tomato-guide.txt"
        self.copy.write_text(TOMATOES, "utf-8")
        settings = replace(tiny.settings, source_dir=folder)
        self.library = build_library(settings, lambda: None)

    async def look(self) -> None:
        await look_again(self.library, self.copy.parent)

    @property
    def outcome(self):
        pipeline = self.library.serving(None).pipeline
        return pipeline.ask("sun or shade for tomatoes", Memory(), 0.0).outcome

    @property
    def answers(self) -> bool:
        return isinstance(self.outcome, Answered)


@pytest.fixture
def running(tiny, tmp_path):
    return Running(tiny, tmp_path)


async def test_a_running_bot_notices_that_its_copy_changed_and_that_it_is_right_again(running):
    assert running.answers
    before = running.copy.stat()
    for _ in range(3):
        running.copy.write_text(CHANGED, "utf-8")
        os.utime(running.copy, ns=(before.st_atime_ns, before.st_mtime_ns))  # as large, as old
        await running.look()
        assert running.outcome == Abstained("abstain_stale")
        assert "tomato-guide:sunlight:p1" not in running.library.words
        running.copy.write_text(TOMATOES, "utf-8")
        await running.look()
        assert running.answers
        assert "tomato-guide:sunlight:p1" in running.library.words


async def test_following_looks_again_by_itself(running, monkeypatch):
    monkeypatch.setattr(module, "EVERY", 0.01)
    following = asyncio.create_task(follow(running.library, running.copy.parent))
    running.copy.write_text(CHANGED, "utf-8")
    async with asyncio.timeout(10):
        while running.answers:  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0.01)
    following.cancel()


def test_a_change_is_noticed_in_half_a_minute():
    assert module.EVERY <= 30


async def test_a_copy_that_did_not_change_is_left_alone(running, caplog):
    served = running.library.serving(None)
    await running.look()
    running.copy.touch()
    await running.look()
    assert running.library.serving(None) is served
    assert not caplog.records


async def test_a_copy_that_becomes_unreadable_takes_all_entries_away(running, caplog):
    running.copy.write_bytes(TOMATOES.encode()[:-2] + b"\xff")
    await running.look()
    assert running.library.serving(None).snapshot.served == ()
    assert "cannot be read" in caplog.text
    assert "not a UTF-8 text" in caplog.text
    running.copy.write_text(TOMATOES, "utf-8")
    await running.look()
    assert running.answers
    assert "every entry is served" in caplog.text


async def test_a_copy_that_is_gone_leaves_what_was_known_of_it(running, caplog):
    running.copy.write_text(CHANGED, "utf-8")
    await running.look()
    running.copy.unlink()
    await running.look()
    assert not running.answers
    assert "has no tomato-guide.txt" in caplog.text
    lines = len(caplog.records)
    await running.look()
    assert len(caplog.records) == lines  # told once
    running.copy.write_text(TOMATOES, "utf-8")
    await running.look()
    assert running.answers
    running.copy.unlink()
    await running.look()
    assert running.answers


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
