"""G3: a span of time lies on the side, and starts from the event, that the block gives it.

"One month before" is not "one month after", and a month after a dose of anastrozole is none after
the start of testosterone.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from bot.core.finding import Problem
from bot.core.ground import Claim, Ground
from bot.core.lexicon import listed
from bot.core.wording import LATELY, Word, stem

_SPANS = listed("hour hours day days week weeks month months year years")
_BEFORE = listed("before prior ahead preceding preceded precede")
_AFTER = listed("after post following follow since into past")
_EVENTS = frozenset(
    map(
        stem,
        listed("start begin began initiate adjust change introduce introduction dose commence"),
    )
)
_ANCHORS = {"anastrozole": "anastrozole"} | dict.fromkeys(
    ("testosterone", "therapy", "cypionate"), "testosterone therapy"
)
"""Of what a start may be told."""
_REACH, _BEHIND = 7, 3
"""Words behind "after" among which the event stands, and behind that the thing."""
_THE_DAY = listed("the that this same of")
"""Behind these "day" is a date: "the day after"."""


def check_timing(claim: Claim) -> Iterator[Problem]:
    """Find "a month before" for after, and "after testosterone is started" for anastrozole."""
    said = [each for line in claim.sentences for each in _told(line.words)]
    there = [each for ground in claim.cited for each in _there(ground)] if said else []
    anchors = frozenset(chain.from_iterable(found for _, _, found in there))
    for is_date, side, names in said:
        sides = {other for kind, other, _ in there if kind is is_date}
        if sides and side not in sides:
            yield Problem(
                f'the span of time is told as one "{side}"',
                f'the cited block has it "{min(sides)}"',
            )
        elif names and anchors and not names & anchors:
            yield Problem(
                f"the span of time is counted from {min(names)}",
                f"the cited block counts it from {min(anchors)}",
            )


def _told(words: Sequence[Word]) -> Iterator[tuple[bool, str, frozenset[str]]]:
    """Give the side on which each span or day lies, and from what start it is counted."""
    for at, is_date in _sides(words):
        clause = [each for each in words[at + 1 :][:_REACH] if each.clause == words[at].clause]
        events = [there for there, each in enumerate(clause) if each.stem in _EVENTS]
        last = max((each for each in events if each <= events[0] + 2), default=-1)
        near = clause[: last + 1 + _BEHIND] if events else []
        names = frozenset(_ANCHORS[each.text] for each in near if each.text in _ANCHORS)
        yield is_date, _side(words[at]), names


@lru_cache(LATELY)
def _there(ground: Ground) -> tuple[tuple[bool, str, frozenset[str]], ...]:
    """Give the same of a block, where what is first named behind a span is what it starts from."""
    words = [word for line in ground.sentences for word in line.words]
    return tuple(
        (
            is_date,
            _side(words[at]),
            frozenset([_ANCHORS[each.text] for each in words[at:] if each.text in _ANCHORS][:1]),
        )
        for at, is_date in _sides(words)
    )


def _sides(words: Sequence[Word]) -> Iterator[tuple[int, bool]]:
    """Give the place of each "before" and "after" of a span, and whether that is a date."""
    for at, (span, word) in enumerate(pairwise(words), 1):
        if at > 1 and span.text in _SPANS and word.text in _BEFORE | _AFTER:
            yield at, words[at - 2].text in _THE_DAY


def _side(word: Word) -> str:
    return "before" if word.text in _BEFORE else "after"
