"""How common a word is, and how often it follows another: in English, and in the texts at hand.

A model of single words and pairs, mixed at a fixed share (Jelinek, Mercer, Interpolated Estimation
of Markov Source Parameters from Sparse Data, 1980).
"""

import math
from dataclasses import dataclass

from bot.core.keys import key_of_pair
from bot.core.space import BEGIN, LogCounts, Space, key_of_meaning
from bot.core.text import Analyser
from bot.core.words import Words

REMEMBERED = 20_000
"""Words of which it is remembered how common they are."""

_LENGTH = 9  # words of a text, on an average

_SHORT, _OFTEN = 2, 20
"""Letters of a word that must be a listed one, or stand in so many texts."""

_NAMED, _ABROAD, _OTHER = 1.0, 2.5, 17.5
"""What it costs more that it is this form of a stem, in English and else; what a rare one does."""

_FOLLOWS = 0.7
"""How far a word is believed to come of the one before it."""


@dataclass(frozen=True, slots=True)
class Use:
    """How a word is used: what it costs by itself, and the keys of its first and last stem."""

    cost: float
    first: int
    last: int


class Usage:
    """Tells what words cost, the logarithm of what they are one in, by a lexicon and a space."""

    def __init__(self, words: Words, space: Space, analyser: Analyser) -> None:
        self._parting = words.parting
        self._analyser = analyser
        self._counts = LogCounts(space)
        self._all = self._counts.texts + math.log(_LENGTH)
        self._known: dict[str, Use | None] = {}

    def of(self, word: str) -> Use | None:
        """Give how a word is used; none for one that nobody knows."""
        try:
            return self._known[word]
        except KeyError:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._look(word)
            return found

    def cost(self, use: Use, before: int | None) -> float:
        """Give what a word costs behind one with the key `before`; none: behind a strange one."""
        follows = self._follows(before, use.first) if before is not None else 0.0
        return -math.log(_FOLLOWS * follows + (1 - _FOLLOWS) * math.exp(-use.cost))

    def _look(self, word: str) -> Use | None:
        stems = [self._analyser.stem(each) for each in self._analyser.canonical(word)]
        if not stems:
            return None
        first, last = key_of_meaning(stems[0]), key_of_meaning(stems[-1])
        held = self._counts.of(first)
        common = self._parting.get(word, math.inf)
        if len(word) <= _SHORT and common == math.inf and held < math.log(_OFTEN):
            return None
        is_english = common < math.inf or word in self._analyser.english
        if not held and not is_english and not self._analyser.is_field(word):
            return None
        named = self._all - held + (_NAMED if is_english else _ABROAD) if held else math.inf
        both = math.exp(-min(common, _OTHER)) + math.exp(-named)
        return Use(math.log(2 / both), first, last)

    def _follows(self, before: int, after: int) -> float:
        """Give how often a word comes behind another."""
        both = math.expm1(self._counts.of(key_of_pair(before, after)))
        if both <= 0:
            return 0.0
        texts = self._counts.texts if before == BEGIN else self._counts.of(before)
        return min(1.0, both / max(1.0, math.exp(texts)))
