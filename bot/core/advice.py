"""G8: a passage reports; it gives no advice."""

import re
from collections.abc import Iterator

from bot.core.finding import Problem
from bot.core.lexicon import NAMES, listed
from bot.core.wording import split_sentences

_SECOND_PERSON = re.compile(
    r"(?i)(?<![\"“])\b(?:you|your|yours|yourself|you['’](?:re|ll|ve|d))\b"  # noqa: RUF001 - typed
)
_TREATED = (
    r"(?:taken|stopped|started|given|used|injected|lowered|raised|reduced|increased|halved|adjusted"
    r"|avoided|treated|tested|checked|measured|monitored|reviewed|watched|swallowed)\b"
)
"""What is done to a man or to his dose: that it must be is advice."""
_DUTY = re.compile(
    r"(?i)\b(?:should(?!,? (?:and|or|but|in|when|while)\b)(?=,? \w)"
    rf"|(?<!what )(?<!which )(?<!that )must(?! (?:not )?be (?!{_TREATED})\w+ed\b)"
    r"|(?:what|which|that) must (?!be\b)|ought to"
    r"|had better"
    r"|(?<!no )(?<!not )(?<!who )(?<!that )(?<!which )(?<!likely )(?<!likelier )needs? to"
    r"(?! (?:be|happen|occur|work|function)\b)"
    r"|ha(?:s|ve) to be (?:taken|stopped|started|monitored|measured|checked)"
    r"|it(?: i|['’]?)s (?:best|better|wise|prudent|sensible) to"  # noqa: RUF001
    r"|(?:^|[.!?] )(?:best|better) to|I(?: woul|['’])d"  # noqa: RUF001
    r"|be sure to|recommend(?:s|ed|ations?)?|advis(?:e|es|ed|able)|advice"
    r"|let['’]s)\b"  # noqa: RUF001
    r"|(?:^|[.!?;:,] |\b(?:and|so|please|but) )(?:never take|do not (?:take|use|stop|start))\b"
    r"|(?:^|[.!?;:,] |\b(?:so|please|always) )make sure\b"
    r"|(?:^|[.!?;:,] |\b(?:and|so|please) )don['’]t\b"  # noqa: RUF001
)
_ASKED = re.compile(
    r"(?i)\b(?:ask|question|wonder|discuss|consider|explor|examin|debat|weigh)\w*\b[^.;!?]{0,80}?"
    r"\b(?:whether|if|why|when|how)\b[^,.;:!?]*"
    r"|\b(?:on|about|of|decid\w+|tell\w*|know\w*|determin\w+|see) whether\b[^,.;:!?]*"
    r"|\bwhether\b[^,.;:!?]*(?= is (?:what|asked|the question|a question)\b)"
    r"|\b(?:where|what|than|as) (?:\w+ ){1,3}(?:should|ought to) (?:\w+ly )?be\b(?! \w+(?:ed|en)\b)"
)
"""A question that is reported, and a place "where it should be", tell nobody what to do."""
_SUBJECT = (
    r"(?:an?|the|his|its|their|this|that|these|any|it|he|they|there|e2|o?estr\w+|testosterone"
    r"|anastrozole|symptoms?|levels?|conversion|aromatase|suppression|side|libido|men|patients?"
    r"|such|both|either|one|more|too)"
)
_SUPPOSED = re.compile(
    rf"(?i)(?:^|[.!?] )should (?!be\b|have\b|not\b|never\b)|(?<=[,;:(] )should (?={_SUBJECT}\b)"
)
"""What opens a clause says "if": "should estradiol climb, …"."""
_OPEN = re.compile(
    r"(?i)\b(?:do|does|did|is|are|can|could|should|must|what|which|when|why|how)\b"
    r"(?: [\w'’-]+){2,}\?"  # noqa: RUF001 - typed
)
"""A question, as a title has it."""
_NOT_ADVISED = re.compile(
    r"(?i)\b(?:(?:not|never|nowhere|nor) (?:\w+ ){0,3}recommend(?! \w+ing\b)"
    r"|(?:no|without) (?:\w+ )?(?:recommend\w+|advice)|recommends? (?:no|neither))\b"
)
"""Advice that a source does not give."""
_REPORTED = (_ASKED, _SUPPOSED, _OPEN, _NOT_ADVISED)
_IMPERATIVES = listed(
    "add adjust aim ask avoid begin book call change check choose combine consider consult continue"
    " contact cut decrease discuss do drink drop eat expect follow get give go halve have hold"
    " increase inject keep limit look lower maintain measure monitor omit please raise"
    " reduce remember repeat schedule see seek skip speak split start stay stop switch take talk"
    " taper target test titrate treat try use wait watch"
)
_ALSO_NOUNS = listed(
    "change cut decrease drop follow hold increase limit look lower measure repeat schedule start"
    " stop switch target test titrate treat use watch work drink talk"
)
"""Imperatives that are also adjectives or nouns: "Lower libido is a sign"."""
_BEHIND_SUBJECTS = listed("can may might could is are was were has does will")
_LEADS = listed("never always just simply")
_CASE = re.compile(r"(?i)(?:if|when|once|before|after|in|with|for|on|at|to)\b[^,]*, (?P<rest>.+)")
_OBJECTS = listed("the a an it this that these your his to at for on down up") | listed(
    NAMES["drug"]
)


def check_advice(text: str) -> Iterator[Problem]:
    """G8: a passage reports; it never tells anybody what to do."""
    if found := _SECOND_PERSON.search(text):
        yield Problem(
            f'"{found[0]}" speaks to the reader', "speak of a man, a patient or the physician"
        )
    told = text
    for pattern in _REPORTED:
        told = pattern.sub("", told)
    if found := _DUTY.search(told):
        yield Problem(
            f'"{found[0]}" gives advice', "say what the article reports, not what is to be done"
        )
    for sentence in split_sentences(text):
        if not sentence.endswith("?") and (opening := _order(sentence)):
            yield Problem(
                f'"{opening}" tells the reader what to do',
                'report it instead: "the article says that …"',
            )


def _order(sentence: str) -> str:
    """Give the word that opens an order, also behind "If …," ("If in doubt, ask the clinic")."""
    words = _plain_words(sentence)
    if words and words[0] in _LEADS:
        del words[0]  # "Never take it", yet not "Never the elimination"
    if words and words[0] in _IMPERATIVES and not _is_subject(words):
        return sentence.split(maxsplit=1)[0]
    if case := _CASE.match(sentence):
        first, *behind = _plain_words(case["rest"])[:2] or [""]
        if first in _IMPERATIVES and behind and behind[0] in _OBJECTS:
            return first
    return ""


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold())


def _is_subject(words: list[str]) -> bool:
    """Tell "Test results show" and "Lower libido is" from "Test the blood" and "Lower it"."""
    follows = words[1] if words[1:] else ""
    is_noun = words[0] in _ALSO_NOUNS and bool(follows) and follows not in _OBJECTS
    return is_noun or follows in _BEHIND_SUBJECTS
