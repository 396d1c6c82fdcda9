"""General English words with their counts: SymSpell's list, which came with the program.

82,765 words: SCOWL's spellings with counts of Google's n-grams; see `english.LICENSE`.
"""

import gzip
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.core.english import English

_LIST = Path(__file__).with_name("english.txt.gz")


def load_english() -> "English":
    """Read the word list; a compiled pack holds it ready."""
    from bot.core.english import English  # noqa: PLC0415 - imports NumPy, which no lint needs

    return English.of(_read())


def is_english(word: str) -> bool:
    """Tell whether a word in small letters is in the list, which is read when first asked."""
    return word in _counts()


def commonest(most: int) -> list[str]:
    """Give words by how common they are."""
    counts = _read()
    return sorted(counts, key=lambda word: (-counts[word], word))[:most]


def common_words(most: int) -> dict[str, int]:
    """Give the commonest English words with their counts, the commonest first."""
    with gzip.open(_LIST, "rt", encoding="utf-8") as lines:
        pairs = (line.split() for line in islice(lines, most))
        return {word: int(count) for word, count in pairs}


@cache
def _counts() -> dict[str, int]:
    return _read()


def _read() -> dict[str, int]:
    fields = gzip.decompress(_LIST.read_bytes()).decode().split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
