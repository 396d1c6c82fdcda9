"""What words tell of who asks about what: the gate's lexicons, word by word.

A text's traits say "someone's own, a number, a change" where its words have not been met together.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, combinations, pairwise, product, starmap

import re2

from bot.core.patterns import Expander, Lexicon

Traits = Mapping[str, tuple[str, ...]]
"""The lexicons that hold a word; words that none holds are left out."""

NAMES = 4_000
"""Names of two traits that are remembered: making one takes longer."""

_EDGE = ("",)


def traits_of(words: Iterable[str], lexicons: tuple[Lexicon, ...]) -> dict[str, tuple[str, ...]]:
    """Look words up in lexicons."""
    expander = Expander(lexicons)
    named = [(name, re2.compile(expander.expand(f"{{{name}}}"))) for name in expander.names()]
    found = {}
    for word in sorted(set(words)):
        held = tuple(name for name, form in named if form.fullmatch(word))
        if held:
            found[word] = held
    return found


def told_by(words: Iterable[str], traits: Traits) -> list[str]:
    """Give a text's traits, each two of them, and those that follow each other."""
    told = [traits[word] for word in words if word in traits]
    if not told:
        return []
    names = sorted(set(chain.from_iterable(told)))
    follow = chain.from_iterable(starmap(product, pairwise([_EDGE, *told, _EDGE])))
    return [*names, *starmap(_both, combinations(names, 2)), *starmap(_in_turn, follow)]


@lru_cache(NAMES)
def _both(one: str, other: str) -> str:
    return f"{one}+{other}"


@lru_cache(NAMES)
def _in_turn(before: str, after: str) -> str:
    return f"{before}>{after}"
