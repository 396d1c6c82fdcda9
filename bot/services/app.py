"""Everything that a door needs, built once by the composition root."""

from dataclasses import dataclass

from bot.core.catalogue import Texts
from bot.services.ask import Asker
from bot.services.feedback import Feedback
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.limits import Limits
from bot.services.live import Live
from bot.services.metrics import Metrics
from bot.services.moderation import Moderation
from bot.services.privacy import Privacy
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class App:
    """The services of one process."""

    library: Library
    asker: Asker
    guilds: GuildBook
    limits: Limits
    health: Health
    metrics: Metrics
    store: Store
    live: Live
    texts: Texts
    feedback: Feedback
    moderation: Moderation
    privacy: Privacy
