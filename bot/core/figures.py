"""Numbers as a text states them: value, unit, comparator and frequency, in one form.

Nothing is converted or computed: "half" stays half, "0.5" stays 0.5.
"""

import re

from bot.core.model import Figure

_WORDS = "once twice half one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|(?:{'|'.join(_WORDS)})\b)"
_COMPARATORS = {
    "above": ">", "over": ">", "exceed": ">", "exceeds": ">", "exceeding": ">", "more than": ">",
    "greater than": ">", "higher than": ">", ">": ">", "below": "<", "under": "<", "<": "<",
    "less than": "<", "lower than": "<", "beneath": "<", "at least": ">=", "≥": ">=",
    "at most": "<=", "≤": "<=", "up to": "<=",
}  # fmt: skip
_UNITS = {
    "milligram": "mg", "milligrams": "mg", "mgs": "mg", "week": "weeks", "month": "months",
    "day": "days", "year": "years", "percent": "%",
}  # fmt: skip
_FIGURE = re.compile(
    rf"""(?ix)
    (?P<comparator>{"|".join(sorted(map(re.escape, _COMPARATORS), key=len, reverse=True))})?\s*
    (?<![\w.])(?P<number>{_NUMBER}(?:\s*(?:-|–|to)\s*{_NUMBER})?)
    (?:[\s-]*(?P<unit>mgs?|milligrams?|mcg|pg\s*/\s*ml|ng\s*/\s*dl|%|percent
        |weeks?|months?|days?|years?)\b|%)?
    (?:\s*(?:x|times?)?\s*(?:,\s*)?(?P<frequency>
        (?:(?:a|per|each|every)\s+(?:day|week|month))|daily|weekly|monthly)\b)?
    """  # noqa: RUF001 - the en dash stands in ranges
)
_FREQUENCIES = {"daily": "day", "weekly": "week", "monthly": "month"}


def figures(text: str) -> tuple[Figure, ...]:
    """Find every figure in a text, in order of appearance."""
    found = (_figure(match) for match in _FIGURE.finditer(text))
    return tuple(dict.fromkeys(figure for figure in found if figure))


def _figure(match: re.Match[str]) -> Figure | None:
    number = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", match["number"].casefold())  # noqa: RUF001
    unit = re.sub(r"\s", "", (match["unit"] or "").casefold())
    frequency = (match["frequency"] or "").casefold()
    period = _FREQUENCIES.get(frequency, frequency.split()[-1] if frequency else "")
    if not number[0].isdigit() and not unit and not period:
        return None  # "one hormone", "two receptors": a word, not a figure
    return Figure(
        number,
        _UNITS.get(unit, unit),
        _COMPARATORS.get((match["comparator"] or "").casefold(), ""),
        f"per {period}" if period else "",
    )
