"""The immutable snapshot that questions are answered from, and how it is built of a pack."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.core.claims import Claim, Claims, read_claims
from bot.core.decide import Judge, Model, Policy
from bot.core.index import Index, build_index
from bot.core.model import Entry, EntryId, Pack
from bot.core.rank import Head, Shelf, train_head
from bot.core.sentinel import Bounds, Sentinel, train_sentinel
from bot.core.text import Analyser, English, Reading

PASSAGE_TRUST = 0.6
"""A passage proposes its entry more weakly than a phrasing: it is written in our words."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The decision model with the policy's bounds, and those of the sentinel."""

    model: Model
    policy: Policy
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Compiled:
    """What is costly to compute of a pack and worth keeping between starts.

    `rows`: the words of each row, parted by blanks; `counts`: how often the pack says each word.
    """

    rows: tuple[str, ...]
    counts: dict[str, int]
    index: Index
    head: Head
    talk_rows: tuple[str, ...]
    talk_index: Index
    claims: tuple[Claim, ...]
    sentinel: Sentinel
    domain: frozenset[str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that answering reads; replaced as a whole, never changed.

    `domain`: stems and concepts of the words that passages and canonical questions are about.
    `talk_messages`: name of the fixed text for each row of `talk`. `withdrawn`: entries that must
    not be shown, since their source changed.
    """

    pack: Pack
    analyser: Analyser
    shelf: Shelf
    judge: Judge
    claims: Claims
    sentinel: Sentinel
    domain: frozenset[str]
    talk: Index
    talk_messages: tuple[str, ...]
    calibration: Calibration
    withdrawn: frozenset[EntryId] = frozenset()


def compile_pack(pack: Pack, english: English) -> Compiled:
    """Read all texts, build the indexes and train the head."""
    counts = Analyser.count(pack.vocabulary, english, _all_texts(pack))
    analyser = Analyser(pack.vocabulary, english, counts)
    readings = [analyser.read(text) for group in _groups(pack) for text in group]
    talk = [analyser.read(text) for each in pack.talk for text in each.phrasings]
    index = build_index(readings)
    return Compiled(
        _lines(readings),
        counts,
        index,
        train_head(index, [len(group) for group in _groups(pack)]),
        _lines(talk),
        build_index(talk),
        read_claims(pack.entries, analyser),
        train_sentinel(pack.examples, passing_texts(pack), analyser),
        _domain(pack, analyser),
    )


def assemble(
    pack: Pack, compiled: Compiled, english: English, calibration: Calibration
) -> Snapshot:
    """Put a snapshot together from a pack and what was compiled of it."""
    analyser = Analyser(pack.vocabulary, english, compiled.counts)
    sizes = [len(group) for group in _groups(pack)]
    trust = [
        PASSAGE_TRUST if is_passage else 1.0
        for entry in pack.entries
        for is_passage in [False] * (1 + len(entry.phrasings)) + [True] * len(entry.passages)
    ]
    trust += [1.0] * (len(compiled.rows) - len(trust))
    return Snapshot(
        pack,
        analyser,
        Shelf(compiled.index, _owners(sizes), np.array(trust, np.float32), compiled.head),
        Judge(
            pack.entries,
            analyser,
            compiled.index,
            compiled.rows,
            [0, *accumulate(sizes[: len(pack.entries)])],
        ),
        Claims(compiled.claims, analyser),
        compiled.sentinel,
        compiled.domain,
        compiled.talk_index,
        tuple(each.message for each in pack.talk for _ in each.phrasings),
        calibration,
    )


def texts_of(entry: Entry) -> list[str]:
    """Give the texts by which an entry is found; each is a row of the index."""
    return [entry.question, *entry.phrasings, *(each.text for each in entry.passages)]


def _groups(pack: Pack) -> list[list[str]]:
    """Give the texts of each entry, then those of each uncovered topic."""
    return [
        *map(texts_of, pack.entries),
        *([topic.about, *topic.phrasings] for topic in pack.uncovered),
    ]


def _domain(pack: Pack, analyser: Analyser) -> frozenset[str]:
    texts = (
        text for e in pack.entries for text in (e.question, *(each.text for each in e.passages))
    )
    found: set[str] = set()
    for text in texts:
        reading = analyser.read(text)
        found.update(reading.concepts)
        found.update(
            stem
            for word, stem in zip(reading.words, reading.stems, strict=True)
            if not analyser.is_common(word)
        )
    return frozenset(found)


def passing_texts(pack: Pack) -> list[str]:
    """Give the texts that the sentinel must let pass: all that has an answer, or plainly none."""
    return [
        *(text for entry in pack.entries for text in (entry.question, *entry.phrasings)),
        *(text for topic in pack.uncovered for text in topic.phrasings),
        *(text for each in pack.talk for text in each.phrasings),
    ]


def _all_texts(pack: Pack) -> list[str]:
    return [text for group in _groups(pack) for text in group] + [
        text for each in pack.talk for text in each.phrasings
    ]


def _owners(sizes: list[int]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(sizes)), sizes)


def _lines(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(" ".join(each.words) for each in readings)
