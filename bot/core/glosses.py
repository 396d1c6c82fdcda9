"""G4: a name is explained by its own words, of its own type, and told once where two must stand."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.core.finding import Problem
from bot.core.ground import Claim
from bot.core.wording import LATELY, NAME_CLASS, Word

_LISTED_TWICE = re.compile(
    r"(?i)\b(?!(?:in|on|at|by|for|of|to|with|no)\b)(\w{2,}), (?:and |or )?\1\b"
    r"(?! (?:is|was|has|had|can|may|might|could|does|will|over|of|by|with|that|which)\b)"
)
_GLOSS = re.compile(r"([\w-]+) \(([\w-]+)\)")
_LONG_GLOSS = re.compile(r"\b([A-Z]{2,5}) \(([^()]+)\)")
_SHORT_GLOSS = re.compile(r"(?<= )\(([A-Z]{2,5})\)")
_FEW = 4
"""Words that an abbreviation is short for, at most."""
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


def check_glosses(claim: Claim) -> Iterator[Problem]:
    """Find names of another type, told twice, or explained by another one."""
    yield from _other_type(claim)
    yield from _repeated(claim)
    yield from _glossed_wrongly(claim)


def shortened(text: str) -> set[str]:
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
