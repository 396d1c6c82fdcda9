"""G4: a passage names what its blocks name, in the company that the name keeps there."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds, spelt
from bot.core.relation import SUBSTANCES, Mark, compare, names
from bot.core.wording import LATELY, NAME_CLASS, Word, root_of

_UNRELATED = ("study", "month")
"""Classes whose names stand in a list; their company says nothing."""
_LISTED_TWICE = re.compile(
    r"(?i)\b(?!(?:in|on|at|by|for|of|to|with|no)\b)(\w{2,}), (?:and |or )?\1\b"
    r"(?! (?:is|was|has|had|can|may|might|could|does|will|over|of|by|with|that|which)\b)"
)
_GLOSS = re.compile(r"([\w-]+) \(([\w-]+)\)")
_LONG_GLOSS = re.compile(r"\b([A-Z]{2,5}) \(([^()]+)\)")
_SHORT_GLOSS = re.compile(r"(?<= )\(([A-Z]{2,5})\)")
_FEW = 4
"""Words that an abbreviation is short for, at most."""
_OWNED = 2
"""So many words behind "its" are what belongs to a thing."""
_SPELT_OUT = {
    "LH": "luteini", "FSH": "follicle", "CBC": "count", "CMP": "metabolic", "SHBG": "binding",
    "LDL": "low.density|bad", "HDL": "high.density|good", "VLDL": "very.low.density",
    "AR": "androgen", "ER": "estrogen", "PSA": "prostate", "HPG": "hypothalam",
}  # fmt: skip
"""Letters by which it is told of which abbreviation words are the long form."""
_TYPE = re.compile(
    r"(?i)\b(?:type \d+|(?:basic|comprehensive|lipid|liver|thyroid) (?:metabolic )?panel"
    r"|(?:testosterone|estradiol|estrogen|anastrozole|thyroid) therapy)\b"
)
_TYPED = ("type ", " panel", " therapy")
"""Of what each of these has a part."""
_JOINS = frozenset({"and", "to", "or", "from", "into", "with"})
_ESTROGEN_RECEPTORS = frozenset(
    map(root_of, ("er\N{GREEK SMALL LETTER ALPHA}", "er\N{GREEK SMALL LETTER BETA}"))
)
_TISSUES = frozenset(map(root_of, ("fat", "bone", "brain")))
_ALSO_LIPIDS = frozenset({"fats"})
_ALSO_SAID = {root_of("ratio"): root_of("relative")}
"""How a block may name a thing in other words: "high relative to testosterone"."""
_BRAIN = frozenset({root_of("brain")})
"""Plain for what a block has as thinking."""
_CLEARLY, _AT_LEAST = 1.6, 1.0
_IN_BOTH = (1.0, 0.4)
"""The same where a name stands twice and the other one of the block not at all."""
_OTHER_CLASS = (2.0, 3.5)
"""The same for a drug in a hormone's place: their company differs less."""


