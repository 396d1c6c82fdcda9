"""Expressions that stand for a few texts, found by looking up every piece of a word.

One look-up a piece takes less than an automaton does with a word that it has not seen, and no
memory to speak of. The edges of words are marked, in what is sought and in what is searched.
"""

import re
from collections.abc import Iterable
from itertools import chain, product
from operator import add

from bot.core.plan import Literals, Numbers

MOST = 64
"""Texts that an expression may stand for; one with more is left to an automaton."""

_BEGIN = 3
"""Letters by which it is told which texts may begin somewhere, and how long those are."""

_EDGE = "\x01"
_BOUNDARY = re.compile(r"\b|\x01", re.ASCII)
_MARKS = re.compile("\x01+")
_ON = "\x02"
"""Stands for any letters that may follow."""

_TAIL = re.compile(rf"{_ON}$|(?<=\w){_ON}{_EDGE}$", re.ASCII)
_TOKEN = re.compile(r"\\w\*|\\.|\[[^\]\\^]+\]|\(\?:|.", re.DOTALL)
_PLAIN = re.compile(r"[^\\.^$*+?{}()|\[\]\x01\x02]")
_SIGNS = {r"\b": _EDGE, r"\w*": _ON}
_RANGE = re.compile(r"(.)-(.)")


class _OpenError(Exception):
    """An expression stands for too many texts."""


def texts_of(expression: str) -> list[str]:
    """Give the texts that an expression stands for, with their edges marked; none for too many.

    Letters that may follow at the end without a limit are left out: they change nothing.
    """
    try:
        found = {_TAIL.sub("", text) for text in _branches(_TOKEN.findall(expression))}
    except _OpenError:
        return []
    if not all(found) or any(_ON in text for text in found):
        return []
    return sorted(map(_marked, found))


def _marked(text: str) -> str:
    """Mark the edges within a text; at its ends there is one only where it is asked for."""
    within = mark(text).strip(_EDGE)
    return f"{_EDGE * text.startswith(_EDGE)}{within}{_EDGE * text.endswith(_EDGE)}"


def mark(text: str) -> str:
    """Mark the edges of words."""
    return _MARKS.sub(_EDGE, _BOUNDARY.sub(_EDGE, text))


def _branches(signs: list[str]) -> list[str]:
    """Expand alternatives up to the bracket that closes them; `signs` are used up."""
    found: list[str] = []
    sequence: list[list[str]] = []
    sign = ""
    while signs and signs[0] != ")":
        before, sign = sign, signs.pop(0)
        if sign == "|":
            found += _joined(sequence)
            sequence = []
        elif sign == "?" and sequence and before.isascii():  # of other signs it is half a one
            sequence[-1] = ["", *sequence[-1]]
        elif sign == "(?:":
            sequence.append(_branches(signs))
            signs.pop(0)
        else:
            sequence.append(_single(sign))
    return found + _joined(sequence)


def _joined(sequence: list[list[str]]) -> list[str]:
    found = [""]
    for part in sequence:
        found = ["".join(pair) for pair in product(found, part)]
        if len(found) > MOST:
            raise _OpenError
    return found


def _single(sign: str) -> list[str]:
    if sign in _SIGNS:
        return [_SIGNS[sign]]
    if sign[0] == "[" and len(sign) > 1 and sign.isascii():
        return list(_RANGE.sub(_spell_out, sign[1:-1]))
    if sign[0] == "\\" and not sign[1].isalnum():
        return [sign[1]]
    if _PLAIN.fullmatch(sign):
        return [sign]
    raise _OpenError


def _spell_out(span: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(span[1]), ord(span[2]) + 1)))


def gather(texts: Iterable[tuple[Iterable[str], Numbers]]) -> Literals:
    """Take texts as `texts_of` gives them, each with the numbers of what it stands for."""
    numbers: dict[str, Numbers] = {}
    for alike, own in texts:
        for text in alike:
            numbers[text] = (*numbers.get(text, ()), *own)
    groups = {own: at for at, own in enumerate(dict.fromkeys(map(tuple, numbers.values())))}
    begins: dict[str, list[int]] = {}
    for begin, size in sorted({(text[:_BEGIN], len(text)) for text in numbers}):
        begins.setdefault(begin, []).append(size)
    return Literals({text: groups[tuple(own)] for text, own in numbers.items()}, (*groups,), begins)


def found(literals: Literals, word: bytes) -> Iterable[int]:
    """Give the numbers of the texts that a word with the blanks beside it holds."""
    marked = mark(word.decode())
    begins, known, groups = literals.begins, literals.texts, literals.groups
    # what begins a text, and is shorter than others' beginnings, is that text
    short = begins.keys() & {*marked, *map(add, marked, marked[1:])}
    own = list(chain.from_iterable([groups[known[text]] for text in short]))
    for at in range(len(marked) - _BEGIN + 1):
        for size in begins.get(marked[at : at + _BEGIN], ()):
            group = known.get(marked[at : at + size])
            if group is not None:
                own += groups[group]
    return own
