"""Reads a database's address, also as PostgreSQL's own tools and hosts write it."""

from os.path import realpath

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.errors import StoreError

_SPELT = {"sslmode": "ssl"}
"""What PostgreSQL's own tools call a setting, and what the driver calls it."""

_KNOWN = frozenset({"host", "port", "prepared_statement_cache_size", "ssl"})
"""Settings that an address of PostgreSQL may hold behind its `?`."""


_SSL = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
"""What `sslmode` may be."""

MOST = 65_535
"""The last port there is."""


def read_address(address: str) -> URL:
    """Read an address. Raises StoreError, which repeats nothing of it: it may hold a password."""
    url = _parsed(address)
    if url is None:
        raise StoreError(
            "FOOTNOTE_DATABASE_URL: it cannot be read as an address: look at its port, and write "
            "signs in a password as %XX"
        )
    if url.get_backend_name() == "sqlite":  # without links: each of them would have its own lock
        return url.set(database=realpath(url.database)) if url.database else url
    query = {_SPELT.get(name, name): value for name, value in url.query.items()}
    strange = sorted(query.keys() - _KNOWN)
    if strange:
        raise StoreError(
            f"FOOTNOTE_DATABASE_URL: {', '.join(strange)} cannot be set there: leave it out"
        )
    if query.get("ssl", _SSL[0]) not in _SSL:
        raise StoreError(f"FOOTNOTE_DATABASE_URL: sslmode is one of {', '.join(_SSL)}")
    return url.set(query=query)


def _parsed(address: str) -> URL | None:
    """Take an address apart; None when that cannot be."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        return None
    # in a host there is no @: where one is, part of the password was taken for the host
    return url if (url.port or 0) <= MOST and "@" not in (url.host or "") else None
