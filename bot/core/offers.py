"""The questions that fixed texts offer, as in `You could ask: "…?" · "…?"`."""

import re
from collections.abc import Callable

_QUOTED = r'["“„«][^"“”„«»]+["”“»]'
_OFFER = re.compile(rf'\s*([^.!?:"“„«]+:\s+)({_QUOTED}(?:\s·\s{_QUOTED})*)')


def offer_only(text: str, is_answered: Callable[[str], bool]) -> str:
    """Leave out of a text the questions that would get no answer, and what leads to none."""

    def kept(found: re.Match[str]) -> str:
        offers = [each for each in found[2].split(" · ") if is_answered(each[1:-1])]
        lead = found[0][: found.start(2) - found.start()]
        return lead + " · ".join(offers) if offers else ""

    return _OFFER.sub(kept, text).strip()
