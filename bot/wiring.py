"""The composition root: builds everything once, from settings, and hands it to the doors."""

import time
from collections.abc import Callable

from bot.content.safety import load_safety
from bot.core.compose import Composer
from bot.core.gate import Gate
from bot.core.pipeline import Pipeline
from bot.core.snapshot import Snapshot
from bot.services.ask import Asker
from bot.services.library import open_snapshot
from bot.settings import Settings


def build_pipeline(settings: Settings, notice: Callable[[], None]) -> tuple[Snapshot, Pipeline]:
    """Load the pack and the gate's rules. Raises ContentError."""
    snapshot = open_snapshot(settings.knowledge, settings.cache_dir, settings.source_dir, notice)
    # processor time: a machine that is busy elsewhere must not make the gate refuse
    gate = Gate(load_safety(settings.knowledge / "safety"), clock=time.thread_time)
    return snapshot, Pipeline(snapshot, gate)


def build_asker(settings: Settings, notice: Callable[[], None], locale: str = "en") -> Asker:
    """Build what answers questions."""
    snapshot, pipeline = build_pipeline(settings, notice)
    return Asker(pipeline, Composer(snapshot.pack, locale), time.monotonic)
