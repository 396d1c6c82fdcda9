"""G4: of two names that both stand in a block, each keeps the part that it has there.

"Muscle comes from estradiol, joints from testosterone" has the block's names and its words, but
exchanged.
"""

from collections.abc import Iterator, Mapping
from itertools import permutations

from bot.core.finding import Problem
from bot.core.ground import Claim, Grounds, spelt
from bot.core.naming import exchanged
from bot.core.relation import PLAYERS, told
from bot.core.wording import NAME_CLASS

_TYPES = frozenset({"er\N{GREEK SMALL LETTER ALPHA}", "er\N{GREEK SMALL LETTER BETA}"})
"""Names of one receptor: of the one that a block only names beside the other it tells nothing."""
_TIMES, _AT_LEAST = 1.5, 1.5
"""How much more the exchanged parts must share with the block: times, and word weight beside."""


def check_roles(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find names that are told what the block tells of another one of their class."""
    there: dict[str, frozenset[str]] = {}
    for each in claim.cited:
        for name, topics in grounds.told.get(each.block.locator, {}).items():
            there[name] = there.get(name, frozenset()) | topics
    if not there or not any(NAME_CLASS.get(word.root) in PLAYERS for word in claim.words):
        return
    here = told(claim.sentences, grounds.read)
    there |= {name: frozenset() for name in here.keys() & _TYPES & claim.known - there.keys()}
    yield from _paired(here, there, claim)
    for name, other in permutations(there, 2):
        if name not in here or NAME_CLASS[other] != NAME_CLASS[name]:
            continue
        kept = _shared(here, there, {name: name, other: other}, grounds)
        turned = _shared(here, there, {name: other, other: name}, grounds)
        if turned > _TIMES * kept + _AT_LEAST:
            yield exchanged(name, other, claim)


def _paired(
    here: Mapping[str, frozenset[str]], there: Mapping[str, frozenset[str]], claim: Claim
) -> Iterator[Problem]:
    """Find a hormone that is given the receptor of another one."""
    for name in here.keys() & there.keys():
        if NAME_CLASS[name] != "hormone":
            continue
        own = _receptors(there[name])
        others = frozenset().union(*(there[each] for each in there if each != name))
        for receptor in _receptors(here[name]) & others - own if own else ():
            yield Problem(
                f'the cited block does not join "{spelt(name, claim)}" to'
                f' "{spelt(receptor, claim)}"',
                "name the receptor that it joins to it",
            )


def _receptors(topics: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in topics if NAME_CLASS.get(each) == "receptor")


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
