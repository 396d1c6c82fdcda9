"""What a server's moderators set, and who does something to its knowledge."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """How the bot behaves in one server.

    `locale` and `region`: empty takes the person's language, and help lines of no one country.
    `public`: answers are shown to all unless the person asks otherwise. `channels`: where mentions
    are answered; empty is everywhere. `second_approval`: an edit needs another moderator.
    """

    locale: str = ""
    region: str = ""
    public: bool = False
    related: bool = True
    channels: frozenset[int] = frozenset()
    moderator_role: int | None = None
    log_channel: int | None = None
    second_approval: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """One deed in one server, for the record.

    `operation`: the interaction's id; a deed whose operation was carried out before has no effect.
    `actor`: whose deed it is, None where nobody may be named. `at`: seconds since 1970, UTC.
    """

    guild: int
    operation: int
    actor: int | None
    at: int
