"""The composition root: builds everything once, from settings, and hands it to the doors."""

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.content.kept import open_rules
from bot.content.listed import words_once
from bot.content.stamp import is_tested
from bot.core.errors import ContentError, Fault
from bot.core.gate import Gate, self_test
from bot.core.rules import RuleSet
from bot.services.ask import LIMIT, Asker
from bot.services.library import Library, open_snapshot
from bot.settings import Settings, packaged_knowledge

if TYPE_CHECKING:
    from bot.services.app import App
    from bot.services.exchange import Exchange
    from bot.services.moderation import Checks


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
    root, cache = settings.knowledge, settings.cache_dir
    with words_once():  # the pack and the rules know much the same words
        snapshot = open_snapshot(root, cache, notice)
        rules = open_rules(root, cache, partial(_rules, root))
    # processor time: a machine that is busy elsewhere must not make the gate refuse
    gate = Gate(rules, clock=time.thread_time)
    library = Library(snapshot, gate)
    if settings.source_dir:
        from bot.services.copies import read_copies  # noqa: PLC0415 - imports YAML

        library.renew(read_copies(snapshot.pack, folder=settings.source_dir))
    return library


def open_library(
    settings: Settings, notice: Callable[[], None], tell: Callable[[str], None]
) -> Library:
    """Load the same, and tell in one line what is held back, and why. Raises ContentError."""
    library = build_library(settings, notice)
    if settings.source_dir:
        from bot.services.copies import state_of  # noqa: PLC0415 - imports YAML

        if state := state_of(library):
            tell(state)
    return library


_WARMING = "hhooww mucch adexx d\u00f3se sshould i takee wqvrtzk"
"""A question that makes the tables which are made when they are first needed."""


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
    from bot.content.golden import load_golden  # noqa: PLC0415
    from bot.services.moderation import Checks  # noqa: PLC0415

    labelled = settings.knowledge / "golden" / "dev.yaml"
    return Checks(lambda: library.copies.words, load_golden(labelled) if labelled.exists() else ())
