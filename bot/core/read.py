"""Reads a message in the ways it can be meant, ranks each, and weighs the best entry."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.converse import questions, sentences
from bot.core.model import Uncovered
from bot.core.rank import Ranking, rank
from bot.core.signals import Signals
from bot.core.snapshot import Snapshot
from bot.core.text import Reading

CLEAR = 0.7
"""Chance from which an entry stands alone; below it the next stands beside it."""

BESIDE = 0.1
"""Lowest chance of being right at which an entry stands beside another."""

LEAST_COVERED, STRANGE = 0.1, 15.0
"""Share of a text's weight that its entry holds at least, where unknown words weigh so much.

No question that is answered rightly falls short of it; without it long texts of random letters
were answered, for their length.
"""

PARTS = 4
"""Parts of one message that are ranked, from its end: people ask last."""


class Weighed(NamedTuple):
    """One entry with what the decision model sees of it, and the chance that it is right."""

    entry: int
    signals: Signals
    chance: float


class Considered(NamedTuple):
    """One reading of the message: the best entries with signals and chances, surest first."""

    text: str
    reading: Reading
    ranking: Ranking
    weighed: tuple[Weighed, ...]

    @property
    def first(self) -> int:
        """The entry that is most likely right."""
        return self.weighed[0].entry

    @property
    def chance(self) -> float:
        """The chance that the first entry is right."""
        return self.weighed[0].chance

    @property
    def shown(self) -> tuple[Weighed, ...]:
        """The entries to answer with: the first, and the next where it is not clearly meant."""
        return self.weighed[: replying([each.chance for each in self.weighed])[1]]

    @property
    def sureness(self) -> float:
        """The chance that one of those shown is right."""
        return replying([each.chance for each in self.weighed])[0]


def replying(chances: Sequence[float]) -> tuple[float, int]:
    """Give the chance that a reply is right, and how many entries it shows, from the surest on."""
    first, second = (*chances[:2], 0.0)[:2]
    if first >= CLEAR or second < BESIDE:
        return first, 1
    return 1 - (1 - first) * (1 - second), 2


def without(found: Considered, entries: set[int]) -> Considered:
    """Leave entries out of consideration, unless nothing would be left."""
    rest = tuple(each for each in found.weighed if each.entry not in entries)
    return found._replace(weighed=rest) if rest else found


class Reader:
    """Considers texts with one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.entries = snapshot.pack.entries

    def consider(self, text: str, reading: Reading | None = None) -> Considered:
        """Rank one text and weigh the best entries."""
        shot = self._snapshot
        reading = reading or shot.analyser.read(text)
        ranking = rank(reading, shot.corpus)
        chance = shot.calibration.model.chance
        weighed = [
            Weighed(entry, signals, chance(signals))
            for entry, signals in shot.gauge.signals(reading, ranking)
        ]
        weighed.sort(key=lambda each: -each.chance)
        return Considered(text, reading, ranking, tuple(weighed))

    def uncovered(self, found: Considered) -> Uncovered | None:
        """Give the uncovered topic that is nearer to the question than every entry."""
        entries = len(self._snapshot.pack.entries)
        fused = found.ranking.fused
        best = int(fused.argmax())
        return self._snapshot.pack.uncovered[best - entries] if best >= entries else None

    def topic(self, found: Considered) -> Uncovered | None:
        """Give the uncovered topic that was meant; what nobody understands only resembles one."""
        reading, is_common = found.reading, self._snapshot.analyser.is_common
        meant = any(word not in reading.unknown and not is_common(word) for word in reading.words)
        return self.uncovered(found) if meant else None

    def readings(self, text: str, reading: Reading | None = None) -> tuple[Considered, ...]:
        """Rank the whole message and the parts of it that ask."""
        return (self.consider(text, reading), *map(self.consider, self.parts(text)[1:]))

    def parts(self, text: str) -> list[str]:
        """Give the whole message and, when it has several sentences, those that ask."""
        pieces = sentences(text)
        parts = [text]
        if len(pieces) > 1:
            asked = questions(text, self._has_topic)
            parts += [part for part in asked or pieces if part != text][-PARTS:]
        return list(dict.fromkeys(parts))

    def strays(self, found: Considered) -> bool:
        """Tell whether a question must not be answered, whatever the chances.

        That is one without a word of the topic, one nearer to what is not covered, and one with a
        name that nobody knows where figures would be shown.
        """
        if not self.is_on_topic(found.reading) or self.uncovered(found):
            return True
        has_figures = not all(self.entries[each.entry].is_plain for each in found.shown)
        english = self._snapshot.analyser.english
        return has_figures and any(word not in english for word in found.reading.unknown)

    def is_on_topic(self, reading: Reading) -> bool:
        """Tell whether a text has a word that the passages are about."""
        domain = self._snapshot.domain
        return not domain.isdisjoint(reading.concepts) or any(
            stem in domain and not self._snapshot.analyser.is_common(word)
            for word, stem in zip(reading.words, reading.stems, strict=True)
        )

    def is_strange(self, found: Considered) -> bool:
        """Tell whether a text is mostly words that nobody knows."""
        signals = found.weighed[0].signals
        return signals.coverage < LEAST_COVERED and signals.foreign >= STRANGE

    def _has_topic(self, text: str) -> bool:
        return self.is_on_topic(self._snapshot.analyser.read(text))
