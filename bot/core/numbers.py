"""Numbers in words or digits, put into one form; only the spelling changes."""

import re

_BELOW_TWENTY = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "once": "1", "twice": "2", "thrice": "3", "single": "1",
    "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
    "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_UNITS_OF_TEN = tuple(_BELOW_TWENTY)[1:10]
_DIGITS = (
    _BELOW_TWENTY
    | {
        f"{ten}{joint}{word}": str(value + int(_BELOW_TWENTY[word]))
        for ten, value in _TENS.items()
        for joint in "- "
        for word in _UNITS_OF_TEN
    }
    | {ten: str(value) for ten, value in _TENS.items()}
)
_MANY = {"dozen": 12, "hundred": 100, "thousand": 1000}
# not every word by itself: the pattern stands in many others, and each took 7 ms to compile
_WORDS = "|".join([rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS_OF_TEN)}))?", *_BELOW_TWENTY])
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MANIES = "|".join(_MANY)
NUMBER = (
    rf"(?:\b(?:(?:\d+|{_WORDS})[ -])?(?:{_MANIES})\b"
    rf"|\d+(?:[.,]\d+)*|\.\d+|\b(?:half|quarter|{_WORDS})\b)"
)
"""Matches one number; "half" and "quarter" stay words."""
NUMBER_WORDS = frozenset({"half", "quarter", *_DIGITS, *_MANY})


def numeral(text: str) -> str:
    """Give "65" for "sixty-five", "24" for "two dozen", "0.5" for "0.50" and ".5"."""
    word = text.casefold().rstrip(",")
    *before, last = re.split("[ -]", word)
    if last in _MANY:
        times = numeral(" ".join(before)) if before else "1"
        return str(int(times) * _MANY[last])
    if word in _DIGITS:
        return _DIGITS[word]
    if _GROUPED.fullmatch(word):
        word = word.replace(",", "")
    whole, point, rest = word.partition(".")
    if not point or not rest.isdigit():
        return word
    return f"{whole or '0'}.{rest}".rstrip("0").rstrip(".")
