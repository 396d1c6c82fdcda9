"""Which of many expressions occur in a text, told word by word.

What lies within one word is sought in that word alone, and the finding is remembered: a text of
words seen before costs a look-up a word. What spans several words is tried only where words that it
needs occur. (One automaton over whole texts has a state for nearly every set of words met so far;
for 800 expressions it took 80 MiB, and ten times as long for a text it had not seen.)
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

import re2

from bot.core.literals import found as held
from bot.core.patterns import options
from bot.core.plan import Expressions, Numbers, bits_of, numbers

REMEMBERED = 8_000
"""Words whose findings are remembered; then all are forgotten."""


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


_Found = tuple[int, int, int]
"""What occurs in a word, and the phrases that need it: as their first group, as their last."""


class Occurrences:
    """Many expressions, each with the bits that it sets."""

    def __init__(self, expressions: Expressions) -> None:
        tried = [each for each in expressions.phrases if each[1]]
        self._tried = [(bits_of(bits), Search(partial(str, each))) for each, _, bits in tried]
        self._first = _by_group([groups[0] for _, groups, _ in tried])
        self._last = _by_group([groups[-1] for _, groups, _ in tried])
        self._literals = expressions.literals
        self._in_words = _set(expressions.words)
        self._everywhere = _set(
            [(each, bits) for each, groups, bits in expressions.phrases if not groups]
        )
        self._seen: dict[bytes, _Found] = {}

    def found(self, text: bytes, wanted: int = -1) -> int:
        """Give the bits of what occurs in a text; phrases that set none `wanted` are left out."""
        mask = self._everywhere(text)
        first = last = 0
        for word in text.split():
            bits, as_first, as_last = self._seen.get(word) or self._look_up(word)
            mask |= bits
            first |= as_first
            last |= as_last
        for number in numbers(first & last):
            bits, search = self._tried[number]
            if bits & wanted & ~mask and search.match(text):
                mask |= bits
        return mask

    def _look_up(self, word: bytes) -> _Found:
        alone = b" %b " % word
        bits = held(self._literals, alone) | self._in_words(alone)
        first = last = 0
        for number in numbers(bits):
            first |= self._first.get(number, 0)
            last |= self._last.get(number, 0)
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen[word] = bits, first, last
        return bits, first, last


def _by_group(groups: Sequence[int]) -> dict[int, int]:
    """Give the places at which each group stands, as bits."""
    found: dict[int, int] = {}
    for place, group in enumerate(groups):
        found[group] = found.get(group, 0) | 1 << place
    return found


def _set(expressions: Sequence[tuple[str, Numbers]]) -> Callable[[bytes], int]:
    """Search for all expressions at once; the answer has their bits."""
    found = re2.Set.SearchSet(options())
    for each, _ in expressions:
        found.Add(each.encode())
    found.Compile()
    bits = [bits_of(each) for _, each in expressions]

    def search(text: bytes) -> int:
        mask = 0
        for member in found.Match(text) or ():
            mask |= bits[member]
        return mask

    return search if bits else lambda _: 0
