"""What is wrong with a database, in plain words: a driver's own may hold addresses or contents."""

AWAY = "the database does not answer"
STARTING = "the database is starting or stopping"
CROWDED = "the database has no connection free"
UNKNOWN_HOST = "the database's host is not known"
DAMAGED = "the database is damaged"
GONE = "the database's file was taken away: put it back, and start the bot again"
NO_DATABASE = "the file is no database"
FULL = "the database's disk is full"
FAILING = "the database's disk fails"
MAKE_ROOM = "make room there, then start the program again"
_SEE = "see that it runs there, then start the program again"
PASSING = {
    AWAY: _SEE,
    STARTING: _SEE,
    CROWDED: _SEE,
    UNKNOWN_HOST: _SEE,
    FULL: MAKE_ROOM,
    FAILING: "see to the disk, then start the program again",
}
"""What may be otherwise in a moment, with the same settings, and what to do until then."""

_REFUSED = "the database refuses the user or the password"
_READ_ONLY = "the database cannot be written"
_CODES = {
    "25006": _READ_ONLY,
    "28000": _REFUSED,
    "28P01": _REFUSED,
    "3D000": "there is no database of this name: create it",
    "42501": "the database's user may not do this: make the user the database's owner",
    "53100": FULL,
    "53300": CROWDED,
    "57P01": STARTING,
    "57P03": STARTING,
}
"""PostgreSQL's SQLSTATE codes."""

_SIGNS = {
    "taken away": GONE,
    "is full": FULL,
    "no space": FULL,
    "readonly": _READ_ONLY,
    "read-only": _READ_ONLY,
    "locked": "the database is in use by another program",
    "malformed": DAMAGED,
    "not a database": NO_DATABASE,
    "disk i/o": FAILING,
    "unable to open": "the database cannot be opened: it is a folder, or not yours to read",
    "ssl upgrade": "the database has no encrypted connections: leave sslmode out",
    "name or service": UNKNOWN_HOST,
    "name resolution": UNKNOWN_HOST,
}
"""Parts of SQLite's and the system's words."""


def reason_of(error: Exception) -> str:
    """Say what is wrong; what is not known is a database that does not answer."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlstate", None)
    if code in _CODES:
        return _CODES[code]
    text = str(cause).lower()
    return next((plain for sign, plain in _SIGNS.items() if sign in text), AWAY)
