"""Marks in a text (a direction, a name) and the company they keep.

A mark in a passage is true to its block when the block holds the same mark in the same company,
and not rather a contradicting one. Company is the topic words around, nearer ones counting more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.wording import Sentence, Word

_REACH = 7
_FADE = 3.0

Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked word: what it says (`value`), as written, and its company by root."""

    value: str
    text: str
    company: Mapping[str, float]


def company(
    words: tuple[Word, ...], at: int, weigh: Weigh, *, signs: bool = False
) -> dict[str, float]:
    """Weigh the topic words around a place; direction words only when `signs` asks for them."""
    found: dict[str, float] = {}
    for there in range(max(0, at - _REACH), min(len(words), at + _REACH + 1)):
        word = words[there]
        if there == at or not word.is_topic or (word.sign and not signs):
            continue
        distance = abs(there - at) + 2 * abs(word.clause - words[at].clause)
        near = weigh(word.root) / (1 + distance / _FADE)
        found[word.root] = max(found.get(word.root, 0.0), near)
    return found


def likeness(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Give the company that two marks share."""
    return sum(min(near, two[root]) for root, near in one.items() if root in two)


def directions(sentences: Iterable[Sentence], weigh: Weigh) -> Iterator[Mark]:
    """Find every word that says up or down."""
    for sentence in sentences:
        for at, word in enumerate(sentence.words):
            if word.sign:
                value = "up" if word.sign > 0 else "down"
                yield Mark(value, word.text, company(sentence.words, at, weigh))


def compare(mark: Mark, others: Iterable[Mark]) -> tuple[float, float, Mark | None]:
    """Give the best likeness to a mark of the same value, of another value, and that other one."""
    same, other, rival = 0.0, 0.0, None
    for each in others:
        score = likeness(mark.company, each.company)
        if each.value == mark.value:
            same = max(same, score)
        elif score > other:
            other, rival = score, each
    return same, other, rival
