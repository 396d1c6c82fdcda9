"""Hold out what is known, to ask it: which texts a fold leaves out, and what the answers prove."""

import hashlib
from collections.abc import Sequence

from bot.core.measure import upper_bound

FOLDS = 4
"""Parts that are left out in turn; each costs a training."""

TARGET = 0.036
"""Share of wrong answers, of those given, that the bound keeps below with 95 % confidence."""

CAUTIOUS = 0.9
"""The bound where no bound can be proved."""


def left_out(name: str, phrasings: Sequence[str], fold: int) -> set[str]:
    """Give the phrasings that a fold asks: all of every eighth entry, else every fourth."""
    if is_left_out(name, fold):
        return set(phrasings)
    return {text for text in phrasings if bucket(text, FOLDS) == fold}


def is_left_out(name: str, fold: int) -> bool:
    """Tell whether a fold leaves out an entry whole."""
    return bucket(name, 2 * FOLDS) == fold


def bucket(text: str, buckets: int) -> int:
    """Give one of so many numbers, the same for the same text on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % buckets


def lowest_bound(questions: Sequence[tuple[float, bool]]) -> tuple[float, int, int]:
    """Give the lowest bound that keeps to the target or is cautious: (bound, answered, wrong).

    `questions`: the best chance of each, and whether it was right. With fewer than 66 questions
    nothing is proved, even if all are right.
    """
    sure = [right for chance, right in questions if chance >= CAUTIOUS]
    best, wrong = (CAUTIOUS, len(sure), len(sure) - sum(sure)), 0
    for answered, (chance, right) in enumerate(sorted(questions, reverse=True), 1):
        wrong += not right
        if upper_bound(wrong, answered) <= TARGET:
            best = (chance, answered, wrong)
    return best
