"""Numbers as a text states them: value, unit, comparator and frequency, in one form.

Only the spelling is made one ("twice a week", "2x/wk" and "two times weekly" are all 2 times per
week, "half a milligram" is 0.5 mg). Nothing is converted or computed: a month is not four weeks.
"""

import re
from collections.abc import Iterator

from bot.core.model import Figure
from bot.core.numbers import NUMBER, NUMBER_WORDS, numeral

_RANGE = rf"(?:between\s+)?{NUMBER}(?:\s*(?:-|–|—|to|and|or)\s*{NUMBER})?"  # noqa: RUF001
_COMPARATORS = {
    ">": "above over beyond past exceed exceeds exceeded exceeding surpass surpasses surpassed"
    " surpassing pass passes passed passing cross crosses crossed crossing"
    " top tops topped topping breach breaches breached breaching overshoot overshoots"
    " overshooting overshot outstrip outstrips outstripped outstripping > "
    "more_than greater_than higher_than larger_than upwards_of in_excess_of",
    "<": "below under beneath underneath < less_than lower_than fewer_than smaller_than short_of",
    ">=": "at_least no_less_than no_lower_than not_lower_than not_below not_under not_less_than"
    " minimum_of ≥ >=",
    "<=": "at_most no_more_than no_higher_than not_higher_than not_above not_over not_more_than"
    " up_to within maximum_of ≤ <=",
    "~": "about around roughly approximately nearly almost ~",
}
_COMPARATOR_OF = {
    word.replace("_", " "): sign for sign, words in _COMPARATORS.items() for word in words.split()
}
_SPOKEN = {sign: words.split()[0].replace("_", " ") for sign, words in _COMPARATORS.items()}
_SIGN = "|".join(
    rf"\b{word}\b".replace(" ", r"\s+") if word[0].isalpha() else re.escape(word)
    for word in sorted(_COMPARATOR_OF, key=len, reverse=True)
)
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
    "fold": "fold",
    "hours": "hour hours hr hrs",
    "days": "day days",
    "weeks": "week weeks wk wks",
    "months": "month months",
    "years": "year years",
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
_CLIMB = re.compile(
    r"(?i)\b(climb\w*|ris\w+|rose|go(?:es|ne|ing)?|went|creep\w*|crept|jump\w*|shoot\w*|shot|com\w+"
    r"|came|way|push\w*|brought|dr[io]v\w+|mov\w+|increas\w+|get\w*|got|head\w*|march\w*|inch\w*"
    r"|edg\w+|drift\w*|surg\w+|soar\w*|mount\w*|trend\w*|crawl\w*|swing\w*|swung|travel\w*"
    r"|leap\w*|ran|track\w*|tend\w*|steer\w*|build\w*|built|work\w*|spik\w+|zoom\w*|sail\w*)"
    r" (?:all the way |right |steadily |slowly )?up (?:to|towards?) (?=\d)"
)
"""Rising "up to 90" reaches 90; it is no bound."""
_LOWEST = r"(?:floor|lower (?:limit|bound)|bottom)"
_FLOOR = re.compile(rf"(?i)\b(?:a )?{_LOWEST} (?:of|at|is|lies at) (?=\d)")
"""A floor of 20 forbids what is below 20."""
_LIMIT = re.compile(
    r"(?i)(?=\b[\w.-]+ pg/mL (?:[a-z]+ ){0,2}?(?:is|as|was|marks|forms|sets) (?:[a-z]+ )?(?:the|a)"
    rf" (?:[\w'’]+ ){{0,2}}{_LOWEST}\b"  # noqa: RUF001
    r"|\b[\w.-]+ pg/mL,? (?:a level )?(?:which|that) (?:[a-z]+ ){0,4}(?:not|never)"
    r" (?:[a-z]+ ){0,2}(?:undercut|undershot)\b)"
)
_GONE_OVER = re.compile(
    r"(?i)\b(?:go(?:es|ne|ing)?|went|look(?:s|ed|ing)?|talk(?:s|ed|ing)?) over "
    r"(?=\S+ (?:days?|weeks?|months?|years?) (?:after|later)\b)"
)
"""What is gone over a month later is looked at then; it takes no longer than that."""
_LONG_UNIT = re.compile(
    r"(?i)\b(milli|micro|nano|pico)grams?(?: per |/| a )(deci|milli)lit(?:er|re)s?\b"
)
_SHORT = {"milli": "m", "micro": "mc", "nano": "n", "pico": "p", "deci": "d"}
_AND_A_HALF = re.compile(rf"(?i)({NUMBER})[ -]and[ -]an?[ -](half|quarter)\b")
_EITHER = re.compile(rf"(?i)\bevery ({NUMBER}) (or|and) ({NUMBER}) (months|weeks|days|years)\b")
_PARTS = {"half": "0.5", "quarter": "0.25"}
"""What these are of a unit: "half a milligram"."""
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATED = re.compile(
    rf"(?i)\b(?:under|over|above|below)(?: the)?(?: date(?: of)?)? (?=\d{{1,2}} (?:{_MONTH})|"
    r"(?:19|20)\d\d(?:[,;:.)]|$| (?:the|is|a|an|and|it|stands?)\b))"
)
"""What is listed "under 14 December" bears that date."""
_BARE_START = re.compile(
    rf"(?i)\b(?P<start>from (?:[a-z]+ ){{0,4}}\d[\d.]*)(?!\S*\s*(?:{_UNIT}))"
    rf"(?P<way>,?(?: [a-z]+){{0,5}},? to (?:[a-z]+ ){{0,5}}\d[\d.]*\s*(?P<unit>{_UNIT}))"
)
_BARE_END = re.compile(
    rf"(?i)(?P<way>\d\s*(?P<unit>mg|[pn]g/d?mL),? (?:[a-z]+ ){{0,3}}from (?:[a-z]+ ){{0,3}})"
    rf"(?P<end>(?!(?:19|20)\d\d\b)\d[\d.]*\b(?<!\.))(?!\S*\s*(?:{_UNIT}| to | (?:{_MONTH})))"
)
_BARE_BEFORE = re.compile(
    rf"(?i)(?P<start>(?<![\w.])\d[\d.]*)(?P<way>(?: (?:before|beforehand|earlier|initially"
    r"|at (?:first|baseline|the (?:start|outset|beginning)))|,? (?:and |but )?then\b"
    rf"|,? and,? (?:after|later|afterwards|with|on)\b)[^\d.;]{{0,40}} \d[\d.]*\s*(?P<unit>{_UNIT}))"
)
"""Of "from 65 down to 22 pg/mL" and "65 at first, 22 pg/mL later" the unit is that of both."""
_ONE = re.compile(
    r"(?i)(?<!half )(?<!once )(?<!twice )(?<!times )\ban? "
    r"(?=(?:hour|day|week|month|year) (?:after|later|before|following|in|from)\b)"
)
_NEXT_DAY = re.compile(r"(?i)\b(?:an?|one|1) day (?=later)")
"""The day after is a day and no span of time."""
_FIGURE = re.compile(
    rf"""(?ix)
    (?:(?P<comparator>{_SIGN})\s*{_FILLER})?
    (?<![\w.])(?<!type[\s-])(?P<number>{_RANGE})
    (?:
      (?:\s*(?:x|times?)\b\s*|(?<=once)\s+|(?<=twice)\s+|(?<=thrice)\s+)
        (?:,\s*)?(?P<often>{_EVERY}|{_ADVERB})\b
      | [\s-]*(?:of\s+)?(?:an?\s+)?(?P<unit>{_UNIT})(?:\s*(?P<rate>{_EVERY}|{_ADVERB})\b)?{_AFTER}?
      | \s+(?P<bare>{_ADVERB})\b
    )?
    | (?<![\w-])(?P<each>{_ADVERB}|(?:every|each)\s+(?:(?:other|second|{NUMBER})\s+)?
      (?:hour|day|night|week|month|quarter|year)s?)\b
    """
)
_NUMERAL = re.compile(r"(?<!\w)\d")
"""A figure in digits, which that of "E2" is not."""
_FEW = 12
"""A larger number in words is told as a figure, even where no unit follows."""
_WORD = re.compile("[a-z]+")
_CUES = frozenset(
    part for term in ("every", "each", *NUMBER_WORDS, *_PERIODS) for part in _WORD.findall(term)
)
"""Words of which every figure without a digit has one."""


