"""The language of a question, to choose in which a fixed text is shown beside the English one.

A guess from frequent words is often wrong for short texts, so nothing but that hangs on it: the
gate reads every question in all languages, and the text that the reader's settings ask for stays.
"""

import re
from collections.abc import Mapping

FEWEST = 2
"""Different words of a language by which it is recognised."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = {
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
"""Letters that nearly always mean one of the languages that questions are understood in."""

_SIGNS = {"es": "ñ¿¡", "pt": "ãõ", "pl": "ąćęłńśźż", "tr": "ğış"}
"""Signs that, of all languages at hand, only one has; they count as much as `FEWEST` words."""

_SHARE = 0.3
"""Share of a text's letters from which its script decides."""

Tongues = Mapping[str, frozenset[str]]
"""Language → its frequent words, lower-case."""


def tongues_of(messages: Mapping[str, Mapping[str, str]]) -> Tongues:
    """Read the frequent words that stand beside the fixed texts of each language."""
    return {
        locale: frozenset(texts.get("recognised_by", "").split())
        for locale, texts in messages.items()
    }


def tongue(text: str, tongues: Tongues) -> str:
    """Give the language of a text among those that have texts; empty where it is not clear."""
    letters = sum(map(str.isalpha, text))
    for name, script in _SCRIPTS.items():
        if name in tongues and len(script.findall(text)) > _SHARE * letters:
            return name
    folded = text.casefold()
    words = frozenset(_WORD.findall(folded))
    hits = sorted(
        (
            (
                len(words & known) + FEWEST * any(sign in folded for sign in _SIGNS.get(name, "")),
                name,
            )
            for name, known in tongues.items()
        ),
        reverse=True,
    )
    (most, name), (next_most, _) = (*hits, (0, ""), (0, ""))[:2]
    return name if most >= FEWEST and most > next_most else ""
