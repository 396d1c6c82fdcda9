"""What words tell of who asks about what: the gate's lexicons, word by word.

A text's traits say "someone's own, a number, a change" where its words have not been met together.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

import re2

from bot.core.patterns import Expander, Lexicon

Traits = Mapping[str, tuple[str, ...]]
"""The lexicons that hold a word; words that none holds are left out."""

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


def told_by(words: Iterable[str], traits: Traits) -> Iterator[str]:
    """Give a text's traits, each two of them, and those that follow each other."""
    told = [traits[word] for word in words if word in traits]
    names = sorted({name for each in told for name in each})
    yield from names
    yield from (f"{one}+{other}" for one, other in combinations(names, 2))
    for before, after in pairwise([_EDGE, *told, _EDGE] if told else []):
        yield from (f"{one}>{other}" for one in before for other in after)
