"""The signs that a two-column table lists, by the side on which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.ground import Ground
from bot.core.lexicon import listed
from bot.core.wording import LATELY, Word

_SIGNLESS = listed(
    "sign symptom categori excess estradiol testosteron high low physic mental emot function"
    " sexual decreas sens feel poor difficulti problem troubl achiev maintain get keep time bodi"
)
"""Stems that name no sign of their own."""
_HEADS = listed("column columns side sides one estradiol")
"""A direction before these is a side of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the roots that stand on one side only, and those on both."""

    high: frozenset[str]
    low: frozenset[str]
    both: frozenset[str]


@lru_cache(LATELY)
def row_of(ground: Ground) -> Row | None:
    """Read a row whose columns point both ways; None for any other block."""
    columns = ground.block.columns
    if not {"high", "low"} <= set(columns) or not ground.text:
        return None
    cells: dict[str, set[str]] = {"high": set(), "low": set()}
    for side, cell in zip(columns, ground.sentences, strict=False):
        if side:
            places = range(len(cell.words))
            cells[side] |= {key for at in places for key in keys_of(cell.words, at)}
    both = cells["high"] & cells["low"]
    return Row(frozenset(cells["high"] - both), frozenset(cells["low"] - both), frozenset(both))


def keys_of(words: Sequence[Word], at: int) -> list[str]:
    """Give the root of a sign; before it "+root" or "-root", when a direction stands just before.

    A table may have "heightened sensitivity" on one side and "decreased sensitivity" on the other.
    """
    word = words[at]
    if not is_sign(word):
        return []
    before = [each for each in words[max(0, at - 3) : at] if each.clause == word.clause]
    heads = [there for there, each in enumerate(before) if each.text in _HEADS]
    before = before[heads[-1] + 1 :] if heads else before  # "the low column and mood swings"
    signs = [each.sign for each in before if each.sign]
    return [*(("+" if sign > 0 else "-") + word.root for sign in signs[-1:]), word.root]


def is_sign(word: Word) -> bool:
    """Tell whether a word may name a sign."""
    return (
        word.is_topic
        and not word.sign
        and word.stem not in _SIGNLESS
        and word.root not in _SIGNLESS
    )
