"""Many words, and what each stands for, as arrays: read in a fraction of the time of JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import accumulate, chain, pairwise
from typing import TypeVar

import numpy as np

from bot.content.arrays import Array, Arrays, as_array

Value = TypeVar("Value")

_met: ContextVar[dict[str, str] | None] = ContextVar("met", default=None)
"""The words that were read so far, while they are held once."""


def shared(values: Iterable[Value]) -> list[Value]:
    """Give values of one kind; of equal ones only one stays in memory."""
    held: dict[Value, Value] = {}
    return [held.setdefault(each, each) for each in values]


@contextmanager
def words_once() -> Iterator[None]:
    """Let equal words that are read within the block be held once, whichever file has them."""
    before = _met.set({})
    try:
        yield
    finally:
        _met.reset(before)


def words_out(words: Iterable[str]) -> Array:
    """Write words down, a line each."""
    return as_array("\n".join(words))


def words_in(held: Array) -> list[str]:
    """Read words as `words_out` wrote them."""
    text = held.tobytes().decode()
    words, met = text.split("\n") if text else [], _met.get()
    return words if met is None else [met.setdefault(each, each) for each in words]


def lists_out(name: str, lists: Sequence[Sequence[int]]) -> Arrays:
    """Write lists of numbers down, one after the other, and where each ends."""
    return {
        name: np.fromiter(chain.from_iterable(lists), np.int32),
        f"{name}_bounds": np.fromiter(accumulate(map(len, lists), initial=0), np.int32),
    }


def lists_in(held: Arrays, name: str) -> list[tuple[int, ...]]:
    """Read lists of numbers as `lists_out` wrote them; each is held once."""
    numbers, bounds = (*shared(held[name].tolist()),), held[f"{name}_bounds"].tolist()
    return shared(numbers[begin:end] for begin, end in pairwise(bounds))


def numbers_out(name: str, numbers: Mapping[str, int]) -> Arrays:
    """Write words down with the number of each."""
    return {name: words_out(numbers), f"{name}_numbers": np.array([*numbers.values()], np.int64)}


def numbers_in(held: Arrays, name: str) -> dict[str, int]:
    """Read numbers as `numbers_out` wrote them."""
    numbers = shared(held[f"{name}_numbers"].tolist())
    return dict(zip(words_in(held[name]), numbers, strict=True))


def meanings_out(name: str, meanings: Mapping[str, str]) -> Arrays:
    """Write words down with what each means; few meanings differ."""
    places = {each: at for at, each in enumerate(dict.fromkeys(meanings.values()))}
    numbers = {word: places[each] for word, each in meanings.items()}
    return {**numbers_out(name, numbers), f"{name}_meanings": words_out(places)}


def meanings_in(held: Arrays, name: str) -> dict[str, str]:
    """Read meanings as `meanings_out` wrote them; each is held once."""
    meanings, places = words_in(held[f"{name}_meanings"]), held[f"{name}_numbers"].tolist()
    return dict(zip(words_in(held[name]), map(meanings.__getitem__, places), strict=True))
