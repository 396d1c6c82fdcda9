# ruff: noqa: RUF001 - characters that resemble others are the subject
"""Folds: small pure functions, each of which undoes one change to the letters of a text.

A person who disguises a question, or only mistypes it, changes the letters and not the meaning.
"""

import re
import unicodedata
from operator import ne

from bot.core.parting import split
from bot.core.words import REPEATS, Words, recall

MAX_FOLDED = 8_000
"""Characters kept after a fold that can lengthen the text."""

SHORTEST, LONGEST = 5, 24
"""Letters of the words that are repaired."""

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
_BLANK = re.compile(r"[^\S\n]+")
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
_SIGNS = r"!-/:-@\[-`{-~·•∙⋅…¦"
_SCATTERED = re.compile(rf"(?<![^\W_])(?:[^\W_][ {_SIGNS}]{{1,3}}){{3,}}[^\W_](?![^\W_])")
_DRAWN = r"(?:a+|e+|i+|o+|u+|[^\saeiou])"  # one sign, or a vowel that is stretched
_SPREAD = re.compile(
    rf"(?<!\S)(?:{_DRAWN} ){{1,40}}{_DRAWN}(?: {{2,}}(?:{_DRAWN} ){{0,40}}{_DRAWN}){{1,80}}(?!\S)"
)
_SIGN = re.compile(rf"[{_SIGNS}]+")
_TOGETHER = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{_SIGNS}]{{1,4}}[^\W_]+)+")
_LOOSE_SIGNS = re.compile(r"(?<!\S)[-_~|*·](?: [-_~|*·])+(?!\S)")
_LOOSE_SIGN = re.compile(r" [·>]+(?= )|(?<!\S)[-_~|*·]+(?=[a-z])|(?<=[a-z])[-_~|*·]+(?!\S)")
_HAN_GAP = re.compile("(?<=[\u3400-\u9fff])\\s+(?=[\u3400-\u9fff])")
_FILLED = re.compile(r"(?<![^\W_])[a-z]+(?:[*#%^&~=?_]+[a-z]+)+(?![^\W_])")
_HIDES = re.compile(r"[*#%^&~=?_]")
_LONG_REPEATS = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[a-z]+")
_LETTER = re.compile(r"[a-z]")
_UPSIDE_DOWN = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ")
_FEW = 2
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
        text = _SPREAD.sub(_narrow, text)
    if "-" in text:
        text = _INVERSION.sub(" ", text)
    if "'" in text:
        text = _ELISION.sub(r"\1 ", text).replace("'", "")
    if _POINT.search(text):
        text = _DECIMAL.sub(lambda match: f"{match[1] or 0}_{match[2]}", text)
    text = _UNEVEN.sub(" ", text)
    return f" {_LINES.sub(chr(10), text).strip()} "


def _narrow(match: re.Match[str]) -> str:
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


def filled(text: str, words: Words) -> str:
    """Read a sign within a word as the letter that it hides: "t*ke" → "take"."""
    return _FILLED.sub(lambda match: _fill(match[0], words), text)


def _fill(word: str, words: Words) -> str:
    """Take the word that has letters in the places of the signs, or none, whichever is commoner."""
    bare, hidden = _HIDES.subn("", word)
    if len(word) > LONGEST or hidden * 2 >= len(bare):
        return word  # the letters are only kept apart
    return recall(word, words.repairs, lambda: _filling(word, bare, words))


def _filling(word: str, bare: str, words: Words) -> str:
    found = re.search(rf"\n{_HIDES.sub('[a-z]', word)}", words.of_length(len(word)))
    guesses = [found[0].strip() if found else "", bare]
    known = [guess for guess in guesses if guess in words.parting]
    return min(known, key=words.parting.__getitem__, default=word)


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


def joined(text: str, words: Words) -> str:
    """Join what blanks, signs or lines keep apart: "d o s e", "d.o.s.e", "an-astro-zole"."""
    text = _HAN_GAP.sub("", text)
    if "\n" in text and " " not in text.strip():
        text = text.replace("\n", " ")
    text = _LOOSE_SIGNS.sub("·", text)
    text = _SCATTERED.sub(lambda match: _gather(match[0], words), text)
    text = _LOOSE_SIGN.sub("", text)
    return _BLANK.sub(" ", _TOGETHER.sub(lambda match: _tie(match[0], words), text))


def _tie(run: str, words: Words) -> str:
    """Signs between words become blanks, signs within a word go; figures keep theirs."""
    parts = _SIGN.split(run)
    letters = sum(map(len, parts))
    if any(part[0].isdigit() or part[-1].isdigit() for part in parts) and letters < 12:
        return run
    if "".join(parts) in words.known:
        return "".join(parts)
    known = sum(len(part) for part in parts if part in words.parting or part.isdigit())
    if known * 5 >= letters * 3 or (len(parts) > 3 and letters > 3 * len(parts)):
        return re.sub(rf"(?![,?!;])[{_SIGNS}]", " ", run)
    return "".join(parts) if "," not in run else run


def _gather(run: str, words: Words) -> str:
    """Signs between letters leave blanks between words; blanks between letters leave nothing."""
    letters = re.sub(r",(?! )|[^\w ,]+|(?<=\w)_(?=\w)", "", run)
    if letters != run and not _SPREAD.fullmatch(letters):
        return letters
    if "  " in letters:
        return _SPREAD.sub(_narrow, letters)
    letters = letters.replace(" ", "")
    return split(letters, words) or letters


def collapsed(text: str, words: Words) -> str:
    """Undo repeated letters: "hoooow muuuch" → "how much", "ddoossee" → "dose"."""
    if not _LONG_REPEATS.search(text) and len(REPEATS.findall(text)) * 12 < len(text):
        return text
    shortest = min((len(run[0]) for run in _LONG_REPEATS.finditer(text)), default=0)
    return _WORD.sub(lambda match: _uncollapse(match[0], words, shortest), text)


def _uncollapse(word: str, words: Words, shortest: int) -> str:
    """Take the commonest word that every other letter, or shorter runs of letters, make.

    Where each vowel is drawn out alike, a run twice as long as the `shortest` one was two letters.
    """
    if word in words.known:
        return word
    if not REPEATS.search(word):
        return word if word in words.parting else words.collapsed.get(word, word)
    if shortest and (even := _shrunk(word, shortest)) != word and even in words.parting:
        return even
    halved = word[::2] if word[::2] == word[1::2] else word
    guesses = [halved, _LONG_REPEATS.sub(r"\1", word), _LONG_REPEATS.sub(r"\1\1", word)]
    known = [guess for guess in guesses if guess in words.parting]
    if known:
        return min(known, key=words.parting.__getitem__)
    short = REPEATS.sub(r"\1", halved)
    return words.collapsed.get(short, short if halved == word else halved)


def _shrunk(word: str, run: int) -> str:
    """Make one letter of each run so long, and two of one twice as long."""
    return _LONG_REPEATS.sub(lambda match: match[1] * (2 if len(match[0]) >= 2 * run else 1), word)


def repaired(text: str, words: Words) -> str:
    """Repair mistyped words of five letters and more to the closed lexicon (OSA distance 1-2)."""
    return _WORD.sub(lambda match: _repair(match[0], words), text)


def _repair(word: str, words: Words) -> str:
    if not SHORTEST <= len(word) <= LONGEST or word in words.known:
        return word
    return recall(word, words.repairs, lambda: words.repairing.nearest(word) or word)
