"""G4: a passage names what its blocks name, in the company that the name keeps there."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.core.finding import Problem
from bot.core.glosses import shortened
from bot.core.ground import Claim, Ground, Grounds, spelt
from bot.core.lexicon import listed
from bot.core.negation import HARD, scopes
from bot.core.relation import SUBSTANCES, Mark, compare, names
from bot.core.wording import LATELY, NAME_CLASS, Sentence, root_of

_UNRELATED = ("study", "month")
"""Classes whose names stand in a list; their company says nothing."""
_OWNED = 2
"""So many words behind "its" are what belongs to a thing."""
_ESTROGEN_RECEPTORS = frozenset(
    map(root_of, ("er\N{GREEK SMALL LETTER ALPHA}", "er\N{GREEK SMALL LETTER BETA}"))
)
_TISSUES = frozenset(map(root_of, ("fat", "bone", "brain")))
_SIGNS = listed(
    "fatigue fatigued lethargy lethargic exhaustion exhausted anxiety anxious depression"
    " depressed anhedonia libido orgasm orgasms erection erections erectile nipple"
    " nipples urination dehydration dehydrated joints pain pains ache aches nails teeth"
    " knees hips wrists fingers irritability irritable anger tears crying"
    " panic weakness wrinkles"
)
"""What a man may feel or show: no block hears of it by way of another one."""
_ALSO_LIPIDS = frozenset({"fats"})
_ALSO_SAID = {root_of("ratio"): root_of("relative")}
"""How a block may name a thing in other words: "high relative to testosterone"."""
_BRAIN = frozenset({root_of("brain")})
"""Plain for what a block has as thinking."""
_CLEARLY, _AT_LEAST = 1.6, 1.0
"""How much more a name's company must be that of another one: times, and word weight beside."""
_IN_BOTH = (1.0, 0.4)
"""The same where a name stands twice and the other one of the block not at all."""
_OTHER_CLASS = (2.0, 3.5)
"""The same for a drug in a hormone's place: their company differs less."""


