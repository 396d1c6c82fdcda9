"""General English words with their counts, from the list that `symspellpy` carries.

82,765 words: SCOWL's spellings with counts of Google's n-grams. Only the list is used: its own
dictionary look-up is too general to repair words of one field.
"""

from importlib.resources import files
from itertools import islice

from bot.core.text import English

_LIST = "frequency_dictionary_en_82_765.txt"


def load_english() -> English:
    """Make the word list; it is read when the first word is looked up."""
    return English(_read)


def common_words(most: int) -> frozenset[str]:
    """Give the commonest English words; the list is sorted by count."""
    with files("symspellpy").joinpath(_LIST).open(encoding="utf-8-sig") as lines:
        return frozenset(line.split(" ", 1)[0] for line in islice(lines, most))


def _read() -> dict[str, int]:
    fields = files("symspellpy").joinpath(_LIST).read_text("utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
