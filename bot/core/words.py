"""The closed lexicon that the views' folds consult."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from bot.core.plan import numbers

if TYPE_CHECKING:
    from bot.core.spelling import WordList

BEGINNING = 3
"""Letters by which it is told how long the words are that begin so."""

SHORTER = tuple(range(1, BEGINNING))
"""Lengths of words that are not known by a beginning."""

REMEMBERED = 10_000
"""Words whose repairs, and whose partings, are remembered; then all are forgotten."""

REPEATS = re.compile(r"([a-z])\1+")
"""A letter that is repeated."""


T = TypeVar("T")


def recall(name: str, kept: dict[str, T], make: Callable[[], T], most: int = 0) -> T:
    """Give what was made of a word of late; threads that judge at once share what is kept.

    At `most` names all are forgotten; 0 is REMEMBERED.
    """
    found = kept.get(name)
    if found is None:
        if len(kept) >= (most or REMEMBERED):
            kept.clear()
        found = kept[name] = make()
    return found


@dataclass(frozen=True)
class Words:
    """The closed lexicon of the folds. Everything is plain data, passed in.

    `lookalikes`: character → ASCII it looks like. `known`: words that need no repair.
    `targets`: those of them that a mistyped word may be repaired to. `parts`: words that a run of
    letters may be parted into, with their costs; empty is all, at equal cost.
    """

    lookalikes: dict[str, str] = field(default_factory=dict)
    known: AbstractSet[str] = frozenset()
    targets: frozenset[str] = frozenset()
    parts: dict[str, float] = field(default_factory=dict)

    @cached_property
    def parting(self) -> dict[str, float]:
        """Every word that a run of letters may be parted into, with its cost."""
        return self.parts or dict.fromkeys(self.known, 5.0)

    @cached_property
    def table(self) -> dict[int, str]:
        """`lookalikes` as `str.translate` wants it, with the capitals of those that are small.

        A bar is a small L to Unicode; one whose small letter looks like an I is a capital I.
        """
        pairs = self.lookalikes.items()
        capitals = {ord(big): ascii_ for char, ascii_ in pairs if len(big := char.upper()) == 1}
        bars = {
            ord(char.upper()): "i" for char, ascii_ in pairs if ascii_ == "i" and char.islower()
        }
        return capitals | {ord(char): ascii_ for char, ascii_ in pairs} | bars

    @cached_property
    def repairing(self) -> "WordList":
        """The repair targets, the shortest first, and of equally long ones the commonest."""
        from bot.core.spelling import WordList  # noqa: PLC0415 - imports NumPy, unused by the lint

        cost = self.parting
        return WordList(
            sorted(self.targets, key=lambda word: (len(word), cost.get(word, 99.0), word))
        )

    @cached_property
    def near(self) -> "WordList":
        """Every word that a run may be parted into, to find those near a mistyped one."""
        from bot.core.spelling import WordList  # noqa: PLC0415 - imports NumPy, unused by the lint

        return WordList(self.parting)

    def of_length(self, size: int) -> str:
        """Give all words of so many letters, a line each: targets first, then the commonest."""
        if size not in self._sized:
            found = [word for word in self.parting if len(word) == size]
            found.sort(key=lambda word: (word not in self.targets, self.parting[word], word))
            self._sized[size] = "\n".join(["", *found])
        return self._sized[size]

    @cached_property
    def _sized(self) -> dict[int, str]:
        return {}

    @cached_property
    def repairs(self) -> dict[str, str]:
        """What words of late were repaired to; `wordfolds` fills it."""
        return {}

    @cached_property
    def bases(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """How the characters of texts of late may be read; `views` fills it."""
        return {}

    @cached_property
    def partings(self) -> dict[str, str]:
        """What long words of late were parted into; `parting` fills it."""
        return {}

    @cached_property
    def collapsed(self) -> dict[str, str]:
        """Word without doubled letters → the word, for words that have some."""
        pairs = ((REPEATS.sub(r"\1", word), word) for word in sorted(self.known))
        return {short: word for short, word in pairs if short not in self.known}

    @cached_property
    def longest(self) -> int:
        """Length of the longest word that a run of letters may be parted into."""
        return min(15, max(map(len, self.parting), default=0))

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Tell how long a word may be that a run is parted into, by its beginning."""
        longest, found = self.longest, dict[str, int]()
        for word in self.parting:
            if BEGINNING <= len(word) <= longest:
                begin = word[:BEGINNING]
                found[begin] = found.get(begin, 0) | 1 << len(word)
        listed = {bits: (*SHORTER, *numbers(bits)) for bits in {*found.values()}}  # few differ
        return {begin: listed[bits] for begin, bits in found.items()}

    @property
    def made(self) -> int:
        """Count what was made of the words so far, at its first use."""
        return len(vars(self))
