"""Views: the foldings of a text on which the gate looks for its rules.

Folds are chained, so that several changes at once are undone as well; a view that equals an
earlier one is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.folds import (
    collapsed,
    is_backwards,
    joined,
    leet,
    lookalikes,
    plain,
    repaired,
    respaced,
    transliterated,
    unmarked,
    upright,
)
from bot.core.words import Words

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STEPS = (
    ("unmarked", unmarked),
    ("leet", leet),
    ("joined", joined),
    ("respaced", respaced),
    ("collapsed", collapsed),
    ("respaced", respaced),
    ("repaired", repaired),
)


@dataclass(frozen=True, slots=True)
class View:
    """One folding of the text. `last` marks the most repaired view of its chain."""

    name: str
    text: str
    last: bool = False


def views(text: str, words: Words) -> Iterator[View]:
    """Yield the distinct views of `text`, the plain one first."""
    seen: set[str] = set()
    for base, start in _bases(text, words):
        chain = list(_chain(base, start, words))
        for place, (name, folded) in enumerate(chain):
            last = place == len(chain) - 1
            if folded not in seen:
                seen.add(folded)
                yield View(name, folded, last)


def _bases(text: str, words: Words) -> Iterator[tuple[str, str]]:
    yield "plain", plain(text)
    latin = text
    if not text.isascii():
        latin = lookalikes(text, words)
        yield "lookalike", plain(latin)
        yield "transliterated", plain(transliterated(text))
        if flipped := upright(text):
            yield "upright", plain(flipped)
    if _BIDI.search(text):
        yield "reversed", plain(text[::-1])
    if _BIDI.search(text) or is_backwards(latin, words):
        yield "reversed", plain(latin[::-1])


def _chain(name: str, start: str, words: Words) -> Iterator[tuple[str, str]]:
    """Each fold works on the result of the one before; folds that change nothing are left out."""
    yield name, start
    text = start
    for step, fold in _STEPS:
        if (folded := fold(text, words)) != text:
            text = folded
            yield f"{name}+{step}", text
