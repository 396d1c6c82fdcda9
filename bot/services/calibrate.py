"""Fit the decision model: on the pack itself, held out by folds, and on the golden questions.

Nobody has to label anything for the first part: a phrasing held out of the index is a question
that has an answer, and the phrasings of an entry held out whole are questions that have none (or
only a neighbour's).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.content.calibration import FILE, dump_calibration
from bot.content.english import commonest, load_english
from bot.content.golden import load_golden
from bot.content.load import load_pack
from bot.core.decide import LogisticModel, Policy, learn
from bot.core.golden import GoldenQuestion
from bot.core.holdout import FOLDS, bucket, is_left_out, left_out, lowest_bound
from bot.core.measure import upper_bound
from bot.core.model import Entry, Locator, Pack
from bot.core.read import Considered, Reader, replying
from bot.core.sentinel import Bounds, alarms, train_sentinel
from bot.core.signals import SIGNALS, Signals
from bot.core.snapshot import (
    Calibration,
    Snapshot,
    assemble,
    compile_pack,
    passing_texts,
)
from bot.core.tokens import fold as fold_text
from bot.core.tokens import tokens
from bot.core.verdict import Route, RuleClass

TUNED = ("dev.yaml", "voices.yaml")
"""Golden files to tune with; all others are only counted."""

STEPS = FOLDS + 1
STRANGE, ESTRANGED = 20_000, 4
"""How many common English words may stand in for the topic, and in one of how many texts."""

ENOUGH = 100
"""Golden questions from which on they alone choose the bound."""

GOLDEN_WEIGHT = 20
"""A golden question counts as so many held-out phrasings: it is what people ask."""

FALSE_ALARMS = {Route.URGENT: 0.007, Route.CLINICIAN: 0.0105}
"""Share of other texts that the sentinel may stop."""

UNSURE = 0.03
"""Share of other texts that it may stop where no entry is surely the answer."""

SUGGEST = 0.02
"""Below this chance the best entry is not even suggested."""

_UNFIT = Calibration(
    LogisticModel((0.0,) * len(SIGNALS), (1.0,) * len(SIGNALS), (0.0,) * len(SIGNALS), 0.0),
    Policy(1.0, 1.0),
    Bounds(1.0, 1.0, 1.0),
)


Asked = tuple[str, frozenset[Locator]]
"""A question, and the blocks of which one has to be cited in answer to it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One weighed entry of one question: its signals, and whether it was right.

    `barred`: the question strays, so that no chance would let it be answered.
    """

    question: str
    text: str
    signals: Signals
    right: bool
    barred: bool


def calibrate_pack(root: Path, tick: Callable[[int, int], None]) -> str:
    """Fit, store `calibration.yaml`, and say which figures chose the bound."""
    pack = load_pack(root)
    known, new = known_by_fold(pack, tuned_questions(root))
    own: list[Sample] = []
    golden: list[Sample] = []
    for fold in range(FOLDS):
        tick(fold, STEPS)
        snapshot, asked = leave_out(pack, fold)
        own.extend(held_out(snapshot, asked))
        golden.extend(golden_samples(snapshot, known[fold]))
    tick(FOLDS, STEPS)
    golden.extend(golden_samples(_snapshot(pack), new))
    bounds, guarded = choose_bounds(pack)
    calibration, chosen = choose(own, golden)
    calibration = replace(calibration, bounds=bounds)
    chosen |= guarded
    (root / FILE).write_text(dump_calibration(calibration, chosen), "utf-8")
    tick(STEPS, STEPS)
    return "\n".join(f"{name}: {value}" for name, value in chosen.items())


def tuned_questions(root: Path) -> list[GoldenQuestion]:
    """Load the labelled questions that a pack is tuned with."""
    files = (root / "golden" / name for name in TUNED)
    return [each for file in files if file.exists() for each in load_golden(file)]


def known_by_fold(
    pack: Pack, golden: Iterable[GoldenQuestion]
) -> tuple[list[list[GoldenQuestion]], list[GoldenQuestion]]:
    """Part the golden questions that are a phrasing, by the fold that leaves it out, from the new.

    To find a question among the phrasings proves nothing. Those of an entry or a topic that the
    same fold leaves out whole are left out, too: they would not be asked as they are.
    """
    topics = ((each.id, each.phrasings) for each in pack.uncovered)
    entries = ((str(each.id), each.phrasings) for each in pack.entries)
    holders = {_bare(text): (text, name) for name, texts in (*entries, *topics) for text in texts}
    known: list[list[GoldenQuestion]] = [[] for _ in range(FOLDS)]
    new = []
    for question in golden:
        text, holder = holders.get(_bare(question.q), ("", ""))
        fold = bucket(text, FOLDS)
        if not holder:
            new.append(question)
        elif not is_left_out(holder, fold):
            known[fold].append(question)
    return known, new


def leave_out(pack: Pack, fold: int) -> tuple[Snapshot, list[Asked]]:
    """Leave out every fourth phrasing, and every eighth entry and topic whole, and ask for them.

    What asks for an entry left out whole is right only with a neighbour that cites the same.
    """
    asked: list[Asked] = []
    entries, topics = [], []
    for entry in pack.entries:
        out = left_out(entry.id, entry.phrasings, fold)
        asked += [(text, _main(entry)) for text in out]
        if len(out) < len(entry.phrasings) or not out:
            rest = tuple(text for text in entry.phrasings if text not in out)
            entries.append(replace(entry, phrasings=rest))
    for topic in pack.uncovered:
        out = left_out(topic.id, topic.phrasings, fold)
        asked += [(text, frozenset()) for text in out]
        if len(out) < len(topic.phrasings) or not out:
            rest = tuple(text for text in topic.phrasings if text not in out)
            topics.append(replace(topic, phrasings=rest))
    return _snapshot(replace(pack, entries=tuple(entries), uncovered=tuple(topics))), asked


def held_out(snapshot: Snapshot, asked: Iterable[Asked]) -> Iterator[Sample]:
    """Ask a snapshot what it was left without."""
    asked = list(asked)
    asked += [(text, frozenset()) for text in estranged((text for text, _ in asked), snapshot)]
    reader = Reader(snapshot)
    for text, gold in sorted(asked, key=lambda pair: pair[0]):
        yield from _samples(text, reader.consider(text), reader, gold)


def estranged(texts: Iterable[str], snapshot: Snapshot) -> Iterator[str]:
    """Put a strange word in the place of the most telling one in every few texts.

    "signs of high estradiol" becomes "signs of high landlord": alike, and yet about nothing here.
    """
    analyser, gauge = snapshot.analyser, snapshot.gauge
    strange = [word for word in commonest(STRANGE) if not analyser.knows(word)]
    for text in texts:
        content = gauge.content(analyser.read(text))
        if strange and len(content) > 1 and bucket(text[::-1], ESTRANGED) == 0:
            telling = max(content, key=lambda each: each.weight).stem
            other = strange[bucket(text, len(strange))]
            words = text.split()
            found = [at for at, word in enumerate(words) if telling in analyser.read(word).stems]
            if found:
                yield " ".join([*words[: found[0]], other, *words[found[0] + 1 :]])


def golden_samples(snapshot: Snapshot, golden: Iterable[GoldenQuestion]) -> Iterator[Sample]:
    """Ask the golden questions that retrieval has to decide on; ambiguous ones are left out."""
    reader = Reader(snapshot)
    for question in golden:
        decided = question.route in ("answer", "abstain") and not question.accepted
        if decided and not question.history:
            for found in reader.readings(question.q):
                yield from _samples(question.id, found, reader, frozenset(question.gold))


def choose(own: Sequence[Sample], golden: Sequence[Sample]) -> tuple[Calibration, dict[str, str]]:
    """Fit the model on everything, and choose the bound on questions that it did not see.

    Those are the golden ones, or the pack's own where there are too few to prove anything.
    """
    model = _fit([*own, *list(golden) * GOLDEN_WEIGHT])
    few = len({each.question for each in golden}) < ENOUGH
    unseen = _unseen(own, golden, [*own, *golden] if few else golden)
    bound, answered, wrong = lowest_bound(unseen)
    chosen = {
        "held-out phrasings": str(len({each.text for each in own})),
        "questions that chose the bound": str(len(unseen)),
        "answered": str(answered),
        "wrong": str(wrong),
        "wrong at most (95 %, Clopper-Pearson)": f"{upper_bound(wrong, answered):.4f}",
    }
    return Calibration(model, Policy(round(bound, 4), SUGGEST), _UNFIT.bounds), chosen


def _unseen(
    own: Sequence[Sample], golden: Sequence[Sample], asked: Sequence[Sample]
) -> list[tuple[float, bool]]:
    """Give, for each question, how sure a model fitted without it is, and if it is right."""
    weighed: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for fold in range(FOLDS):
        inside = [each for each in golden if bucket(each.question, FOLDS) != fold]
        rest = [each for each in own if bucket(each.question, FOLDS) != fold]
        judge = _fit([*rest, *inside * GOLDEN_WEIGHT])
        for each in asked:
            if bucket(each.question, FOLDS) == fold:
                chance = 0.0 if each.barred else judge.chance(each.signals)
                weighed.setdefault((each.question, each.text), []).append((chance, each.right))
    best: dict[str, tuple[float, bool]] = {}
    for (question, _), entries in weighed.items():
        entries.sort(key=lambda entry: -entry[0])
        chance, size = replying([chance for chance, _ in entries])
        replied = (chance, any(right for _, right in entries[:size]))
        best[question] = max(best.get(question, replied), replied)
    return list(best.values())


def choose_bounds(pack: Pack) -> tuple[Bounds, dict[str, str]]:
    """Choose the sentinel's bounds on examples held out by folds: by false alarms on the others."""
    scores: dict[Route, list[tuple[float, bool]]] = {Route.URGENT: [], Route.CLINICIAN: []}
    stops = {each.label: each.route for each in RuleClass}
    analyser = _snapshot(pack).analyser
    passing = passing_texts(pack)
    for fold in range(FOLDS):
        inside = [each for each in pack.examples if bucket(each.text, FOLDS) != fold]
        kept = [text for text in passing if bucket(text, FOLDS) != fold]
        sentinel = train_sentinel(inside, kept, pack.lexicons, analyser)
        asked = [(e.text, stops.get(e.label)) for e in pack.examples]
        asked += [(text, None) for text in passing]
        for text, route in asked:
            if bucket(text, FOLDS) == fold:
                found = alarms(sentinel, analyser.read(text))
                for at, alarm in found.items():
                    scores[at].append((alarm.score, route is at))
    figures = {}
    bounds = {}
    for route, rate in FALSE_ALARMS.items():
        bounds[route] = _bound(scores[route], rate)
        loud = [score for score, due in scores[route] if due]
        caught = sum(score > bounds[route] for score in loud)
        figures[f"{route} examples caught by the sentinel alone"] = f"{caught} of {len(loud)}"
    unsure = _bound(scores[Route.CLINICIAN], UNSURE)
    chosen = (bounds[Route.URGENT], bounds[Route.CLINICIAN], unsure)
    return Bounds(*(round(each, 4) for each in chosen)), figures


def _bound(scores: Sequence[tuple[float, bool]], rate: float) -> float:
    """Give the score that a share of those not to be stopped lies above."""
    others = sorted(score for score, due in scores if not due)
    return others[int((1 - rate) * (len(others) - 1))] if others else 1.0


def _samples(
    name: str, found: Considered, reader: Reader, gold: frozenset[Locator]
) -> Iterator[Sample]:
    barred = reader.strays(found)
    for each in found.weighed:
        right = bool(reader.entries[each.entry].locators & gold)
        yield Sample(name, found.text, each.signals, right, barred)


def _fit(samples: Sequence[Sample]) -> LogisticModel:
    rows = np.array([each.signals for each in samples])
    return learn(rows, np.array([each.right for each in samples], np.float64))


def _snapshot(pack: Pack) -> Snapshot:
    english = load_english()
    pack = replace(pack, examples=())  # the sentinel has no say here, and takes long to train
    return assemble(pack, compile_pack(pack, english), _UNFIT)


def _bare(text: str) -> str:
    return " ".join(tokens(fold_text(text)))


def _main(entry: Entry) -> frozenset[Locator]:
    return frozenset(entry.passages[0].citations)
