"""The whole matcher on a data set: without a vocabulary, its decision learned on the set itself.

As `footnote calibrate` does, it holds out phrasings (questions that have an answer) and entries
(questions that have none) by folds, so that nobody has to label anything.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from bot.content.english import load_english
from bot.core.decide import PRIOR, LogisticModel, Policy, learn
from bot.core.model import Entry, EntryId, Locator, Pack, Vocabulary, passage
from bot.core.read import Reader
from bot.core.sentinel import Bounds
from bot.core.signals import Signals
from bot.core.snapshot import Calibration, Snapshot, assemble, compile_pack
from tests.benchmarks.dataset import DataSet
from tests.benchmarks.rates import Ranked

FOLDS = 4
_UNFIT = Calibration(PRIOR, Policy(1.0, 1.0), Bounds(1.0, 1.0, 1.0))

Texts = Mapping[str, tuple[str, ...]]


class Matcher:
    """The matcher, learned on a data set once."""

    def __init__(self, data: DataSet) -> None:
        learned = replace(_UNFIT, model=_learn(data.entries))
        self._reader = Reader(replace(_snapshot(data.entries), calibration=learned))

    def ask(self, queries: DataSet) -> list[Ranked]:
        """Rank the entries for each query."""
        return [_rank(self._reader, each) for each in queries.queries]


def _rank(reader: Reader, query) -> Ranked:
    found = reader.consider(query.text)
    first = [each.entry for each in found.weighed]
    rest = [at for at in found.ranking.order(10, len(reader.entries)) if at not in first]
    return Ranked(query, [reader.entries[at].id for at in first + rest], found.chance)


def _learn(entries: Texts) -> LogisticModel:
    samples = [each for fold in range(FOLDS) for each in _held_out(entries, fold)]
    rows = np.array([signals for signals, _ in samples])
    return learn(rows, np.array([right for _, right in samples], np.float64))


def _held_out(entries: Texts, fold: int) -> Iterator[tuple[Signals, bool]]:
    """Ask what a fold leaves out: every fourth phrasing, and every eighth entry whole."""
    asked: list[tuple[str, str]] = []
    kept: dict[str, tuple[str, ...]] = {}
    for name, texts in entries.items():
        whole = _bucket(name, 2 * FOLDS) == fold
        out = [t for t in texts[1:] if whole or _bucket(t, FOLDS) == fold]
        asked += [(text, "" if whole else name) for text in out]
        if not whole:
            kept[name] = tuple(text for text in texts if text not in out)
    if not asked or not kept:  # one phrasing an entry, or all entries held out
        return
    reader = Reader(_snapshot(kept))
    for text, name in asked:
        for each in reader.consider(text).weighed:
            yield each.signals, reader.entries[each.entry].id == name


def _snapshot(entries: Texts) -> Snapshot:
    made = tuple(
        Entry(
            EntryId(name), "all", texts[0], texts[1:],
            (passage(texts[0], (Locator(name),)),),
        )
        for name, texts in sorted(entries.items())
    )  # fmt: skip
    pack, english = Pack((), made, Vocabulary(), {}), load_english()
    return assemble(pack, compile_pack(pack, english), _UNFIT)


def _bucket(text: str, buckets: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % buckets
