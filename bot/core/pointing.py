"""Which side a sentence gives each sign, by where it names the side, or by pointing back to it.

"The first under high, the second under low" points back, and so does "the other way round".
"""

from collections.abc import Callable, Sequence

from bot.core.lexicon import listed
from bot.core.wording import Word

_PLACES = {"first": 0, "former": 0, "second": 1, "latter": 1}
_TURNS = listed("reverse reversed opposite converse")
_FOLLOWS = listed("where which with beside together along alongside next")
"""What opens a clause about what was named just before it."""
_OTHER = {"high": "low", "low": "high"}

Mark = tuple[int, str]
Sides = Callable[[int], set[str]]
"""Gives the sides on which the sign at a place may stand."""


def point_back(
    words: Sequence[Word], marks: Sequence[Mark], signs: Sequence[int], sides: Sides
) -> dict[int, str]:
    """Give the side that each sign is given by its clause, or by a word that points back to it."""
    return (
        _bound(words, marks, signs)
        | _ordered(words, marks, signs, sides)
        | _turned(words, marks, signs)
    )


def _ordered(
    words: Sequence[Word], marks: Sequence[Mark], signs: Sequence[int], sides: Sides
) -> dict[int, str]:
    """Read "A against B; the first is a sign of high, the second of low"."""
    points = [
        at
        for at, word in enumerate(words)
        if word.text in _PLACES and at > 0 and words[at - 1].text == "the"
    ]
    before = [at for at in signs if points and at < points[0]]
    groups = _groups(before, sides)
    if not 0 < len(groups) <= len(_OTHER):
        return {}
    found: dict[int, str] = {}
    for at, until in zip(points, [*points[1:], len(words)], strict=True):
        clause = [words[point].clause == words[at].clause for point in points]
        beside = [side for place, side in marks if words[place].clause == words[at].clause]
        behind = [side for place, side in marks if at < place < until]
        if told := (beside if sum(clause) == 1 else []) or behind:
            found |= dict.fromkeys(groups[_PLACES[words[at].text] % len(groups)], told[0])
    rest = (sign for group in groups for sign in group) if found else ()
    return {sign: min(sides(sign)) for sign in rest} | found


def _groups(signs: Sequence[int], sides: Sides) -> list[list[int]]:
    """Put signs that stand side by side, in the sentence and in the table, together."""
    groups: list[list[int]] = []
    for at in signs:
        if len(sides(at)) == 1:
            if groups and sides(groups[-1][0]) == sides(at):
                groups[-1].append(at)
            else:
                groups.append([at])
    return groups


def _turned(words: Sequence[Word], marks: Sequence[Mark], signs: Sequence[int]) -> dict[int, str]:
    """Read "mood swings are a sign of high; with fatigue it is the other way round"."""
    found: dict[int, str] = {}
    for at, word in enumerate(words):
        is_way = word.text == "way" and at > 0 and words[at - 1].text == "other"
        before = [mark for mark in marks if mark[0] < at]
        if before and (is_way or word.text in _TURNS):
            place, side = before[-1]
            own = [sign for sign in signs if words[sign].clause == word.clause]
            found |= dict.fromkeys(own or [s for s in signs if place < s < at], _OTHER[side])
    return found


def _bound(words: Sequence[Word], marks: Sequence[Mark], signs: Sequence[int]) -> dict[int, str]:
    """Give the side of each sign whose own clause names just one, or that follows on one.

    "Under high estradiol, where anxiety is listed" follows on it.
    """
    found: dict[int, str] = {}
    for at in signs:
        clause = words[at].clause
        opening = next(word for word in words if word.clause == clause)
        named = [side for place, side in marks if words[place].clause == clause]
        if not named and opening.text in _FOLLOWS:
            named = [side for place, side in marks if words[place].clause == clause - 1][-1:]
        if len(set(named)) == 1 and not _is_parted(words, at, marks, signs):
            found[at] = named[0]
    return found


def _is_parted(words: Sequence[Word], at: int, marks: Sequence[Mark], signs: Sequence[int]) -> bool:
    """Tell "A belongs to high and B", of which B waits for a side that is named further on."""
    clause = words[at].clause
    places = [place for place, _ in marks if words[place].clause == clause]
    beside = [sign for sign in signs if words[sign].clause == clause]
    return bool(places) and beside[0] < places[0] < at


def said(at: int, marks: Sequence[Mark], *, after: bool) -> str:
    """Give the side that is named next behind a sign, or before it; else the other way."""
    behind = [side for place, side in marks if place > at]
    before = [side for place, side in marks if place < at]
    if after:
        return behind[0] if behind else before[-1]
    return before[-1] if before else behind[0]
