"""A second guard beside the gate's rules: a linear classifier over examples of what to stop.

It generalises from `knowledge/safety/examples/` where rules have no pattern yet. It may only make
an outcome stricter, and is asked only after the rules found nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.index import Space, build_index
from bot.core.model import Example
from bot.core.rank import Head, train_head
from bot.core.text import Analyser, Reading
from bot.core.verdict import Route, RuleClass

OPEN = "open"
"""Label of examples that must pass."""


@dataclass(frozen=True, slots=True)
class Sentinel:
    """The trained classifier; `labels` name the columns of its head."""

    labels: tuple[str, ...]
    space: Space
    head: Head


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest scores at which the sentinel stops a question."""

    urgent: float
    clinician: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a text looks like: the likeliest class of its route, and the route's score."""

    rule_class: RuleClass
    score: float


def train_sentinel(
    examples: Sequence[Example], passing: Sequence[str], analyser: Analyser
) -> Sentinel:
    """Train on labelled examples; `passing` are further texts that must pass."""
    by_label: dict[str, list[str]] = {OPEN: list(passing)}
    for example in examples:
        by_label.setdefault(example.label, []).append(example.text)
    labels = tuple(sorted(by_label))
    readings = [
        [reading for text in by_label[label] if (reading := masked(analyser.read(text))).words]
        for label in labels
    ]
    index = build_index([reading for group in readings for reading in group])
    return Sentinel(labels, index.space, train_head(index, [len(group) for group in readings]))


def alarms(sentinel: Sentinel, reading: Reading) -> dict[Route, Alarm]:
    """Score a text: for each route that stops it, the sum over the route's classes."""
    scores, _ = sentinel.head.scores(sentinel.space.vector(masked(reading)))
    by_label = dict(zip(sentinel.labels, map(float, scores), strict=True))
    found = {}
    for route in (Route.URGENT, Route.CLINICIAN):
        classes = [each for each in RuleClass if each.route is route and each.label in by_label]
        if classes:
            likeliest = max(classes, key=lambda each: by_label[each.label])
            found[route] = Alarm(likeliest, sum(by_label[each.label] for each in classes))
    return found


def masked(reading: Reading) -> Reading:
    """Bring all numbers to one word: which number it is does not matter here."""
    words = tuple("0" if word[0].isdigit() else word for word in reading.words)
    stems = tuple(
        "0" if word == "0" else stem for word, stem in zip(words, reading.stems, strict=True)
    )
    return replace(reading, words=words, stems=stems)
