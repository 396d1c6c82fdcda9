"""Our index behind the methods of the peers: read, mend, propose, compare exactly.

Edits go where the product's go: joined rows stand beside the index, rows that left are masked.
"""

from collections.abc import Sequence

import numpy as np

from bot.content.english import load_english
from bot.core.delta import weigh
from bot.core.index import build_index
from bot.core.model import Vocabulary
from bot.core.rank import CANDIDATES
from bot.core.text import Analyser, fold_terms
from tests.benchmarks.peers import MOST, Found


class Ours:
    def __init__(self, texts: Sequence[str]) -> None:
        terms, english = fold_terms(Vocabulary()), load_english()
        self._analyser = Analyser(terms, english, Analyser.count(terms, english, texts))
        self._index = build_index([self._analyser.read(text) for text in texts])
        self._space = self._index.space
        self._served = np.ones(len(texts), np.bool_)
        self._is_edited = False
        self._joined: list[int] = []
        self._sizes = np.zeros(0, np.int64)
        self._features = np.zeros(0, np.int64)
        self._weights = np.zeros(0, np.float32)

    def search(self, text: str, most: int = MOST) -> Found:
        vector = self._space.vector(self._analyser.read(text))
        rows, rough = self._index.propose(vector)
        if len(rows) > CANDIDATES:
            rows = rows.take(rough.argpartition(-CANDIDATES)[-CANDIDATES:])
        dense = self._space.spread(vector)
        scores = self._index.products(dense, rows)
        if self._is_edited:
            scores *= self._served[rows]
        if self._joined:
            firsts = np.cumsum(self._sizes) - self._sizes
            added = np.add.reduceat(dense.take(self._features) * self._weights, firsts)
            rows, scores = np.append(rows, self._joined), np.append(scores, added)
        self._space.reclaim(dense, vector)
        best = (-scores).argsort(kind="stable")[:most]
        return list(zip(rows[best].tolist(), scores[best].tolist(), strict=True))

    def add(self, text: str) -> None:
        self._join(len(self._served) + len(self._joined), text)

    def change(self, number: int, text: str) -> None:
        self.remove(number)
        self._join(number, text)

    def remove(self, number: int) -> None:
        self._served[number] = False
        self._is_edited = True

    def _join(self, number: int, text: str) -> None:
        readings = [self._analyser.read(text)]
        space = self._space.with_readings(readings)
        self._space = space if len(space.joined) > len(self._space.joined) else self._space
        (row,) = weigh(self._space, readings)
        self._joined.append(number)
        self._sizes = np.append(self._sizes, len(row.slots))
        self._features = np.append(self._features, row.slots)
        self._weights = np.append(self._weights, row.weights)
