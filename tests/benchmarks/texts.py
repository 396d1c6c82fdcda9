"""Texts to measure on: phrasings made from the shipped pack's own, and typing mistakes."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core.tokens import fold, tokens
from tests.real import real_pack

LONGEST = 24
"""Words of a made phrasing."""

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    key: "".join(row[at - 1 : at] + row[at + 1 : at + 2]) + KEYS[(n + 1) % 3][at % 7]
    for n, row in enumerate(KEYS)
    for at, key in enumerate(row)
}
"""Keys that lie beside another one."""


def made(most: int, seed: int = 1) -> list[str]:
    """Make distinct phrasings: chains of words in which every pair of neighbours is the pack's."""
    rng = random.Random(seed)
    after: defaultdict[str, list[str]] = defaultdict(list)
    for line in _pack_lines():
        for one, two in zip(["", *line], [*line, ""], strict=True):
            after[one].append(two)
    found: dict[str, None] = {}
    while len(found) < most:
        words = list(_chain(after, rng))
        if 2 < len(words) < LONGEST:
            found[" ".join(words)] = None
    return list(found)


def read_texts(path: Path, most: int) -> list[str]:
    """Read JSON lines that are texts, or objects with a text under `text` or `q`."""
    with path.open(encoding="utf-8") as lines:
        texts = [_text_of(line, at) for at, line in enumerate(lines, 1) if line.strip()]
    return list(dict.fromkeys(texts))[:most]


def _text_of(line: str, at: int) -> str:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {at} is no JSON") from error
    text = (row.get("text") or row.get("q")) if isinstance(row, dict) else row
    if not isinstance(text, str) or not tokens(fold(text)):
        raise ValueError(f"line {at} has no text with a word")
    return text


def mistyped(text: str, rng: random.Random, mistakes: int = 1) -> str:
    """Make mistakes as fingers do, in words of four letters or more: swap, slip, drop, double."""
    for _ in range(mistakes):
        spots = [at for at in range(1, len(text) - 1) if _is_inside(text, at)]
        if not spots:
            return text
        at = rng.choice(spots)
        kind = rng.randrange(4)
        if kind == 0:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif kind == 1:
            text = text[:at] + rng.choice(BESIDE.get(text[at].lower(), "e")) + text[at + 1 :]
        elif kind == 2:
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + text[at] + text[at:]
    return text


def _is_inside(text: str, at: int) -> bool:
    """Tell whether the letter at a place and the next belong to a word long enough to mend."""
    begin = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    word = text[begin : end if end >= 0 else len(text)]
    return len(word) >= 4 and word.isalpha() and at + 1 < begin + len(word)


def _pack_lines() -> Iterator[Sequence[str]]:
    for entry in real_pack().entries:
        for text in (entry.question, *entry.phrasings):
            if text.isascii():
                yield tokens(text.lower())


def _chain(after: dict[str, list[str]], rng: random.Random) -> Iterator[str]:
    word = rng.choice(after[""])
    for _ in range(LONGEST):
        if not word:
            return
        yield word
        word = rng.choice(after[word])
