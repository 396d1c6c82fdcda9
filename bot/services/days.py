"""What day it is; whoever asks brings the time."""

from datetime import datetime, timedelta, timezone

EARLIEST = timezone(timedelta(hours=14))
"""Where a day begins first, on Kiritimati."""


def latest_day(now: float) -> str:
    """Give the latest date that it is anywhere on earth; `now` in seconds since 1970, UTC."""
    return datetime.fromtimestamp(now, EARLIEST).date().isoformat()
