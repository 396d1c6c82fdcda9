"""Draws up which expressions are sought, and the words that those of several words need."""

import re
from collections.abc import Iterable

from bot.core.patterns import Groups, alternatives, required
from bot.core.plan import Expressions, numbers

_MOST = 2  # groups of words that a phrase asks for
_ITEM = re.compile(r"\\.|\[\^?.[^\]]*\]|\{[^}]*\}|\((?:\?:)?|\)| [?*+{]?|.", re.DOTALL)
_DEPTH = {"(": 1, "(?:": 1, ")": -1}
_SPANS = re.compile(r"[ \n.$^]|\\[nsWD]|\[\^")
_ESCAPED = re.compile(r"\\[.$^]|\[[^\]^ ][^\] ]*\]")
_FIGURE = re.compile(r"(?:\\b)?\\d(?![?*]|\{0)")
_LETTERS = re.compile(r"[^\W\d_]+")


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
        for each in expressions:
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

    def close(self) -> Expressions:
        """Give all that was added as plain values; nothing can be added any more."""
        phrases = tuple(
            (phrase, tuple(map(self._group, needed_words(phrase))), self._with_implied(bits))
            for phrase, bits in self._phrases.items()
        )  # which adds the groups to the words
        words = tuple((word, self._with_implied(bits)) for word, bits in self._words.items())
        return Expressions(words, phrases)

    def _group(self, words: tuple[str, ...]) -> int:
        """Give the number of a group of words, any of which has to occur."""
        if words not in self._groups:
            self._groups[words] = self.add(words).bit_length() - 1
        return self._groups[words]

    def _with_implied(self, bits: int) -> tuple[int, ...]:
        implied = bits
        for number in numbers(bits):
            implied |= self._implied.get(number, 0)
        return tuple(numbers(implied))


def is_word(expression: str) -> bool:
    """Tell whether all that an expression matches lies in one word and the blanks beside it."""
    inner = expression.removeprefix(" ").removesuffix(" ")
    return bool(inner) and not _SPANS.search(_ESCAPED.sub("", inner))


def needed_words(phrase: str) -> Groups:
    """Name the words that occur wherever an expression matches: every group, any member of it."""
    parts = _split(phrase)
    groups: list[tuple[str, ...]] = []
    for place, part in enumerate(parts):
        word = f"{' ' * (place > 0)}{part}{' ' * (place < len(parts) - 1)}"
        if part and is_word(word):
            groups.append((word,))
        elif inner := [*filter(None, map(_within, required(part)))]:
            groups += inner
        elif _FIGURE.match(part):
            groups.append((r"\d",))
    return tuple(sorted(groups, key=_shortest, reverse=True)[:_MOST])


def _split(phrase: str) -> list[str]:
    """Split at the blanks that stand in no group and no class and have to be there."""
    parts, depth = [""], 0
    for item in _ITEM.findall(phrase):
        depth += _DEPTH.get(item, 0)
        if item == " " and depth == 0:
            parts.append("")
        else:
            parts[-1] += item
    return parts


def _within(members: tuple[str, ...]) -> tuple[str, ...]:
    """Bring the members of a group down to words; none when one of them needs none."""
    words: list[str] = []
    for member in members:
        if is_word(member):
            words.append(member)
        elif groups := needed_words(member):
            words += groups[0]
        else:
            return ()
    return tuple(words)


def _shortest(words: tuple[str, ...]) -> int:
    """Count the letters of the shortest word: the more, the rarer."""
    runs = (_LETTERS.findall(each) for word in words for each in alternatives(word))
    return min(max(map(len, found), default=0) for found in runs)
