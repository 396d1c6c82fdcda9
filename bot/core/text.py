"""Text to words: stems, vocabulary and the repair of misspelt words.

Stems: Porter2 (https://snowballstem.org/algorithms/english/stemmer.html).
Repair: figures for letters, and the nearest word of a closed list.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import NamedTuple

import Stemmer

from bot.core.english import English
from bot.core.model import Vocabulary
from bot.core.spelling import SHORTEST, Spelling, skeleton
from bot.core.terms import Terms, beginnings
from bot.core.tokens import fold, tokens

_FIGURES_FOR_LETTERS = str.maketrans("013457", "oleast")
_CJK = re.compile(r"[\u3400-\u9fff]+")
_STRETCHED = re.compile(r"(.)\1{2,}")

REMEMBERED = 50_000
"""Words whose stems and repairs are remembered."""

COMMONER = 10
"""How many times as often as a slip of the pen a pack says the word that is meant."""

RECENT = 16
"""Readings that are remembered."""


def squash(word: str) -> str:
    """Bring letters that are repeated for emphasis (`soooo`) down to two."""
    return _STRETCHED.sub(r"\1\1", word)


class Reading(NamedTuple):
    """What the analyser made of a text.

    `words` are canonical; `stems` run parallel to them; `concepts` are added meanings;
    `unknown` are words that the pack does not hold; `outside` are topics out of scope;
    `repairs` are pairs (as written, as read).
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    concepts: tuple[str, ...]
    unknown: tuple[str, ...]
    outside: tuple[str, ...]
    repairs: tuple[tuple[str, str], ...]


def fold_terms(vocabulary: Vocabulary) -> Terms:
    """Fold a vocabulary for look-up; takes some 50 ms for 10,000 terms."""
    aliases = {_spaced(term): word for term, word in vocabulary.aliases.items()}
    outside = {_spaced(term): topic for term, topic in vocabulary.out_of_scope.items()}
    stem = Stemmer.Stemmer("english").stemWord
    return Terms(
        aliases,
        outside,
        beginnings([*aliases, *outside]),
        {fold(word): meaning for word, meaning in vocabulary.translations.items()},
        {stem(fold(word)): concept for word, concept in vocabulary.concepts.items()},
        frozenset(map(fold, vocabulary.common)),
        vocabulary.contrasts,
        frozenset(map(fold, vocabulary.pointing)),
    )


def _spaced(term: str) -> str:
    return " ".join(tokens(fold(term)))


