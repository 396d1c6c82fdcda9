import asyncio
import os
import random
from dataclasses import replace

import pytest

from bot.core.converse import Memory
from bot.core.outcome import Abstained, Answered
from bot.services import watch
from bot.services.watch import follow, look_again
from bot.wiring import build_library
from tests.packs import ARTICLE, BLOCKS

CHANGED = ARTICLE.replace("Full sun of six", "Full sun of ten")


class Running:
    """A bot with the tomato pack, as far as its operator's copy goes."""

    def __init__(self, tiny, folder) -> None:
        self.copy = folder / "tomato-guide.txt"
        self.copy.write_text(ARTICLE, "utf-8")
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
        running.copy.write_text(ARTICLE, "utf-8")
        await running.look()
        assert running.answers
        assert "tomato-guide:sunlight:p1" in running.library.words


async def test_of_any_byte_that_changes_a_cited_block_nothing_stale_is_served(running):
    raw, rng = ARTICLE.encode(), random.Random(14)  # noqa: S311
    spans = {at: raw.index(text.encode()) for at, text in BLOCKS.items() if text in ARTICLE}
    for _ in range(200):
        where, start = rng.choice(sorted(spans.items()))
        text = BLOCKS[where]
        at = start + rng.choice([at for at, sign in enumerate(text) if not sign.isspace()])
        changed = bytes([rng.choice([byte for byte in range(256) if byte != raw[at]])])
        running.copy.write_bytes(raw[:at] + changed + raw[at + 1 :])
        await running.look()
        served = running.library.serving(None).snapshot.served
        assert not [each for each in served if f"tomato-guide:{where}" in each.locators]


async def test_following_looks_again_by_itself(running, monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 0.01)
    following = asyncio.create_task(follow(running.library, running.copy.parent))
    running.copy.write_text(CHANGED, "utf-8")
    async with asyncio.timeout(10):
        while running.answers:  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0.01)
    following.cancel()


async def test_what_is_held_back_at_the_start_is_told(running, caplog):
    running.copy.write_text(CHANGED, "utf-8")
    await running.look()
    caplog.clear()
    following = asyncio.create_task(follow(running.library, running.copy.parent))
    await asyncio.sleep(0)
    following.cancel()
    assert "1 entry is held back" in caplog.text


def test_a_change_is_noticed_in_half_a_minute():
    assert watch.EVERY <= 30


async def test_a_copy_that_did_not_change_is_left_alone(running, caplog):
    served = running.library.serving(None)
    await running.look()
    running.copy.touch()
    await running.look()
    assert running.library.serving(None) is served
    assert not caplog.records


async def test_a_copy_that_becomes_unreadable_takes_all_entries_away(running, caplog):
    running.copy.write_bytes(ARTICLE.encode()[:-2] + b"\xff")
    await running.look()
    assert running.library.serving(None).snapshot.served == ()
    assert "cannot be read" in caplog.text
    assert "not a UTF-8 text" in caplog.text
    running.copy.write_text(ARTICLE, "utf-8")
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
    running.copy.write_text(ARTICLE, "utf-8")
    await running.look()
    assert running.answers
    running.copy.unlink()
    await running.look()
    assert running.answers
