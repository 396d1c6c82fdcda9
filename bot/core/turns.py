"""G5: small words that turn a sentence round: a condition, an end, a price, or "each man".

Each stands in a passage only where its block has the like of it.
"""

import re
from collections.abc import Iterator

from bot.core.finding import Problem
from bot.core.ground import Claim

_PEOPLE = r"(?:men|man|patients?|participants?|subjects?|individuals?|persons?|people|cases?)"
_UNLESS = r"(?i)\bunless\b"
_UNTIL = r"(?i)\b(?:un)?till?\b"
_PRICE = r"(?i)\bat the (?:cost|expense|price) of\b|\bin (?:exchange|return) for\b"
_ONLY_IF = (
    r"(?i)\b(?:provided|on (?:the )?condition|(?:as|so) long as|just (?:if|when)"
    r"|only (?:if|when|where|in|for|those)|if and only if)\b"
)
_EACH = (
    r"(?i)\b(?:each|every|every (?:single )?one|each one|most) (?:of )?(?:the |these |those |his )?"
    rf"{_PEOPLE}\b"
)
_ABSENT = {
    _UNLESS: r"(?i)\b(?:unless|except|if not)\b",
    _PRICE: r"(?i)\b(?:costs?|expense|price|exchange|sacrific\w+|trade)\b",
    _UNTIL: r"(?i)\b(?:until|till|before|titrat\w+|adjust\w+|find\w*|reduc\w+|onset)\b",
}
"""What a passage says, and words of which its block then has one."""
_PRESENT = {
    _ONLY_IF: r"(?i)\b(?:especially|particularly|even) (?:if|when|where|those|in)\b",
    _EACH: r"(?i)\b(?:median|mean|average)\b",
}
"""What a passage says, and words of which its block then has none: "especially if" is no "only"."""
_DENIED = re.compile(
    r"(?i)\b(?:not|nor|never|without|no|nobody|neither|instead|rather than)\b[^,;.]{0,60}$"
)


def check_turns(claim: Claim) -> Iterator[Problem]:
    """Find "unless", "at the cost of" and the like where the cited blocks tell nothing of it."""
    there = " ".join(ground.text for ground in claim.cited)
    for pairs, is_wrong in ((_ABSENT, False), (_PRESENT, True)):
        for said, known in pairs.items():
            found = re.search(said, claim.passage.text)
            if not found or _DENIED.search(claim.passage.text[: found.start()]):
                continue
            if bool(re.search(known, there)) is is_wrong:
                yield Problem(
                    f'"{found[0]}" turns what the cited block says',
                    "leave it out, or use the block's own words",
                )
