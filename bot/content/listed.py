"""Many words, and what each stands for, as arrays: read in a fraction of the time of JSON."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise

import numpy as np

from bot.content.arrays import Array, Arrays, as_array


def words_out(words: Iterable[str]) -> Array:
    """Write words down, a line each."""
    return as_array("\n".join(words))


def words_in(held: Array) -> list[str]:
    """Read words as `words_out` wrote them."""
    text = held.tobytes().decode()
    return text.split("\n") if text else []


def lists_out(name: str, lists: Sequence[Sequence[int]]) -> Arrays:
    """Write lists of numbers down, one after the other, and where each ends."""
    return {
        name: np.fromiter(chain.from_iterable(lists), np.int32),
        f"{name}_bounds": np.fromiter(accumulate(map(len, lists), initial=0), np.int32),
    }


def lists_in(held: Arrays, name: str) -> list[list[int]]:
    """Read lists of numbers as `lists_out` wrote them."""
    numbers = held[name].tolist()
    return [numbers[begin:end] for begin, end in pairwise(held[f"{name}_bounds"].tolist())]


def numbers_out(name: str, numbers: Mapping[str, int]) -> Arrays:
    """Write words down with the number of each."""
    return {name: words_out(numbers), f"{name}_numbers": np.array([*numbers.values()], np.int64)}


def numbers_in(held: Arrays, name: str) -> dict[str, int]:
    """Read numbers as `numbers_out` wrote them."""
    return dict(zip(words_in(held[name]), held[f"{name}_numbers"].tolist(), strict=True))


def meanings_out(name: str, meanings: Mapping[str, str]) -> Arrays:
    """Write words down with what each means; few meanings differ."""
    places = {each: at for at, each in enumerate(dict.fromkeys(meanings.values()))}
    numbers = {word: places[each] for word, each in meanings.items()}
    return {**numbers_out(name, numbers), f"{name}_meanings": words_out(places)}


def meanings_in(held: Arrays, name: str) -> dict[str, str]:
    """Read meanings as `meanings_out` wrote them; each is held once."""
    meanings, places = words_in(held[f"{name}_meanings"]), held[f"{name}_numbers"].tolist()
    return dict(zip(words_in(held[name]), map(meanings.__getitem__, places), strict=True))
