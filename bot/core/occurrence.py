"""Which of many expressions occur in a text, told word by word.

What lies within one word is sought in that word alone, and the finding is remembered: a text of
words seen before costs a look-up a word. What spans several words is tried only where words that it
needs occur: in a sentence, or in the whole text if it may match beyond one. (One automaton over
whole texts has a state for nearly every set of words met so far; for 800 expressions it took
80 MiB, and ten times as long for a text it had not seen.)
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain

import re2

from bot.core.literals import found as held
from bot.core.patterns import options
from bot.core.plan import Expressions, Numbers, bits_of
from bot.core.prefilter import Prefilter, prefilters

REMEMBERED = 8_000
"""Words whose findings are remembered; then all are forgotten."""


class Searches:
    """Expressions by their places, each compiled at its first use.

    A set of one is the fastest way into RE2: it answers in half the time of a compiled pattern.
    """

    compiled = 0
    """How many were compiled so far; compiling does not count against a question's time."""

    def __init__(self, expression: Callable[[int], str]) -> None:
        self._expression = expression
        self._ready: dict[int, Callable[[bytes], list[int]]] = {}

    def match(self, place: int, text: bytes) -> bool:
        """Tell whether the expression at a place matches somewhere in a text."""
        return bool((self._ready.get(place) or self._compile(place))(text))

    def _compile(self, place: int) -> Callable[[bytes], list[int]]:
        found = re2.Set.SearchSet(options())
        found.Add(self._expression(place).encode())
        found.Compile()
        Searches.compiled += 1
        self._ready[place] = found.Match
        return found.Match  # type: ignore[no-any-return]


class Occurrences:
    """Many expressions, each with the numbers that stand for it. What is found are bits."""

    def __init__(self, expressions: Expressions) -> None:
        phrases = expressions.phrases
        bits = cache(bits_of)  # long numbers, and few differ
        self._own = [bits((*own,)) for _, _, own in phrases]
        self._searches = Searches([text for text, _, _ in phrases].__getitem__)
        self._within, self._beyond = prefilters([each[1] for each in phrases], expressions.beyond)
        self._literals = expressions.literals
        self._in_words = _set(expressions.words)
        self._seen: dict[bytes, int] = {}

    def within(self, sentence: bytes) -> int:
        """Find what occurs within a sentence."""
        present = 0
        for word in sentence.split():
            found = self._seen.get(word)
            present |= self._look_up(word) if found is None else found
        return self._with_phrases(sentence, present, self._within)

    def across(self, text: bytes, present: int) -> int:
        """Add to what occurs within the sentences of a text what occurs across them."""
        return self._with_phrases(text, present, self._beyond)

    def _with_phrases(self, text: bytes, present: int, phrases: Prefilter) -> int:
        for place in phrases.met(present):
            own = self._own[place]
            if own & ~present and self._searches.match(place, text):
                present |= own
        return present

    def _look_up(self, word: bytes) -> int:
        alone = b" %b " % word
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        found = self._seen[word] = bits_of({*held(self._literals, alone), *self._in_words(alone)})
        return found


def _set(expressions: Sequence[tuple[str, Numbers]]) -> Callable[[bytes], Iterable[int]]:
    """Search for all expressions at once; the answer has their numbers."""
    found = re2.Set.SearchSet(options())
    for each, _ in expressions:
        found.Add(each.encode())
    found.Compile()
    own = [numbers for _, numbers in expressions]

    def search(text: bytes) -> Iterable[int]:
        return chain.from_iterable([own[member] for member in found.Match(text) or ()])

    return search if own else lambda _: ()
