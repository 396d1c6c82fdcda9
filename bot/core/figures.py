"""Numbers as a text states them: value, unit, comparator and frequency, in one form.

Only the spelling is made one ("twice a week", "2x/wk" and "two times weekly" are all 2 times per
week, "half a milligram" is 0.5 mg). Nothing is converted or computed: a month is not four weeks.
"""

import re
from collections.abc import Iterator

from bot.core.amounts import amounts, spell_out
from bot.core.bounds import MONTHS, SIGN, SPOKEN, lead, lead_digits, sign_before, sign_of
from bot.core.model import Figure
from bot.core.numbers import NUMBER, NUMBER_WORDS, numeral

_RANGE = rf"(?:between\s+)?{NUMBER}(?:\s*(?:-|–|—|to|and|or)\s*{NUMBER})?"  # noqa: RUF001
_FILLER = r"(?:(?:an?|the|any|its?|serum|level|levels|value|values|of|estradiol|e2)\s+){0,5}"
_UNIT_OF = {
    "mg": "mg mgs milligram milligrams",
    "mcg": "mcg µg μg ug microgram micrograms",
    "g": "g gram grams",
    "ml": "ml millilitre millilitres milliliter milliliters cc",
    "iu": "iu units unit",
    "pg/ml": "pg/ml",
    "ng/ml": "ng/ml",
    "ng/dl": "ng/dl",
    "mg/dl": "mg/dl",
    "pmol/l": "pmol/l",
    "nmol/l": "nmol/l",
    "tablets": "tablet tablets tab tabs pill pills",
    "%": "% percent",
    "thirds": "third thirds",
    "quarters": "quarter quarters",
    "fifths": "fifth fifths",
    "tenths": "tenth tenths",
    "fold": "fold",
    "minutes": "minute minutes",
    "hours": "hour hours hr hrs",
    "days": "day days",
    "weeks": "week weeks wk wks",
    "fortnights": "fortnight fortnights",
    "months": "month months",
    "years": "year years",
    "decades": "decade decades",
}
_UNITS = {word: unit for unit, words in _UNIT_OF.items() for word in words.split()}
_UNIT = "|".join(
    re.escape(word).replace("/", r"\s*(?:/|per)\s*") + (r"\b" if word != "%" else "")
    for word in sorted(_UNITS, key=len, reverse=True)
)
_PERIODS = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week",
    "fortnightly": "fortnight", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year",
    "annual": "year", "bi-annually": "half-year", "biannually": "half-year",
    "bi-annual": "half-year", "biannual": "half-year", "semi-annually": "half-year",
    "biweekly": "biweek", "bi-weekly": "biweek",
}  # fmt: skip
_CALENDAR = {"3": "quarter", "6": "half-year"}
"""Months that the calendar has a name for."""
_ADVERB = "|".join(sorted(_PERIODS, key=len, reverse=True))
_EVERY = (
    rf"(?:(?:an?|per|each|every|/)\s*(?:(?:other|second|{NUMBER})\s+)?"
    r"(?:hour|day|night|week|wk|month|quarter|year)s?)"
)
_AFTER = (
    r"(?:\s*(?:(?:as|is)\s+(?:an?|the)\s+(?:level|floor|value))?\s*[,:;(-]?[^.\d;]{0,60}?\s*"
    r"\b(?P<after>below|beneath|under|above|over|beyond|past|exceeds?)"
    r"(?:\s+(?:which|that|this|it)\b|(?=[.,;)]|$)))"
)
_LONG_UNIT = re.compile(
    r"(?i)\b(milli|micro|nano|pico)grams?(?: per |/| a )(deci|milli)lit(?:er|re)s?\b"
)
_SHORT = {"milli": "m", "micro": "mc", "nano": "n", "pico": "p", "deci": "d"}
_AND_A_HALF = re.compile(rf"(?i)({NUMBER})[ -]and[ -]an?[ -](half|quarter)\b")
_EITHER = re.compile(rf"(?i)\bevery ({NUMBER}) (or|and) ({NUMBER}) (months|weeks|days|years)\b")
_PARTS = {"half": "0.5", "quarter": "0.25"}
"""What these are of a unit: "half a milligram"."""
_BARE_START = re.compile(
    rf"(?i)\b(?P<start>from (?:[a-z]+ ){{0,4}}\d[\d.]*)(?!\S*\s*(?:{_UNIT}))"
    rf"(?P<way>,?(?: [a-z]+){{0,5}},? to (?:[a-z]+ ){{0,5}}\d[\d.]*\s*(?P<unit>{_UNIT}))"
)
_BARE_END = re.compile(
    rf"(?i)(?P<way>\d\s*(?P<unit>mg|[pn]g/d?mL),? (?:[a-z]+ ){{0,3}}from (?:[a-z]+ ){{0,3}})"
    rf"(?P<end>(?!(?:19|20)\d\d\b)\d[\d.]*\b(?<!\.))(?!\S*\s*(?:{_UNIT}| to | (?:{MONTHS})))"
)
_BARE_BEFORE = re.compile(
    rf"(?i)(?P<start>(?<![\w.])\d[\d.]*)(?P<way>(?: (?:before|beforehand|earlier|initially"
    r"|at (?:first|baseline|the (?:start|outset|beginning)))|,? (?:and |but )?then\b"
    rf"|,? and,? (?:after|later|afterwards|with|on)\b)[^\d.;]{{0,40}} \d[\d.]*\s*(?P<unit>{_UNIT}))"
)
"""Of "from 65 down to 22 pg/mL" and "65 at first, 22 pg/mL later" the unit is that of both."""
_FIGURE = re.compile(
    rf"""(?ix)
    (?:(?P<comparator>{SIGN})\s*{_FILLER})?
    (?<![\w.])(?<!type[\s-])(?P<number>{_RANGE})
    (?:
      (?:\s*(?:x|times?)\b\s*|(?<=once)\s+|(?<=twice)\s+|(?<=thrice)\s+)
        (?:,\s*)?(?P<often>{_EVERY}|{_ADVERB})\b
      | [\s-]*(?:of\s+)?(?:an?\s+)?(?P<unit>{_UNIT})(?:\s*(?P<rate>{_EVERY}|{_ADVERB})\b)?{_AFTER}?
      | \s+(?P<bare>{_ADVERB})\b
    )?
    | (?<![\w-])(?P<each>{_ADVERB}
      |(?:every|each)\s+(?:(?:other|second|{NUMBER})\s+)?(?:hour|day|night|week|month|quarter|year)s?)\b
    """
)
_NUMERAL = re.compile(r"(?<!\w)\d")
"""A figure in digits, which that of "E2" is not."""
_FEW = 11
"""A larger number in words is told as a figure, even where no unit follows."""
_WORD = re.compile("[a-z]+")
_CUES = frozenset(
    part for term in ("every", "each", *NUMBER_WORDS, *_PERIODS) for part in _WORD.findall(term)
)
"""Words of which every figure without a digit has one."""


