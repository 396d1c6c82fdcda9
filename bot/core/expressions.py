"""Draws up which expressions are sought, and the words that those of several words need."""

import re
from collections.abc import Iterable
from itertools import accumulate, chain

from bot.core.literals import gather, texts_of
from bot.core.needs import Groups, needs, telling
from bot.core.patterns import alternatives, reaches_beyond
from bot.core.plan import Expressions, Numbers, numbers

_MOST = 2  # groups of words that a phrase asks for
_SPANS = re.compile(r"[ \n.$^]|\\[nsWD]|\[\^")
_ESCAPED = re.compile(r"\\[.$^]|\[[^\]^ ][^\] ]*\]")
_ITEM = re.compile(r"\\.|\[\^?.[^\]]*\]|[()]", re.DOTALL)
_DEPTH = {"(": 1, ")": -1}
_GROUP = re.compile(r"((?:\\b)?)\(\?:(.*)\)((?:\\b)?)", re.DOTALL)


class ExpressionList:
    """Many expressions, each a bit."""

    def __init__(self) -> None:
        self._added = 0
        self._groups: dict[tuple[str, ...], int] = {}
        self._words: dict[str, int] = {}
        self._phrases: dict[str, int] = {}
        self._implied: dict[int, int] = {}

    def add(self, expressions: Iterable[str]) -> int:
        """Give a bit that is set where any of the expressions occurs."""
        bit = self._next()
        for each in chain.from_iterable(map(_spread, expressions)):
            of_kind = self._words if is_word(each) else self._phrases
            of_kind[each] = of_kind.get(each, 0) | bit
        return bit

    def imply(self, mask: int) -> int:
        """Give a bit that is set where any bit of a mask is."""
        bit = self._next()
        for number in numbers(mask):
            self._implied[number] = self._implied.get(number, 0) | bit
        return bit

    def _next(self) -> int:
        self._added += 1
        return 1 << self._added - 1

    def close(self, asked: int = -1) -> Expressions:
        """Give all that was added as plain values; nothing can be added any more.

        `asked`: the bits that anybody asks for.
        """
        phrases = tuple(
            (
                phrase,
                tuple(map(self._group, needed_words(phrase))),
                self._with_implied(bits, asked),
            )
            for phrase, bits in self._phrases.items()
        )  # which adds the groups to the words
        asked |= sum(1 << number for number in self._groups.values())
        words = [(word, self._with_implied(bits, asked)) for word, bits in self._words.items()]
        literals = [(texts_of(word), numbers_) for word, numbers_ in words]
        others = [pair for pair, (texts, _) in zip(words, literals, strict=True) if not texts]
        beyond = tuple(at for at, (each, *_) in enumerate(phrases) if reaches_beyond(each))
        return Expressions(gather(literals), tuple(others), phrases, beyond)

    def _group(self, words: tuple[str, ...]) -> int:
        """Give the number of a group of words, any of which has to occur."""
        if words not in self._groups:
            self._groups[words] = self.add(words).bit_length() - 1
        return self._groups[words]

    def _with_implied(self, bits: int, asked: int) -> Numbers:
        implied = bits
        for number in numbers(bits):
            implied |= self._implied.get(number, 0)
        return tuple(numbers(implied & asked))


def is_word(expression: str) -> bool:
    """Tell whether all that an expression matches lies in one word and the blanks beside it."""
    inner = expression.removeprefix(" ").removesuffix(" ")
    return bool(inner) and not _SPANS.search(_ESCAPED.sub("", inner))


def needed_words(phrase: str) -> Groups:
    """Name the words that occur wherever an expression matches: the most telling groups of them."""
    return tuple(sorted(needs(phrase), key=telling, reverse=True)[:_MOST])


def _spread(expression: str) -> list[str]:
    """Give the alternatives of an expression that is one group, else the expression itself."""
    whole = _GROUP.fullmatch(expression)
    if whole is None or not _is_nested(whole[2]):
        return [expression]
    parts = alternatives(whole[2])
    return [each for part in parts for each in _spread(f"{whole[1]}{part}{whole[3]}")]


def _is_nested(inner: str) -> bool:
    """Tell whether no bracket closes a group that was not opened within."""
    signs = (_DEPTH.get(item, 0) for item in _ITEM.findall(inner))
    return all(depth >= 0 for depth in accumulate(signs))
