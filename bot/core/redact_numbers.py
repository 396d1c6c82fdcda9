"""Numbers and dates in words, for the redaction of gaps: which words of a text say one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

DIGITS = "#"
"""Stands for a token with digits among the words."""

Tokens = Sequence[str]
"""The words of a text, folded, and its signs."""

Lexis = frozenset[str]
"""Folded words that serve one purpose."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words of counting.

    `numbers` say a number and hardly anything else, `perhaps` and `months` do beside another
    number, `counts` before one of the `units`. `joints` stand between the parts of one number.
    `before_one` are words after which "one" is none; `after_once` tell that "once" counts.
    """

    numbers: Lexis
    perhaps: Lexis
    counts: Lexis
    units: Lexis
    joints: Lexis
    before_one: Lexis
    after_once: Lexis
    months: Lexis


_ROMAN = re.compile(
    r"(?:l?x{0,3}(?:ix|iv|v?i{0,3})|x[lc](?:ix|iv|v?i{0,3})|m{1,3}(?:cm|c?d|d?c{1,3})?[lxvi]{2,8})"
)
_NOT_ROMAN = frozenset(["", "i", "v", "x", "l", "li", "mix"])


def says_number(words: Tokens, cues: NumberWords) -> set[int]:
    """Give the places of words that say a number or part of a date."""
    sure = {at for at in range(len(words)) if _is_number(words, at, cues)}
    for _ in range(2):  # what stands beside a number, and then what stands beside that
        sure |= {at for at in range(len(words)) if _is_beside(words, at, sure, cues)}
    return sure


def _is_number(words: Tokens, at: int, cues: NumberWords) -> bool:
    word, before = words[at], words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    match word:
        case "one":
            return before not in cues.before_one and after != "of"
        case "half":
            return after not in {"life", "lives"}
        case "once":
            return not after or after in cues.after_once
    is_number = word in cues.numbers or word == DIGITS or _is_roman(word)
    return is_number or (word in cues.counts and after in cues.units)


def _is_roman(word: str) -> bool:
    return word not in _NOT_ROMAN and bool(_ROMAN.fullmatch(word))


def _is_beside(words: Tokens, at: int, numbers: set[int], cues: NumberWords) -> bool:
    if words[at] not in cues.months and words[at] not in cues.perhaps:
        return False
    return any(_next(words, at, step, cues) in numbers for step in (-1, 1))


def _next(words: Tokens, at: int, step: int, cues: NumberWords) -> int:
    """Give the place of the next word that is no joint of a number."""
    at += step
    while 0 <= at < len(words) and words[at] in cues.joints:
        at += step
    return at
