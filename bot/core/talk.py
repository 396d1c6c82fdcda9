"""Small talk: greetings, thanks, and questions about the bot itself."""

from bot.core.index import ALL
from bot.core.outcome import SmallTalk
from bot.core.read import Reader
from bot.core.snapshot import Snapshot
from bot.core.text import Reading

SAME = 0.9
"""Lowest likeness to a phrasing at which a message with a word of the topic is small talk."""

NEAR = 0.8
"""The same for one without."""

LOOSE = 0.5
"""The same for a message in which no word carries a topic, and that leans on nothing."""

LONGEST = 12
"""Words from which on a message is no small talk."""


class Talk:
    """Finds the fixed text that answers a greeting or the like."""

    def __init__(self, snapshot: Snapshot, reader: Reader) -> None:
        self._snapshot = snapshot
        self._reader = reader

    def find(self, reading: Reading, *, is_loose: bool) -> SmallTalk | None:
        """Find small talk: near to a known phrase, or without a topic and not too far from one."""
        shot = self._snapshot
        if not reading.words:
            return SmallTalk("talk_greeting")
        if not shot.talk.size or len(reading.words) > LONGEST:
            return None
        rows, similar = shot.talk.propose(shot.talk.space.vector(reading), ALL)
        if not len(rows):
            return None
        best = int(similar.argmax())
        bound = self._bound(reading, is_loose=is_loose)
        return SmallTalk(shot.talk_messages[rows[best]]) if similar[best] >= bound else None

    def _bound(self, reading: Reading, *, is_loose: bool) -> float:
        if self._reader.is_on_topic(reading):
            return SAME
        is_common = self._snapshot.analyser.is_common
        return LOOSE if is_loose and all(map(is_common, reading.words)) else NEAR
