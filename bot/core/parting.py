"""Finds the words again in letters whose blanks are missing or in the wrong places."""

import re
from itertools import chain, pairwise

from bot.core.words import BEGINNING, Words

_LETTER = 12.0
"""What a letter costs that belongs to no word: as much as a rare word."""

_LONG = 12
"""Letters of a run from which on it is parted, though its neighbours are words."""

_DEAREST, _SPARE = 2.8, 6.0
"""What a letter of a run may cost, and the run beside: most English costs less, most else more."""

_LONGEST = 600
_WORD = re.compile(r"[a-z]+")
_RUN = re.compile(r"[^\W_]{2,}")


def respaced(text: str, words: Words) -> str:
    """Find the words again in text whose blanks are missing or in the wrong places."""
    tokens = _WORD.findall(text)
    letters = sum(map(len, tokens))
    strange = sum(len(token) for token in tokens if token not in words.all)
    if strange * 3 > letters * 2 and len(tokens) > 1 and letters < _LONGEST:
        squeezed = re.sub(r"[^\w,.?!\n]+", "", text)
        found = _RUN.sub(lambda match: split(match[0], words) or match[0], squeezed)
        if found != squeezed:
            return f" {found} "
    return _WORD.sub(lambda match: _split_long(match[0], words), text)


def _split_long(word: str, words: Words) -> str:
    """Part one run of letters, if it is so long that it is hardly a word."""
    if len(word) < _LONG or word in words.all:
        return word
    return split(word, words) or word


def split(run: str, words: Words) -> str:
    """Split a run of letters into words; empty when it would be too dear.

    Dynamic programming over the end of the last word (Norvig, Natural Language Corpus Data, 2009).
    Letters in a row that belong to no word stay together.
    """
    size = min(len(run), _LONGEST)
    vocabulary, beginnings = words.parting, words.beginnings
    cost = [0.0] + [1e9] * size
    back = [0] * (size + 1)
    for start in range(size):
        here = cost[start]
        if here + _LETTER < cost[start + 1]:
            cost[start + 1], back[start + 1] = here + _LETTER, start
        for end in range(start + 1, min(size, start + words.longest) + 1):
            piece = run[start:end]
            price = vocabulary.get(piece)
            if price is not None and here + price < cost[end]:
                cost[end], back[end] = here + price, start
            if end - start <= BEGINNING and piece not in beginnings:
                break
    if cost[size] > _DEAREST * size + _SPARE:
        return ""
    pieces: list[str] = []
    end = size
    while end:
        pieces.append(run[back[end] : end])
        end = back[end]
    pieces.reverse()
    strange = [piece not in vocabulary for piece in pieces]
    blanks = ("" if one and other else " " for one, other in pairwise(strange))
    return "".join(chain([pieces[0]], *zip(blanks, pieces[1:], strict=True)))
