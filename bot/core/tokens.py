"""Text to tokens: folded, and cut into words. What needs no more than that loads no NumPy."""

import re
import unicodedata

LIMIT = 4000
"""Characters of a question that are read; the rest is left unread."""

_TOKEN = re.compile(r"[^\W_]+(?:[\u0900-\u0dff]+[^\W_]*)*")  # Indic vowel signs are marks
_APOSTROPHE = re.compile(r"['’`´](?<=\w.)(?=\w)")  # noqa: RUF001 - people type these
_DROPPED = {"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"}


def fold(text: str) -> str:
    """Casefold, drop accents, control and format characters, and bound the length."""
    text = text[:LIMIT]
    if text.isascii() and text.replace("\n", "").isprintable():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    kept = (
        " " if char in "\n\t\r" else char
        for char in spread
        if char in "\n\t\r"
        or unicodedata.category(char) not in _DROPPED
        # vowel signs of Indic scripts are marks, yet they are letters to the reader
        or "\u0900" <= char <= "\u0dff"
    )
    return "".join(kept).casefold()[:LIMIT]


def tokens(text: str) -> list[str]:
    """Split folded text into words; runs of Han characters stay whole, apostrophes vanish."""
    return _TOKEN.findall(_APOSTROPHE.sub("", text))
