"""Edits over a compiled snapshot, without compiling anew.

What an edit does not touch is shared with the snapshot below. The classifier's other columns and
the sentinel stay as they were trained, word weights stay those of the compiled pack.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.delta import Addition, gather, weigh
from bot.core.head import train_beside
from bot.core.holdings import Holdings
from bot.core.keys import Ints
from bot.core.memo import Memo
from bot.core.model import Entry, EntryId
from bot.core.premises import Premises, read_premises
from bot.core.signals import Gauge
from bot.core.snapshot import PASSAGE_TRUST, Snapshot, domain_of, texts_of, trust_of
from bot.core.space import Space
from bot.core.text import Analyser

Edits = Mapping[EntryId, Entry | None]

Rows = NDArray[np.bool_]
"""Something of each row of the index; shape (rows,)."""

FIRST = 100
"""Rows that are looked at before all others are."""

REMEMBERED = 4_000
"""Entries under or of edits whose words are kept."""


def overlay(base: Snapshot, edits: Edits) -> Snapshot:
    """Lay edited entries over a snapshot; None retires an entry, an unknown id adds one.

    `base` may be an overlay itself. Raises ValueError for an entry with a text without
    words, and when no entry would be left.
    """
    root = base.compiled or base
    wanted = _wanted(base, root, edits)
    if wanted == _entries(base):
        return base
    if not wanted:
        return replace(root, withdrawn=base.withdrawn)
    if not any(wanted.values()) and wanted.keys() == root.by_id.keys():
        raise ValueError("one entry has to stay")
    gone = [root.by_id[name] for name in wanted if name in root.by_id]
    analyser = root.analyser.with_words(
        _count(root.analyser, filter(None, wanted.values())), _count(root.analyser, gone)
    )
    space, edited = _read(base, root, wanted)
    served = _served(root, wanted)
    return _assemble(replace(base, analyser=analyser), root, space, edited, served)


class _Ground(NamedTuple):
    """What edits need of a compiled snapshot, the same for all of them.

    `names`: ids of the entries, in order; `entries`: these entries, and `places` theirs in the
    pack; `place_of`: the same by id. `about`: whether a row tells what an entry is about, as
    questions and passages do.
    """

    names: list[EntryId]
    entries: list[Entry]
    places: list[int]
    place_of: Mapping[EntryId, int]
    about: Rows


_GROUNDS = Memo[_Ground](4)


def _ground(root: Snapshot) -> _Ground:
    return _GROUNDS.of(root.gauge, lambda: _read_ground(root))


def _read_ground(root: Snapshot) -> _Ground:
    compiled = root.pack.entries
    places = sorted(range(len(compiled)), key=lambda at: compiled[at].id)
    entries = [compiled[at] for at in places]
    names = [entry.id for entry in entries]
    about = root.corpus.trust == np.float32(PASSAGE_TRUST)
    about[root.gauge.holdings.spans[:, 0]] = True
    return _Ground(names, entries, places, dict(zip(names, places, strict=True)), about)


def _wanted(base: Snapshot, root: Snapshot, edits: Edits) -> dict[EntryId, Entry | None]:
    """Give all edits in force, leaving out those that change nothing."""
    every = _entries(base) | dict(edits)
    return {name: every[name] for name in sorted(every) if every[name] != root.by_id.get(name)}


def _entries(base: Snapshot) -> dict[EntryId, Entry | None]:
    return {name: each.entry if each else None for name, each in base.edited.items()}


def _count(analyser: Analyser, entries: Iterable[Entry]) -> Counter[str]:
    total: Counter[str] = Counter()
    for entry in entries:
        total.update(_words(analyser, entry))
    return total


@lru_cache(REMEMBERED)
def _words(analyser: Analyser, entry: Entry) -> Counter[str]:
    """Count the words of one entry; with each further edit those before it are asked for again."""
    return Counter(word for text in texts_of(entry) for word in analyser.canonical(text))


@lru_cache(REMEMBERED)
def _about(analyser: Analyser, entry: Entry) -> frozenset[str]:
    """Give what one entry is about, for as long as edits lie over it."""
    return frozenset(domain_of(entry, analyser))


def _served(root: Snapshot, edited: Iterable[EntryId]) -> Rows:
    """Tell of each row of the index whether it is served."""
    served = np.ones(root.corpus.index.size, np.bool_)
    place_of = _ground(root).place_of
    for name in edited:
        if name in place_of:
            first, end = root.gauge.holdings.spans[place_of[name]]
            served[first:end] = False
    return served


def _read(
    base: Snapshot, root: Snapshot, wanted: Edits
) -> tuple[Space, dict[EntryId, Addition | None]]:
    """Read what the snapshot below did not read already."""
    space = base.corpus.delta.space if base.corpus.delta else root.corpus.index.space
    edited: dict[EntryId, Addition | None] = {}
    for name, entry in wanted.items():
        known = base.edited.get(name)
        if entry is None or (known and known.entry == entry):
            edited[name] = known if entry else None
            continue
        space, edited[name] = _add(root, space, entry, _served(root, [name]))
    return space, edited


def _add(root: Snapshot, space: Space, entry: Entry, served: Rows) -> tuple[Space, Addition]:
    """Read and weigh one entry; other edits make no difference to that, nor does their order."""
    analyser = root.analyser.with_words(_count(root.analyser, [entry]), {})
    readings = [analyser.read(text) for text in texts_of(entry)]
    space = space.with_readings(readings)
    vectors = weigh(space, readings)
    return space, Addition(
        entry,
        tuple(" ".join(each.words) for each in readings),
        vectors,
        train_beside(root.corpus.index, root.corpus.head, served, vectors),
        np.array(trust_of(entry), np.float32),
        frozenset(stem for each in readings for stem in each.stems),
        frozenset(domain_of(entry, analyser)),
        read_premises([entry], analyser),
    )


def _assemble(
    base: Snapshot,
    root: Snapshot,
    space: Space,
    edited: Mapping[EntryId, Addition | None],
    served: Rows,
) -> Snapshot:
    additions = [each for each in edited.values() if each]
    entries, places = _order(root, edited)
    behind = len(root.pack.entries) + len(root.pack.uncovered)
    columns = np.array([*places, *range(len(root.pack.entries), behind)], np.int64)
    delta = gather(space, root.corpus.head, additions, served, columns)
    holdings = _holdings(root, additions, columns[: len(entries)], served)
    unchanged = {name: held for name, held in root.gauge.read.items() if name not in edited}
    premises = (premise for each in additions for premise in each.premises)
    return replace(
        base,
        pack=replace(root.pack, entries=entries),
        by_id=_by_id(root, edited),
        corpus=replace(root.corpus, delta=delta),
        gauge=Gauge(entries, base.analyser, holdings, unchanged),
        premises=Premises(premises, base.analyser, root.premises, edited.keys()),
        domain=_domain(root, edited, served).union(*(each.domain for each in additions)),
        compiled=root,
        edited=edited,
    )


def _order(
    root: Snapshot, edited: Mapping[EntryId, Addition | None]
) -> tuple[tuple[Entry, ...], list[int]]:
    """Give the entries served, by id, and the place of each: compiled ones, topics, additions."""
    ground = _ground(root)
    names, entries, places = ground.names, ground.entries.copy(), ground.places.copy()
    behind = len(names) + len(root.pack.uncovered) + sum(map(bool, edited.values()))
    for name in sorted(edited, reverse=True):  # from the end, so that no place moves before its use
        at = bisect_left(names, name)
        end = at + (names[at : at + 1] == [name])
        addition = edited[name]
        behind -= addition is not None
        entries[at:end] = [addition.entry] if addition else []
        places[at:end] = [behind] if addition else []
    return tuple(entries), places


def _by_id(root: Snapshot, edited: Mapping[EntryId, Addition | None]) -> Mapping[EntryId, Entry]:
    found = dict(root.by_id)
    for name, addition in edited.items():
        if addition:
            found[name] = addition.entry
        else:
            found.pop(name, None)
    return found


def _holdings(
    root: Snapshot, additions: Sequence[Addition], columns: NDArray[np.int64], served: Rows
) -> Holdings:
    """Tell which words are held where, once rows have joined and left."""
    under = root.gauge.holdings
    ends = np.cumsum([len(served), *(len(each.lines) for each in additions)])
    topics = np.zeros((len(root.pack.uncovered), 2), np.int64)
    spans = np.concatenate([under.spans, topics, np.column_stack([ends[:-1], ends[1:]])])
    gained = frozenset().union(*(each.stems for each in additions))
    lost, unanswered = set(), set()
    removed = {under.lines[row] for row in np.flatnonzero(~served).tolist()}
    words = {word for line in removed for word in line.split()}
    for stem in {root.analyser.stem(word) for word in words} - gained:
        rows = under.index.holding(stem)
        left = rows[served[rows]]
        if not len(left):
            lost.add(stem)
        if not len(left) or left[0] >= under.entry_rows:
            unanswered.add(stem)
    return replace(
        under,
        added=tuple(line for each in additions for line in each.lines),
        spans=spans[columns],
        gained=gained,
        lost=frozenset(lost),
        unanswered=frozenset(unanswered),
    )


def _domain(root: Snapshot, edited: Mapping[EntryId, object], served: Rows) -> frozenset[str]:
    """Give what the questions and passages that are left are about."""
    about = _ground(root).about & served
    gone = set[str]().union(
        *(_about(root.analyser, root.by_id[name]) for name in edited if name in root.by_id)
    )
    index = root.corpus.index
    lost = {
        each
        for each in gone
        if not _any(about, index.holding(each)) and not _any(about, index.holding(f"~{each}"))
    }
    return root.domain - lost


def _any(marked: Rows, rows: Ints) -> bool:
    """Tell whether any of the rows is marked; of many rows, one of the first mostly is."""
    return bool(marked[rows[:FIRST]].any() or marked[rows[FIRST:]].any())
