# ruff: noqa: RUF001 - characters that resemble others are the subject
"""Folds: small pure functions, each of which undoes one change to the characters of a text.

A person who disguises a question, or only mistypes it, changes the letters and not the meaning.
"""

import re
import unicodedata
from operator import ne

from bot.core.words import Words

MAX_FOLDED = 8_000
"""Characters kept after a fold that can lengthen the text."""

_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Co", "Cn", "Cs"})
_DIACRITICS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
_UNFOLDED = str.maketrans(
    {  # letters that Unicode does not decompose, and punctuation of other scripts
        **dict(
            zip(
                "ıłøđħŧɑ。、，।¿¡«»“”„‘’‛`´ʼ–—−‐‑⁃",
                "ilodhta.,,.    \"\"\"'''''''-----",
                strict=False,
            )
        ),
        "\u093c": "",  # the dot that sets ज apart from ज़ is often left out
        "\u0901": "\u0902",  # and so is the difference between two nasal signs
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "‒": "-",
        "⁄": "/",
        "µ": "u",
        **{chr(first + n): str(n) for first in (0x660, 0x6F0, 0x966) for n in range(10)},
    }
)
_ELISION = re.compile(r"(?<![^\W_])(?<![-*._·|~`])([b-hk-z]|qu)'(?=[a-z0-9@$!€])")
_INVERSION = re.compile(r"(?<=[a-z])-(?=(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles)\b)")
_DECIMAL = re.compile(r"(?<![\d_.,])(\d*)[.,](\d+)(?![\d.,]*[.,]\d)")
_POINT = re.compile(r"[.,]\d")
_BEYOND_ASCII = re.compile(r"[^\t\n -~]+")
_UNEVEN = re.compile(r" [^\S\n]+|[^\S\n ][^\S\n]*")  # all blanks but a single space
_LINES = re.compile(r" ?\n[ \n]*")
_MARKUP = re.compile(
    r"[*~|`\\]+(?=\S)|(?<=\S)[*~|`\\]+|(?<![^\s(\"'])_+(?=\S)|(?<=\S)_+(?![^\s.,?;:)\"'])"
)
_MARKS = re.compile(r"[*~|`\\_>\[]")
_QUOTE = re.compile(r"(^|\s)>+ ?(?=[a-z])")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\s]{1,300}\)")
_LEET = str.maketrans("013457@$!+|8€", "oieastasitlbe")
_ALONE = re.compile(r"(?<=[ _.·-])[0134578!@$]{1,4}(?=[ _?.,·-])")
_LONE = re.compile(r"(?<= )[!@](?= [a-z])")
_MIXED = re.compile(r"(?<![a-z0-9@$!+|€])[a-z]*[0-9@$!+|€][a-z0-9@$!+|€]*")
_UNIT = re.compile(
    r"\d+(?:mgs?|mcg|ml|g|iu|cc|x|st|nd|rd|th|am|pm|lbs?|kg|yo|y|yr|yrs|h|d|w|wk)?"
    r"|[ebtkpx]\d{1,2}|d3|e\dd|mk\d+|[a-z]+!+"
)
_DRAWN = r"(?:a+|e+|i+|o+|u+|[^\saeiou])"  # one sign, or a vowel that is stretched
SPREAD = re.compile(
    rf"(?<!\S)(?:{_DRAWN} ){{1,40}}{_DRAWN}(?: {{2,}}(?:{_DRAWN} ){{0,40}}{_DRAWN}){{1,80}}(?!\S)"
)
"""Letters that blanks keep apart, in words that wider gaps part."""

_WORD = re.compile(r"[a-z]+")
_LETTER = re.compile(r"[a-z]")
_UPSIDE_DOWN = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ")
_FEW = 2
"""So many upside-down letters may stand in any text: phonetic script has them."""

_FLIPPED = str.maketrans("ɐqɔpǝɟƃɓɥᴉɾʞʃןɯuodbɹsʇnʌʍxʎz¿˙", "abcdefgghijkllmnopqrstuvwxyz?.")


