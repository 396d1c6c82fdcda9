"""Reads letters whose words are hidden, as a person does: by which words follow each other.

A noisy channel (Kernighan, Church, Gale, A Spelling Correction Program Based on a Noisy Channel
Model, 1990): of all ways to read the letters the likeliest are taken, where blanks may lack or
stand too many, signs stand for letters, and letters are mistyped.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.space import BEGIN
from bot.core.usage import Usage
from bot.core.words import Words

READINGS = 4
"""Readings that are given at most."""

_NEAR = 6.0
"""What those may cost more than the best."""

_KEPT = 12
"""Readings of a beginning that are kept."""

_LONGEST = 16
"""Letters of a word."""

_STRANGE, _EACH, _FOREIGN = 12.0, 2.3, 4.0
"""What a word costs that nobody knows, and each letter of it; a letter of another script."""

_ACROSS, _ACROSS_SIGN, _END_AT_SIGN = 5.0, 1.0, 1.0
"""What it costs that a word goes on behind a blank, or a sign, or that it ends at a sign."""

_END = 6.0
"""What it costs that a word ends where neither stands."""

_GLUED, _SCATTERED, _ACROSS_ANY = 8.0, 2.5, 0.1
"""Letters of a word on an average from which on blanks lack, and up to which they mean nothing;
what going on behind one costs then."""

_SLIP, _NOTHING = 7.0, 8.0
"""What a mistyped letter costs, and a sign that stands for none."""

_PARTED = 3
"""Points between letters from which on they part words, not sentences."""

STAR = re.compile(r"(?<=[a-z])[*#%^&~=?]+(?=[-a-z])|(?<=[-a-z])[*#%^&~=]+(?=[a-z])")
"""Signs that stand for a letter each."""

_ANY = "\ue000"  # stands for such a sign; no folded text holds it
_ACROSS_POINTS = re.compile(rf"[a-z](?:(?:[ \-_~·|]{{1,3}}|\.)?[a-z{_ANY}]+)*")
_UP_TO_POINTS = re.compile(rf"[a-z](?:[ \-_~·|]{{0,3}}[a-z{_ANY}]+)*")
"""Letters that are read together: where points part words, and where they end sentences."""

_GAP = re.compile(rf"[^a-z{_ANY}]+")
_POINT = re.compile(r"(?<=\d)_(?=\d)")
_LOOSE = re.compile(r"[-_~·|\s]+|(?<=[.,;:?!])$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_Reading = tuple[float, int | None, str]
"""What it costs, the key of the last word, if that is known, and the words."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters between pauses: what it costs that a word ends at a place, or goes on behind it.

    `end`: what an end costs elsewhere; `is_loose`: blanks mean little.
    """

    letters: str
    ends: dict[int, float]
    across: dict[int, float]
    end: float
    is_loose: bool


class Decipherer:
    """Reads hidden words by a lexicon, and by how words are used."""

    def __init__(self, words: Words, usage: Usage) -> None:
        self._words = words
        self._usage = usage

    def read(self, text: str) -> tuple[list[str], float]:
        """Give the likeliest words of a folded text, and what a letter of the best ones costs."""
        starred = STAR.sub(lambda match: _ANY * len(match[0]), text)
        read, paid, at = [""] * READINGS, 0.0, 0
        stretches = _ACROSS_POINTS if text.count(".") > _PARTED else _UP_TO_POINTS
        for stretch in [*stretches.finditer(starred), None]:
            pause = starred[at : stretch.start()] if stretch else starred[at:]
            paid += _FOREIGN * sum(map(str.isalpha, pause))
            pause = _LOOSE.sub(" ", _POINT.sub(".", pause))
            found = self._readings(_taken_apart(stretch[0])) if stretch else [(0.0, "")]
            paid, at = paid + found[0][0], stretch.end() if stretch else at
            read = [
                f"{before}{pause}{found[min(place, len(found) - 1)][1]}"
                for place, before in enumerate(read)
            ]
        letters = sum(map(str.isalpha, read[0]))
        return list(dict.fromkeys(map(str.strip, read))), paid / max(1, letters)

    def _readings(self, stretch: _Stretch) -> list[tuple[float, str]]:
        """Give the likeliest words of a stretch, the best first.

        Dynamic programming over the end of the last word.
        """
        letters, ends, across = stretch.letters, stretch.ends, stretch.across
        read: list[list[_Reading]] = [[] for _ in range(len(letters) + 1)]
        read[0] = [(0.0, BEGIN, "")]
        for start in range(len(letters)):
            begun = read[start] = _best(read[start])
            further = 0.0
            for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1) if begun else ():
                is_token = start in ends and end in ends and not further
                closing = further + ends.get(end, stretch.end)
                for word, slip in self._candidates(
                    letters[start:end], is_token=is_token, is_loose=stretch.is_loose
                ):
                    read[end].extend(self._longer(begun, word, slip + closing))
                further += across.get(end, 0.0)
        best = sorted(read[-1], key=_order)[:READINGS]
        found = [(cost, words.strip()) for cost, _, words in best if cost < best[0][0] + _NEAR]
        return found or [(math.inf, letters)]

    def _longer(self, begun: list[_Reading], word: str, extra: float) -> Iterator[_Reading]:
        """Give readings that go on by a word."""
        use = self._usage.of(word)
        for cost, before, words in begun:
            price = self._usage.cost(use, before) if use else 0.0
            yield cost + price + extra, use.last if use else None, f"{words} {word}"

    def _candidates(
        self, letters: str, *, is_token: bool, is_loose: bool
    ) -> Iterator[tuple[str, float]]:
        """Give the words that letters may be, with what it costs that they are written so."""
        if _ANY in letters:
            if is_token or (is_loose and _ANY not in (letters[0], letters[-1])):
                yield from self._filled(letters, is_token=is_token)
        elif self._usage.of(letters):
            yield letters, 0.0
        elif len(letters) == 1:
            yield letters, _STRANGE
        elif is_token:
            yield letters, _STRANGE + _EACH * len(letters)
            for word in self._words.near.within(letters, 1):
                yield word, _SLIP

    def _filled(self, letters: str, *, is_token: bool) -> Iterator[tuple[str, float]]:
        """Give the words with letters in the places of the signs, and the one without."""
        bare = letters.replace(_ANY, "")
        if self._usage.of(bare):
            yield bare, _NOTHING
        elif is_token:
            yield bare, _STRANGE + _EACH * len(letters)
        pattern = rf"\n({letters.replace(_ANY, '[a-z]')})(?=\n)"
        found = re.findall(pattern, f"{self._words.of_length(len(letters))}\n")
        if is_token and letters.count(_ANY) == 1:
            found += [letters.replace(_ANY, each) for each in _LETTERS]
        yield from ((word, 0.0) for word in dict.fromkeys(found) if self._usage.of(word))


def is_glued(letters: int, parts: int) -> bool:
    """Tell whether so many letters have too few blanks among them."""
    return letters >= _GLUED * parts


def _taken_apart(text: str) -> _Stretch:
    """Give the letters of a stretch, and where they stand apart."""
    parts = _GAP.split(text)
    letters = "".join(parts)
    across = _ACROSS_ANY if len(letters) <= _SCATTERED * len(parts) else _ACROSS
    end = 0.0 if is_glued(len(letters), len(parts)) else _END
    stretch = _Stretch(letters, {0: 0.0, len(letters): 0.0}, {}, end, across < _ACROSS or not end)
    at = 0
    for part, gap in zip(parts, _GAP.findall(text), strict=False):
        at += len(part)
        is_blank = gap == " "
        stretch.ends[at] = 0.0 if is_blank else _END_AT_SIGN
        stretch.across[at] = across if is_blank else min(across, _ACROSS_SIGN)
    return stretch


def _best(readings: list[_Reading]) -> list[_Reading]:
    """Keep the best readings, and few of each last word."""
    kept: list[_Reading] = []
    ended: Counter[int | None] = Counter()
    for each in sorted(readings, key=_order):
        ended[each[1]] += 1
        if ended[each[1]] <= READINGS:
            kept.append(each)
            if len(kept) == _KEPT:
                break
    return kept


def _order(reading: _Reading) -> tuple[float, str]:
    return reading[0], reading[2]
