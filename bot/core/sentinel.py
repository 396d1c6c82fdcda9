"""A second guard beside the gate's rules: a classifier trained on examples of what to stop.

It generalises from `knowledge/safety/examples/` where rules have no pattern yet. `guard` asks it
beside the rules: its doubt makes an outcome stricter, and where it has none, what only tentative
rules stop may pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.core.index import build_index
from bot.core.keys import Ints
from bot.core.model import OPEN, Example
from bot.core.network import Network, train_network
from bot.core.patterns import Lexicon
from bot.core.pieces import pieces
from bot.core.space import Space, Vector
from bot.core.text import Analyser, Reading
from bot.core.traits import Traits, told_by, traits_of
from bot.core.verdict import Route, RuleClass

FEATURES = 60_000
"""Features that the classifier looks at, the most frequent ones."""

GLUED = 16
"""Letters from which on a word may be several, written without blanks."""

SILENT = 50
"""Rows to one that tells nothing, which is open: so is a text of words that nobody knows."""

_STOPPED = {
    route: {each.label: each for each in RuleClass if each.route is route}
    for route in (Route.URGENT, Route.CLINICIAN)
}
"""The classes of each route that stops a text, by their labels."""


@dataclass(frozen=True, slots=True)
class Sentinel:
    """The trained classifier.

    `labels` name the columns; `traits`: what words tell; `places`: place of each feature
    among those that the network looks at, -1 for features left out, shape (features + 1,);
    `examples`: how many it was trained on.
    """

    labels: tuple[str, ...]
    traits: Traits
    space: Space
    places: Ints
    network: Network
    examples: int

    def chances(self, vector: Vector) -> dict[str, float]:
        """Give the chance of each label."""
        at, known = vector.among(self.places)
        return dict(zip(self.labels, self.network.chances(at, known).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest chances at which the sentinel stops a question.

    Where no entry is surely the answer, `unsure` stands in for `clinician`.
    """

    urgent: float
    clinician: float
    unsure: float


class Alarm(NamedTuple):
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
    by_label: dict[str, list[str]] = {OPEN: list(passing) if examples else []}
    for example in examples:
        # a message that may pass may be judged piece by piece, and each piece has to pass
        told = pieces(example.text) if example.label == OPEN else []
        texts = dict.fromkeys([example.text, *told])
        by_label.setdefault(example.label, []).extend(texts)
    labels = tuple(sorted(by_label))
    read = [
        (at, text, reading)
        for at, label in enumerate(labels)
        for text in by_label[label]
        if (reading := masked(analyser.read(text))).words
    ]
    traits = traits_of((word for _, _, reading in read for word in reading.words), lexicons)
    index = build_index([telling(reading, traits) for _, _, reading in read])
    silent = len(read) // SILENT + 1
    rows, places = index.matrix(FEATURES)
    rows.resize(index.size + silent, rows.shape[1])
    owners = np.array([*(at for at, _, _ in read), *[labels.index(OPEN)] * silent])
    network = train_network(
        rows, owners, len(labels), [*(text for _, text, _ in read), *[""] * silent]
    )
    return Sentinel(labels, traits, index.space, places, network, len(examples))


def alarms(sentinel: Sentinel, reading: Reading) -> dict[Route, Alarm]:
    """Give, for each route that stops a text, the chance that it is due.

    A word alone raises none: nothing tells who asks what of it. The rules name those that alarm.
    """
    if len(reading.words) < 2 and len("".join(reading.words)) < GLUED:
        return {}
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
    return reading._replace(words=words, stems=stems)


def telling(reading: Reading, traits: Traits) -> Reading:
    """Add, as concepts, what the words tell of who asks about what."""
    return reading._replace(concepts=(*reading.concepts, *told_by(reading.words, traits)))
