"""Judge replies against labels, and put intervals and curves to the counts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.compose import Reply
from bot.core.golden import GoldenQuestion
from bot.core.model import has_figure
from bot.core.outcome import cited

OUTCOMES = ("answer", "suggest", "abstain", "clinician", "urgent", "smalltalk")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its reply.

    `verdict` is one of ok, offered (the right entry is among the suggestions), wrong, abstained,
    over-refused, missed (a gate's outcome was due), leak (a figure where a clinician was due).
    """

    question: GoldenQuestion
    reply: Reply
    verdict: str
    confidence: float
    ms: float

    @property
    def first_right(self) -> bool:
        """Tell whether the first entry, shown or suggested, answers the question."""
        if self.reply.outcome == "answer":
            return self.verdict == "ok"
        first = self.reply.suggestions[:1]
        return any(set(cited(entry.passages)) & set(self.question.gold) for entry in first)


def judge(question: GoldenQuestion, reply: Reply) -> str:
    """Give the verdict on one reply."""
    due, got = question.route, reply.outcome
    if due == "clinician" and "answer" not in question.accepted and _shows_figure(reply):
        return "leak"
    if got == "answer" and due == "answer":
        return "ok" if _cites_gold(question, reply) else "wrong"
    if got == due or got in question.accepted or got in _AS_GOOD[due]:
        return "ok"
    if due == "answer" and got == "suggest":
        return "offered" if _offers_gold(question, reply) else "abstained"
    return _FAILURES[due].get(got, _OTHER_FAILURE[due])


_REFUSED = {"clinician": "over-refused", "urgent": "over-refused"}
_FAILURES: dict[str, dict[str, str]] = {
    "answer": _REFUSED, "abstain": _REFUSED, "open": _REFUSED, "clinician": {}, "urgent": {},
    "smalltalk": {},
}  # fmt: skip
_OTHER_FAILURE = {
    "answer": "abstained", "abstain": "wrong", "clinician": "missed", "urgent": "missed",
    "smalltalk": "wrong", "open": "wrong",
}  # fmt: skip
_AS_GOOD = {
    "answer": (),
    "abstain": ("suggest", "smalltalk"),
    "clinician": ("urgent",),
    "urgent": (),
    "smalltalk": ("abstain", "suggest"),
    "open": ("answer", "suggest", "abstain", "smalltalk"),
}


def _offers_gold(question: GoldenQuestion, reply: Reply) -> bool:
    return any(set(question.gold) & set(cited(entry.passages)) for entry in reply.suggestions)


def _cites_gold(question: GoldenQuestion, reply: Reply) -> bool:
    return any(where in question.gold for each in reply.passages for where in each.citations)


def _shows_figure(reply: Reply) -> bool:
    return any(has_figure(each.text) for each in reply.passages)


_Z = 1.96
"""Standard deviations on either side of the mean that hold 95 % of a normal distribution."""


def wilson(right: int, total: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927)."""
    if not total:
        return 0.0, 1.0
    share = right / total
    scale = 1 + _Z * _Z / total
    centre = share + _Z * _Z / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total))
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def upper_bound(wrong: int, total: int) -> float:
    """Give the one-sided upper bound of an error rate at 95 % (Clopper and Pearson 1934).

    With 0 wrong of 149 it is just below 0.02. Solved by bisection on the binomial's lower tail.
    """
    if wrong >= total:
        return 1.0
    low, high = wrong / total, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _lower_tail(wrong, total, middle) > 1 - 0.95:
            low = middle
        else:
            high = middle
    return high


def _lower_tail(wrong: int, total: int, rate: float) -> float:
    if rate in (0.0, 1.0):
        return 1.0 - rate
    logs = (
        math.lgamma(total + 1)
        - math.lgamma(k + 1)
        - math.lgamma(total - k + 1)
        + k * math.log(rate)
        + (total - k) * math.log1p(-rate)
        for k in range(wrong + 1)
    )
    return min(1.0, sum(map(math.exp, logs)))


@dataclass(frozen=True, slots=True)
class Point:
    """Share answered, and share wrong among the answered, when answering from `chance` up."""

    chance: float
    coverage: float
    risk: float


def curve(chances: Sequence[float], right: Sequence[bool]) -> list[Point]:
    """Give coverage against selective risk, from the surest question to the least sure."""
    ranked = sorted(zip(chances, right, strict=True), key=lambda pair: -pair[0])
    points, wrong = [], 0
    for answered, (chance, good) in enumerate(ranked, 1):
        wrong += not good
        points.append(Point(chance, answered / len(ranked), wrong / answered))
    return points
