"""Which of many expressions occur in a text, told word by word.

What lies within one word is sought in that word alone, and the finding is remembered: a text of
words seen before costs a look-up a word. What spans several words is tried only where words that it
needs occur. (One automaton over whole texts has a state for nearly every set of words met so far;
for 800 expressions it took 80 MiB, and ten times as long for a text it had not seen.)
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import re2

from bot.core.patterns import Groups, alternatives, options, required

REMEMBERED = 8_000
"""Words whose findings are remembered; then all are forgotten."""

_MOST = 2  # groups of words that a phrase asks for
_ITEM = re.compile(r"\\.|\[\^?.[^\]]*\]|\{[^}]*\}|\((?:\?:)?|\)| [?*+{]?|.", re.DOTALL)
_DEPTH = {"(": 1, "(?:": 1, ")": -1}
_SPANS = re.compile(r"[ \n.$^]|\\[nsWD]|\[\^")
_ESCAPED = re.compile(r"\\[.$^]|\[[^\]^ ][^\] ]*\]")
_FIGURE = re.compile(r"(?:\\b)?\\d(?![?*]|\{0)")
_LETTERS = re.compile(r"[^\W\d_]+")


class Search:
    """One expression, compiled at its first use.

    A set of one is the fastest way into RE2: it answers in half the time of a compiled pattern.
    """

    compiled = 0
    """How many were compiled so far; compiling does not count against a question's time."""

    def __init__(self, expression: Callable[[], str]) -> None:
        self._expression = expression

    @cached_property
    def match(self) -> Callable[[bytes], list[int]]:
        """Search a text; the answer is empty where nothing matches."""
        found = re2.Set.SearchSet(options())
        found.Add(self._expression().encode())
        found.Compile()
        Search.compiled += 1
        return found.Match  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An expression of several words: tried where all bits of `needed` are set, it sets `bits`."""

    needed: int
    bits: int
    search: Search


class Occurrences:
    """Many expressions, each a bit. `spans` remembers the words that phrases need, for a start."""

    def __init__(self, spans: dict[str, Groups]) -> None:
        self._spans = spans
        self._added = 0
        self._groups: dict[tuple[str, ...], int] = {}
        self._words: dict[str, int] = {}
        self._phrases: dict[str, int] = {}
        self._implied: dict[int, int] = {}
        self._seen: dict[bytes, tuple[int, int]] = {}

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

    def compile(self) -> None:
        """Close the list; nothing can be added any more."""
        tried: list[_Phrase] = []
        self._tried_by: dict[int, int] = {}
        everywhere: dict[str, int] = {}
        for phrase, bits in self._phrases.items():
            groups = [self._group(words) for words in self._needed(phrase)]
            if groups:
                key = groups[0].bit_length() - 1
                self._tried_by[key] = self._tried_by.get(key, 0) | 1 << len(tried)
                search = Search(partial(str, phrase))
                tried.append(_Phrase(sum(set(groups)), self._with_implied(bits), search))
            else:
                everywhere[phrase] = bits
        self._tried = tuple(tried)
        self._in_words = self._set(self._words)
        self._everywhere = self._set(everywhere)

    def _needed(self, phrase: str) -> Groups:
        if phrase not in self._spans:
            self._spans[phrase] = needed_words(phrase)
        return self._spans[phrase]

    def _group(self, words: tuple[str, ...]) -> int:
        """Give the bit of a group of words, any of which has to occur."""
        if words not in self._groups:
            self._groups[words] = self.add(words)
        return self._groups[words]

    def _with_implied(self, bits: int) -> int:
        for number in numbers(bits):
            bits |= self._implied.get(number, 0)
        return bits

    def _set(self, expressions: dict[str, int]) -> Callable[[bytes], int]:
        found = re2.Set.SearchSet(options())
        for each in expressions:
            found.Add(each.encode())
        found.Compile()
        bits = [self._with_implied(each) for each in expressions.values()]

        def search(text: bytes) -> int:
            mask = 0
            for member in found.Match(text) or ():
                mask |= bits[member]
            return mask

        return search if bits else lambda _: 0

    def found(self, text: bytes, wanted: int = -1) -> int:
        """Give the bits of what occurs in a text; phrases that set none `wanted` are left out."""
        mask = self._everywhere(text)
        tried = 0
        for word in text.split():
            bits, phrases = self._seen.get(word) or self._look_up(word)
            mask |= bits
            tried |= phrases
        for number in numbers(tried):
            phrase = self._tried[number]
            if (
                phrase.needed & mask == phrase.needed
                and phrase.bits & wanted & ~mask
                and phrase.search.match(text)
            ):
                mask |= phrase.bits
        return mask

    def _look_up(self, word: bytes) -> tuple[int, int]:
        """Give the bits of what occurs in a word, and the phrases that are tried for it."""
        bits = self._in_words(b" %b " % word)
        tried = 0
        for number in numbers(bits):
            tried |= self._tried_by.get(number, 0)
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen[word] = bits, tried
        return bits, tried


def numbers(bits: int) -> Iterator[int]:
    """Give the places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


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
