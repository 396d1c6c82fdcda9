"""Reads a database's address, also as PostgreSQL's own tools and hosts write it."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.errors import StoreError

_SPELT = {"sslmode": "ssl"}
"""What PostgreSQL's own tools call a setting, and what the driver calls it."""

_KNOWN = frozenset({"host", "port", "prepared_statement_cache_size", "ssl"})
"""Settings that an address of PostgreSQL may hold behind its `?`."""


def read_address(address: str) -> URL:
    """Read an address. Raises StoreError, which repeats nothing of it: it may hold a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise StoreError(
            "FOOTNOTE_DATABASE_URL: it cannot be read as an address: look at its port, and write "
            "signs in a password as %XX"
        ) from error
    if url.get_backend_name() == "sqlite":
        return url
    query = {_SPELT.get(name, name): value for name, value in url.query.items()}
    strange = sorted(query.keys() - _KNOWN)
    if strange:
        raise StoreError(
            f"FOOTNOTE_DATABASE_URL: {', '.join(strange)} cannot be set there: leave it out"
        )
    return url.set(query=query)
