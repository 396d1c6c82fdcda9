"""The composition root: builds everything once, from settings, and hands it to the doors."""

import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.content.kept import open_rules
from bot.content.stamp import is_tested
from bot.core.errors import ContentError, Fault
from bot.core.gate import Gate, self_test
from bot.core.model import Locator, Pack
from bot.core.pipeline import Pipeline
from bot.core.rules import RuleSet
from bot.core.snapshot import Snapshot
from bot.services.ask import LIMIT, Asker
from bot.services.library import Library, open_snapshot
from bot.settings import Settings, packaged_knowledge

if TYPE_CHECKING:
    from bot.services.app import App
    from bot.services.exchange import Exchange
    from bot.services.moderation import Checks


def build_pipeline(settings: Settings, notice: Callable[[], None]) -> tuple[Snapshot, Pipeline]:
    """Load the pack and the gate's rules. Raises ContentError."""
    shipped = build_library(settings, notice).serving(None)
    return shipped.snapshot, shipped.pipeline


def _rules(root: Path) -> RuleSet:
    """Read the rules, and refuse to start with rules that fail their own examples."""
    # these import YAML, and most starts find the rules kept
    from bot.content.load import load_vocabulary  # noqa: PLC0415
    from bot.content.safety import load_safety  # noqa: PLC0415

    folder = root / "safety"
    rules = load_safety(folder, load_vocabulary(root).spelt)
    failed = [] if is_tested(folder) else self_test(rules, clock=time.thread_time)
    if failed:
        raise ContentError([Fault(folder.name, 0, text) for text in failed])
    return rules


def build_library(settings: Settings, notice: Callable[[], None]) -> Library:
    """Load what questions are answered from. Raises ContentError."""
    snapshot = open_snapshot(settings.knowledge, settings.cache_dir, notice)
    root = settings.knowledge
    rules = open_rules(root, settings.cache_dir, partial(_rules, root))
    # processor time: a machine that is busy elsewhere must not make the gate refuse
    gate = Gate(rules, clock=time.thread_time)
    return Library(snapshot, gate, _stale(settings, snapshot.pack))


def _stale(settings: Settings, pack: Pack) -> frozenset[Locator]:
    """Give the blocks that differ in the operator's copies."""
    if settings.source_dir is None:
        return frozenset()
    from bot.services.copies import read_copies, stale_in  # noqa: PLC0415 - imports YAML

    return stale_in(pack, read_copies(pack, folder=settings.source_dir))


_WARMING = "hhooww mucch adexx d\u00f3se sshould i takee wqvrtzk"
"""A question that makes the tables which are made when they are first needed."""


def build_asker(settings: Settings, notice: Callable[[], None]) -> Asker:
    """Build what answers questions."""
    return Asker(build_library(settings, notice), time.monotonic)


@asynccontextmanager
async def open_app(settings: Settings, notice: Callable[[], None]) -> AsyncIterator["App"]:
    """Open everything that a running bot needs, and close it with the block. Raises BotError."""
    # the terminal's commands start without these
    from bot.content.catalogue import load_catalogues  # noqa: PLC0415
    from bot.core.catalogue import Texts  # noqa: PLC0415
    from bot.services.app import App  # noqa: PLC0415
    from bot.services.feedback import Feedback  # noqa: PLC0415
    from bot.services.guilds import GuildBook  # noqa: PLC0415
    from bot.services.health import Health  # noqa: PLC0415
    from bot.services.limits import Limits  # noqa: PLC0415
    from bot.services.live import Live  # noqa: PLC0415
    from bot.services.metrics import Metrics  # noqa: PLC0415
    from bot.services.moderation import open_moderation  # noqa: PLC0415
    from bot.services.privacy import Privacy  # noqa: PLC0415
    from bot.services.record import Recorder  # noqa: PLC0415
    from bot.store.opening import open_store  # noqa: PLC0415

    began = time.monotonic()
    library = build_library(settings, notice)
    shipped = library.serving(None)
    shipped.pipeline.judge(_WARMING)
    metrics = Metrics()
    health = Health(time.monotonic, metrics, settings.heartbeat)
    entries = shipped.snapshot.pack.entries
    phrasings = sum(len(entry.phrasings) for entry in entries)
    health.index(len(entries), phrasings, time.monotonic() - began)
    async with open_store(settings.database_url) as store:
        guilds = GuildBook(store)
        live = Live(store, library, guilds, health, settings.serves)
        await live.catch_up()
        feedback = Feedback(store, today, os.urandom(32))
        yield App(
            library,
            Asker(library, time.monotonic, Recorder(metrics, feedback.asked), LIMIT),
            guilds,
            Limits(time.monotonic, os.urandom(32)),
            health,
            metrics,
            store,
            live,
            Texts(load_catalogues(packaged_knowledge(), settings.knowledge)),
            feedback,
            open_moderation(store, library, live, guilds, _checks(settings, library)),
            Privacy(store, time.time),
            _words(settings, shipped.snapshot.pack),
        )
        await feedback.flush()


@asynccontextmanager
async def open_exchange(
    settings: Settings, notice: Callable[[], None], guild: int
) -> AsyncIterator["Exchange"]:
    """Open what takes one server's entries out and in, without the bot. Raises BotError."""
    from bot.services.guilds import GuildBook  # noqa: PLC0415
    from bot.services.health import Health  # noqa: PLC0415
    from bot.services.live import Live  # noqa: PLC0415
    from bot.services.metrics import Metrics  # noqa: PLC0415
    from bot.services.moderation import open_moderation  # noqa: PLC0415
    from bot.store.opening import open_store  # noqa: PLC0415

    async with open_store(settings.database_url) as store:
        library = build_library(settings, notice)
        guilds = GuildBook(store)
        live = Live(store, library, guilds, Health(time.monotonic, Metrics()))
        await live.refresh(guild)
        yield open_moderation(store, library, live, guilds, _checks(settings, library)).exchange


def today() -> str:
    """Give the date in UTC."""
    return datetime.now(UTC).date().isoformat()


def _checks(settings: Settings, library: Library) -> "Checks":
    """Read what moderators' edits are checked with, as far as it is at hand."""
    from bot.content.load import load_golden  # noqa: PLC0415
    from bot.services.moderation import Checks  # noqa: PLC0415

    labelled = settings.knowledge / "golden" / "dev.yaml"
    words: Mapping[Locator, str] = {}
    if settings.source_dir:
        from bot.services.copies import read_copies  # noqa: PLC0415 - reads articles

        words = read_copies(library.serving(None).snapshot.pack, folder=settings.source_dir).words
    return Checks(words, load_golden(labelled) if labelled.exists() else ())


def _words(settings: Settings, pack: Pack) -> Mapping[Locator, str]:
    """Read the articles' own words from the operator's copies."""
    if settings.source_dir is None:
        return {}
    from bot.services.copies import fresh_words, read_copies  # noqa: PLC0415 - reads articles

    return fresh_words(pack, read_copies(pack, folder=settings.source_dir))
