"""Denials of what no cited block speaks of: they say next to nothing, and conflict with nothing."""

from itertools import takewhile

from bot.core import lexicon
from bot.core.negation import Negation
from bot.core.wording import Sentence, root_of

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


def is_unspoken(scope: Negation, sentence: Sentence, roots: frozenset[str]) -> bool:
    """Tell whether a negation is about what is not told, or a thing that is none of `roots`."""
    return (
        _is_silent(scope, sentence)
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
