"""Tells whether a text hides its words, and what it may say then."""

import math
import re
from operator import itemgetter

from bot.core.decipher import STAR, Decipherer, is_glued
from bot.core.usage import Usage
from bot.core.views import openings
from bot.core.words import Words

LONGEST = 400
"""Characters of a text that is deciphered; it takes a tenth of a millisecond a letter."""

READABLE = 2.8
"""What a letter costs at most of a text that was read rightly."""

_MANY, _TORN = 0.4, 0.15
"""Share of the letters that belong to no word, and of torn words, that hide something."""

_SOME = 0.25
"""Share of the letters that belong to words where there is something to be read."""

_TOGETHER = 3
"""Words that may hang together by signs: "end-of-life"."""

_WHOLE = 0.6
"""Share of what its parts cost below which a word is commoner than they are beside each other."""

_TIED = re.compile(r"[a-z]+(?:[-_~·|.][a-z]+)+")
_SIGN = re.compile(r"(?<=[a-z])[-_~·|.](?=[a-z])")
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_ORDINARY = re.compile(r"[a-z0-9\s.,;:?!'\"()/%-]+")
_WORD = re.compile(r"[a-z]+")


class Hiding:
    """Finds texts whose words are hidden."""

    def __init__(self, words: Words, usage: Usage) -> None:
        self._words = words
        self._usage = usage
        self._decipherer = Decipherer(words, usage)

    def readings(self, text: str) -> list[str]:
        """Give what a text may say whose words are hidden; nothing where none are or are found."""
        found = openings(text, self._words)
        if not found or min(map(len, found)) > LONGEST:
            return []
        standing, *others = found
        is_hidden = (
            standing.count(" ") * 2 < text.count(" ")  # letters were spread
            or (not text.isascii() and bool(_UNSEEN.search(text)))
            or self._is_strange(standing)
        )
        if not is_hidden and (not others or self._is_sound(standing)):
            return []
        for each in others:
            if self._is_sound(each):
                return [each.strip()]
        if others and STAR.search(standing):
            found = others  # the signs stand for nothing
        promising = (each for each in found if len(each) <= LONGEST and self._is_promising(each))
        tried = map(self._decipherer.read, promising)
        read, cost = min(tried, key=itemgetter(1), default=([], math.inf))
        if cost > READABLE or (read[0] == standing.strip() and not is_hidden):
            return []
        return read

    def _is_sound(self, text: str) -> bool:
        """Tell whether a folded text has nothing but words."""
        is_plain = _ORDINARY.fullmatch(text) and not STAR.search(text) and not _TIED.search(text)
        return bool(is_plain) and all(map(self._usage.of, _WORD.findall(text)))

    def _is_promising(self, text: str) -> bool:
        """Tell whether a folded text has some words, or so few blanks that they may be there."""
        letters = sum(map(len, _WORD.findall(text)))
        known = max(self._known(_WORD.findall(each)) for each in (text, _SIGN.sub("", text)))
        return known > _SOME * letters or is_glued(letters, len(text.split()))

    def _is_strange(self, text: str) -> bool:
        """Tell whether a folded text hides words: by signs in them, or letters of no word."""
        if STAR.search(text):
            return True
        words = _WORD.findall(text)
        if len(words) > _TOGETHER * len(text.split()):
            return True
        torn = sum(self._torn(_WORD.findall(tied[0])) for tied in _TIED.finditer(text))
        if torn > max(1, _TORN * len(words)):
            return True
        letters = sum(map(len, words))
        return letters - self._known(words) > _MANY * letters

    def _torn(self, parts: list[str]) -> int:
        """Count the parts of what signs tear, or tie together where blanks should stand."""
        if len(parts) > _TOGETHER:
            return len(parts)
        known = [use.cost for part in parts if (use := self._usage.of(part))]
        whole = self._usage.of("".join(parts))
        is_torn = whole is not None and whole.cost < _WHOLE * sum(known)
        return is_torn or len(known) < len(parts)

    def _known(self, words: list[str]) -> int:
        """Count the letters of the words that somebody knows."""
        return sum(len(word) for word in words if self._usage.of(word))
