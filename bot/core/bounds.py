"""Words that make a figure a bound, before it or behind it, in the one form that is compared.

"Twice per week or more" and "twice per week as a minimum" say what "at least twice per week" says.
"""

import re

from bot.core.numbers import NUMBER

_COMPARATORS = {
    ">": "above over beyond past exceed exceeds exceeded exceeding surpass surpasses surpassed"
    " surpassing pass passes passed passing cross crosses crossed crossing"
    " top tops topped topping breach breaches breached breaching overshoot overshoots"
    " overshooting overshot outstrip outstrips outstripped outstripping > "
    "more_than greater_than higher_than larger_than longer_than upwards_of upward_of in_excess_of"
    " more_often_than oftener_than more_frequently_than north_of",
    "<": "below under beneath underneath < less_than lower_than fewer_than smaller_than short_of"
    " shorter_than less_often_than less_frequently_than south_of",
    ">=": "at_least at_the_least at_the_very_least at_a_minimum at_minimum no_less_than"
    " no_lower_than no_fewer_than not_fewer_than"
    " not_lower_than not_below not_under not_less_than"
    " minimum_of as_much_as as_many_as anywhere_from"
    " no_sooner_than no_earlier_than not_before ≥ >=",
    "<=": "at_most at_the_most at_the_very_most at_a_maximum at_maximum no_more_than"
    " no_more_often_than no_higher_than not_higher_than not_above not_over not_more_than"
    " as_little_as as_few_as upper_limit_of ceiling_of"
    " no_later_than up_to within maximum_of ≤ <=",
    "~": "about around roughly approximately nearly almost circa close_to near_to"
    " in_the_region_of ~",
}
_COMPARATOR_OF = {
    word.replace("_", " "): sign for sign, words in _COMPARATORS.items() for word in words.split()
}
SPOKEN = {sign: words.split()[0].replace("_", " ") for sign, words in _COMPARATORS.items()}
"""How a comparator is told to a person."""


