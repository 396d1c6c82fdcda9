"""The tables. `guild` is the first column of every key and stands in every WHERE.

Guild 0 stands for direct messages. Times are seconds since 1970, UTC; days are ISO dates.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()


def _snowflake(name: str, *, key: bool = False, optional: bool = False) -> Column[int]:
    """Make a column for an id that Discord gave, or a time."""
    return Column(
        name, BigInteger, primary_key=key, nullable=optional and not key, autoincrement=False
    )


def _word(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, String, primary_key=key, nullable=False)


def _count(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


guilds = Table(
    "guilds",
    metadata,
    _snowflake("guild", key=True),
    _count("version"),  # raised by every change of what is served or set; others reload by it
    Column("settings", Text, nullable=False),  # JSON; empty: the defaults
    _snowflake("left_at", optional=True),  # when the bot was removed; its rows go 30 days later
)

revisions = Table(
    "revisions",
    metadata,
    _snowflake("guild", key=True),
    _word("entry", key=True),
    _count("number", key=True),
    _word("kind"),
    _word("topic"),
    Column("content", Text),  # the entry as YAML; null retires it
    _snowflake("author", optional=True),
    _snowflake("reviewer", optional=True),
    _snowflake("at"),
    Column("note", Text, nullable=False),
    _word("sha256"),  # of the row, persons apart: what a disk spoils must not be shown
    _count("version"),  # the server's version that it made
    Index("revisions_by_version", "guild", "version"),
)

drafts = Table(
    "drafts",
    metadata,
    _snowflake("guild", key=True),
    _snowflake("id", key=True),  # the operation that made it
    _word("entry"),
    _word("kind"),
    Column("text", Text, nullable=False),
    _count("based_on"),
    _snowflake("author", optional=True),
    _snowflake("at"),
    Column("findings", Text, nullable=False),
    _word("state"),
    _snowflake("reviewer", optional=True),
    Column("reason", Text, nullable=False),
    _snowflake("gap"),
    _count("edition"),
)

audit = Table(
    "audit",
    metadata,
    _snowflake("guild", key=True),
    _snowflake("operation", key=True),
    _snowflake("actor", optional=True),
    _snowflake("at"),
    _word("action"),
    _word("target"),
    Column("detail", Text, nullable=False),
    Index("audit_by_time", "guild", "at"),
)

gaps = Table(
    "gaps",
    metadata,
    _snowflake("guild", key=True),
    _snowflake("id", key=True),  # the operation that handed it over
    Column("text", Text, nullable=False),  # redacted
    _count("count"),
    _word("state"),
    _word("entry"),
    _snowflake("at"),
)

watchers = Table(
    "watchers",
    metadata,
    _snowflake("guild", key=True),
    _snowflake("gap", key=True),
    _snowflake("watcher", key=True),  # deleted with the message that tells them
    # when a process took it on to tell them; 0 while none has
    Column("claimed", BigInteger, server_default="0", nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    _snowflake("guild", key=True),
    _word("day", key=True),
    _word("entry", key=True),
    _word("outcome", key=True),
    _count("count"),
)

votes = Table(
    "votes",
    metadata,
    _snowflake("guild", key=True),
    _word("day", key=True),
    _word("entry", key=True),
    _word("reason", key=True),
    _count("count"),
)