def figures(text: str) -> tuple[Figure, ...]:
    """Find every figure in a text, each once, in order of appearance."""
    text = _ONE.sub("one ", _NEXT_DAY.sub("the day ", short_units(text)))
    if " over " in text:
        text = _GONE_OVER.sub("reviewed ", text)
    if "-a-" in text or " and a" in text:
        text = _AND_A_HALF.sub(lambda found: numeral(found[1]) + _PARTS[found[2].lower()][1:], text)
    if "very " in text:
        text = _EITHER.sub(r"every \1 \4 \2 every \3 \4", text)
    if _NUMERAL.search(text):
        for pattern in (_BARE_START, _BARE_BEFORE):
            text = pattern.sub(r"\g<start> \g<unit>\g<way>", text)
        text = _BARE_END.sub(r"\g<way>\g<end> \g<unit>", text)
        text = _LIMIT.sub("below ", _DATED.sub("of ", text))
        text = _FLOOR.sub("below ", _CLIMB.sub(r"\1 to ", text))
    elif _CUES.isdisjoint(_WORD.findall(text.casefold())):
        return ()
    found = (figure for match in _FIGURE.finditer(text) for figure in _figures(match))
    return tuple(dict.fromkeys(found))


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
    parts = (_SPOKEN.get(figure.comparator, ""), number, unit, frequency)
    return " ".join(part for part in parts if part)


def _figures(match: re.Match[str]) -> Iterator[Figure]:
    if match["each"]:
        yield Figure("each", frequency=_period(match["each"]))
        return
    often = match["often"] or match["bare"] or ""
    if often and _number(match["number"]) == "1":  # "once a week" says what "weekly" says
        yield Figure("each", frequency=_period(often))
        return
    if often and _number(match["number"]) == "2" and _period(often) == "per year":
        yield Figure("each", frequency="per half-year")  # which is what "bi-annually" says
        return
    unit = _UNITS.get(re.sub(r"\s*(?:/|per)\s*", "/", (match["unit"] or "").casefold()), "")
    number = _number(match["number"])
    number = _PARTS.get(number, number) if unit else number
    sign = _sign(match["comparator"] or match["after"] or "")
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


def _sign(text: str) -> str:
    return _COMPARATOR_OF.get(" ".join(text.casefold().split()), "")


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