def _either(words: list[str]) -> str:
    return "|".join(
        rf"\b{word}\b".replace(" ", r"\s+") if word[0].isalpha() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


SIGN = _either(list(_COMPARATOR_OF))
"""Matches a comparator."""
_SIGN_OF_RHYTHM = re.compile(
    r"(?i)(?:"
    + _either([word for word in _COMPARATOR_OF if " " in word or word.endswith("ly")])
    + r")\s+$"
)
"""One before "weekly": what is listed "under weekly" is no bound."""
_LONGEST = max(map(len, _COMPARATOR_OF)) + 5

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
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SOME = re.compile(r"(?i)\bsome (?=\d[\d.]* ?(?:pg|mg))")
_ON_TO = re.compile(rf"(?i)(?<=\bfrom )({NUMBER}) up to (?={NUMBER})")
"""From four up to six is four to six."""
_DATED = re.compile(
    rf"(?i)\b(?:under|over|above|below)(?: the)?(?: date(?: of)?)? (?=\d{{1,2}} (?:{MONTHS})|"
    r"(?:19|20)\d\d(?:[,;:.)]|$| (?:the|is|a|an|and|it|stands?)\b))"
)
"""What is listed "under 14 December" bears that date."""

_MORE = r"more|over|above|higher|greater|larger|longer|upwards?|up|beyond|later|better"
_LESS = r"less|fewer|under|below|lower|smaller|shorter|beneath|sooner|earlier|down|downwards?"
_LEAST = r"(?:very |bare |barest |absolute )?(?:least|minimum|min|lowest|earliest|floor)"
_MOST = r"(?:very |absolute )?(?:most|maximum|max|highest|latest|upper limit|ceiling|cap|outside)"
_ENDS = (
    r"(?=\s*(?:[.,;:()?!—–|]|$)|\s+(?:of|to|per|post|is|are|was|were|as|in|at|with|for|by|on|from"  # noqa: RUF001
    r"|taken|orally|when|while|if|once|twice|thrice|that|which|and|but|can|may|might|could|counts?|before|after"
    r"|the article|\w+ times|(?:a|each|every) (?:day|week|month|year))\b)"
)
"""Behind "or more" and the like: what is no more of something else, as in "or more fat"."""
_NO_NEXT = rf"(?!\s+(?:{NUMBER}|\w+ly\b))"
"""Behind "at least": no figure of which it is said."""
_OR_EVEN = r"(?:or even|and even|or|and|if not)"
_CEILING = (
    r"(?:is |was |marks |as )?(?:the|a|an|its) (?:[a-z]+ )?(?:upper (?:limit|bound|end)|ceiling)"
)
_BEHIND = {
    "roughly ": rf"give or take|more or less|or thereabouts|or so(?! (?:the|it|they)\b)"
    rf"|(?:approximately|roughly|or around (?:it|that)){_ENDS}",
    "at least ": rf"as (?:the |a |an )?{_LEAST}|(?:at (?:the |a )?{_LEAST}|minimum){_NO_NEXT}"
    rf"|(?:{_OR_EVEN} (?:{_MORE})|upwards?|plus|(?:and )?(?:no|not) (?:less|fewer|lower))"
    rf"(?: often| frequently)?{_ENDS}",
    "at most ": rf"tops|{_CEILING}|as (?:the |a |an )?{_MOST}"
    rf"|(?:at (?:the |a )?{_MOST}|maximum){_NO_NEXT}"
    rf"|(?:{_OR_EVEN} (?:{_LESS}|more rarely)|downwards?"
    r"|(?:(?:and|but) )?(?:no|not|never) (?:more|higher))"
    rf"(?: often| frequently)?{_ENDS}",
}
_BEHIND_IT = re.compile(
    r"(?i)[\s,(-]+(?:"
    + "|".join(f"(?P<s{at}>{words})" for at, words in enumerate(_BEHIND.values()))
    + r")(?!\w)"
)
_RATE = (
    r"\b(?:(?:night|week|fortnight|month|quarter|year)ly|daily|(?:bi-?|semi-?)?annual(?:ly)?"
    r"|(?:every|each) (?:\w+ )?(?:hour|day|week|month|quarter|year)s?)\b"
)
_FIRST = re.compile(
    rf"(?i)(?<![\w.])(?:between\s+)?{NUMBER}(?:\s*(?:-|–|—|to|and|or)\s*{NUMBER})?"  # noqa: RUF001
    rf"(?:\s*(?:x|times)?\s*{_RATE})?|{_RATE}"
)
"""What a bound behind it can be said of."""
_UP_TO_IT = re.compile(r"[^.,;:()!?]{0,40}")


def lead(text: str) -> str:
    """Put every bound before its figure, and read those that are none as what they are."""
    if " over " in text:
        text = _GONE_OVER.sub("reviewed ", text)
    text = _ON_TO.sub(r"\1 to ", text)
    for found in reversed(list(_BEHIND_IT.finditer(text))):
        firsts = list(_FIRST.finditer(text[: found.start()]))
        if firsts and _UP_TO_IT.fullmatch(text[firsts[-1].end() : found.start()]):
            at = firsts[-1].start()
            sign = list(_BEHIND)[int((found.lastgroup or "s0")[1:])]
            text = text[:at] + sign + text[at : found.start()] + text[found.end() :]
    return text


def lead_digits(text: str) -> str:
    """Read floors, dates and "climbs up to" as what they say of a figure in digits."""
    text = _SOME.sub("roughly ", _LIMIT.sub("below ", _DATED.sub("of ", text)))
    return _FLOOR.sub("below ", _CLIMB.sub(r"\1 to ", text))


def sign_of(text: str) -> str:
    """Give the sign of a comparator in words, or nothing."""
    return _COMPARATOR_OF.get(" ".join(text.casefold().split()), "")


def sign_before(text: str) -> str:
    """Give the sign of the comparator with which a text before "weekly" ends, or nothing."""
    found = _SIGN_OF_RHYTHM.search(text[-_LONGEST:])
    return sign_of(found[0]) if found else ""
