"""The searchable, immutable snapshot of all phrasings.

Two channels, one inverted file: stemmed words with their neighbours (uni- and bigrams, concepts)
and character n-grams inside words. Every row is a TF-IDF vector of length one in each channel, so
a dot product is a cosine (Manning, Raghavan, Schütze, Introduction to Information Retrieval, 6.3).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.text import Reading

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

GRAM_LENGTHS = (3, 4)
_WORDS, _GRAMS = "w", "g"
"""First letter of a feature's name: its channel."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """Cosines of one question with every row; arrays of shape (rows,)."""

    words: Floats
    grams: Floats

    @property
    def joint(self) -> Floats:
        """The mean of both channels: a positive definite kernel, since each channel is one."""
        return (self.words + self.grams) * np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Index:
    """An inverted file in CSR form.

    `slots`: feature → position; the postings of a feature stand at
    `starts[slot]:starts[slot + 1]` in `rows` and `weights`. `idf` has shape (features,).
    """

    slots: dict[str, int]
    starts: NDArray[np.int64]
    rows: Ints
    weights: Floats
    idf: Floats
    size: int

    def similarity(self, reading: Reading) -> Similarity:
        """Compare a question with every row."""
        channels = {_WORDS: word_features(reading), _GRAMS: gram_features(reading.words)}
        return Similarity(*(self._cosines(found) for found in channels.values()))

    def idf_of(self, stem: str) -> float:
        """Weight of one stemmed word; that of a word seen once when it is unknown."""
        slot = self.slots.get(_WORDS + stem)
        return float(self.idf[slot]) if slot is not None else float(np.log((1 + self.size) / 2) + 1)

    def _cosines(self, features: Counter[str]) -> Floats:
        known = [(self.slots[f], n) for f, n in features.items() if f in self.slots]
        if not known:
            return np.zeros(self.size, np.float32)
        slots = np.fromiter((slot for slot, _ in known), np.int64, len(known))
        counts = np.fromiter((n for _, n in known), np.float32, len(known))
        weights = (1 + np.log(counts)) * self.idf[slots]
        weights /= np.sqrt(weights @ weights)
        begins, ends = self.starts[slots], self.starts[slots + 1]
        spans = list(zip(begins.tolist(), ends.tolist(), strict=True))
        rows = np.concatenate([self.rows[a:b] for a, b in spans])
        values = np.concatenate([self.weights[a:b] for a, b in spans])
        values *= np.repeat(weights, ends - begins)
        return np.bincount(rows, values, minlength=self.size).astype(np.float32)


def build_index(readings: Sequence[Reading]) -> Index:
    """Build the inverted file over rows; row i of every result belongs to `readings[i]`."""
    slots: dict[str, int] = {}
    channels = [
        _postings([word_features(each) for each in readings], slots),
        _postings([gram_features(each.words) for each in readings], slots),
    ]
    features, rows, weights, idf = (
        np.concatenate([channel[part] for channel in channels]) for part in range(4)
    )
    order = np.lexsort((rows, features))
    starts = np.searchsorted(features[order], np.arange(len(slots) + 1))
    return Index(
        slots,
        starts.astype(np.int64),
        rows[order].astype(np.int32),
        weights[order].astype(np.float32),
        idf.astype(np.float32),
        len(readings),
    )


def word_features(reading: Reading) -> Counter[str]:
    """Count stems, pairs of neighbouring stems (with the text's edges) and concepts."""
    stems = reading.stems
    found = Counter(_WORDS + stem for stem in stems)
    edged = ("^", *stems, "$")
    found.update(f"{_WORDS}{a} {b}" for a, b in zip(edged, edged[1:], strict=False))
    found.update(f"{_WORDS}~{concept}" for concept in reading.concepts)
    return found


def gram_features(words: Iterable[str]) -> Counter[str]:
    """Count character n-grams inside words; a space marks a word's edge."""
    return Counter(gram for word in words for gram in _grams(word))


def _grams(word: str) -> Iterator[str]:
    edged = f" {word} "
    for length in GRAM_LENGTHS:
        for at in range(len(edged) - length + 1):
            yield _GRAMS + edged[at : at + length]


def _postings(
    vectors: Sequence[Counter[str]], slots: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Weigh one channel: (feature, row, weight) of each posting, and the idf of its features."""
    first = len(slots)
    for vector in vectors:
        for feature in vector:
            slots.setdefault(feature, len(slots))
    sizes = np.fromiter(map(len, vectors), np.int64, len(vectors))
    total = int(sizes.sum())
    features = np.fromiter((slots[f] for vector in vectors for f in vector), np.int64, total)
    counts = np.fromiter((n for vector in vectors for n in vector.values()), np.float64, total)
    rows = np.repeat(np.arange(len(vectors)), sizes)
    frequency = np.bincount(features - first, minlength=len(slots) - first)
    idf = np.log((1 + len(vectors)) / (1 + frequency)) + 1
    weights = (1 + np.log(counts)) * idf[features - first]
    norms = np.sqrt(np.bincount(rows, weights**2, minlength=len(vectors)))
    return features, rows, weights / norms[rows], idf