def figures(text: str) -> tuple[Figure, ...]:
    """Find every figure in a text, each once, in order of appearance."""
    text = lead(spell_out(short_units(text)))
    told = amounts(text)
    if "-a-" in text or " and a" in text:
        text = _AND_A_HALF.sub(lambda found: numeral(found[1]) + _PARTS[found[2].lower()][1:], text)
    if "very " in text:
        text = _EITHER.sub(r"every \1 \4 \2 every \3 \4", text)
    if _NUMERAL.search(text):
        for pattern in (_BARE_START, _BARE_BEFORE):
            text = pattern.sub(r"\g<start> \g<unit>\g<way>", text)
        text = _BARE_END.sub(r"\g<way>\g<end> \g<unit>", text)
        text = lead_digits(text)
    elif _CUES.isdisjoint(_WORD.findall(text.casefold())):
        return tuple(dict.fromkeys(told))
    found = (figure for match in _FIGURE.finditer(text) for figure in _figures(match))
    return tuple(dict.fromkeys((*found, *told)))


def short_units(text: str) -> str:
    """Write "picograms per millilitre" as pg/mL."""
    if "gram" not in text:
        return text
    return _LONG_UNIT.sub(
        lambda found: f"{_SHORT[found[1].lower()]}g/{_SHORT[found[2].lower()]}L", text
    )


