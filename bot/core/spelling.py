"""The repair of misspelt words against a closed list.

Distance: optimal string alignment, as `rapidfuzz` computes it. Few words get that far: an edit
changes at most two of the letters that a word is made of, and one where it changes the length,
which one look at the signs of all words together tells (a bag distance; Bartolini, Ciaccia,
Patella, String Matching with Metric Trees, 2002).

Who writes in a hurry drops vowels, and who writes by ear swaps them: where no word is near, the
first one with the same consonants is meant.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHORTEST = 4
"""Letters of a word that may be repaired, or be what another is repaired to."""

LONG = 8
"""Letters from which on a word may be two edits away instead of one."""

SKELETON = 4
"""Consonants that a word must have to be known by them."""

_ALIKE = (("ph", "f"), ("gh", "g"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("x", "ks"))
_FIRST = {pair: one[0] for pair, one in _ALIKE}
_VOWELS = re.compile(r"(?<=.)[aeiouyhw]|(.)(?=\1)")


class WordList:
    """Words, of which few are compared with a misspelt one; of those alike the first wins."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._signs = _signs(self.words)

    def nearest(self, word: str) -> str | None:
        """Give the nearest word within reach."""
        reach = 2 if len(word) >= LONG else 1
        best = _comparison()(word, self.near(word, reach), score_cutoff=reach)
        return best[0] if best else None

    def within(self, word: str, reach: int) -> list[str]:
        """Give all words within reach."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - takes a start's time

        return [
            each
            for each in self.near(word, reach)
            if OSA.distance(word, each, score_cutoff=reach) <= reach
        ]

    def near(self, word: str, reach: int) -> list[str]:
        """Give those that so many edits may bring a word to, and some more, in their order."""
        letters = reduce(lambda bits, letter: bits | 1 << (ord(letter) & 31), word, 0)
        sign = np.uint64(letters | _ones(len(word)) << 32)
        differing = np.bitwise_count(self._signs ^ sign)
        return [self.words[at] for at in (differing <= 2 * reach).nonzero()[0].tolist()]


class Spelling:
    """Repairs a word to one of a list."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, the commonest first; those too short or with other signs are left out."""
        fit = (word for word in words if len(word) >= SHORTEST and word.isalpha())
        self._list = WordList(fit)
        self._skeletons: dict[str, dict[str, str]] = {}

    def nearest(self, word: str) -> str | None:
        """Give the nearest word within reach, or one with the same consonants."""
        return self._list.nearest(word) or self._sounding(skeleton(word))

    def _sounding(self, bones: str) -> str | None:
        """Give the first word that has a skeleton.

        Those of one first letter are made at a time: all together take longer than an answer may.
        """
        first = bones[:1]
        if len(bones) < SKELETON or first not in self._by_sound:
            return None
        if first not in self._skeletons:
            self._skeletons[first] = {skeleton(word): word for word in self._by_sound[first]}
        return self._skeletons[first].get(bones)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """First letter of their skeletons → words, the last first."""
        found: dict[str, list[str]] = {}
        for word in reversed(self._list.words):
            sound = _FIRST.get(word[:2]) or _FIRST.get(word[0], word[0])
            found.setdefault(sound, []).append(word)
        return found


@cache
def _comparison() -> Callable[..., Any]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - takes a start's time, few words need it
    from rapidfuzz.process import extractOne  # noqa: PLC0415 - the same

    return partial(extractOne, scorer=OSA.distance)


def skeleton(word: str) -> str:
    """Give a word's first letter and its consonants, those that sound alike brought to one."""
    for pair, one in _ALIKE:
        word = word.replace(pair, one)
    return _VOWELS.sub("", word)


def _signs(words: Sequence[str]) -> NDArray[np.uint64]:
    """Give the set of each word's letters as bits, and above those as many as it has letters.

    Letters beyond the Latin ones share bits.
    """
    longest = max(map(len, words), default=1)
    codes = np.array(words, f"U{longest}").view(np.uint32).reshape(len(words), longest)
    bits = np.where(codes > 0, np.uint32(1) << (codes & np.uint32(31)), np.uint32(0))
    sizes = (codes > 0).sum(axis=1).clip(max=32).astype(np.uint64)
    ones = (np.uint64(1) << sizes) - np.uint64(1)
    signs: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1) | ones << np.uint64(32)
    return signs


def _ones(size: int) -> int:
    """Give a number with so many bits set, of the 32 there are."""
    return (1 << min(size, 32)) - 1