def check_naming(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G4: each name is in a cited block, and stands where the block has it."""
    known = _known(claim, grounds)
    said = list(names(claim.sentences, grounds.weight))
    short = _shortened(claim.passage.text)
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
    there = [mark for each in claim.cited for mark in grounds.names[each.block.locator]]
    yield from _displaced([mark for mark in said if mark.value in known], said, there, claim)
    yield from _of_another(claim)
    yield from _elsewhere(claim, grounds)
    yield from _other_type(claim)
    yield from _repeated(claim)
    yield from _glossed_wrongly(claim)


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


def _shortened(text: str) -> set[str]:
    """Give abbreviations in brackets of the words before them: "erectile dysfunction (ED)"."""
    return {
        short
        for short, words in _short_behind(text)
        if "".join(word[0] for word in words).casefold().endswith(short.casefold())
    }


def _short_behind(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give each abbreviation in brackets with the words before it."""
    for found in _SHORT_GLOSS.finditer(text) if "(" in text else ():
        words = text[: found.start()].replace("-", " ").split()
        yield found[1], words[-max(_FEW, len(found[1])) :]


@lru_cache(LATELY)
def _types(text: str) -> frozenset[str]:
    return frozenset(found.casefold() for found in _TYPE.findall(text))


def _displaced(
    known: Sequence[Mark], said: Sequence[Mark], there: Sequence[Mark], claim: Claim
) -> Iterator[Problem]:
    """Find names in the company that another name of their class keeps in the block."""
    owners = {name for name, _ in _belonging(claim) & _owned_there(claim)}
    for mark in known:
        kind = NAME_CLASS.get(mark.value, "")
        if kind in _UNRELATED or mark.value in owners or mark.denied_at is not None:
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


def _other_type(claim: Claim) -> Iterator[Problem]:
    """Find "type 1 diabetes" for "type 2 diabetes", "estradiol therapy" for "testosterone …"."""
    known = frozenset().union(*(_types(each.text) for each in claim.cited))
    text = claim.passage.text.casefold()
    for found in _TYPE.findall(text) if any(each in text for each in _TYPED) else ():
        kind = found.casefold().split()
        peers = {
            each for each in known if {each.split()[0], each.split()[-1]} & {kind[0], kind[-1]}
        }
        if peers and found.casefold() not in known:
            yield Problem(
                f'"{found}" is not named in the cited block', "name the type that the block names"
            )


def _repeated(claim: Claim) -> Iterator[Problem]:
    """Find "estradiol to estradiol", which names one thing where two have to stand."""
    if found := _LISTED_TWICE.search(claim.passage.text):
        yield Problem(f'"{found[0]}" names one thing twice', "name the other thing too")
    for sentence in claim.sentences:
        words = sentence.words
        for at, word in enumerate(words):
            for there in range(at + 1, min(at + 6, len(words))) if word.is_name else ():
                if word.root == words[there].root and _is_repeat(words, at, there):
                    yield Problem(
                        f'"{word.written}" is named twice in one phrase', "name the other thing too"
                    )


def _glossed_wrongly(claim: Claim) -> Iterator[Problem]:
    """Find "E2 (testosterone)", a name explained by another one of its class."""
    text = claim.passage.text
    if "(" not in text:
        return
    explained = [(found[1], found[2]) for found in _LONG_GLOSS.finditer(text)]
    explained += [(short, " ".join(words)) for short, words in _short_behind(text)]
    for short, long in explained:
        meant = {
            name for name, letters in _SPELT_OUT.items() if re.search(letters, long.casefold())
        }
        if short in _SPELT_OUT and meant and short not in meant:
            yield Problem(
                f'"{long}" explains "{short}" wrongly', "give the name that it stands for"
            )
    for line in claim.sentences:
        if "(" not in line.text:
            continue
        roots = {word.written.casefold(): word.root for word in line.words if word.is_name}
        for one, two in _GLOSS.findall(line.text):
            kinds = [NAME_CLASS.get(roots.get(each.casefold(), "")) for each in (one, two)]
            is_other = roots.get(one.casefold()) != roots.get(two.casefold())
            if is_other and kinds[0] == kinds[1] == "hormone":
                yield Problem(
                    f'"{two}" explains "{one}" wrongly', "give the name that it stands for"
                )


def _is_repeat(words: Sequence[Word], one: int, two: int) -> bool:
    """Tell "estradiol to estradiol" from "high estradiol and low estradiol"."""
    joined = _JOINS.intersection(word.text for word in words[one + 1 : two])
    signs = {words[at - 1].sign if at else 0 for at in (one, two)}
    is_told_apart = words[two - 1].is_topic and words[two - 1].text not in _JOINS
    is_told_apart = is_told_apart or _differ_behind(words, one, two) or _is_owner(words, one, two)
    is_plain = bool(joined) and len(signs) == 1 and not is_told_apart
    return is_plain and words[one].clause == words[two].clause


def _is_owner(words: Sequence[Word], one: int, two: int) -> bool:
    """Tell "serum estradiol and the effects of estradiol"."""
    between = words[one + 1 : two]
    return len(between) > 2 and between[-1].text == "of" and between[-2].is_topic


def _differ_behind(words: Sequence[Word], one: int, two: int) -> bool:
    """Tell "estrogen receptor alpha and estrogen receptor beta"."""
    parts = words[one + 1 : two], words[two + 1 : two * 2 - one]
    ends = [
        next((each.text for each in reversed(part) if each.is_name or not each.text.isascii()), "")
        for part in parts
    ]
    is_hormone = NAME_CLASS.get(words[one].root) == "hormone"  # not the receptor's own name
    return is_hormone and all(ends) and ends[0] != ends[1]


def _is(root: str, kind: str) -> bool:
    other = NAME_CLASS.get(root, "")
    return bool(kind) and (other == kind or {other, kind} <= set(SUBSTANCES))
