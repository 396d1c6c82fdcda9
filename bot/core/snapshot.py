"""The immutable snapshot that questions are answered from, and how it is built of a pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.core.decide import LogisticModel, Policy
from bot.core.delta import Addition
from bot.core.english import English
from bot.core.head import Head, train_head
from bot.core.holdings import Holdings
from bot.core.index import Index, build_index
from bot.core.lines import Lines, as_lines
from bot.core.model import Entry, EntryId, Locator, Pack
from bot.core.premises import Premise, Premises, read_premises
from bot.core.rank import Corpus
from bot.core.scope import Scope, train_scope
from bot.core.sentinel import Bounds, Sentinel, train_sentinel
from bot.core.signals import Gauge
from bot.core.terms import Terms
from bot.core.text import Analyser, Reading, fold_terms

PASSAGE_TRUST = 0.6
"""A passage proposes its entry more weakly than a phrasing: it is written in our words."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The decision model with the policy's bounds, and those of the sentinel."""

    model: LogisticModel
    policy: Policy
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is costly to compute of a pack and worth keeping between starts.

    `sizes`: number of rows of each entry and uncovered topic; `rows`: the words of each row, parted
    by blanks; `counts`: how often the pack says each word; `stems`: the stems of these words.
    """

    terms: Terms
    sizes: tuple[int, ...]
    rows: Lines
    counts: dict[str, int]
    stems: frozenset[str]
    index: Index
    head: Head
    scope: Scope
    talk_index: Index
    premises: tuple[Premise, ...]
    sentinel: Sentinel
    domain: frozenset[str]
    english: English


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that answering reads; replaced as a whole, never changed.

    `by_id`: the pack's entries.
    `domain`: stems and concepts of the words that passages and canonical questions are about.
    `talk_messages`: name of the fixed text for each row of `talk`. `withdrawn`: entries that must
    not be shown; nor must those that cite a `stale` block, whose source changed. `edited`: what
    lies over the `compiled` snapshot; None for a retired entry.
    """

    pack: Pack
    by_id: Mapping[EntryId, Entry]
    analyser: Analyser
    corpus: Corpus
    gauge: Gauge
    premises: Premises
    sentinel: Sentinel
    domain: frozenset[str]
    talk: Index
    talk_messages: tuple[str, ...]
    calibration: Calibration
    withdrawn: frozenset[EntryId] = frozenset()
    stale: frozenset[Locator] = frozenset()
    compiled: "Snapshot | None" = None
    edited: Mapping[EntryId, Addition | None] = field(default_factory=dict)

    @property
    def served(self) -> tuple[Entry, ...]:
        """The entries that may be shown, in the order of the pack."""
        shown = (each for each in self.pack.entries if each.id not in self.withdrawn)
        return tuple(each for each in shown if not self.is_stale(each))

    def is_stale(self, entry: Entry) -> bool:
        """Tell whether an entry cites a block that changed."""
        return bool(self.stale and entry.locators & self.stale)

    @property
    def is_whole(self) -> bool:
        """Whether each entry of the compiled pack may be shown, as it is or edited."""
        return not self.withdrawn and not self.stale and all(self.edited.values())

    def served_by_id(self) -> Mapping[EntryId, Entry]:
        """Give the same by their ids."""
        if not self.withdrawn and not self.stale:
            return self.by_id
        return {each.id: each for each in self.served}


def compile_pack(pack: Pack, english: English) -> Compiled:
    """Read all texts, build the indexes and train the classifiers."""
    terms = fold_terms(pack.vocabulary)
    counts = _sound_words(pack, terms, english)
    analyser = Analyser(terms, english, counts)
    readings = [analyser.read(text) for group in _groups(pack) for text in group]
    talk = [analyser.read(text) for each in pack.talk for text in each.phrasings]
    index, lines = build_index(readings), _lines(readings)
    sizes = tuple(map(len, _groups(pack)))
    return Compiled(
        terms,
        sizes,
        as_lines(lines),
        counts,
        analyser.stems,
        index,
        train_head(index, sizes, lines),
        train_scope(index, sum(sizes[: len(pack.entries)]), lines),
        build_index(talk),
        read_premises(pack.entries, analyser),
        train_sentinel(pack.examples, passing_texts(pack), pack.lexicons, analyser),
        frozenset().union(*(domain_of(entry, analyser) for entry in pack.entries)),
        english,
    )


