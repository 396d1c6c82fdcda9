"""The signals by which it is told how surely an entry is the right one."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.holdings import Holdings
from bot.core.model import Entry, EntryId, Locator
from bot.core.rank import Question, Ranking
from bot.core.text import Analyser, Reading
from bot.core.weighing import WeighedWord, Weighing, share

RIVALS = 8
"""Entries and topics looked at when the margin to a rival is measured."""

WEIGHED = 4
"""Entries whose chance is weighed."""

READ_AHEAD = 500
"""Entries that are read before anybody asks; each takes less than a thousandth of a second."""

MOST_WEIGHT = 20.0
"""Weight of unknown words from which on more of them do not matter: about two rare words."""

LEAST_CHANCE = 1e-5
"""Chances of the classifier nearer to 0 or 1 than this say no more."""


class Signals(NamedTuple):
    """What the decision looks at for one entry.

    `margin`: what the score is above that of the best rival: an uncovered topic, or an entry that
    cites none of its blocks; negative for an entry that does not stand first. `kin`: the
    classifier's log odds for the entry and its kin together; `votes`: their share in the nearest
    rows. `scope`: log odds that the question is about what the entries cover, by the head for an
    entry that joined. `coverage`, `said`: shares of the question's weight that the entry's texts,
    and that its passages hold. `unsaid`: how many concepts of the question its passages lack.
    `foreign`: weight of the words that no entry holds. `outside`: topics out of scope, at most two.
    `length`: logarithm of the words; `content`: those that carry a topic.
    """

    score: float
    margin: float
    kin: float
    votes: float
    scope: float
    coverage: float
    said: float
    unsaid: float
    foreign: float
    outside: float
    length: float
    content: float


SIGNALS = Signals._fields


class Held(NamedTuple):
    """Stems and concepts that an entry's texts hold, and those of its question and passages."""

    all: frozenset[str]
    said: frozenset[str]


class Gauge:
    """Measures signals against the entries of one pack; `read`: what was read of them so far."""

    def __init__(
        self,
        entries: tuple[Entry, ...],
        analyser: Analyser,
        holdings: Holdings,
        read: Mapping[EntryId, Held] | None = None,
    ) -> None:
        self._entries = entries
        self._analyser = analyser
        self.holdings = holdings
        self.read = dict(read or {})
        self._weighing = Weighing(analyser, holdings)
        self._kin: dict[int, frozenset[int]] = {}
        self._families: dict[int, NDArray[np.int64]] = {}

    def read_entries(self) -> None:
        """Read what entries hold before anybody asks: the first questions are answered faster."""
        for entry in range(min(len(self._entries), READ_AHEAD)):
            self._held(entry)

    def kin(self, entry: int) -> frozenset[int]:
        """Give the entries that share a cited block with one, itself among them."""
        found = self._kin.get(entry)
        if found is None:
            citing = self._citing
            places = (at for where in self._entries[entry].locators for at in citing[where])
            found = self._kin[entry] = frozenset(places)
        return found

    def _family(self, entry: int) -> NDArray[np.int64]:
        """Give the kin as an array, in order: sums of floats differ."""
        found = self._families.get(entry)
        if found is None:
            found = self._families[entry] = np.array(sorted(self.kin(entry)), np.int64)
        return found

    @cached_property
    def _citing(self) -> dict[Locator, list[int]]:
        """The entries that cite a block."""
        found: dict[Locator, list[int]] = {}
        for at, entry in enumerate(self._entries):
            for where in entry.locators:
                found.setdefault(where, []).append(at)
        return found

    def signals(self, reading: Reading, ranking: Ranking) -> list[tuple[int, Signals]]:
        """Measure the best entries: (entry, signals), best score first."""
        nearest = ranking.order(RIVALS, len(ranking.fused))
        content = self.content(reading)
        foreign = sum(each.weight for each in content if not each.is_answered)
        concepts = frozenset(reading.concepts)
        question = ranking.question
        length = float(np.log1p(len(reading.words)))
        found = []
        for entry in ranking.order(WEIGHED, len(self._entries)):
            kin, family, held = self.kin(entry), self._family(entry), self._held(entry)
            rival = next((at for at in nearest if at not in kin), None)
            score = float(ranking.fused[entry])
            measured = Signals(
                score=score,
                margin=score - (float(ranking.fused[rival]) if rival is not None else 0.0),
                kin=_log_odds(float(np.add.reduce(question.chance.take(family)))),
                votes=float(np.add.reduce(question.vote.take(family))),
                scope=self._leaning(question, entry),
                coverage=share(content, held.all),
                said=share(content, held.said),
                unsaid=float(len(concepts - held.said)),
                foreign=min(foreign, MOST_WEIGHT),
                outside=float(min(len(reading.outside), 2)),
                length=length,
                content=float(len(content)),
            )
            found.append((entry, measured))
        return found

    def _leaning(self, question: Question, entry: int) -> float:
        """Give the scope's log odds, or the head's for an entry whose texts the scope never saw."""
        known = float(question.scope[entry])
        if not math.isnan(known):
            return known
        topics = float(np.add.reduce(question.chance[len(self._entries) :]))
        return math.log(
            max(float(question.chance[entry]), LEAST_CHANCE) / max(topics, LEAST_CHANCE)
        )

    def content(self, reading: Reading) -> list[WeighedWord]:
        """Give the stemmed words that carry a topic, each once."""
        return self._weighing.of(reading)

    def coverage(self, content: Sequence[WeighedWord], entry: int) -> float:
        """Give the share of the question's weight that the entry's texts hold."""
        return share(content, self._held(entry).all)

    def _held(self, entry: int) -> Held:
        name = self._entries[entry].id
        found = self.read.get(name)
        if found is None:
            lines = self.holdings.of(entry)
            said = lines[:1] + lines[len(lines) - len(self._entries[entry].passages) :]
            found = self.read[name] = Held(self._meanings(lines), self._meanings(said))
        return found

    def _meanings(self, lines: Iterable[str]) -> frozenset[str]:
        """Give the stems of texts and their concepts."""
        stems = set(map(self._analyser.stem, set(" ".join(lines).split())))
        return frozenset(stems.union(filter(None, map(self._analyser.concept_of, stems))))


def _log_odds(chance: float) -> float:
    chance = min(max(chance, LEAST_CHANCE), 1 - LEAST_CHANCE)
    return math.log(chance / (1 - chance))