class Analyser:
    """Reads questions and phrasings alike, with the words of one pack at hand."""

    def __init__(
        self,
        terms: Terms,
        english: English,
        counts: Mapping[str, int],
        stems: frozenset[str] | None = None,
    ) -> None:
        """Take the words of one pack; `counts` tells how often it says each, `stems` are theirs."""
        self.english = english
        self._stemmer = Stemmer.Stemmer("english")
        self._stems: dict[str, str] = {}
        self._recent: dict[str, Reading] = {}
        self._mended: dict[str, str] = {}
        self._terms = terms
        self._counts = counts
        self.stems = frozenset(self._stemmer.stemWords(list(counts))) if stems is None else stems

    @classmethod
    def count(cls, terms: Terms, english: English, texts: Iterable[str]) -> dict[str, int]:
        """Count the canonical words of a pack's texts."""
        reader = cls(terms, english, {})
        return dict(Counter(word for text in texts for word in reader.canonical(text)))

    def with_words(self, gained: Mapping[str, int], lost: Mapping[str, int]) -> "Analyser":
        """Give an analyser for a pack that says some words more often, others less."""
        new = {word: n for word, n in gained.items() if word not in self._counts}
        known = ((word, n) for word, n in lost.items() if word in self._counts)
        left = {word for word, n in known if self._counts[word] + gained.get(word, 0) <= n}
        fresh = copy(self)
        if not new and not left:
            return fresh
        counts = dict(self._counts)
        for word in left:
            del counts[word]
        counts |= new
        stems = self.stems.union(map(self.stem, new))
        if left:
            stems = frozenset(map(self.stem, counts))
        vars(fresh).update(_counts=counts, stems=stems, _recent={}, _mended={})
        vars(fresh).pop("_spelling", None)
        return fresh

    def canonical(self, text: str) -> list[str]:
        """Give the words of a text after aliases and translations, unrepaired."""
        return self._terms.translate(self._split(fold(text)))

    def english_of(self, text: str) -> list[str]:
        """Give the words of a foreign text that the pack knows; none where no word is foreign."""
        raw = self._split(fold(text))
        if self._terms.translations.keys().isdisjoint(raw):
            return []
        return [word for word in self._terms.translate(raw) if self.knows(word)]

    def stem(self, word: str) -> str:
        """Give the Porter2 stem of one word."""
        found = self._stems.get(word)
        if found is None:
            if len(self._stems) >= REMEMBERED:
                self._stems.clear()
            found = self._stems[word] = self._stemmer.stemWord(word)
        return found

    def knows(self, word: str) -> bool:
        """Tell whether the pack's texts hold the word in any inflection."""
        return self.stem(word) in self.stems

    def is_field(self, word: str) -> bool:
        """Tell whether a lower-case word is one of the field: the pack's own, an alias, slang.

        So are words parted by a blank that are a term together.
        """
        terms = self._terms
        is_term = word in terms.aliases or word in terms.outside
        return is_term or self.knows(word) or terms.spells(word)

    def concept_of(self, stem: str) -> str | None:
        """Give the concept that a stem belongs to, if any."""
        return self._terms.concepts.get(stem)

    def contrast_of(self, word: str) -> str:
        """Give the group of contrasting concepts that a word as written belongs to, or empty."""
        concepts, contrasts = self.read(word).concepts, self._terms.contrasts
        return next((contrasts[each] for each in concepts if each in contrasts), "")

    def is_common(self, word: str) -> bool:
        """Tell whether the word carries no topic of its own."""
        return word in self._terms.common

    def only_points(self, text: str) -> bool:
        """Tell whether a text only points at what was said or shown: "no, none of these"."""
        words = self.read(text).words
        return bool(words) and self._terms.pointing.issuperset(words)

    def sides_of(self, text: str) -> frozenset[tuple[str, str]]:
        """Give the contrasting concepts that a text names, each with its group."""
        named = (each for each in self.read(text).concepts if each in self._terms.contrasts)
        return frozenset((self._terms.contrasts[each], each) for each in named)

    def read(self, text: str) -> Reading:
        """Analyse a question or phrasing; the last few are remembered, one message asks often."""
        found = self._recent.get(text)
        if found is None:
            if len(self._recent) >= RECENT:
                self._recent.clear()
            found = self._recent[text] = self._analyse(text)
        return found

    def stems_of(self, text: str) -> list[str]:
        """Give the stems of a text as `read` does, which remembers whole questions."""
        return [self.stem(word) for word in self._terms.translate(self._mended_words(text)[0])]

    def _mended_words(self, text: str) -> tuple[list[str], list[tuple[str, str]]]:
        """Give the words of a text, and which were mended."""
        raw = self._split(fold(text))
        repairs = []
        for at, word in enumerate(raw):
            mended = self._mend(word)
            if mended != word:
                repairs.append((word, mended))
                raw[at] = mended
        return raw, repairs

    def _analyse(self, text: str) -> Reading:
        raw, repairs = self._mended_words(text)
        outside = self._terms.topics(raw)
        words = self._terms.translate(raw)
        stems = tuple(map(self.stem, words))
        concepts_of = self._terms.concepts
        concepts = dict.fromkeys([concepts_of[s] for s in stems if s in concepts_of])
        new = [] if self.stems.issuperset(stems) else zip(words, stems, strict=True)
        unknown = tuple(
            word
            for word, stem in new
            if stem not in self.stems and word not in self._terms.common and not word.isdigit()
        )
        return Reading(tuple(words), stems, tuple(concepts), unknown, outside, tuple(repairs))

    def _split(self, folded: str) -> list[str]:
        found = tokens(folded)
        all_of_it = " ".join(found)
        is_han = not all_of_it.isascii() and _CJK.search(all_of_it)
        if not is_han and not _STRETCHED.search(all_of_it):
            return found
        words: list[str] = []
        for token in found:
            if _CJK.search(token):
                words.extend(self._han.findall(token))
            else:
                words.append(squash(token))
        return words

    def _mend(self, word: str) -> str:
        """Repair a word; what it came to is remembered."""
        found = self._mended.get(word)
        if found is None:
            if len(self._mended) >= REMEMBERED:
                self._mended.clear()
            found = self._mended[word] = self._repair(word)
        return found

    def _repair(self, word: str) -> str:
        """Mend a word that nobody knows: figures for letters, or the nearest spelling."""
        if not word.isalpha() and word.isalnum() and not word.isdigit():
            plain = word.translate(_FIGURES_FOR_LETTERS)
            return plain if not self._is_spelt(word) and self._is_spelt(plain) else word
        if len(word) < SHORTEST or not word.isalpha() or self._is_spelt(word):
            return word
        return self._spelling.nearest(word) or word

    @cached_property
    def _han(self) -> re.Pattern[str]:
        return _han_pattern(self._terms.translations)

    @cached_property
    def _spelling(self) -> Spelling:
        """The closed word list of the repair; made when the first unknown word turns up."""
        return self._list_of({*self._counts, *self._terms.spelt()})

    def _list_of(self, words: Iterable[str]) -> Spelling:
        return Spelling(sorted(words, key=lambda word: (-self._counts.get(word, 0), word)))

    def slips(self) -> set[str]:
        """Find the words of the pack that are misspelt: unknown, and alike a far commoner one."""
        counts, spelt = self._counts, self._terms.spelt()
        known = {word for word in counts if word in self.english or word in spelt}
        words = self._list_of(known)
        odd = [word for word in counts if word not in known and word.isalpha()]
        meant = {word: words.nearest(word) or "" for word in odd if len(word) >= SHORTEST}
        return {
            word
            for word, other in meant.items()
            if counts.get(other, 0) >= COMMONER * counts[word]
            and other in self.english
            and skeleton(word) == skeleton(other)
        }

    def _is_spelt(self, word: str) -> bool:
        return self.stem(word) in self.stems or self._terms.spells(word) or word in self.english


def _han_pattern(translations: Mapping[str, str]) -> re.Pattern[str]:
    """Longest known word first, else one character: Chinese is written without spaces."""
    known = sorted((w for w in translations if _CJK.fullmatch(w)), key=len, reverse=True)
    return re.compile("|".join([*known, r"[^\W\u3400-\u9fff]+", "."]))