def assemble(pack: Pack, compiled: Compiled, calibration: Calibration) -> Snapshot:
    """Put a snapshot together from a pack and what was compiled of it."""
    analyser = Analyser(compiled.terms, compiled.english, compiled.counts, compiled.stems)
    sizes = compiled.sizes
    ends = list(accumulate(sizes[: len(pack.entries)]))
    trust = np.ones(len(compiled.rows), np.float32)
    trust[: ends[-1] if ends else 0] = [t for entry in pack.entries for t in trust_of(entry)]
    return Snapshot(
        pack,
        {entry.id: entry for entry in pack.entries},
        analyser,
        Corpus(compiled.index, _owners(sizes), trust, compiled.head, compiled.scope),
        Gauge(
            pack.entries,
            analyser,
            Holdings(
                compiled.index,
                compiled.rows,
                np.column_stack([[0, *ends[:-1]], ends]) if ends else np.zeros((0, 2), np.int64),
                ends[-1] if ends else 0,
            ),
        ),
        Premises(compiled.premises, analyser),
        compiled.sentinel,
        compiled.domain,
        compiled.talk_index,
        tuple(each.message for each in pack.talk for _ in each.phrasings),
        calibration,
    )


def texts_of(entry: Entry) -> list[str]:
    """Give the texts by which an entry is found; each is a row of the index."""
    return [entry.question, *entry.phrasings, *(each.text for each in entry.passages)]


def trust_of(entry: Entry) -> list[float]:
    """Give the weight of each of an entry's texts."""
    return [1.0] * (1 + len(entry.phrasings)) + [PASSAGE_TRUST] * len(entry.passages)


def _groups(pack: Pack) -> list[list[str]]:
    """Give the texts of each entry, then those of each uncovered topic."""
    return [
        *map(texts_of, pack.entries),
        *([topic.about, *topic.phrasings] for topic in pack.uncovered),
    ]


def domain_of(entry: Entry, analyser: Analyser) -> set[str]:
    """Give the stems and concepts of what an entry's question and passages are about."""
    found: set[str] = set()
    for text in (entry.question, *(each.text for each in entry.passages)):
        reading = analyser.read(text)
        found.update(reading.concepts)
        found.update(
            stem
            for word, stem in zip(reading.words, reading.stems, strict=True)
            if not analyser.is_common(word)
        )
    return found


def passing_texts(pack: Pack) -> list[str]:
    """Give the texts that the sentinel must let pass: all that has an answer, or plainly none."""
    return [
        *(text for entry in pack.entries for text in (entry.question, *entry.phrasings)),
        *(text for topic in pack.uncovered for text in topic.phrasings),
        *(text for each in pack.talk for text in each.phrasings),
    ]


def _sound_words(pack: Pack, terms: Terms, english: English) -> dict[str, int]:
    """Count the words of a pack, but for slips of the pen in its phrasings: those get mended."""
    counts = Analyser.count(terms, english, _all_texts(pack))
    own = (text for e in pack.entries for text in (e.question, *(p.text for p in e.passages)))
    slips = Analyser(terms, english, counts).slips() - Analyser.count(terms, english, own).keys()
    return {word: n for word, n in counts.items() if word not in slips}


def _all_texts(pack: Pack) -> list[str]:
    return [text for group in _groups(pack) for text in group] + [
        text for each in pack.talk for text in each.phrasings
    ]


def _owners(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(sizes)), sizes)


def _lines(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(" ".join(each.words) for each in readings)
