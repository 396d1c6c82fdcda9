"""Views: the foldings of a text on which the gate looks for its rules.

Folds are chained, so that several changes at once are undone as well; a view that equals an
earlier one is left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.core.folds import (
    all_leet,
    is_backwards,
    leet,
    lookalikes,
    plain,
    transliterated,
    unmarked,
    upright,
)
from bot.core.parting import reads_better, respaced
from bot.core.uncover import is_humped, uncovered
from bot.core.wordfolds import collapsed, filled, joined, repaired
from bot.core.words import Words, recall

_ROUNDS, _SHORT = 3, 400
"""Times that a text is folded, and characters up to which it is folded more than once."""

_RECENT = 64
"""Texts of which it is remembered how their characters may be read; then all are forgotten."""

_SETTLED = "settled"
"""Stands for the name of the only way to read a text that hides nothing."""

_TURNED = {"upright", "reversed"}
_REGROUPED = ("+joined", "+respaced", "+collapsed")
"""Views whose words are partly guessed: of a text turned round, or parted anew."""

_SIGNS = re.compile(r"[\d@$!+|]")
_IOTA = "\u0399"  # what one mark becomes where its text is put in capitals
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
_WRITTEN = ("plain", "plain+joined", "plain+respaced", "plain+repaired")
HIDDEN, READABLE = 0.4, 0.75
"""Share of known words below which a text is hidden, and from which a view reads it."""


class View(NamedTuple):
    """One folding of the text.

    `last` marks the most repaired view of its chain, `disguised` one that can be read though the
    text as it was written can not, and whose words are partly guessed; look-alikes and digits for
    letters need no guess, and another script is no disguise.
    """

    name: str
    text: str
    last: bool = False
    disguised: bool = False

    @property
    def is_written(self) -> bool:
        """Tell whether this is the text as it stands, but for its spelling and its blanks."""
        return self.name in _WRITTEN and not self.disguised


def views(text: str, words: Words) -> Iterator[View]:
    """Yield the distinct views of `text`, the plain one first."""
    bases = _bases_of(text, words)
    standing = bases[0][1]
    if len(bases) == 1 and bases[0][0] == _SETTLED:
        yield View("plain", standing, last=True)
        return
    seen: set[str] = set()
    hidden: bool | None = None
    for base, start in bases:
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
            is_read = last and guessed and bool(hidden) and _known(folded, words) >= READABLE
            yield View(name, folded, last, is_read)


def openings(text: str, words: Words) -> list[str]:
    """Give the ways to read the letters of a text in which its words are still to be found.

    The first is how it stands; how another script sounds is left out. None where nothing hides.
    """
    bases = _bases_of(text, words)
    if bases[0][0] == _SETTLED and "  " not in text:
        return []
    starts = [start for name, start in bases if name != "transliterated"]
    return list(dict.fromkeys([starts[0], *(leet(start, words) for start in starts[1:])]))


def _bases_of(text: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Give the ways to read the characters of a text; those of late are remembered."""
    return recall(text, words.bases, lambda: _found_bases(text, words), _RECENT)


def _found_bases(text: str, words: Words) -> tuple[tuple[str, str], ...]:
    standing = plain(text)
    if _hides_nothing(text, standing, words):
        return ((_SETTLED, standing),)
    return tuple(_bases(text, standing, words))


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
        and not is_humped(text)
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


def _bases(text: str, standing: str, words: Words) -> Iterator[tuple[str, str]]:
    """Give the ways to read the characters of a text; `standing`: how it stands in plain words."""
    yield "plain", standing
    latin, turned = text, bool(_BIDI.search(text))
    if not text.isascii():
        latin = lookalikes(text, words)
        yield from _from_elsewhere(text, latin, words, turned=turned)
    opened = uncovered(latin)
    bare = plain(opened)
    if opened != latin:
        yield "uncovered", bare
    if _SIGNS.search(opened) and is_hidden(bare, words):
        yield "leet", plain(all_leet(opened))
    if turned:
        yield from _opened("reversed", text[::-1])
    if turned or _is_backwards(bare, words):
        yield from _opened("reversed", latin[::-1])


def _from_elsewhere(
    text: str, latin: str, words: Words, *, turned: bool
) -> Iterator[tuple[str, str]]:
    """Give the ways to read characters beyond ASCII: as they look, as they sound, turned round."""
    yield "lookalike", plain(latin)
    yield "transliterated", plain(transliterated(text))
    if _IOTA in text:
        yield "lookalike", plain(lookalikes(text.replace(_IOTA, ""), words))
    for flipped in upright(text, words):
        yield from _opened("upright", flipped)
        if turned or is_backwards(flipped, words):
            yield from _opened("upright", flipped[::-1])


def _opened(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Give a way to read a text, and what else was done to its letters undone."""
    yield name, plain(text)
    if (opened := uncovered(text)) != text:
        yield name, plain(opened)


def _is_backwards(text: str, words: Words) -> bool:
    """Tell whether a text has words only from its end, though signs may stand in them."""
    if is_backwards(text, words):
        return True
    is_glued = is_hidden(text, words)
    if is_glued and is_backwards(joined(unmarked(text, words), words), words):
        return True
    turns = (word[::-1] for word in _LETTERS.findall(text) if word not in words.known)
    return (is_glued or any(map(words.known.__contains__, turns))) and reads_better(
        text[::-1], text, words
    )


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
