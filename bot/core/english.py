"""How common a word is in general English."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.keys import Keys, key_of, list_keys


@dataclass(frozen=True, slots=True)
class English:
    """How common words are in general English.

    `counts`: how often a large corpus has each word, by its place in `words`; the commonest first,
    and last of all 1, for a word that is not there.
    """

    words: Keys
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "English":
        """Take words with their counts."""
        order = sorted(counts, key=lambda word: (-counts[word], word))
        places = {key_of(word): at for at, word in enumerate(order)}
        return cls(list_keys(places), np.array([*(counts[word] for word in order), 1], np.int64))

    def __contains__(self, word: str) -> bool:
        return self.words.place(key_of(word)) >= 0

    def rarity(self, word: str) -> float:
        """Give 0 for the commonest word, 1 for one that was never seen."""
        count = int(self.counts[self.words.place(key_of(word))])
        return 1 - math.log(count) / math.log(max(2, int(self.counts[0])))
