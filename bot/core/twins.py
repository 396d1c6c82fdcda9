"""G13: no question or phrasing stands in two places, and near-duplicates are shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz.distance import Indel

from bot.core.finding import Finding
from bot.core.lexicon import NEGATIONS
from bot.core.model import Entry, EntryId
from bot.core.text import fold, tokens
from bot.core.wording import COMMON, stem

ALIKE = 0.93
"""Above this share of equal characters two wordings of different entries are near-duplicates."""
_LARGEST_BLOCK = 60
"""A word that so many wordings share is no longer rare; comparing them all would take too long."""

_Wording = tuple[EntryId, str, str]
"""Entry, text as written, text as compared."""


def find_twins(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Report equal wordings (blocking) and near-duplicates of different entries (not blocking)."""
    wordings = [
        (entry.id, text, _key(text))
        for entry in entries
        for text in (entry.question, *entry.phrasings)
    ]
    yield from _equal(wordings)
    yield from _alike(wordings)


def wordings_of(entries: Iterable[Entry]) -> dict[str, frozenset[EntryId]]:
    """Tell for each wording, in the form in which they are compared, whose it is."""
    found: defaultdict[str, set[EntryId]] = defaultdict(set)
    for entry in entries:
        for text in (entry.question, *entry.phrasings):
            found[_key(text)].add(entry.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def find_twins_of(entry: Entry, taken: Mapping[str, frozenset[EntryId]]) -> Iterator[Finding]:
    """Report the wordings of one entry that stand in it twice, or in another entry too."""
    own = [(entry.id, text, _key(text)) for text in (entry.question, *entry.phrasings)]
    yield from _equal(own)
    for _, text, key in own:
        for other in sorted(taken.get(key, frozenset()) - {entry.id})[:1]:
            yield _twin(entry.id, text, other)


def _key(text: str) -> str:
    return " ".join(tokens(fold(text)))


def _equal(wordings: Iterable[_Wording]) -> Iterator[Finding]:
    first: dict[str, EntryId] = {}
    for entry, text, key in wordings:
        if key in first:
            yield _twin(entry, text, first[key])
        first.setdefault(key, entry)


def _twin(entry: EntryId, text: str, other: EntryId) -> Finding:
    place = "this entry" if other == entry else other
    return Finding("G13", entry, 0, f'"{text}" stands in {place} too', "keep it in one place")


def _alike(wordings: Sequence[_Wording]) -> Iterator[Finding]:
    """Compare only wordings that share one of their two rarest words (a shelf each)."""
    words = [frozenset(key.split()) for _, _, key in wordings]
    count = Counter(word for each in words for word in each)
    shelves: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(words):
        for word in sorted(each, key=lambda word: (count[word], word))[:2]:
            shelves[word].append(at)
    seen: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        if len(shelf) > _LARGEST_BLOCK:
            continue
        for pair in combinations(shelf, 2):
            if pair not in seen and _near(wordings[pair[0]], wordings[pair[1]]):
                seen.add(pair)
                (one, text, _), (two, other, _) = wordings[pair[0]], wordings[pair[1]]
                yield Finding(
                    "G13", one, 0, f'"{text}" is nearly "{other}" in {two}',
                    "make them differ, or leave one out", blocks=False,
                )  # fmt: skip


def _near(one: _Wording, two: _Wording) -> bool:
    """Tell whether two wordings differ by no word of meaning: in order, ending or spelling only."""
    if one[0] == two[0] or one[2] == two[2]:
        return False
    if Indel.normalized_similarity(one[2], two[2], score_cutoff=ALIKE) < ALIKE:
        return False
    words, others = set(one[2].split()), set(two[2].split())
    changed = [word for word in words ^ others if word not in COMMON or word in NEGATIONS]
    return len({stem(word) for word in changed}) <= len(changed) // 2
