"""G5: a level that a block has low is not told as high, and the other way round.

Only what is plainly said counts: "high estradiol", "estrogen that is far too high".
"""

from collections.abc import Iterator, Sequence

from bot.core.finding import Problem
from bot.core.ground import Claim
from bot.core.lexicon import listed
from bot.core.wording import NAME_CLASS, Word

_SIDES = {"high": 1, "higher": 1, "elevated": 1, "low": -1, "lower": -1}
_COPULAS = listed("is are gets get becomes become was were runs being")
_LINKS = listed("level levels that which")
_PLENTY = listed("dominance dominant excess pronounced")
_REACH = 4
"""Words before a level that may deny it, or be of whom it is told."""
_NOT_YET = listed("not no never without avoid from keep keeps")
"""Behind these a level is one that is not there."""


def check_states(claim: Claim) -> Iterator[Problem]:
    """Find "high estrogen" where the cited blocks know it only as low."""
    told = [pair for sentence in claim.sentences for pair in _told(sentence.words)]
    if not told or any(each.block.columns for each in claim.cited):
        return
    known: dict[str, set[int]] = {}
    for line in claim.lines:
        signs = {word.sign or word.text in _PLENTY for word in line.words} - {0}
        for word in line.words:
            if NAME_CLASS.get(word.root) == "hormone":
                known.setdefault(word.root, set()).update(signs)
    for word, hormone in told:
        signs = known.get(hormone.root, set())
        if signs and _SIDES[word.text] not in signs:
            yield Problem(
                f'"{word.written}" is not how the cited block has {hormone.written}',
                "say it as the block does, or cite the block that says this",
            )


def _told(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Give "high" with "estradiol" of "high estradiol" and of "estradiol is too high"."""
    for at, word in enumerate(words):
        if word.text not in _SIDES:
            continue
        if any(each.text in _NOT_YET for each in words[max(0, at - _REACH) : at]):
            continue
        hormone = next(iter(words[at + 1 : at + 2]), None)
        if hormone is None or NAME_CLASS.get(hormone.root) != "hormone":
            hormone = _subject(words[:at])
        if hormone and hormone.clause == word.clause:
            yield word, hormone


def _subject(before: Sequence[Word]) -> Word | None:
    """Give the hormone of which a state is told: "estrogen that is far too"."""
    verbs = [at for at, each in enumerate(before) if each.text in _COPULAS]
    if not verbs or len(before) - verbs[-1] > _REACH - 1:
        return None
    rest = [each for each in before[: verbs[-1]] if each.text not in _LINKS]
    return rest[-1] if rest and NAME_CLASS.get(rest[-1].root) == "hormone" else None
