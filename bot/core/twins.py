"""G13: no question or phrasing stands in two places, and near-duplicates are shown.

Wordings are put together by what they have in common, so the work grows with their number and not
with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from bot.core.finding import Finding
from bot.core.lexicon import NEGATIONS
from bot.core.model import Entry, EntryId
from bot.core.tokens import fold, tokens
from bot.core.wording import COMMON, stem

SMALL = COMMON - NEGATIONS
"""Words that two wordings may differ by and ask the same."""

ALIKE = 0.93
"""Above this share of equal characters two wordings of different entries are near-duplicates."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question or phrasing: as written, and as compared.

    `gist`: the stems of its words of meaning, sorted; endings and small words are left out.
    """

    entry: EntryId
    text: str
    key: str
    gist: str


class Wordings:
    """Wordings by their form and by their gist; entries are added one by one."""

    def __init__(self) -> None:
        self.equal: defaultdict[str, list[Wording]] = defaultdict(list)
        self.alike: defaultdict[str, list[Wording]] = defaultdict(list)

    def add(self, wordings: Iterable[Wording]) -> None:
        """Take in the question and the phrasings of an entry."""
        for each in wordings:
            self.equal[each.key].append(each)
            self.alike[each.gist].append(each)


def find_twins(wordings: Iterable[Wording], known: Wordings) -> Iterator[Finding]:
    """Report the wordings of an entry that stand twice (blocking) or nearly so in another one.

    `known` may hold the entry itself, or an older form of it.
    """
    own: set[str] = set()
    for each in wordings:
        if each.key in own:
            yield _twin(each, "this entry")
        own.add(each.key)
        equal = known.equal.get(each.key, ())
        others = [other.entry for other in equal if other.entry != each.entry]
        if others:
            yield _twin(each, min(others))
        else:
            yield from _near(each, known)


def read_wordings(entry: Entry) -> Iterator[Wording]:
    """Give the question and the phrasings of an entry as they are compared."""
    for text in (entry.question, *entry.phrasings):
        words = tokens(fold(text))
        gist = {stem(word) for word in words if word not in SMALL}
        yield Wording(entry.id, text, " ".join(words), " ".join(sorted(gist)))


def _twin(each: Wording, place: str) -> Finding:
    text = f'"{each.text}" stands in {place} too'
    return Finding("G13", each.entry, 0, text, "keep it in one place")


def _near(each: Wording, known: Wordings) -> Iterator[Finding]:
    """Find wordings that differ by no word of meaning: in order, ending or small words only."""
    for other in known.alike.get(each.gist, ()):
        if other.entry != each.entry and _alike(each.key, other.key):
            text = f'"{each.text}" is nearly "{other.text}" in {other.entry}'
            hint = "make them differ, or leave one out"
            yield Finding("G13", each.entry, 0, text, hint, blocks=False)


def _alike(one: str, two: str) -> bool:
    return Indel.normalized_similarity(one, two, score_cutoff=ALIKE) >= ALIKE
