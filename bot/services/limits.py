"""How often one person, one server and the whole process are answered.

Persons are known by a keyed hash whose key is made at start and never leaves the process, so that
neither a memory dump nor a log can tell who asked.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import blake2b
from time import thread_time

from bot.core.limits import Bucket, Rate, level, spend, take

KEPT = 20_000
"""Buckets of each kind that are remembered; the one longest unused is forgotten first."""

RELIEF_MS = 2.0
"""Milliseconds of processor time that giving the help lines takes, about."""


class Admission(Enum):
    """What to do with a question."""

    OPEN = auto()
    """Answer it."""
    URGENT = auto()
    """Give the help lines that the rules call for, without reading it any further."""
    REFUSED = auto()


class Refusal(Enum):
    """How to refuse what is too much at a time."""

    NOTICE = auto()
    """Say why."""
    BRIEF = auto()
    """Say as little as possible: the reason was given within the minute."""
    SILENT = auto()
    """Do nothing at all: nobody is so quick, and even a refusal costs time others wait for."""


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a text is about an emergency: `whole` is read as a question is, `brief` by rules."""

    whole: Callable[[], bool] = lambda: False
    brief: Callable[[], bool] = lambda: False


_BLIND = Look()


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each may ask, and do something else.

    `act`: commands and presses; `completion`: lists of suggestions; `notice`, `brief`: refusals
    with their reason, and without; `reading`: refused texts of one person that are read whole;
    `relief`: those about an emergency that get help lines by the rules alone; `glance`:
    milliseconds of processor time for that, of everybody together.
    """

    person: Rate = Rate(5, 10)
    guild: Rate = Rate(30, 10)
    process: Rate = Rate(150, 1)
    act: Rate = Rate(20, 10)
    completion: Rate = Rate(30, 10)
    notice: Rate = Rate(1, 60)
    brief: Rate = Rate(10, 5)
    reading: Rate = Rate(10, 5)
    relief: Rate = Rate(50, 5)
    glance: Rate = Rate(500, 5)


class Limits:
    """Admits questions and acts; `clock` gives seconds and never goes back.

    `key` is this process's own; `work` gives the seconds of processor time that were spent.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        key: bytes,
        rates: Rates | None = None,
        work: Callable[[], float] = thread_time,
    ) -> None:
        rates = rates or Rates()
        self._clock = clock
        self._key = key
        self._work = work
        self._person = _Buckets(rates.person)
        self._guild = _Buckets(rates.guild)
        self._process = _Buckets(rates.process)
        self._act = _Buckets(rates.act)
        self._completion = _Buckets(rates.completion)
        self._notice = _Buckets(rates.notice)
        self._brief = _Buckets(rates.brief)
        self._reading = _Buckets(rates.reading)
        self._relief = _Buckets(rates.relief)
        self._glance = rates.glance
        self._glances: Bucket | None = None

    def admit(self, person: int, guild: int | None, look: Look = _BLIND) -> Admission:
        """Decide on one question; it is read for an emergency only when it would be refused.

        Whatever else a person sent, a text about one is answered: whole, up to ten at once and two
        a second over time, and by the rules alone up to fifty at once and ten a second.
        """
        now = self._clock()
        who = self._name(person)
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
        if self._reading.take(who, now):
            return Admission.OPEN if look.whole() else Admission.REFUSED
        is_relieved = self._glimpses(look.brief, now) and self._relief.take(who, now)
        return Admission.URGENT if is_relieved else Admission.REFUSED

    def acts(self, person: int) -> bool:
        """Tell whether a command or a press of a person is answered now, and count it."""
        return self._act.take(self._name(person), self._clock())

    def completes(self, person: int) -> bool:
        """Tell whether a person gets a list of suggestions now, and count it."""
        return self._completion.take(self._name(person), self._clock())

    def refuse(self, person: int, guild: int | None, *, wordless: bool = False) -> Refusal:
        """Decide how to refuse, and count it; `wordless`: nothing can be said there.

        The reason is given once a minute in each server, and once in direct messages.
        """
        now, who = self._clock(), self._name(person)
        where = (guild or 0).to_bytes(8, "big")
        if not wordless and self._notice.take(who + where, now):
            return Refusal.NOTICE
        return Refusal.BRIEF if self._brief.take(who, now) else Refusal.SILENT

    def _name(self, person: int) -> bytes:
        return blake2b(person.to_bytes(8, "big"), key=self._key, digest_size=16).digest()

    def _glimpses(self, brief: Callable[[], bool], now: float) -> bool:
        """Look through a text of a flood, as long as all of them leave others their time.

        What a text found costs beside is counted with the look.
        """
        if level(self._glances, self._glance, now) <= 0:
            return False
        began = self._work()
        found = brief()
        took = (self._work() - began) * 1000 + (RELIEF_MS if found else 0)
        self._glances = spend(self._glances, self._glance, now, took)
        return found


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
