"""Everyday language for the redaction of gaps: what may stay, and what tells on people.

`everyday.txt` holds everyday words of eleven languages beside English: the stop words of
stopwords-iso and words written by hand. `names.txt` holds those given names and surnames of Faker's
and of the United States census of 1990 that would otherwise pass for known words, and towns.
`cues.txt` holds what tells of a number, a name or an address. See `everyday.LICENSE`.
"""

from dataclasses import fields
from functools import cache
from pathlib import Path

from bot.core.redact import Everyday
from bot.core.redact_contacts import ContactWords
from bot.core.redact_names import NameWords
from bot.core.redact_numbers import NumberWords
from bot.core.tokens import fold

_FOLDER = Path(__file__).parent
_BETWEEN_PHRASES = " | "


@cache
def load_everyday() -> Everyday:
    """Read the lists, once they are needed for the first time."""
    words = frozenset[str]().union(*_read("everyday.txt").values())
    lists = _read("names.txt") | _read("cues.txt")
    return Everyday(
        words,
        NumberWords(**{each.name: lists[each.name] for each in fields(NumberWords)}),
        NameWords(**{each.name: lists[each.name] for each in fields(NameWords)}),
        ContactWords(**{each.name: lists[each.name] for each in fields(ContactWords)}),
    )


def _read(name: str) -> dict[str, frozenset[str]]:
    """Read sections `[title] what they are for`, each with words, or phrases parted by strokes."""
    lists: dict[str, list[str]] = {}
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            listed = lists.setdefault(line[1 : line.index("]")], [])
        else:
            listed += line.split(_BETWEEN_PHRASES) if _BETWEEN_PHRASES in line else line.split()
    return {title: frozenset(map(fold, words)) for title, words in lists.items()}
