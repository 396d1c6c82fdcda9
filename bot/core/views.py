"""Views: the foldings of a text on which the gate looks for its rules.

Folds are chained, so that several changes at once are undone as well; a view that equals an
earlier one is left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.core.folds import (
    all_leet,
    collapsed,
    filled,
    is_backwards,
    joined,
    leet,
    lookalikes,
    plain,
    repaired,
    transliterated,
    unmarked,
    upright,
)
from bot.core.parting import respaced
from bot.core.words import Words

_ROUNDS, _SHORT = 3, 400
_TURNED = {"upright", "reversed"}
_REGROUPED = ("+joined", "+respaced", "+collapsed")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIGNS = re.compile(r"[\d@$!+|]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STEPS = (
    ("filled", filled),
    ("unmarked", unmarked),
    ("leet", leet),
    ("joined", joined),
    ("respaced", respaced),
    ("collapsed", collapsed),
    ("respaced", respaced),
    ("repaired", repaired),
)


_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN_WORDS = re.compile(r" (?:(?:[a-z]+|\d+|e2)[,.?!;:]?[ \n])+")
_SINGLE = re.compile(r"\b[a-z0-9][ ,.?!;:\n]+[a-z0-9]\b")
HIDDEN, READABLE = 0.4, 0.75
"""Share of known words below which a text is hidden, and from which a view reads it."""


class View(NamedTuple):
    """One folding of the text.

    `last` marks the most repaired view of its chain, `legible` one that can be read though the text
    as it was written can not, or hides letters behind signs, `disguised` one that could not be read
    and whose words are partly guessed; look-alikes and digits for letters need no guess, and
    another script is no disguise.
    """

    name: str
    text: str
    last: bool = False
    legible: bool = False
    disguised: bool = False


def views(text: str, words: Words) -> Iterator[View]:
    """Yield the distinct views of `text`, the plain one first."""
    standing = plain(text)
    if _hides_nothing(text, standing, words):
        yield View("plain", standing, last=True)
        return
    seen: set[str] = set()
    hidden: bool | None = None
    starred = filled(standing, words) != standing
    for base, start in _bases(text, standing, words):
        chain = list(_chain(base, start, words))
        if len(start) > _SHORT:  # the steps between would cost more than they find
            chain = chain[:1] + chain[1:][-1:]
        guessed = base in _TURNED
        for place, (name, folded) in enumerate(chain):
            last = place == len(chain) - 1
            guessed |= name.endswith(_REGROUPED) and base != "transliterated"
            if folded in seen:
                continue
            if seen and hidden is None:
                hidden = is_hidden(standing, words)
            seen.add(folded)
            legible = last and (starred or bool(hidden)) and _known(folded, words) >= READABLE
            yield View(name, folded, last, legible, legible and guessed and bool(hidden))


def unveiled(text: str, words: Words) -> str:
    """Undo at once what hides single letters: look-alikes, markup, leetspeak, signs, repeats.

    It does not part or repair words, so it is quick enough for a long text.
    """
    read = plain(lookalikes(text, words) if not text.isascii() else text)
    for fold in (filled, unmarked, leet, joined, collapsed):
        read = fold(read, words)
    return read


def _hides_nothing(text: str, standing: str, words: Words) -> bool:
    """Tell at a glance that a text has one view alone, the one `standing` in plain words."""
    return (
        text.isascii()
        and is_settled(standing, words)
        and not _is_humped(text)
        and not (_SIGNS.search(text) and is_hidden(standing, words))
    )


def is_settled(text: str, words: Words) -> bool:
    """Tell at a glance that no fold changes a text: words as usual, most of them known."""
    a_word_a_line = "\n" in text and " " not in text.strip()
    if a_word_a_line or not _PLAIN_WORDS.fullmatch(text) or _SINGLE.search(text):
        return False
    found = _LETTERS.findall(text)
    strange = [word for word in found if word not in words.known]
    return not strange or (
        sum(map(len, strange)) * 2 < sum(map(len, found))
        and collapsed(text, words) == text
        and all(repaired(respaced(word, words), words) == word for word in strange)
    )


def is_hidden(text: str, words: Words) -> bool:
    """Tell whether a text has few known words."""
    return _known(text, words) < HIDDEN


def _known(text: str, words: Words) -> float:
    """Give the share of known words in a text."""
    found = _LETTERS.findall(text)
    return sum(word in words.parting for word in found) / max(1, len(found))


def _is_humped(text: str) -> bool:
    """Tell whether capitals stand where blanks should."""
    return len(_HUMPS.findall(text)) > text.count(" ")


def _bases(text: str, standing: str, words: Words) -> Iterator[tuple[str, str]]:
    """Give the ways to read the characters of a text; `standing`: how it stands in plain words."""
    yield "plain", standing
    if _is_humped(text):
        yield "humped", plain(_HUMPS.sub(" ", text))
    latin, turned = text, bool(_BIDI.search(text))
    if not text.isascii():
        latin = lookalikes(text, words)
        standing = plain(latin)
        yield "lookalike", standing
        yield "transliterated", plain(transliterated(text))
        if flipped := upright(text, words):
            yield "upright", plain(flipped)
            if turned or is_backwards(flipped, words):
                yield "upright", plain(flipped[::-1])
    if _SIGNS.search(latin) and is_hidden(standing, words):
        yield "leet", plain(all_leet(latin))
    if turned:
        yield "reversed", plain(text[::-1])
    if turned or _is_backwards(standing, words):
        yield "reversed", plain(latin[::-1])


def _is_backwards(text: str, words: Words) -> bool:
    """Tell whether a text has words only from its end, though signs may stand in them."""
    if is_backwards(text, words):
        return True
    return is_hidden(text, words) and is_backwards(joined(unmarked(text, words), words), words)


def _chain(name: str, start: str, words: Words) -> Iterator[tuple[str, str]]:
    """Each fold works on the result of the one before; folds that change nothing are left out.

    What cannot be read then is folded again, if it is short: one disguise may lie over another.
    """
    yield name, start
    if is_settled(start, words):
        return
    text = start
    for _ in range(_ROUNDS if len(start) <= _SHORT else 1):
        before = text
        for step, fold in _STEPS:
            if (folded := fold(text, words)) != text:
                text = folded
                yield f"{name}+{step}", text
        if text == before or not is_hidden(text, words):
            return
