"""The scope: a small network that tells what the entries cover from topics that they do not.

The head tells entries apart, and is less sure of this one difference: beside it, at 3 % of held-out
phrasings of uncovered topics let pass, 80 instead of 65 % of the others pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.index import Index
from bot.core.keys import Ints
from bot.core.network import Network, train_network
from bot.core.space import Vector

FEATURES = 60_000
"""Features that the network looks at, the most frequent ones."""

LARGEST = 100_000
"""Most rows that one is trained on: more would take minutes."""

LEAST_CHANCE = 1e-6
"""Chances nearer to 0 than this say no more."""

COVERED, UNCOVERED = 0, 1
"""The classes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The trained network, and the place of each feature among those that it looks at.

    `places`: -1 for features left out, shape (features + 1,).
    """

    places: Ints
    network: Network

    def leaning(self, vector: Vector) -> float:
        """Give the log odds that a question is about what entries cover; 0 of one not trained."""
        chances = self.network.chances(*vector.among(self.places))
        covered, uncovered = (max(float(each), LEAST_CHANCE) for each in chances)
        return float(np.log(covered) - np.log(uncovered))


def train_scope(index: Index, entries: int, texts: Sequence[str]) -> Scope:
    """Fit the network on the rows of an index, of which the first `entries` rows are covered.

    `texts`, one a row, bring the rows into an order that does not depend on that of the entries.
    """
    if not 0 < entries < index.size <= LARGEST:
        return Scope(index.frequent(1)[1], _untaught())
    rows, places = index.matrix(FEATURES)
    classes = np.repeat([COVERED, UNCOVERED], [entries, index.size - entries])
    return Scope(places, train_network(rows, classes, 2, texts))


def _untaught() -> Network:
    """Give a network to which both are equally likely."""
    none = np.zeros((1, 2), np.float32)
    return Network(none.astype(np.float16), none[0], np.zeros((2, 2), np.float32), none[0])
