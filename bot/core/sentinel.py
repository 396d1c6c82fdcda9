"""A second guard beside the gate's rules: a linear classifier over examples of what to stop.

It generalises from `knowledge/safety/examples/` where rules have no pattern yet. It may only make
an outcome stricter, and is asked only after the rules found nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.index import Index, build_index
from bot.core.keys import Ints
from bot.core.model import Example
from bot.core.patterns import Lexicon
from bot.core.pieces import pieces
from bot.core.space import Floats, Space, Vector
from bot.core.text import Analyser, Reading
from bot.core.traits import Traits, told_by, traits_of
from bot.core.verdict import Route, RuleClass

OPEN = "open"
"""Label of examples that must pass."""

FEATURES = 20_000
"""Features that the classifier looks at, the most frequent ones."""

RIDGE = 0.03
"""Regularisation, over the number of rows."""

STEPS = 200
"""Most steps of the optimiser; the loss hardly moves after 60, rare words still do."""

_STOPPED = {
    route: {each.label: each for each in RuleClass if each.route is route}
    for route in (Route.URGENT, Route.CLINICIAN)
}
"""The classes of each route that stops a text, by their labels."""


@dataclass(frozen=True, slots=True)
class Sentinel:
    """The trained classifier.

    `labels` name the columns; `traits`: what words tell; `places`: row of each feature in
    `weights`, -1 for features left out, shape (features + 1,); `weights`: shape (features looked
    at, labels); `bias`: (labels,).
    """

    labels: tuple[str, ...]
    traits: Traits
    space: Space
    places: Ints
    weights: Floats
    bias: Floats

    def chances(self, vector: Vector) -> dict[str, float]:
        """Give the chance of each label."""
        at, known = vector.among(self.places)
        scores = known @ self.weights[at] + self.bias
        odds = np.exp(scores - scores.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest chances at which the sentinel stops a question.

    Where no entry is surely the answer, `unsure` stands in for `clinician`.
    """

    urgent: float
    clinician: float
    unsure: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a text looks like: the likeliest class of its route, and the route's chance."""

    rule_class: RuleClass
    score: float


def train_sentinel(
    examples: Sequence[Example],
    passing: Sequence[str],
    lexicons: tuple[Lexicon, ...],
    analyser: Analyser,
) -> Sentinel:
    """Train on labelled examples; `passing` are further texts that must pass."""
    by_label: dict[str, list[str]] = {OPEN: list(passing)}
    for example in examples:
        # a message that may pass may be judged piece by piece, and each piece has to pass
        told = pieces(example.text) if example.label == OPEN else []
        texts = dict.fromkeys([example.text, *told])
        by_label.setdefault(example.label, []).extend(texts)
    labels = tuple(sorted(by_label))
    read = [
        [reading for text in by_label[label] if (reading := masked(analyser.read(text))).words]
        for label in labels
    ]
    words = (word for group in read for reading in group for word in reading.words)
    traits = traits_of(words, lexicons)
    readings = [[telling(reading, traits) for reading in group] for group in read]
    index = build_index([reading for group in readings for reading in group])
    sizes = [len(group) for group in readings]
    return Sentinel(
        labels, traits, index.space, *_fit(index, np.repeat(np.arange(len(sizes)), sizes))
    )


def _fit(index: Index, labels: NDArray[np.int64]) -> tuple[Ints, Floats, Floats]:
    """Fit multinomial logistic regression by L-BFGS: (places, weights, bias).

    See Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4.
    """
    from scipy import optimize, sparse  # noqa: PLC0415 - needed when a pack is compiled, not to ask

    kept, places = index.frequent(FEATURES)
    shape = (index.size, len(places) - 1)
    # a question's channels have length 1/2 each, and so must those of the rows
    rows = sparse.csc_array((index.weights * 0.5, index.rows, index.starts), shape=shape)
    ones = np.ones((index.size, 1), np.float32)
    rows = sparse.csr_array(sparse.hstack([rows[:, kept], ones], dtype=np.float32))
    turned = rows.T.tocsr()
    classes = int(labels.max()) + 1
    due = np.eye(classes, dtype=np.float32)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(-1, classes).astype(np.float32)
        scores = rows @ weights
        scores -= scores.max(1, keepdims=True)
        odds = np.exp(scores)
        total = odds.sum(1, keepdims=True)
        missed = (np.log(total[:, 0]) - (scores * due).sum(1)).mean(dtype=np.float64)
        pull = RIDGE / index.size
        slope = turned @ (odds / total - due) / index.size + pull * weights
        return float(missed + pull / 2 * (flat @ flat)), slope.ravel().astype(np.float64)

    start = np.zeros((len(kept) + 1) * classes)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights = found.x.reshape(-1, classes).astype(np.float32)
    return places, weights[:-1], weights[-1]


def alarms(sentinel: Sentinel, reading: Reading) -> dict[Route, Alarm]:
    """Give, for each route that stops a text, the chance that it is due."""
    reading = masked(reading)
    told = told_by(reading.words, sentinel.traits)
    by_label = sentinel.chances(sentinel.space.vector(reading, told))
    found = {}
    for route, classes in _STOPPED.items():
        chances = {label: by_label[label] for label in classes if label in by_label}
        if chances:
            likeliest = max(chances, key=chances.__getitem__)
            found[route] = Alarm(classes[likeliest], sum(chances.values()))
    return found


def masked(reading: Reading) -> Reading:
    """Bring all numbers to one word: which number it is does not matter here."""
    if not any(word[0].isdigit() for word in reading.words):
        return reading
    words = tuple("0" if word[0].isdigit() else word for word in reading.words)
    stems = tuple(
        "0" if word == "0" else stem for word, stem in zip(words, reading.stems, strict=True)
    )
    return replace(reading, words=words, stems=stems)


def telling(reading: Reading, traits: Traits) -> Reading:
    """Add, as concepts, what the words tell of who asks about what."""
    return replace(reading, concepts=(*reading.concepts, *told_by(reading.words, traits)))
