"""G4: of two names that both stand in a block, each keeps the part that it has there.

"Muscle comes from estradiol, joints from testosterone" has the block's names and its words, but
exchanged. What is said of a name is what stands in its part of the sentence: up to a semicolon, an
"and" behind a comma, or a word that sets two things against each other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from bot.core.finding import Problem
from bot.core.ground import Claim, Grounds
from bot.core.wording import NAME_CLASS, Sentence

_CLASSES = ("hormone", "cell", "receptor")
_PARTS = re.compile(
    r";|,? (?:while|whereas|but|though|although) |, and |, (?=(?:testosterone|estradiol|E2)\b)"
)
_RECEPTOR = re.compile(r"(?i)\b(androgen|o?estrogen|estradiol) receptors?")
"""A receptor is named after a hormone, and is none."""
_PRONOUNS = frozenset({"it", "its", "they", "their"})
_TIMES, _AT_LEAST = 1.5, 1.5


def check_roles(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find names that are told what the block tells of another one of their class."""
    there = _told((line for each in claim.cited for line in each.sentences), grounds)
    here = _told(claim.sentences, grounds)
    for name, other in permutations(there, 2):
        if name not in here or NAME_CLASS[other] != NAME_CLASS[name]:
            continue
        kept = _shared(here, there, {name: name, other: other}, grounds)
        exchanged = _shared(here, there, {name: other, other: name}, grounds)
        if exchanged > _TIMES * kept + _AT_LEAST:
            one, two = (_spelt(root, claim) for root in (name, other))
            yield Problem(
                f'what the sentence says of "{one}" the cited block says of "{two}"',
                f'say it of "{two}", or cite the block that says it of "{one}"',
            )


def _shared(
    here: Mapping[str, frozenset[str]],
    there: Mapping[str, frozenset[str]],
    parts: Mapping[str, str],
    grounds: Grounds,
) -> float:
    """Weigh what passage and block tell alike, of a name here and of its part there.

    What the block tells of both says nothing.
    """
    common = frozenset.intersection(*(there[name] for name in parts))
    return sum(
        grounds.weight(root)
        for name, part in parts.items()
        for root in here.get(name, frozenset()) & there[part] - common
    )


def _told(lines: Iterable[Sentence], grounds: Grounds) -> Mapping[str, frozenset[str]]:
    """Give what is said in the parts that hold one name of a class only."""
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        for part in _PARTS.split(line.text):
            words = [
                word for each in grounds.read(_RECEPTOR.sub(_named, part)) for word in each.words
            ]
            names = {word.root for word in words if NAME_CLASS.get(word.root) in _CLASSES}
            if any(word.text in _PRONOUNS for word in words):
                continue  # of what, only the sentence before says
            topics = frozenset(word.root for word in words if word.is_topic)
            for name in names:
                peers = {each for each in names if NAME_CLASS[each] == NAME_CLASS[name]}
                if len(peers) == 1:
                    found[name] = found.get(name, frozenset()) | topics - peers
    return found


def _named(found: re.Match[str]) -> str:
    return "AR" if found[1].casefold() == "androgen" else "ER"


def _spelt(root: str, claim: Claim) -> str:
    """Give a name as the passage, or else the block, spells it."""
    lines = (*claim.sentences, *(line for each in claim.cited for line in each.sentences))
    return next(word.written for line in lines for word in line.words if word.root == root)
