"""Amounts told without a digit: "within a week", "half of the men", "tripled", "for life".

They are figures like others: a sentence may tell one only where its block does.
"""

import re
from collections.abc import Iterator

from bot.core.model import Figure
from bot.core.numbers import numeral

_SPAN = r"(?:minute|hour|day|night|week|fortnight|month|quarter|year|decade)"
_ONE = re.compile(
    rf"(?i)(?<!half )(?<!once )(?<!twice )(?<!times )\ban? (?:(?:single|whole|full|mere) )?"
    rf"(?={_SPAN} (?:(?:after|later|before|following|in|from|afterwards|earlier|ago|long|old"
    r"|or (?:so|more|less|longer|two))\b"
    r"|at (?:the )?(?:very )?(?:least|most)\b))"
)
_FOR_ONE = re.compile(
    r"(?i)\b(?P<lead>in|within|for|after|over|under|by|during|inside|of|until|before|past|lasts?"
    r"|takes?|about|around|nearly|almost|only|just|than|at least|at most|exceed\w*) an? "
    rf"(?:(?:single|whole|full|mere|further|short|long) )?(?={_SPAN}\b)"
)
"""Spans of time, which "twice a week" is not."""
_ONE_PART = re.compile(r"(?i)\b(?:an?|one) (?=(?:third|quarter|fifth|tenth) of\b)")
_OF_IT = re.compile(r"(?i)\bthe (?=(?:hour|week|month|year) (?:after|later|before)\b)")
_GOOD = re.compile(rf"(?i)\ba (?:good|scant|bare) (?={_SPAN}\b)")
_NEXT_DAY = re.compile(r"(?i)\b(?:an?|one|1) day (?=later)")
"""The day after is a day and no span of time."""

_PEOPLE = (
    r"(?:men|women|patients|people|persons|participants|subjects|volunteers|males|individuals"
    r"|cases|users)"
)
_MEASURED = (
    r"(?:them|cohort|doses?|dosage|levels?|values?|amount|estradiol|estrogen|e2|testosterone)"
)
_SOME_NUMBERS = "three|four|five|six|seven|eight|nine|ten|eleven"
_PART = "third|quarter|fifth|sixth|tenth"
_ORDINALS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth"
_MANY = "several|a few|few|many|some|a couple of|a number of|countless|numerous"
_THE = r"(?:(?:the|these|those|all|his|their|its) )?(?:(?!(?:in|to|for|of|and|or|as)\b)[a-z-]+ )?"
_KINDS = {
    re.compile(
        rf"(?i)\b(?P<number>{_MANY}) (?:(?:more|short|long|further) )?(?P<unit>{_SPAN}s)\b"
    ): "",
    re.compile(rf"(?i)(?<!every )(?<!each )\b(?P<number>{_ORDINALS}) (?P<unit>{_SPAN})\b"): "",
    re.compile(rf"(?i)\b(?P<number>{_SPAN}) (?:by|after) (?P=number)\b"): "",
    re.compile(
        r"(?i)\b(?:for|within|in|after|lasts?|takes?) (?P<number>(?:entire |whole )?"
        rf"{_SPAN}s)\b(?! on end)"
    ): "",
    re.compile(
        r"(?i)\b(?<!not )(?P<number>for (?:the rest of )?(?:a|his|their|one's) (?:whole |entire )?"
        r"(?:life|lives|lifetime)(?=[.,;)]|$)|for life|life-?long|overnight|instantly"
        r"|in (?:next to )?no time|(?:straight|immediately) after)\b"
    ): "",
    re.compile(rf"(?i)\b(?P<number>half)(?: of)? {_THE}(?:{_PEOPLE}|{_MEASURED})\b"): "",
    re.compile(r"(?i)\b(?:by|in|to)(?: an?| one| about| nearly)? (?P<number>half)\b(?! an?\b)"): (
        "fold"
    ),
    re.compile(
        rf"(?i)\b(?:by|to) an? (?P<number>{_PART})\b(?! of)"
        rf"|\ban? (?P<less>{_PART})(?= (?:lower|less|higher|more|as)\b|[.;])"
    ): "part",
    re.compile(r"(?i)\b(?P<number>(?:several|many|\w+) times) over\b"): "",
    re.compile(r"(?i)\b(?P<number>halv(?:es?|ed|ing))\b"): "fold",
    re.compile(r"(?i)\b(?:factor of|times) (?P<number>two|three|four|five|ten|\d+)\b"): "fold",
    re.compile(
        r"(?i)\b(?:(?P<number>double|triple|treble|quadruple)(?:d|s| (?:the|its|his|their|that|of))"
        r"|(?P<often>doubling|tripling|trebling|quadrupling|twice(?= (?:as|the|what)\b))"
        rf"|(?P<times>two|{_SOME_NUMBERS}|\d+) times (?:as|the|higher|lower|more|less|greater)"
        r"|(?<!is )(?<!are )(?P<fold>two|three|four|five|ten)fold)\b"
    ): "fold",
    re.compile(
        rf"(?i)\b(?P<number>two of|{_SOME_NUMBERS}|(?:dozens|scores|hundreds|thousands|tens) of)"
        rf" (?:of )?{_THE}{_PEOPLE}\b"
    ): "",
    re.compile(
        rf"(?i)\b(?P<number>one|two|{_SOME_NUMBERS}) (?:in|out of) (?:every )?"
        rf"(?P<unit>two|{_SOME_NUMBERS}|\d+)\b(?! {_SPAN})"
    ): "in",
    re.compile(
        r"(?i)\b(?:his|their|the) (?:early |mid |late )?(?P<number>teens|twenties"
        r"|(?:thir|for|fif|six|seven|eigh|nine)ties)\b"
    ): "years",
}
"""Each pattern, and the unit of what it finds."""
_SPANS = re.compile(rf"(?i)\b{_SPAN}s?\b|\b(?:{_PART})s?\b")
_CUE = re.compile(
    rf"(?i)\b(?:{_SPAN}s?\b|li(?:fe|ves)|overnight|instantly|no time|straight|immediately|hal[fv]"
    rf"|(?:{_PART})\b|factor|doubl|tripl|trebl|quadrupl|twice|(?:two|{_SOME_NUMBERS})\b|\w+fold\b"
    r"|dozens|scores|hundreds|thousands|tens|one (?:in|out)\b|times\b|te?e?ns?\b|\w+ties\b)"
)
"""Words of which every text with such an amount has one."""
_FOLD_OF = {"hal": "half", "dou": "2", "tri": "3", "tre": "3", "qua": "4", "twi": "2"}


def spell_out(text: str) -> str:
    """Write "within a week" as "within one week", where the words tell how long."""
    if not _SPANS.search(text):
        return text
    text = _OF_IT.sub("one ", _GOOD.sub("roughly one ", _NEXT_DAY.sub("the day ", text)))
    text = _ONE.sub("one ", text)
    return _FOR_ONE.sub(r"\g<lead> one ", _ONE_PART.sub("one ", text))


def amounts(text: str) -> Iterator[Figure]:
    """Find the amounts that are told in other words than numbers with units."""
    for pattern, unit in _KINDS.items() if _CUE.search(text) else ():
        for found in pattern.finditer(text):
            parts = [part.casefold() for part in found.groups() if part]
            if unit == "fold":
                yield Figure(_FOLD_OF.get(parts[0][:3]) or numeral(parts[0]), unit)
            elif unit == "in":
                yield Figure(" in ".join(map(numeral, parts)))
            else:
                yield Figure(" ".join(parts), unit)
