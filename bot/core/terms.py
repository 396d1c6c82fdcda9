"""The vocabulary, folded and ready for look-up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

LONGEST = 4
"""Most words of a term; longer ones are not found."""


@dataclass(frozen=True)
class Terms:
    """The terms of a pack.

    `aliases`, `outside`: words parted by blanks → canonical words, or the topic out of scope.
    `beginnings`: first word of those → most words that one of them has. `translations`: word →
    English words; `concepts`: stem → concept; `contrasts`: concept → group. `common`: words that
    carry no topic; `pointing`: those that only point.
    """

    aliases: Mapping[str, str]
    outside: Mapping[str, str]
    beginnings: Mapping[str, int]
    translations: Mapping[str, str]
    concepts: Mapping[str, str]
    common: frozenset[str]
    contrasts: Mapping[str, str]
    pointing: frozenset[str]

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The words that aliases and topics out of scope are made of."""
        return frozenset(word for key in (*self.aliases, *self.outside) for word in key.split(" "))

    def spells(self, word: str) -> bool:
        """Tell whether a term is made of a word."""
        return word in self.common or word in self.translations or word in self._parts

    def spelt(self) -> set[str]:
        """Give all words that a term is made of."""
        return {*self._parts, *self.common, *self.translations}

    @cached_property
    def _first_of_outside(self) -> frozenset[str]:
        """The words that a topic out of scope begins with."""
        return frozenset(term.partition(" ")[0] for term in self.outside)

    def translate(self, raw: Sequence[str]) -> list[str]:
        """Give the canonical words; of terms that begin at the same word the longest counts."""
        beginnings, translations = self.beginnings, self.translations
        words: list[str] = []
        begin = 0
        for at, word in enumerate(raw):
            if at < begin:
                continue
            alias, length = self._alias(raw, at) if word in beginnings else (None, 1)
            begin = at + length
            if alias is not None:
                words.extend(alias.split())
            elif word in translations:
                words.extend(translations[word].split())
            else:
                words.append(word)
        return words

    def _alias(self, raw: Sequence[str], at: int) -> tuple[str | None, int]:
        """Give what the longest term that begins at a word stands for, and its words."""
        for length in range(self._reach(raw, at), 0, -1):
            alias = self.aliases.get(" ".join(raw[at : at + length]))
            if alias is not None:
                return alias, length
        return None, 1

    def topics(self, raw: Sequence[str]) -> tuple[str, ...]:
        """Give the topics out of scope that are named."""
        found: dict[str, None] = {}
        begins = self._first_of_outside
        for at in [at for at, word in enumerate(raw) if word in begins]:
            for length in range(1, self._reach(raw, at) + 1):
                topic = self.outside.get(" ".join(raw[at : at + length]))
                if topic is not None:
                    found[topic] = None
        return tuple(found)

    def _reach(self, raw: Sequence[str], at: int) -> int:
        return min(self.beginnings.get(raw[at], 0), len(raw) - at)


def beginnings(keys: Iterable[str]) -> dict[str, int]:
    """Tell for each first word the most words of a term, within `LONGEST`."""
    found: dict[str, int] = {}
    for key in keys:
        first = key.partition(" ")[0]
        length = key.count(" ") + 1
        if found.get(first, 0) < length <= LONGEST:
            found[first] = length
    return found
