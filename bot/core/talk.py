"""Small talk: greetings, thanks, and questions about the bot itself."""

from functools import cached_property

from bot.core.index import ALL
from bot.core.outcome import SmallTalk
from bot.core.rank import rank
from bot.core.snapshot import Snapshot
from bot.core.text import Reading
from bot.core.tokens import fold, tokens

NEAR = 0.8
"""Lowest likeness to a phrasing at which a message is small talk."""

LOOSE = 0.5
"""The same for a message in which no word carries a topic, and that leans on nothing."""

LONGEST = 12
"""Words from which on a message is no small talk."""

NAME = "footnote"
"""What people call the bot, which says nothing else in small talk."""

JOINING = ("talk_acknowledge", "talk_greeting", "talk_thanks", "talk_goodbye")
"""Small talk of which people say several in one breath; what comes later here is replied to."""


class Talk:
    """Finds the fixed text that answers a greeting or the like."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def said(self, text: str) -> SmallTalk | None:
        """Find small talk in a text that is nothing but known phrasings, one after the other."""
        words = [word for word in tokens(fold(text)) if word != NAME]
        if not 0 < len(words) <= LONGEST:
            return None
        reached = {0: -1}  # words that are phrasings up to there, and the kind that comes last
        for end in range(1, len(words) + 1):
            kinds = [
                max(kind, before)
                for start, before in reached.items()
                if (kind := self._joining.get(tuple(words[start:end]))) is not None
            ]
            if kinds:
                reached[end] = max(kinds)
        kind = reached.get(len(words))
        return None if kind is None else SmallTalk(JOINING[kind])

    @cached_property
    def _joining(self) -> dict[tuple[str, ...], int]:
        """The words of the phrasings that people join, and the place of their kind in JOINING."""
        return {
            tuple(tokens(fold(phrasing))): JOINING.index(each.message)
            for each in self._snapshot.pack.talk
            if each.message in JOINING
            for phrasing in each.phrasings
        }

    def find(self, reading: Reading, *, is_loose: bool) -> SmallTalk | None:
        """Find small talk: near to a known phrase, or without a topic and not too far from one."""
        shot = self._snapshot
        if not reading.words:
            return SmallTalk("talk_greeting")
        if not shot.talk.size or len(reading.words) > LONGEST or self._has_topic(reading):
            return None
        rows, similar = shot.talk.propose(shot.talk.space.vector(reading), ALL)
        if not len(rows):
            return None
        best = int(similar.argmax())
        is_empty = all(map(shot.analyser.is_common, reading.words))
        if similar[best] < (LOOSE if is_loose and is_empty else NEAR):
            return None
        if not is_empty and self._is_asked(reading, float(similar[best])):
            return None
        return SmallTalk(shot.talk_messages[rows[best]])

    def _has_topic(self, reading: Reading) -> bool:
        """Tell whether a word of the topic stands there that no small talk has."""
        shot = self._snapshot
        return any(
            stem in shot.domain
            and not shot.analyser.is_common(word)
            and not len(shot.talk.holding(stem))
            for word, stem in zip(reading.words, reading.stems, strict=True)
        )

    def _is_asked(self, reading: Reading, likeness: float) -> bool:
        """Tell whether a question of the pack is nearer still."""
        return float(rank(reading, self._snapshot.corpus).question.best.max(initial=0)) > likeness
