"""How often one person, one server and the whole process are answered.

Persons are known by a keyed hash whose key is made at start and never leaves the process, so that
neither a memory dump nor a log can tell who asked.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import blake2b

from bot.core.limits import Bucket, Rate, take

KEPT = 20_000
"""Buckets of each kind that are remembered; the one longest unused is forgotten first."""


class Admission(Enum):
    """What to do with a question."""

    OPEN = auto()
    """Answer it."""
    NOTICE = auto()
    """Say, once, that it is too much at a time."""
    QUIET = auto()
    """Say nothing, but where a person waits for some answer."""
    DEAF = auto()
    """Do nothing at all: nobody types so much, and even a refusal costs time others wait for."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each may ask; `reading` bounds how often a refused text is read for danger."""

    person: Rate = Rate(5, 10)
    guild: Rate = Rate(30, 10)
    process: Rate = Rate(150, 1)
    notice: Rate = Rate(1, 60)
    reading: Rate = Rate(10, 5)


class Limits:
    """Admits questions; `clock` gives seconds and never goes back, `key` is this process's own."""

    def __init__(self, clock: Callable[[], float], key: bytes, rates: Rates | None = None) -> None:
        rates = rates or Rates()
        self._clock = clock
        self._key = key
        self._person = _Buckets(rates.person)
        self._guild = _Buckets(rates.guild)
        self._process = _Buckets(rates.process)
        self._notice = _Buckets(rates.notice)
        self._reading = _Buckets(rates.reading)

    def admit(
        self, person: int, guild: int | None, is_urgent: Callable[[], bool] = lambda: False
    ) -> Admission:
        """Decide on one question; `is_urgent` is asked only when it would be refused.

        A text that may be about an emergency is always answered, up to ten at once of one person
        and two a second over time: nobody types faster, and reading costs time others wait for.
        """
        now = self._clock()
        who = blake2b(person.to_bytes(8, "big"), key=self._key, digest_size=16).digest()
        asked = [(self._person, who), (self._process, b"")]
        if guild is not None:
            asked.append((self._guild, guild.to_bytes(8, "big")))
        spent = [
            (buckets, key, after)
            for buckets, key in asked
            if (after := buckets.after(key, now)) is not None
        ]
        if len(spent) == len(asked):
            for buckets, key, after in spent:
                buckets.keep(key, after)
            return Admission.OPEN
        if not self._reading.take(who, now):
            return Admission.DEAF
        if is_urgent():
            return Admission.OPEN
        return Admission.NOTICE if self._notice.take(who, now) else Admission.QUIET


class _Buckets:
    """The buckets of one kind, by key."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._kept: OrderedDict[bytes, Bucket] = OrderedDict()

    def after(self, key: bytes, now: float) -> Bucket | None:
        return take(self._kept.get(key), self._rate, now)

    def keep(self, key: bytes, bucket: Bucket) -> None:
        self._kept[key] = bucket
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def take(self, key: bytes, now: float) -> bool:
        after = self.after(key, now)
        if after is not None:
            self.keep(key, after)
        return after is not None
