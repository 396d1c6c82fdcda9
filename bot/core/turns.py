"""G5: small words that turn a sentence round: a condition, an end, a price, or "each man".

Each stands in a passage only where its block has the like of it.
"""

import re
from collections.abc import Iterator

from bot.core.finding import Problem
from bot.core.ground import Claim

_PEOPLE = r"(?:men|man|patients?|participants?|subjects?|individuals?|persons?|people|cases?)"
_UNLESS = r"(?i)\bunless\b"
_UNTIL = r"(?i)^(?:(?!\b(?:titrat|adjust|tun|calibrat|reduc)).)*?(?<!time )\b((?:un)?till?)\b"
_BEFORE = (
    r"(?i)(?<!passes )(?<!pass )(?<!interval )(?<!time )\b(?:before|ahead of|prior to)\b"
    r"(?! (?:the |any )?(?:blood|lab|tests?|checks?|review)\b)"
)
_ONLY_WHEN = r"(?i)\b(?:only|just) (?:if|when|where|once)\b"
_ON_CONDITION = r"(?i)\bon (?:the )?condition\b"
_PRICE = r"(?i)\bat the (?:cost|expense|price) of\b|\bin (?:exchange|return) for\b"
_ONLY_IF = (
    r"(?i)\b(?:provided|on (?:the )?condition|(?:as|so) long as|just (?:if|when)"
    r"|only (?:if|when|where|in|for|those)|if and only if)\b"
)
_EACH = (
    r"(?i)\b(?:each|every|every (?:single )?one|each one|most) (?:of )?(?:the |these |those |his )?"
    rf"{_PEOPLE}\b"
)
_STOP = (
    r"(?i)\b(?:stops?|stopped|stopping|ceas(?:e|es|ed|ing)|discontinu(?:e|es|ed|ing)|halt(?:s|ed|ing)?"
    r"|quit(?:s|ting)?)\b"
)
_AS_IT_WAS = r"(?i)\b(?:untouched|unaffected|unchanged|unaltered|intact|as it was)\b"
_PASSED_OVER = (
    r"(?i)\b(?:ignor(?:e|es|ed|ing)|disregard\w*|neglect\w*|(?:left|put|set) aside"
    r"|left out(?! of\b))\b"
)
_ABSENT = {
    _UNLESS: r"(?i)\b(?:unless|except|if not)\b",
    _PRICE: r"(?i)\b(?:costs?|expense|price|exchange|sacrific\w+|trade)\b",
    _STOP: r"(?i)\b(?:stop|ceas|discontinu|halt|prevent|block|inhibit|suppress)",
    _AS_IT_WAS: r"(?i)\b(?:maintain|preserv|stab|remain|without)",
    _PASSED_OVER: r"(?i)\b(?:ignor|disregard|neglect|aside|exclud|without)",
    r"(?i)\bsymptom\w*": r"(?i)symptom|\bsigns?\b",
    r"(?i)\bside effects?\b": r"(?i)side effect|unwanted|undesir",
    _UNTIL: r"(?i)\b(?:until|till)\b",
    _BEFORE: r"(?i)\b(?:before|prior|pre\b|ahead|baseline|prevent|anticipat|preempt|proactiv|future"
    r"|yet|first|start|step|subsequent)|“",
    _ON_CONDITION: r"(?i)\b(?:condition|provided|only|must|hinge)",
    _ONLY_WHEN: r"(?i)\b(?:if|when|only|requir|must|hinge|depend|concomitant)",
}
"""What a passage says, and words of which its block then has one."""
_PRESENT = {
    _ONLY_IF: r"(?i)\b(?:especially|particularly|even) (?:if|when|where|those|in)\b",
    _EACH: r"(?i)\b(?:median|mean|average)\b",
}
"""What a passage says, and words of which its block then has none: "especially if" is no "only"."""
_AUTHORITY = re.compile(
    r"(?i)\b(?:approv|licen[cs]e|fda\b|ema\b|guideline|recommend|validat|randomi[sz]|placebo|trials?\b"
    r"|consensus|experts?\b|off-label|evidence|insur(?:ance|ed|er))\w*\b(?! no\b| none\b)"
)
"""What lends weight to a claim, and is the source's alone to give."""
_CUE = re.compile(
    r"(?i)\b(?:unless|until|till|before|ahead of|prior|only|just|condition|cost|expense|price"
    r"|exchange|return|provided|long as|each|every|most|stop|ceas|discont|halt|quit|unaff|untou"
    r"|unch|unalt|intact|as it was|ignor|disreg|neglect|aside|left out|symptom|side eff"
    r"|approv|licen|fda\b|ema\b|guidel|recomm|valid|random|placebo|trial|consens|expert|off-l"
    r"|eviden|insur)"
)
"""How each of these words begins: most passages have none."""
_DENIED = re.compile(
    r"(?i)(?:\b(?:not|nor|never|without|no|nobody|neither|instead|rather than)|n['’]t)"  # noqa: RUF001
    r"\b[^,;.]{0,60}$"
)


def check_turns(claim: Claim) -> Iterator[Problem]:
    """Find "unless", "at the cost of" and the like where the cited blocks tell nothing of it."""
    text = claim.passage.text
    if not _CUE.search(text):
        return
    there = " ".join(ground.text for ground in claim.cited)
    for pairs, is_wrong in ((_ABSENT, False), (_PRESENT, True)):
        for said, known in pairs.items():
            found = _held(said, text)
            if found and bool(re.search(known, there)) is is_wrong:
                yield _turned(found)
    found = _held(_AUTHORITY, text)
    if found and found.casefold()[:6] not in there.casefold():
        yield _turned(found)


def _held(said: str | re.Pattern[str], text: str) -> str:
    """Give what a passage says, if it says and does not deny it."""
    found = re.search(said, text)
    if not found:
        return ""
    word = found.lastindex or 0
    return "" if _DENIED.search(text[: found.start(word)]) else found[word]


def _turned(phrase: str) -> Problem:
    return Problem(
        f'"{phrase}" turns what the cited block says', "leave it out, or use the block's own words"
    )