def plain(text: str) -> str:
    """Fold case, accents, invisible characters, quotes, decimals and blanks.

    "I'm on 0.5 mg" → " im on 0_5 mg ": apostrophes go, a decimal point becomes `_` so that it
    ends no sentence, and a blank at both ends lets a pattern ask for one.
    """
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)[:MAX_FOLDED]
        text = _BEYOND_ASCII.sub(lambda match: _unfold(match[0]), spread)
    text = text.lower()
    if "  " in text:
        text = SPREAD.sub(narrow, text)
    if "-" in text:
        text = _INVERSION.sub(" ", text)
    if "'" in text:
        text = _ELISION.sub(r"\1 ", text).replace("'", "")
    if _POINT.search(text):
        text = _DECIMAL.sub(lambda match: f"{match[1] or 0}_{match[2]}", text)
    text = _UNEVEN.sub(" ", text)
    return f" {_LINES.sub(chr(10), text).strip()} "


def narrow(match: re.Match[str]) -> str:
    """Close up letters that are spread, where wider gaps part the words."""
    return " ".join(word.replace(" ", "") for word in re.split(" {2,}", match[0]))


def _unfold(run: str) -> str:
    """Fold a run beyond ASCII. Marks go first: one of them casefolds to a letter."""
    return "".join(map(_without_mark, run)).casefold().translate(_UNFOLDED)


def _without_mark(char: str) -> str:
    category = unicodedata.category(char)
    if category == "So":
        return "·"  # a sign between letters, or between words
    # vowel signs of Indic scripts are marks, yet letters to the reader
    kept = category[0] in "LNPZ" or category not in _DROPPED or "\u0900" <= char <= "\u0dff"
    return char if kept else ""


def lookalikes(text: str, words: Words) -> str:
    """Replace characters by the ASCII that they look like (UTS #39), and drop those unseen."""
    for form in ("NFKC", "NFKD"):
        text = unicodedata.normalize(form, text)
        text = _BEYOND_ASCII.sub(lambda match: match[0].translate(words.table), text)
    return _BEYOND_ASCII.sub(lambda match: "".join(map(_without_mark, match[0])), text)[:MAX_FOLDED]


def transliterated(text: str) -> str:
    """Replace characters by the ASCII that they sound like."""
    from anyascii import anyascii  # noqa: PLC0415 - takes a start's time, few texts need it

    return str(anyascii(_DIACRITICS.sub("", text)))[:MAX_FOLDED]


def upright(text: str, words: Words) -> list[str]:
    """Turn upside-down text round; empty when there are too few flipped letters.

    Look-alikes among them stand for the letter as it was, or as it is when turned.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    if sum(char in _UPSIDE_DOWN for char in text) <= _FEW:
        return []
    read = "".join(
        char if char in _UPSIDE_DOWN else words.lookalikes.get(char, char) for char in text
    )
    turned = text[::-1].translate(_FLIPPED).translate(words.table)
    return list(dict.fromkeys([turned, read[::-1].translate(_FLIPPED)]))


def is_backwards(text: str, words: Words) -> bool:
    """Tell whether a text has words only when it is read from its end."""
    tokens = _WORD.findall(text)
    letters = sum(map(len, tokens))
    known = sum(len(token) for token in tokens if token in words.known)
    if letters < 8 or known * 2 > letters:
        return False
    return sum(len(t) for t in tokens if t[::-1] in words.known) * 5 > letters * 3


def unmarked(text: str, _: Words) -> str:
    """Remove Discord's markup: emphasis, spoilers, code, quotes, links."""
    if not _MARKS.search(text):
        return text
    return _MARKUP.sub("", _QUOTE.sub(r"\1", _LINK.sub(r"\1", text)))


def leet(text: str, _: Words) -> str:
    """Read digits and signs inside words as letters: "d0se" → "dose", but "e2" and "5mg" stay.

    Where several words were written so, lone signs and units are letters as well.
    """
    folded = _MIXED.sub(_unleet, text)
    if folded != text and sum(map(ne, text, folded)) > 1:
        folded = _MIXED.sub(lambda match: _unleet(match, units=False), text)
        return _ALONE.sub(lambda match: match[0].translate(_LEET), folded)
    return _LONE.sub(lambda match: match[0].translate(_LEET), folded)


def all_leet(text: str) -> str:
    """Read every digit and sign that stands for a letter as that letter."""
    return text.lower().translate(_LEET)


def _unleet(match: re.Match[str], *, units: bool = True) -> str:
    word = match[0]
    if not _LETTER.search(word) or (units and _UNIT.fullmatch(word)):
        return word
    return word.translate(_LEET)
