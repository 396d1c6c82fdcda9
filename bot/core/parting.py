"""Finds the words again in letters whose blanks are missing or in the wrong places.

Costs are logarithms of how rare words are (Norvig, Natural Language Corpus Data, 2009).
"""

import re
from itertools import chain, pairwise

from bot.core.words import BEGINNING, SHORTER, Words, recall

_LETTER = 12.0
"""What a letter costs that belongs to no word: as much as a rare word."""

_STRANGE, _STRANGE_LETTER = 24.0, 2.3
"""What a word costs that nobody knows, and each letter of it."""

_WORD_LETTERS = 10
"""Letters for which a run is taken for one strange word; a longer one is taken for several."""

_BETTER, _PARTED = 0.55, 0.85
"""Share of the cost as it stands below which words are parted anew, and one run of letters is."""

_LONG = 12
"""Letters of a run from which on it is parted, though its neighbours are words."""

_LONGEST = 600
"""Letters of a run that are looked at: the time grows with them."""

_WORD = re.compile(r"[a-z]+")
_RUN = re.compile(r"[^\W_](?:[^,.?!\n]*[^\W_])?")
_NO_LETTER = re.compile(r"[\W\d_]+")
_BLANKS = re.compile(r"[\W_]+")


def respaced(text: str, words: Words) -> str:
    """Find the words again in text whose blanks are missing or in the wrong places."""
    tokens = _WORD.findall(text)
    letters = sum(map(len, tokens))
    strange = sum(len(token) for token in tokens if token not in words.known)
    if strange * 3 > letters * 2 and len(tokens) > 1 and letters < _LONGEST:
        return _RUN.sub(lambda match: _part(match[0], words), text)
    return _WORD.sub(lambda match: _part_long(match[0], words), text)


def _part(run: str, words: Words) -> str:
    """Part the letters of a run anew; a blank behind its name tells it from a word."""
    return recall(f"{run} ", words.partings, lambda: _parted(run, words))


def _parted(run: str, words: Words) -> str:
    """Part the letters of a run anew, whatever blanks and signs stand between them."""
    tokens = [token for token in _BLANKS.split(run) if token]
    price = words.parting.get
    standing = sum(price(token, _unknown(len(token))) for token in tokens)
    share = _BETTER if len(tokens) > 1 else _PARTED
    return split("".join(tokens), words, share * standing) or run


def _part_long(word: str, words: Words) -> str:
    """Part one run of letters, if it is so long that it is hardly a word."""
    if len(word) < _LONG or word in words.known:
        return word
    return recall(word, words.partings, lambda: split(word, words) or word)


def _unknown(letters: int) -> float:
    """Give the cost of letters that are no word."""
    return _STRANGE * max(1, -(-(letters - 2) // _WORD_LETTERS)) + _STRANGE_LETTER * letters


def reads_better(text: str, other: str, words: Words) -> bool:
    """Tell whether the letters of one text are far more like words than those of another."""
    costs = [_paths(_NO_LETTER.sub("", each)[:_LONGEST], words)[0][-1] for each in (text, other)]
    return costs[0] < _BETTER * costs[1]


def split(run: str, words: Words, most: float = 0.0) -> str:
    """Split a run of letters into words; empty when that costs more than `most`.

    Letters in a row that belong to no word stay together.
    """
    cost, back = _paths(run[:_LONGEST], words)
    end = len(back) - 1
    if cost[end] > (most or _PARTED * _unknown(end)):
        return ""
    vocabulary = words.parting
    pieces: list[str] = []
    while end:
        pieces.append(run[back[end] : end])
        end = back[end]
    pieces.reverse()
    strange = [piece not in vocabulary for piece in pieces]
    blanks = ("" if one and other else " " for one, other in pairwise(strange))
    return "".join(chain([pieces[0]], *zip(blanks, pieces[1:], strict=True)))


def _paths(run: str, words: Words) -> tuple[list[float], list[int]]:
    """Give the least cost of each beginning of a run, and where its last word begins.

    Dynamic programming over the end of the last word.
    """
    size = len(run)
    vocabulary, lengths = words.parting, words.lengths
    cost = [0.0] + [1e9] * size
    back = [0] * (size + 1)
    for start in range(size):
        here = cost[start]
        if here + _LETTER < cost[start + 1]:
            cost[start + 1], back[start + 1] = here + _LETTER, start
        for length in lengths.get(run[start : start + BEGINNING], SHORTER):
            end = start + length
            price = vocabulary.get(run[start:end])
            if price is not None and end <= size and here + price < cost[end]:
                cost[end], back[end] = here + price, start
    return cost, back
