"""The repair of misspelt words against a closed list.

Distance: optimal string alignment, as `rapidfuzz` computes it. Few words get that far: an edit
changes at most two of the letters that a word is made of, and one where it changes the length,
which one look at all words together tells (a bag distance; Bartolini, Ciaccia, Patella, String
Matching with Metric Trees, 2002).

Who writes in a hurry drops vowels, and who writes by ear swaps them: where no word is near, the
first one with the same consonants is meant.
"""

import re
from collections.abc import Iterable
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters of a word that may be repaired, or be what another is repaired to."""

LONG = 8
"""Letters from which on a word may be two edits away instead of one."""

SKELETON = 4
"""Consonants that a word must have to be known by them."""

_ALIKE = (("ph", "f"), ("gh", "g"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("x", "ks"))
_VOWELS = re.compile(r"(?<=.)[aeiouyhw]|(.)(?=\1)")

_Shelf = tuple[list[str], NDArray[np.uint32], NDArray[np.uint8]]
"""Words, the letters of each as bits, and how many of these may differ."""


class Spelling:
    """A list of words; of those equally near to a misspelt one the first wins."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, the commonest first; those too short or with other signs are left out."""
        fit = (word for word in words if len(word) >= SHORTEST and word.isalpha())
        self._words = list(fit)
        self._shelves: dict[int, _Shelf] = {}

    def nearest(self, word: str) -> str | None:
        """Give the nearest word within reach."""
        reach = 2 if len(word) >= LONG else 1
        words, letters, most = self._shelf(len(word), reach)
        near = np.flatnonzero(np.bitwise_count(letters ^ np.uint32(_letters(word))) <= most)
        some = [words[at] for at in near.tolist()]
        best = process.extractOne(word, some, scorer=OSA.distance, score_cutoff=reach)
        return best[0] if best else self._skeletons.get(skeleton(word))

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        """Skeleton → the first word that has it."""
        pairs = [(skeleton(word), word) for word in reversed(self._words)]
        return {bones: word for bones, word in pairs if len(bones) >= SKELETON}

    def _shelf(self, length: int, reach: int) -> _Shelf:
        """Give the words that are long enough and not too long; made when first needed."""
        found = self._shelves.get(length)
        if found is None:
            words = [word for word in self._words if abs(len(word) - length) <= reach]
            letters = np.fromiter(map(_letters, words), np.uint32, len(words))
            most = [2 * reach - abs(len(word) - length) for word in words]
            found = self._shelves[length] = (words, letters, np.array(most, np.uint8))
        return found


def skeleton(word: str) -> str:
    """Give a word's first letter and its consonants, those that sound alike brought to one."""
    for pair, one in _ALIKE:
        word = word.replace(pair, one)
    return _VOWELS.sub("", word)


def _letters(word: str) -> int:
    """Give the set of a word's letters as bits; letters beyond the Latin ones share them."""
    return reduce(lambda bits, letter: bits | 1 << (ord(letter) & 31), word, 0)