def check_naming(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G4: each name is in a cited block, and stands where the block has it."""
    known = _known(claim, grounds)
    said = list(names(claim.sentences, grounds.weight))
    short = shortened(claim.passage.text)
    for mark in said:
        if mark.written in short:
            continue
        if mark.value not in known and _ALSO_SAID.get(mark.value) not in known:
            yield Problem(
                f'"{mark.written}" is not named in the cited block',
                "name what the block names, or cite a block that names it",
            )
    if known & _TISSUES:
        for word in claim.words:
            if word.root in _TISSUES - known - _BRAIN and word.text not in _ALSO_LIPIDS:
                yield Problem(
                    f'"{word.written}" is not named in the cited block',
                    "name the tissue that the block names, or cite a block that names this one",
                )
    yield from _unnamed_signs(claim, known)
    there = [mark for each in claim.cited for mark in grounds.names[each.block.locator]]
    yield from _displaced([mark for mark in said if mark.value in known], said, there, claim)
    yield from _of_another(claim)
    yield from _elsewhere(claim, grounds)


def _unnamed_signs(claim: Claim, known: frozenset[str]) -> Iterator[Problem]:
    """Find "came with joint pain" where the cited blocks speak of no joint and no pain."""
    for line in claim.sentences:
        said = [word for word in line.words if word.text in _SIGNS and word.root not in known]
        denied = {root for scope in scopes(line, HARD) for root in scope.wide | scope.before}
        for word in said:
            if word.root not in denied:
                yield Problem(
                    f'"{word.written}" is not named in the cited block',
                    "name what the block names, or cite a block that names it",
                )


def _known(claim: Claim, grounds: Grounds) -> frozenset[str]:
    """Give what a passage may name: what its blocks name or mean, receptors written out too."""
    known = frozenset().union(*map(_spoken, claim.cited))
    known |= {root for each in claim.cited for root in grounds.meant[each.block.locator]}
    if known & _ESTROGEN_RECEPTORS:
        known |= {"er"}  # "ER alpha" is one, however it is written
    if "ar" in known and "androgen receptor" in claim.passage.text.casefold():
        known |= {"androgen"}
    return known


@lru_cache(LATELY)
def _spoken(ground: Ground) -> frozenset[str]:
    """Give the roots of all words of a block, small ones too."""
    return frozenset(word.root for line in ground.sentences for word in line.words)


def _displaced(
    known: Sequence[Mark], said: Sequence[Mark], there: Sequence[Mark], claim: Claim
) -> Iterator[Problem]:
    """Find names in the company that another name of their class keeps in the block."""
    owners = {name for name, _ in _belonging(claim) & _owned_there(claim)}
    measured = {name for name, _ in _measured(claim.sentences) & _measured(claim.lines)}
    for mark in known:
        kind = NAME_CLASS.get(mark.value, "")
        if kind in _UNRELATED or mark.value in owners or mark.denied_at is not None:
            continue
        if mark.value in measured and sum(each.value == mark.value for each in said) == 1:
            continue
        peers = [each for each in there if each.value == mark.value or _is(each.value, kind)]
        same, other, rival = compare(mark, peers)
        is_kin = rival is not None and NAME_CLASS.get(rival.value) == kind
        rivals = [each for each in said if rival and each.value == rival.value]
        clearly, at_least = (_CLEARLY, _AT_LEAST) if is_kin else _OTHER_CLASS
        is_twice = not rivals and sum(each.value == mark.value for each in said) > 1
        if is_twice and (is_kin or kind == "drug"):
            clearly, at_least = _IN_BOTH
        if rival is None or other <= same * clearly + at_least:
            continue
        kept = max((compare(each, peers)[0] for each in rivals), default=0.0)
        if other > (same + kept) * clearly + at_least:
            yield exchanged(mark.value, rival.value, claim)


def _measured(lines: Iterable[Sentence]) -> set[tuple[str, str]]:
    """Give each figure with the hormone named last before it: "an E2 that climbs to 90"."""
    found: set[tuple[str, str]] = set()
    for line in lines:
        name = ""
        for word in line.words:
            if NAME_CLASS.get(word.root) == "hormone":
                name = word.root
            elif name and word.text.isdigit():
                found.add((name, word.text))
    return found


def exchanged(name: str, other: str, claim: Claim) -> Problem:
    """Tell that a passage says of one name what the cited block says of another."""
    one, two = (spelt(root, claim) for root in (name, other))
    return Problem(
        f'what the sentence says of "{one}" the cited block says of "{two}"',
        f'say it of "{two}", or cite the block that says it of "{one}"',
    )


def _of_another(claim: Claim) -> Iterator[Problem]:
    """Find "a byproduct of estradiol" where the block has testosterone and "its byproduct"."""
    there = _owned_there(claim)
    for name, owned in sorted(_belonging(claim) - there):
        others = {owner for owner, each in there if each == owned}
        if len(others) == 1 and _is(min(others), NAME_CLASS.get(name, "")):
            yield exchanged(name, min(others), claim)


def _belonging(claim: Claim) -> set[tuple[str, str]]:
    """Give whose is what: testosterone and byproduct in "a byproduct of testosterone"."""
    return {
        (name.root, owned.root)
        for line in claim.sentences
        for owned, of, name in zip(line.words, line.words[1:], line.words[2:], strict=False)
        if of.text == "of" and NAME_CLASS.get(name.root) in SUBSTANCES and owned.is_topic
    }


def _owned_there(claim: Claim) -> frozenset[tuple[str, str]]:
    return frozenset().union(*map(_owned, claim.cited))


@lru_cache(LATELY)
def _owned(ground: Ground) -> frozenset[tuple[str, str]]:
    """Give what a block calls "its" or "their", each with the substance named last before."""
    found: set[tuple[str, str]] = set()
    for line in ground.sentences:
        owner = ""
        for at, word in enumerate(line.words):
            if NAME_CLASS.get(word.root) in SUBSTANCES:
                owner = word.root
            if owner and word.text in ("its", "their"):
                behind = line.words[at + 1 : at + 1 + _OWNED]
                found |= {(owner, each.root) for each in behind if each.is_topic}
    return frozenset(found)


def _elsewhere(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find "most of it takes place in the brain" where the block says so of fat."""
    known = claim.known & _TISSUES
    if len(known) < 2 or not claim.topics & _TISSUES:
        return
    said, there = (
        [mark for mark in names(lines, grounds.weight, _TISSUES) if mark.value in _TISSUES]
        for lines in (claim.sentences, claim.lines)
    )
    for mark in said:
        same, other, rival = compare(mark, there)
        is_said = rival is not None and any(each.value == rival.value for each in said)
        if rival is not None and not is_said and other > same * _CLEARLY + _AT_LEAST:
            yield exchanged(mark.value, rival.value, claim)


def _is(root: str, kind: str) -> bool:
    other = NAME_CLASS.get(root, "")
    return bool(kind) and (other == kind or {other, kind} <= set(SUBSTANCES))
