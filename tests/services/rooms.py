"""The services of moderation over the tomato pack, as a running bot has them."""

import time
from dataclasses import dataclass

from bot.content.golden import load_golden
from bot.core.edit import EntryEdit
from bot.core.guild import GuildSettings
from bot.core.model import EntryId
from bot.services.ask import Asker, Where
from bot.services.curate import Curator
from bot.services.exchange import Exchange
from bot.services.gaps import GapBook
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.live import Live
from bot.services.metrics import Metrics
from bot.services.moderation import Checks, open_moderation
from bot.services.revise import Reviser

ANNA, BEN = 11, 12
ALONE = GuildSettings(second_approval=False)

WORDINGS = """\
moon phases and sowing
sowing by the moon
full moon sowing
does the moon matter for seedlings
moon calendar for tomatoes
plant at full moon or new moon
waxing moon tomatoes
waning moon and sowing
is a lunar calendar any good
lunar sowing days
which moon for tomato seedlings
moonlight and seedlings"""

MOON = EntryEdit(
    EntryId("moon-phases"),
    "light",
    "Do moon phases matter for sowing?",
    "The guide puts watering in the early morning. [tomato-guide:watering:p1]",
    WORDINGS,
    "sunlight",
)


@dataclass(frozen=True)
class Rooms:
    """One process's services of moderation."""

    library: Library
    live: Live
    guilds: GuildBook
    curator: Curator
    reviser: Reviser
    exchange: Exchange
    gaps: GapBook

    def entry_for(self, text: str, guild: int = 1) -> str | None:
        """Tell which entry answers a question."""
        return Asker(self.library, time.monotonic).converse("place", text, Where(guild)).reply.entry


def open_rooms(store, tiny, serves=lambda _: True) -> Rooms:
    library = Library(tiny.snapshot, tiny.gate)
    guilds = GuildBook(store)
    live = Live(store, library, guilds, Health(time.monotonic, Metrics()), serves)
    golden = load_golden(tiny.settings.knowledge / "golden" / "dev.yaml")
    made = open_moderation(store, library, live, guilds, Checks(dict, golden))
    return Rooms(library, live, guilds, made.curator, made.reviser, made.exchange, made.gaps)
