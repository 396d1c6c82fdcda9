"""Token buckets: how often something may happen. Pure: the clock is an argument.

The shape is the well-known one (RFC 2697 and 2698 describe it as a meter): a bucket holds at most
`burst` tokens, refills evenly, and each event takes one or is refused.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` events at once, and `burst` in every `seconds` over time."""

    burst: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many tokens there were, and when (seconds of a clock that never goes back)."""

    tokens: float
    at: float


def level(bucket: Bucket | None, rate: Rate, now: float) -> float:
    """Count the tokens there are now; a bucket never seen is full."""
    if bucket is None:
        return rate.burst
    gained = max(0.0, now - bucket.at) * rate.burst / rate.seconds
    return min(rate.burst, bucket.tokens + gained)


def spend(bucket: Bucket | None, rate: Rate, now: float, tokens: float) -> Bucket:
    """Give the bucket after what took so many tokens; it may owe some afterwards."""
    return Bucket(level(bucket, rate, now) - tokens, now)


def take(bucket: Bucket | None, rate: Rate, now: float) -> Bucket | None:
    """Give the bucket after one event, or None when there is no token for it."""
    after = spend(bucket, rate, now, 1)
    return after if after.tokens >= 0 else None
