"""Folds that undo what was done to words, with a closed lexicon to tell what a word is."""

import re

from bot.core.folds import SPREAD, narrow
from bot.core.parting import split
from bot.core.words import REPEATS, Words, recall

SHORTEST, LONGEST = 5, 24
"""Letters of the words that are repaired."""

_BLANK = re.compile(r"[^\S\n]+")
_SIGNS = r"!-/:-@\[-`{-~·•∙⋅…¦"
_SCATTERED = re.compile(rf"(?<![^\W_])(?:[^\W_][ {_SIGNS}]{{1,3}}){{3,}}[^\W_](?![^\W_])")
_SIGN = re.compile(rf"[{_SIGNS}]+")
_TOGETHER = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{_SIGNS}]{{1,4}}[^\W_]+)+")
_LOOSE_SIGNS = re.compile(r"(?<!\S)[-_~|*·](?: [-_~|*·])+(?!\S)")
_LOOSE_SIGN = re.compile(r" [·>]+(?= )|(?<!\S)[-_~|*·]+(?=[a-z])|(?<=[a-z])[-_~|*·]+(?!\S)")
_HAN_GAP = re.compile("(?<=[\u3400-\u9fff])\\s+(?=[\u3400-\u9fff])")
_FILLED = re.compile(r"(?<![^\W_])[a-z]+(?:[*#%^&~=?_]+[a-z]+)+(?![^\W_])")
_HIDES = re.compile(r"[*#%^&~=?_]")
_LONG_REPEATS = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[a-z]+")


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
    if letters != run and not SPREAD.fullmatch(letters):
        return letters
    if "  " in letters:
        return SPREAD.sub(narrow, letters)
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
