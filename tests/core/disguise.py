# ruff: noqa: RUF001 - characters that resemble others are the subject
"""Mechanical disguises: each changes the letters of a sentence and not its meaning to a reader."""

import random
from collections.abc import Callable

Disguise = Callable[[str, random.Random], str]

_LOWER = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = dict(zip("aceopxyisjhdw", "асеорхуіѕјһԁԝ", strict=True))
_GREEK = dict(zip("aoivkptnux", "αοινκρτηυχ", strict=True))
_LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
_SIGNS = {"a": "@", "s": "$", "i": "!", "e": "€"}
_SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_FLIPPED = dict(zip(_LOWER, "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a"
_EMOJI = "🙂🔥💊👍"


def _mapped(table: dict[str, str]) -> Disguise:
    def disguise(text: str, _: random.Random) -> str:
        return "".join(table.get(char.lower(), char) for char in text)

    return disguise


def _shifted(lower: int, digit: int = 0) -> Disguise:
    """Move letters (and digits) to another alphabet block of Unicode."""

    def disguise(text: str, _: random.Random) -> str:
        return "".join(
            chr(lower + ord(char) - 97)
            if char in _LOWER
            else chr(digit + ord(char) - 48)
            if digit and char in "0123456789"
            else char
            for char in text.lower()
        )

    return disguise


def _between(*joints: str) -> Disguise:
    """Put something between all letters of a word."""

    def disguise(text: str, rng: random.Random) -> str:
        pairs = zip(text, f"{text[1:]} ", strict=True)
        return "".join(
            char + rng.choice(joints) if char.isalpha() and after.isalpha() else char
            for char, after in pairs
        )

    return disguise


def _per_word(before: str, after: str = "") -> Disguise:
    def disguise(text: str, _: random.Random) -> str:
        return " ".join(f"{before}{word}{after or before}" for word in text.split())

    return disguise


def _inside_words(mark: str) -> Disguise:
    def disguise(text: str, rng: random.Random) -> str:
        return " ".join(
            word[: (cut := rng.randrange(1, len(word)))] + mark + word[cut:]
            if len(word) > 3
            else word
            for word in text.split()
        )

    return disguise


def _hidden(text: str, rng: random.Random) -> str:
    """Put a star in the place of one inner letter of each longer word."""
    return " ".join(
        word[: (at := rng.randrange(1, len(word) - 1))] + "*" + word[at + 1 :]
        if len(word) > 3 and word.isalpha()
        else word
        for word in text.split()
    )


def _alternate(text: str, _: random.Random) -> str:
    return "".join(c.upper() if place % 2 else c.lower() for place, c in enumerate(text))


def _zalgo(text: str, rng: random.Random) -> str:
    return "".join(c + "".join(chr(rng.randrange(0x300, 0x36F)) for _ in range(4)) for c in text)


def _accents(text: str, rng: random.Random) -> str:
    return "".join(c + rng.choice(_ACCENTS) if c.isalpha() else c for c in text)


def _spaced(text: str, _: random.Random) -> str:
    return "  ".join(" ".join(word) for word in text.split())


def _no_blanks(text: str, _: random.Random) -> str:
    return text.replace(" ", "")


def _camel(text: str, _: random.Random) -> str:
    return "".join(word.capitalize() for word in text.split())


def _doubled(text: str, _: random.Random) -> str:
    return "".join(char * 2 if char.isalpha() else char for char in text)


def _stretched(text: str, _: random.Random) -> str:
    return "".join(char * 4 if char in "aeiou" else char for char in text)


def _bidi(text: str, _: random.Random) -> str:
    return "\u202e" + text[::-1] + "\u202c"


def _upside_down(text: str, _: random.Random) -> str:
    return "".join(_FLIPPED.get(char, char) for char in text.lower())[::-1]


def _tags(text: str, _: random.Random) -> str:
    return "".join(char + chr(0xE0000 + ord("x")) for char in text)


def _lines(text: str, _: random.Random) -> str:
    return text.replace(" ", "\n")


def _quoted(text: str, _: random.Random) -> str:
    return "> " + text.replace(" ", " \n> ", 1).replace("\n", "")


def _typo(text: str, rng: random.Random) -> str:
    """Swap, drop or repeat one inner letter of each long word."""
    return " ".join(_mistype(word, rng) if len(word) >= 7 else word for word in text.split())


def _mistype(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 2)
    return rng.choice(
        (
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
        )
    )


DISGUISES: dict[str, Disguise] = {
    "upper case": lambda text, _: text.upper(),
    "alternating case": _alternate,
    "cyrillic look-alikes": _mapped(_CYRILLIC),
    "greek look-alikes": _mapped(_GREEK),
    "full width": _shifted(0xFF41, 0xFF10),
    "mathematical bold": _shifted(0x1D41A, 0x1D7CE),
    "mathematical script": _shifted(0x1D4EA),
    "mathematical monospace": _shifted(0x1D68A, 0x1D7F6),
    "fraktur": _shifted(0x1D586),
    "circled": _shifted(0x24D0),
    "squared": _shifted(0x1F130),
    "small capitals": _mapped(_SMALL),
    "zero-width spaces": _between("\u200b", "\u200c", "\u200d", "\ufeff", "\u2060"),
    "soft hyphens": _between("\u00ad"),
    "zalgo": _zalgo,
    "accents": _accents,
    "strike-through": _between("\u0336"),
    "tag characters": _tags,
    "leetspeak": _mapped(_LEET),
    "signs for letters": _mapped(_SIGNS),
    "star for a letter": _hidden,
    "spaced letters": _spaced,
    "dots between letters": _between("."),
    "hyphens between letters": _between("-"),
    "underscores between letters": _between("_"),
    "stars between letters": _between("*"),
    "emoji between letters": _between(*_EMOJI),
    "emoji for blanks": lambda text, rng: text.replace(" ", rng.choice(_EMOJI)),
    "no blanks": _no_blanks,
    "camel case": _camel,
    "dots for blanks": lambda text, _: text.replace(" ", "."),
    "underscores for blanks": lambda text, _: text.replace(" ", "_"),
    "doubled letters": _doubled,
    "stretched vowels": _stretched,
    "spoiler per word": _per_word("||"),
    "bold per word": _per_word("**"),
    "code per word": _per_word("`"),
    "spoiler inside words": _inside_words("||||"),
    "bold inside words": _inside_words("****"),
    "hyphen inside words": _inside_words("-"),
    "one word a line": _lines,
    "quoted": _quoted,
    "reversed with bidi controls": _bidi,
    "upside down": _upside_down,
    "typing errors": _typo,
}

LOSSY = {"hyphen inside words", "star for a letter", "typing errors"}
"""Disguises that may leave a word nobody can be sure of."""
