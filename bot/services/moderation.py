"""Everything that moderators work with, built once."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.golden import GoldenQuestion
from bot.core.model import Locator
from bot.services.audit import Audit
from bot.services.curate import Curator
from bot.services.days import latest_day
from bot.services.exchange import Exchange
from bot.services.gaps import GapBook
from bot.services.guilds import GuildBook
from bot.services.library import Library
from bot.services.live import Live
from bot.services.proof import Proofreader
from bot.services.publish import Publisher
from bot.services.revise import Reviser
from bot.services.stats import StatsDesk
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class Moderation:
    """The services of moderation of one process."""

    curator: Curator
    reviser: Reviser
    exchange: Exchange
    gaps: GapBook
    stats: StatsDesk
    audit: Audit


@dataclass(frozen=True, slots=True)
class Checks:
    """What edits are checked with: the blocks' words, where the articles are at hand; questions."""

    words: Callable[[], Mapping[Locator, str]]
    golden: Sequence[GoldenQuestion]


def open_moderation(
    store: Store, library: Library, live: Live, guilds: GuildBook, checks: Checks
) -> Moderation:
    """Build the services of moderation."""
    proofs = Proofreader(library, checks.words, checks.golden, lambda: latest_day(time.time()))
    publisher = Publisher(store, live, proofs)
    curator = Curator(store, library, guilds, proofs, publisher)
    return Moderation(
        curator,
        Reviser(store, curator.shelf, publisher),
        Exchange(store, library, curator, proofs, publisher),
        GapBook(store, library, live.serves, time.time),
        StatsDesk(store, library),
        Audit(store, time.time),
    )
