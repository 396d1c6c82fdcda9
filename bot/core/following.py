"""Denials that one hormone follows another: "A may fall and B not follow"."""

import re
from collections.abc import Sequence

from bot.core.ground import Claim
from bot.core.lexicon import KEEPING, listed
from bot.core.negation import Negation
from bot.core.wording import NAME_CLASS, Sentence, Word

_FOLLOW = re.compile(
    r"\b(?:follow\w*|do(?:ing)? (?:the same|so|likewise)|(?:go|come|move)(?:ing)? along)\b"
)
_STEADY = listed("stable steady unchanged constant") | KEEPING
_WHILE = listed("while whereas but though although where yet")
_WAYS = {"down": -1, "up": 1}
_NEAR = 5


def is_not_followed(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "A may fall and B not follow", where a cited block has B go the other way or nowhere."""
    words = sentence.words
    before, behind = words[: scope.at], words[scope.at + 1 : scope.at + 1 + _NEAR]
    if not _FOLLOW.search(" ".join(word.text for word in behind)):
        return False
    names = _hormones(behind if scope.text == "without" else before[::-1])
    ways = [_WAYS.get(word.text, word.sign) for word in (*before, *behind)]
    way = next(filter(None, ways), 0)
    if not names or not way:
        return False
    for line in claim.lines:
        parts = _parts(line)
        others = {name for part in parts for name in _hormones(part)} - {names[0]}
        leads = any(_goes(parts, name, way) for name in others)
        if leads and _goes(parts, names[0], -way):
            return True
    return False


def _hormones(words: Sequence[Word]) -> list[str]:
    return [word.root for word in words if NAME_CLASS.get(word.root) == "hormone"]


def _parts(line: Sentence) -> list[list[Word]]:
    """Part a line at "while" and "but", each up to the end of the clause that names a hormone."""
    parts: list[list[Word]] = [[]]
    for word in line.words:
        if word.text in _WHILE:
            parts.append([])
        elif not _hormones(parts[-1]) or word.clause == parts[-1][-1].clause:
            parts[-1].append(word)
    return parts


def _goes(parts: Sequence[Sequence[Word]], name: str, way: int) -> bool:
    """Tell whether the parts about this hormone alone have it go this way, or stay as it is."""
    about = [part for part in parts if set(_hormones(part)) == {name}]
    ways = {word.sign for part in about for word in part} - {0}
    is_steady = any(word.text in _STEADY for part in about for word in part)
    return ways == {way} or (is_steady and not ways)
