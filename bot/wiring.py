"""The composition root: builds everything once, from settings, and hands it to the doors."""

import time
from collections.abc import Callable
from pathlib import Path

from bot.content.safety import is_tested, load_safety, spelt_words
from bot.core.errors import ContentError, Fault
from bot.core.gate import Gate, self_test
from bot.core.pipeline import Pipeline
from bot.core.snapshot import Snapshot
from bot.services.ask import Asker
from bot.services.library import Library, open_snapshot, serve
from bot.settings import Settings


def build_pipeline(settings: Settings, notice: Callable[[], None]) -> tuple[Snapshot, Pipeline]:
    """Load the pack and the gate's rules. Raises ContentError."""
    shipped = build_library(settings, notice).serving(None)
    return shipped.snapshot, shipped.pipeline


def _gate(folder: Path, snapshot: Snapshot) -> Gate:
    """Load the rules, and refuse to start with rules that fail their own examples."""
    rules = load_safety(folder, spelt_words(snapshot.pack.vocabulary))
    if not is_tested(folder):
        failed = self_test(rules, clock=time.thread_time)
        if failed:
            raise ContentError([Fault(folder.name, 0, text) for text in failed])
    # processor time: a machine that is busy elsewhere must not make the gate refuse
    return Gate(rules, clock=time.thread_time)


def build_library(settings: Settings, notice: Callable[[], None]) -> Library:
    """Load what questions are answered from. Raises ContentError."""
    snapshot = open_snapshot(settings.knowledge, settings.cache_dir, settings.source_dir, notice)
    return Library(serve(snapshot, _gate(settings.knowledge / "safety", snapshot)))


def build_asker(settings: Settings, notice: Callable[[], None]) -> Asker:
    """Build what answers questions."""
    return Asker(build_library(settings, notice), time.monotonic)
