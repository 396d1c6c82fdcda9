"""Denials of what no cited block speaks of: they say next to nothing, and conflict with nothing."""

import re
from collections.abc import Iterable
from itertools import takewhile

from bot.core import lexicon
from bot.core.ground import Claim
from bot.core.negation import Negation
from bot.core.wording import Sentence, Word, root_of

LIGHT = frozenset(
    map(
        root_of,
        lexicon.listed(
            "difference account effect role part need help show make bring give keep turn use mean"
            " basis reason work exist place hold find form follow slow short likely likelier become"
            " strong far walk measure job touch bear able made kept found done given shown"
            " influence lie look"
        ),
    )
)
"""Words of all texts. Denied, they deny what they are said of: "makes no difference to it"."""
VERBS = lexicon.listed("is are was were be been being has have had can may might could does do did")
_SOURCES = lexicon.listed("article text source study review reference table schedule author")
_TELLING = lexicon.listed("count word words name names mention list note report")
_TO_OBJECT = 3
_TELL = (
    r"(?:say|state|tell|give|name|specif|put|spell|set|mention|express|quantif|defin|detail|pin)"
    r"\w*(?: (?:out|down))?"
)
_MEASURE = (
    r"(?:(?:(?:an?|the|any) )?(?:(?!that\b)\w+ ){0,4}?(?:age|years?|time|point|levels?|amount|dose"
    r"|intake|number|percentage|share|rate|value|threshold|limit|concentration)"
    r" (?:at|from|above|below|beyond|over|under|by|of|after|past) which"
    r"|(?:exactly |just |here )?(?:(?:on|by|at|from|above|below|to|in|after) )?"
    r"(?:how (?:much|many|long|old|fast|far|high|low|strong|large|big|great|steep|soon|early|late"
    r"|\w+ly)|(?:what|which) (?:age|years?|level|amount|intake|number|percentage|share|limit)"
    r"|what (?:counts|passes|qualifies) as))\b"
)
_FIGURED = (
    r"(?:\w+ ){0,2}(?:an? |any |in |into )(?:\w+ )?(?:numbers?|figures?|count|threshold|limit)\b"
)
_ASKED = re.compile(rf"(?:ever |even )?{_TELL} (?:{_MEASURE}|{_FIGURED})")
_TOLD = re.compile(
    rf"(?:ever |even )?{_TELL}(?: (?:here|there|exactly|(?:in|by) the (?:article|text)))*$"
)
_OPENED = re.compile(rf"(?:and |but |though |although )?{_MEASURE}")
_OF_TIME = re.compile(r"\b(?:age|years?|time|long|old|soon|early|late|after)\b")
_TIMES = lexicon.listed("hours days weeks months years")


def is_unspoken(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell whether a negation is about what is not told, or a thing that the blocks do not have."""
    roots = claim.known
    return (
        _is_silent(scope, sentence)
        or _is_unmeasured(scope, sentence, claim)
        or (_is_of_a_thing(scope, sentence) and not (scope.near - LIGHT) & roots)
        or _is_of_no_such(scope, sentence, roots)
    )


def _is_silent(scope: Negation, sentence: Sentence) -> bool:
    """Tell "the article puts no count on them", which is about what it does not tell."""
    words = sentence.words
    return (
        scope.text == "no"
        and any(word.text in _SOURCES for word in words[: scope.at])
        and any(word.text in _TELLING for word in words[scope.at + 1 : scope.at + 2])
    )


def _is_unmeasured(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "does not name the age at which it begins", of which no cited block has a figure."""
    asked = asked_for(scope, sentence)
    is_time = _OF_TIME.search(asked)
    return asked != "" and not any(
        not is_time or each.unit in _TIMES for ground in claim.cited for each in ground.figures
    )


def asked_for(scope: Negation, sentence: Sentence) -> str:
    """Give what a source is said not to put a figure on: "the age at which" of "does not name …".

    It stands behind the verb, or opens this clause or the one before: "how much is too much is not
    said".
    """
    words = sentence.words
    here = words[scope.at].clause
    behind = _texts(word for word in words[scope.at + 1 :] if word.clause == here)
    asked = _ASKED.match(behind)
    if not asked and _TOLD.match(behind):
        clauses = (
            _texts(word for word in words if word.clause == each) for each in (here, here - 1)
        )
        asked = next(filter(None, map(_OPENED.match, clauses)), None)
    return asked[0] if asked else ""


def _texts(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _is_of_a_thing(scope: Negation, sentence: Sentence) -> bool:
    """Tell "does not make a fuss", whose verb says little of what is done to the object."""
    before, behind = sentence.words[scope.at - 1], sentence.words[scope.at + 1 :][:_TO_OBJECT]
    is_verb = scope.at > 0 and before.text in lexicon.DO and scope.head in LIGHT
    return is_verb and bool(scope.near - LIGHT) and any(w.text in ("a", "an") for w in behind)


def _is_of_no_such(scope: Negation, sentence: Sentence, roots: frozenset[str]) -> bool:
    """Tell "no outside hand is needed", which speaks of a thing that no block has."""
    words = sentence.words
    if words[scope.at].text != "no":
        return False
    behind = words[scope.at + 1 :]
    phrase = list(takewhile(lambda word: word.text not in VERBS, behind))
    thing = phrase[-1] if 0 < len(phrase) < len(behind) else None
    return thing is not None and thing.is_topic and thing.root not in roots | LIGHT