def show(figure: Figure) -> str:
    """Write a figure for a person to read."""
    number = "once" if figure.number == "each" else figure.number
    unit = figure.unit.replace("/ml", "/mL").replace("/dl", "/dL")
    frequency = re.sub(r"(?<=\d )(day|week|month|year)$", r"\1s", figure.frequency)
    parts = (SPOKEN.get(figure.comparator, ""), number, unit, frequency)
    return " ".join(part for part in parts if part)


def _figures(match: re.Match[str]) -> Iterator[Figure]:
    if match["each"]:
        yield Figure("each", "", sign_before(match.string[: match.start()]), _period(match["each"]))
        return
    sign = sign_of(match["comparator"] or match["after"] or "")
    often = match["often"] or match["bare"] or ""
    if often and _number(match["number"]) == "1":  # "once a week" says what "weekly" says
        yield Figure("each", "", sign, _period(often))
        return
    if often and _number(match["number"]) == "2" and _period(often) == "per year":
        yield Figure("each", "", sign, "per half-year")  # which is what "bi-annually" says
        return
    unit = _UNITS.get(re.sub(r"\s*(?:/|per)\s*", "/", (match["unit"] or "").casefold()), "")
    number = _number(match["number"])
    number = _PARTS.get(number, number) if unit else number
    if match["number"][-1].isdigit() or unit or often or (_is_many(number) and not sign):
        for each in _apart(number):
            yield Figure(each, "times" if often else unit, sign, _period(often))
    if match["rate"]:  # "1 mg daily" says what "1 mg of the drug daily" says: two figures
        yield Figure("each", frequency=_period(match["rate"]))


def _number(text: str) -> str:
    """Give "40-60" for any spelling of a range, "2" for "twice"."""
    ends = re.findall(NUMBER, text, re.IGNORECASE)
    return "-".join(map(numeral, ends))


def _is_many(number: str) -> bool:
    """Tell "two dozen" from "one hormone", whose number is a word like others.

    A bound in words is often told without the unit of the one before: "above sixty pg/mL, or above
    forty with symptoms".
    """
    return number.isdigit() and int(number) > _FEW


def _apart(number: str) -> list[str]:
    """Part what is no range: one runs upwards, so "from 65 to 22" names two figures."""
    ends = number.split("-")
    falls = len(ends) == 2 and all(map(_is_plain, ends)) and float(ends[0]) > float(ends[1])
    return ends if falls else [number]


def _is_plain(number: str) -> bool:
    return number.replace(".", "", 1).isdigit()


def _period(text: str) -> str:
    """Give "per week" for weekly, a week, each week, /wk; "per 2 day" for every other day."""
    if not text:
        return ""
    if text.casefold() in _PERIODS:
        return f"per {_PERIODS[text.casefold()]}"
    words = re.findall(r"[\w.]+", text.casefold())
    count = next((_every(word) for word in words[:-1] if _every(word)), "")
    period = {"wk": "week", "night": "day"}.get(words[-1].rstrip("s"), words[-1].rstrip("s"))
    if period == "month" and count in _CALENDAR:
        return f"per {_CALENDAR[count]}"
    if count == "half":
        return f"per half-{period}"
    return " ".join(part for part in ("per", count, period) if part)


def _every(word: str) -> str:
    if word in ("other", "second"):
        return "2"
    if word == "half":
        return word
    return numeral(word) if word in NUMBER_WORDS or word[0].isdigit() else ""
