"""Where a sentence may have been put together of two: what was written apart never softens it.

Two messages joined by a blank have no sign between them. A seam shows all the same: the word before
it ends texts, the one behind begins them, and the two do not follow each other elsewhere. How often
words do that, the texts tell that the sentinel learned from.
"""

import math
import re
from collections.abc import Iterator, Sequence
from operator import mul
from typing import NamedTuple

from bot.core.converse import sentences
from bot.core.keys import key_of_pair
from bot.core.pieces import AUXILIARY, WH, bare
from bot.core.space import BEGIN, END, LogCounts, Space, key_of_meaning
from bot.core.text import Analyser

LEAST = 1.2
"""Score from which a seam is likely: 7 of 100 questions have one, and 6 of 10 true seams are found.

Fitted, as the weights are, by `python -m tests.benchmarks.seams`.
"""

WEIGHTS = BEGINS, ENDS, *_ = 1.3, 1.0, -1.2, 6.0, 2.6, 1.05
"""What each of the `signs` counts for: the word behind begins texts, the one before ends them, they
follow each other, a capital, another tongue, and how much stands on either side."""

FLOOR = -6.0
"""What the first two signs give together, at least, where a seam can be."""

MOST = 2
"""Seams of one sentence at which it is taken apart, the likeliest ones."""

REMEMBERED = 20_000
"""Words of which it is remembered how they stand in texts."""

_LENGTH = 9  # words of a text, on an average
_NEAR = 3  # words on either side that tell the language
_FAR = 8  # words from which on a half is as good as any
_WORD = re.compile(r"\S+")
_SPOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


class _Word(NamedTuple):
    """How a word stands in texts.

    `first`, `last`: keys of its stems, 0 for none, and the logarithms of how many texts hold them;
    `begins`, `ends`: of the share that they begin or end.
    """

    first: int
    last: int
    held_first: float
    held_last: float
    begins: float
    ends: float
    is_strange: bool
    is_capital: bool
    is_raised: bool
    runs_on: bool
    bare: str


class Seams:
    """Finds seams by the words of a trained space."""

    def __init__(self, space: Space, analyser: Analyser) -> None:
        self._analyser = analyser
        self._counts = LogCounts(space)
        self._all = self._counts.texts + math.log(_LENGTH)
        self._words: dict[str, _Word] = {}

    def halves(self, text: str) -> Iterator[str]:
        """Give what stands before and behind each likely seam, in its sentence and in all."""
        begin = 0
        for sentence in sentences(text):
            begin = text.index(sentence, begin)
            for at in self._seams(sentence):
                yield from (sentence[:at].strip(), sentence[at:])
                yield from (text[: begin + at].strip(), text[begin + at :])

    def _seams(self, sentence: str) -> list[int]:
        """Give where in a sentence another one seems to begin, the likeliest places first."""
        found = list(_WORD.finditer(sentence))
        words = [each[0] for each in found]
        likely = [(score, at) for at, score in self.scores(words) if score > LEAST]
        return [found[at].start() for _, at in sorted(likely, reverse=True)[:MOST]]

    def scores(self, words: Sequence[str]) -> Iterator[tuple[int, float]]:
        """Give each place where a seam can be, with how likely it is one."""
        for at, signs in self.signs(words):
            yield at, sum(map(mul, WEIGHTS, signs))

    def signs(self, written: Sequence[str]) -> Iterator[tuple[int, tuple[float, ...]]]:
        """Give each place between words where a seam can be, with what speaks for it."""
        words = [self._words.get(each) or self._look(each) for each in written]
        raised = sum(each.is_raised for each in words) / (len(words) or 1)
        for at in range(1, len(words)):
            before, after = words[at - 1], words[at]
            if BEGINS * after.begins + ENDS * before.ends < FLOOR or before.runs_on:
                continue
            if after.bare in AUXILIARY and _is_unfinished(words[:at]):
                continue
            left, right = _strange(words[max(0, at - _NEAR) : at]), _strange(words[at : at + _NEAR])
            yield (
                at,
                (
                    after.begins,
                    before.ends,
                    self._follows(before, after),
                    after.is_capital * (1 - max(left, right)) - raised,
                    abs(left - right),
                    math.log(min(at, _FAR) * min(len(words) - at, _FAR)),
                ),
            )

    def _follows(self, before: _Word, after: _Word) -> float:
        """Tell how much oftener two words follow each other than by chance."""
        if not before.last or not after.first:
            return 0.0
        chance = before.held_last + after.held_first - self._all
        return self._counts.of(key_of_pair(before.last, after.first)) - math.log1p(math.exp(chance))

    def _look(self, text: str) -> _Word:
        """Look up how a word stands in texts."""
        if len(self._words) >= REMEMBERED:
            self._words.clear()
        stems = ["0" if stem[0].isdigit() else stem for stem in self._analyser.stems_of(text)]
        first, last = (key_of_meaning(stems[at]) if stems else 0 for at in (0, -1))
        held_first, held_last = self._counts.of(first), self._counts.of(last)
        spoken = _SPOKEN.findall(text)
        name = spoken[0] if spoken else ""
        found = self._words[text] = _Word(
            first,
            last,
            held_first,
            held_last,
            _share(self._counts.of(key_of_pair(BEGIN, first)), held_first),
            _share(self._counts.of(key_of_pair(last, END)), held_last),
            any(word.lower() not in self._analyser.english for word in spoken),
            name[:1].isupper() and name[1:].islower() and name[1] not in "'\u2019",
            text[0].isupper(),
            text[-1] in ",;:",
            bare(text),
        )
        return found


def _is_unfinished(words: list[_Word]) -> bool:
    """Tell whether a question waits for its verb: "which dose of it | does the study name"."""
    said = {each.bare for each in words}
    return bool(said & WH) and not said & AUXILIARY


def _share(those: float, all_: float) -> float:
    """Give the logarithm of a share; a small one for a word that is hardly known."""
    return math.log((math.exp(those) - 0.9) / (math.exp(all_) + 1))


def _strange(words: list[_Word]) -> float:
    """Give the share of words that are not English."""
    return sum(each.is_strange for each in words) / len(words)
