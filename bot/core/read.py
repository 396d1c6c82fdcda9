"""Reads a message in the ways it can be meant, ranks each, and weighs the best entry."""

from dataclasses import dataclass

from bot.core.converse import questions, sentences
from bot.core.decide import CANDIDATES, Signals
from bot.core.rank import Ranking, rank
from bot.core.snapshot import Snapshot
from bot.core.text import Reading

PARTS = 6
"""Parts of one message that are ranked, from its end: people ask last."""


@dataclass(frozen=True, slots=True)
class Considered:
    """One reading of the message, ranked: what `footnote why` shows."""

    text: str
    reading: Reading
    ranking: Ranking
    order: tuple[int, ...]
    signals: Signals
    chance: float


class Reader:
    """Considers texts with one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def consider(self, text: str) -> Considered:
        """Rank one text and weigh the best entry."""
        shot = self._snapshot
        reading = shot.analyser.read(text)
        ranking = rank(reading, shot.shelf)
        order = tuple(ranking.order(CANDIDATES, len(shot.pack.entries)))
        signals = shot.judge.signals(reading, ranking, order)
        return Considered(
            text, reading, ranking, order, signals, shot.calibration.model.chance(signals)
        )

    def readings(self, text: str) -> tuple[Considered, ...]:
        """Rank the whole message and, when it has several sentences, those that ask."""
        pieces = sentences(text)
        parts = [text]
        if len(pieces) > 1:
            asked = questions(text, self._has_topic)
            parts += [part for part in asked or pieces if part != text][-PARTS:]
        return tuple(self.consider(part) for part in dict.fromkeys(parts))

    def _has_topic(self, text: str) -> bool:
        analyser = self._snapshot.analyser
        words = analyser.read(text).words
        return any(analyser.knows(word) and not analyser.is_common(word) for word in words)
