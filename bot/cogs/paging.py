"""Texts that are longer than a message, and lists that are longer than a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LIMIT = 2000
"""Characters that one message may have."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """A part of a list: `number` counts from 0, `total` is how many pages there are."""

    items: tuple[T_co, ...]
    number: int
    total: int


def page_of(found: Sequence[T], number: int, size: int) -> Page[T]:
    """Give one page of a list; the last one when the list became shorter meanwhile."""
    total = max(1, -(-len(found) // size))
    number = min(max(number, 0), total - 1)
    return Page(tuple(found[number * size : (number + 1) * size]), number, total)


def pages(text: str) -> tuple[str, ...]:
    """Split a text into messages at its paragraphs; longer ones at lines, then at words."""
    found = [""]
    for paragraph in text.split("\n\n"):
        for number, piece in enumerate(_pieces(paragraph)):
            between = "" if not found[-1] else "\n" if number else "\n\n"
            if len(found[-1]) + len(between) + len(piece) <= LIMIT:
                found[-1] += between + piece
            else:
                found.append(piece)
    return tuple(found)


def _pieces(paragraph: str) -> list[str]:
    """Give a paragraph whole, or its lines, or what of a line fits."""
    if len(paragraph) <= LIMIT:
        return [paragraph]
    found = [""]
    for word in paragraph.replace("\n", " \n").split(" "):
        for start in range(0, max(len(word), 1), LIMIT):
            part = word[start : start + LIMIT]
            if len(found[-1]) + 1 + len(part) <= LIMIT and not part.startswith("\n"):
                found[-1] = f"{found[-1]} {part}".strip()
            else:
                found.append(part.lstrip("\n"))
    return found
