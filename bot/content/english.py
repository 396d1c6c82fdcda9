"""General English words with their counts, from the list that `symspellpy` carries.

82,765 words: SCOWL's spellings with counts of Google's n-grams. Only the list is used: its own
dictionary look-up is too general to repair words of one field.
"""

from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from bot.core.errors import OperatorError
from bot.core.text import English

_LIST = "frequency_dictionary_en_82_765.txt"


def load_english() -> English:
    """Make the word list; it is read when the first word is looked up."""
    return English(_read)


def common_words(most: int) -> frozenset[str]:
    """Give the commonest English words; the list is sorted by count."""
    with _path().open(encoding="utf-8-sig") as lines:
        return frozenset(line.split(" ", 1)[0] for line in islice(lines, most))


def _read() -> dict[str, int]:
    fields = _path().read_text("utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))


def _path() -> Path:
    """Find the list without importing the package, which would cost a start 50 ms."""
    package = find_spec("symspellpy")
    if package is None or package.origin is None:
        raise OperatorError("the package symspellpy is missing: install footnote-bot again")
    return Path(package.origin).parent / _LIST
