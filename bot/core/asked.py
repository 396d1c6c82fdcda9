"""Questions in a passage that are answered with "No": what they ask is denied."""

from collections.abc import Sequence
from itertools import pairwise

from bot.core.lexicon import listed
from bot.core.wording import Sentence, Word

_OPENERS = listed(
    "is are was were do does did can could may might must will would has have had should"
)
_NOES = listed("no not never hardly barely rarely")
_FEW = 2
"""Words within which a question opens, and an answer says no: "So is it …", "Often not"."""


def denied_questions(sentences: Sequence[Sentence]) -> frozenset[Sentence]:
    """Give the questions that the next sentence answers with "No" or "Often not"."""
    return frozenset(
        one
        for one, two in pairwise(sentences)
        if one.text.rstrip("\"”')").endswith("?")
        and any(word.text in _OPENERS for word in one.words[:_FEW])
        and any(word.text in _NOES for word in two.words[:_FEW])
    )


def is_answer(words: Sequence[Word], at: int) -> bool:
    """Tell the "No" of "No, it is …", which denies nothing of what it stands before."""
    return (
        at == 0 and words[0].text in _NOES and (not words[1:] or words[1].clause != words[0].clause)
    )
