"""Undoes what was done alike to every letter of a text: it is certain, where views only guess.

Each step knows the trace that a change leaves in the whole text (all letters doubled, all kept
apart by the same sign) and does nothing without it, so ordinary text stays as it is.
"""

import re
from collections import Counter

_ROUNDS = 3
"""Times that changes are undone: one may lie over another."""

_FEWEST = 6
"""Letters, or runs of them, below which a trace proves nothing."""

_MOST = 0.8
"""Share of the letters that must bear the trace; a second disguise spoils some."""

_DRAWN = 3
"""Letters in a row that no word has."""

_WRAPS = re.compile(r"\|\||\*\*|~~|`|\\(?=\W)")
_TWICE = re.compile(r"([^\W\d_]|[@$!€])\1", re.IGNORECASE)
_SAME = re.compile(r"([^\W\d_]|[@$!€])\1*", re.IGNORECASE)
_VOWELS = re.compile(r"([aeiou])\1*", re.IGNORECASE)
_HUMPS = re.compile(
    r"(?<=[a-z@$!€.,;:?])(?=[A-Z][\W_]?[\da-zA-Z@$!€])|(?<=[A-Z])(?=[A-Z][\W_]?[a-z@$!€])"
)
_EVEN = re.compile(r"[a-z][\W_]?[a-z]")
_APART = re.compile(r"(?:([^\W_])\1*[\W_]{1,5}){3}", re.IGNORECASE)
_PIECE = re.compile(r"((?:[^\W_]|[@$!€#?'])+)((?:[^\w@$!€#?']|_)*)")
"""What stands between gaps, with the gap behind it."""

_PAUSES = re.compile(r"[,;:.]")
_ELIDED = re.compile(r"(?<=[^\W_])(?:[^\w@$!€#?]|_)*'(?:[^\w@$!€#?]|_)*(?=[^\W_]|[@$!€])")
_ONE = re.compile(r"([^\W_])\1*|[@$!€#?]", re.IGNORECASE)


def uncovered(text: str, rounds: int = _ROUNDS) -> str:
    """Undo every change that bears its trace, and those that come to light then."""
    read = text
    for undo in (unwrapped, humped, halved, shrunk, closed):
        read = undo(read)
    return read if read == text or rounds == 1 else uncovered(read, rounds - 1)


def unwrapped(text: str) -> str:
    """Remove signs of markup that stand in pairs; a single star may be a letter."""
    return _WRAPS.sub("", text)


def humped(text: str) -> str:
    """Put blanks before capitals, where more of those than of blanks begin words."""
    return _HUMPS.sub(" ", text) if is_humped(text) else text


def is_humped(text: str) -> bool:
    """Tell whether capitals stand where blanks should, not at every other letter."""
    return len(_HUMPS.findall(text)) > text.count(" ") and bool(_EVEN.search(text))


def halved(text: str) -> str:
    """Make one letter of two, where all are doubled."""
    if len(_TWICE.findall(text)) * 4 < len(text):
        return text
    runs = [len(each[0]) for each in _SAME.finditer(text)]
    even = sum(size % 2 == 0 for size in runs)
    if len(runs) < _FEWEST or even < _MOST * len(runs):
        return text
    return _SAME.sub(lambda match: match[0][: (len(match[0]) + 1) // 2], text)


def shrunk(text: str) -> str:
    """Shorten vowels, where all are drawn out alike."""
    runs = [len(each[0]) for each in _VOWELS.finditer(text)]
    drawn = [size for size in runs if size >= _DRAWN]
    if not drawn or len(drawn) < _MOST * len(runs):
        return text
    most = min(drawn)
    return _VOWELS.sub(lambda match: match[1] * max(1, round(len(match[0]) / most)), text)


def closed(text: str) -> str:
    """Close letters up that the same sign keeps apart; other signs between them part the words."""
    if not _APART.search(text):
        return text
    pieces = _PIECE.findall(text)
    if len(pieces) < _FEWEST:
        return text
    gaps = Counter(gap for _, gap in pieces if gap)
    [(joint, often)] = gaps.most_common(1)
    single = sum(bool(_ONE.fullmatch(letters)) for letters, _ in pieces)
    is_apart = single >= _MOST * len(pieces) or (not joint.isspace() and often * 2 > len(pieces))
    if not is_apart:
        return text
    spaced = any(map(str.isspace, gaps)) and not joint.isspace()
    return "".join(
        f"{letters}{_between(gap, joint, spaced=spaced)}"
        for letters, gap in _PIECE.findall(_ELIDED.sub(joint, text))
    )


def _between(gap: str, joint: str, *, spaced: bool) -> str:
    """Tell what is left of a gap between letters that `joint` keeps apart.

    `spaced`: blanks alone part the words, so other signs are slips, or stand for a letter.
    """
    if gap == joint or not gap:
        return ""
    pause = next((sign for sign in _PAUSES.findall(gap) if sign not in joint), "")
    is_within = spaced and not any(map(str.isspace, gap))
    if "*" not in joint and (gap == f"{joint}*{joint}" or (is_within and "*" in gap)):
        return "*"
    return pause if is_within else f"{pause} "
