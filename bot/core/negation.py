"""Negations and what they deny."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from bot.core import lexicon
from bot.core.lexicon import listed
from bot.core.wording import Sentence, Word, remembered, root_of, stem

HARD = frozenset(map(stem, lexicon.NEGATIONS))
SOFT = HARD | frozenset(map(stem, lexicon.SOFT_NEGATIONS))
OF_NOUNS = frozenset(map(stem, ("no", "nobody", "nothing", "none", "neither")))
"""Those that stand before a noun, or for one."""
ABSENCE = frozenset(map(stem, ("absence", "lack", "unburdened")))
Place = tuple[Sentence, int]
"""A word of a sentence, by its place."""
_NEAR, _WIDE, _BEFORE = 4, 9, 6
_VERBS = listed("is are was were been has have had does do did often can could may")
_JOINS = listed("and or but when if while because since although as who whose which")
_ASIDES = listed("while when if although though because since as once")
_PLACES = listed("in for on at among within")
"""What stands behind these is no part of a noun phrase that is denied."""
_PARTS = _PLACES | {"of", "from"}
"""What is denied with what stands before these is not what stands behind: "no signs of …"."""
_NEEDS = {"rather": ("than",), "instead": ("of",), "free": ("of", "from"), "over": ("a",)}
"""Words that deny only together with the next one."""
_PLAIN = frozenset({"not", "no", "nor", "neither"})
_WHOLE = listed(
    "everything everyone everybody every all always entire entirely whole completely fully exactly"
    " perfectly enough alone sufficient quite alike equally evenly uniformly just certain sure"
    " always automatically inevitable inevitably invariably guaranteed bound"
)
"""What denies these grants a part: "not everything", "not enough by itself"."""
_KEPT = root_of("keep")
DIRECT = HARD | {stem("rather"), stem("instead")}
"""Behind these stands what does not hold."""
DENYING = HARD | set(map(stem, ("rather", "whatever", "regardless", "irrespective")))
PREFIXES = frozenset({"non", "anti"})
_EVERY = SOFT | ABSENCE | DENYING | PREFIXES
_FEW = listed("all every everything everyone everybody each")
_FOR = listed("for in to of with")
"""Of whom something is not told, with the words for all: "no rule for everyone"."""
_REPORTS = listed("name named names given gives spelled listed lists mentioned states cover list")


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation: where it stands, the topics right behind it, and all that it may deny.

    "There is no single dose" denies what follows; "over-suppression has not occurred" denies what
    stands before. `head` is the first topic behind. `reports` tells that the clause is about what
    a source names, `names` that a noun phrase is denied ("is not a fault"), `is_partial` that a
    part is granted ("not everything").
    """

    at: int
    text: str
    near: frozenset[str]
    wide: frozenset[str]
    before: frozenset[str]
    head: str
    reports: bool
    names: bool
    is_partial: bool = False


def scopes(sentence: Sentence, negations: frozenset[str]) -> list[Negation]:
    """Find those negations of a sentence whose stems are asked for."""
    return [scope for scope in _scopes(sentence) if scope.text in negations]


@remembered
def _scopes(sentence: Sentence) -> Iterator[Negation]:
    """Find all negations. A comma does not end what they deny, a clause more does."""
    words = sentence.words
    for at, word in enumerate(words):
        if word.stem not in _EVERY:
            continue
        behind = words[at + 1 : at + 1 + _WIDE]
        if not _denies(word, behind):
            continue
        is_bare = bool(behind) and behind[0].clause != word.clause  # "No: …"
        last = word.clause + (not is_aside(words, at))
        wide = [each.root for each in behind if _is_topic(each) and each.clause <= last]
        names = bool(behind) and behind[0].text in lexicon.ARTICLES
        phrase = list(takewhile(lambda each: each.text not in _PLACES, behind)) if names else behind
        near = [each.root for each in _phrase(tuple(phrase)) if not each.sign]
        before: frozenset[str] = frozenset()
        if at and words[at - 1].text in _VERBS:
            before = _subject(words[max(0, at - _BEFORE) : at])
        clause = {each.text for each in words if each.clause == word.clause}
        yield Negation(
            at,
            word.stem,
            frozenset(near[: 1 if word.text == "non" else _NEAR]) if not is_bare else frozenset(),
            frozenset(wide) | before if not is_bare else before,
            before,
            wide[0] if wide else "",
            bool(clause & _REPORTS),
            names,
            word.text in _PLAIN and _grants(words[max(0, at - _NEAR) : at], behind),
        )


def is_aside(words: Sequence[Word], at: int) -> bool:
    """Tell "while he may not yet …, the data allow", where a clause ends before what is told."""
    opening = next(each for each in words if each.clause == words[at].clause)
    return opening is words[0] and opening.text in _ASIDES


@remembered
def denied_words(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Give the places of words right behind a negation, each with that of the negation.

    "Does not rise", "not a low one", "rather than falls"; of "not all … is bad" the whole clause.
    """
    words = sentence.words
    for scope in scopes(sentence, DIRECT):
        begin = scope.at + 1 + (words[scope.at].text in _NEEDS)
        behind = words[begin:]
        is_of_few = scope.at == 0 and bool(behind) and behind[0].text in _FEW
        for at, word in enumerate(behind if is_of_few else behind[:_NEAR], begin):
            ends = word.text in _JOINS or word.text in _PARTS
            if word.clause != words[scope.at].clause or (ends and not is_of_few):
                break
            yield at, scope.at


def denied_broadly(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Give the places of all words that share a clause with whatever denies."""
    words = sentence.words
    for scope in scopes(sentence, SOFT | ABSENCE):
        for at, word in enumerate(words):
            if word.clause == words[scope.at].clause:
                yield at, scope.at


@remembered
def prefixed(sentence: Sentence) -> Iterator[Negation]:
    """Find "unwanted" and "incomplete", which deny what "not wanted" and "not complete" deny."""
    for at, word in enumerate(sentence.words):
        for prefix in ("un", "in"):
            if word.text.startswith(prefix) and len(word.text) > len(prefix) + 4:
                rest = frozenset({root_of(word.text.removeprefix(prefix))})
                yield Negation(
                    at, word.stem, rest, rest, frozenset(), "", reports=False, names=False
                )


@remembered
def given_up(sentence: Sentence) -> Iterator[Negation]:
    """Find what is left behind on the way "from A into B", which denies A as "not an A" does."""
    words = sentence.words
    starts = [at for at, word in enumerate(words) if word.text == "from"]
    for at in starts:
        texts = [word.text for word in words[at : at + _BEFORE]]
        if "into" in texts:
            near = [each.root for each in words[at : at + texts.index("into")] if _is_topic(each)]
            left = frozenset(near)
            head = near[0] if near else ""
            yield Negation(at, "from", left, left, frozenset(), head, reports=False, names=False)


def _is_topic(word: Word) -> bool:
    return word.is_topic and word.is_own


def _phrase(behind: tuple[Word, ...]) -> Iterator[Word]:
    """Give the topics up to the next verb or "and"; past a comma only adjectives in a row."""
    found = 0
    for word in behind:
        is_past = word.clause != behind[0].clause
        if (found and (word.text in _VERBS or word.text in _JOINS)) or (
            is_past and not _is_topic(word)
        ):
            return
        if is_past and word.clause > behind[0].clause + 1:
            return
        if _is_topic(word):
            found += 1
            yield word


def _subject(words: tuple[Word, ...]) -> frozenset[str]:
    """Give the topics before a verb, back to the last "and"."""
    starts = [at for at, word in enumerate(words) if word.text in _JOINS]
    return frozenset(word.root for word in words[starts[-1] if starts else 0 :] if _is_topic(word))


def _grants(before: tuple[Word, ...], behind: tuple[Word, ...]) -> bool:
    """Tell "not everything" and "does not need to", which deny neither all nor the thing itself."""
    following = [each.text for each in behind[:_NEAR]]
    is_kept = any(each.root == _KEPT for each in behind[:_NEAR])  # "need not stay"
    is_free = following[:2] in (["need", "to"], ["have", "to"])
    preceding = [each.text for each in before]
    return (
        ((is_free or preceding[-1:] == ["need"]) and not is_kept)
        or bool(_WHOLE & set(following))
        or "alone" in preceding
        or any(
            one.text in _FOR and two.text in _FEW and two.clause == behind[0].clause
            for one, two in pairwise(behind)
        )
    )


def _denies(word: Word, behind: tuple[Word, ...]) -> bool:
    if word.text == "bare":
        return False  # whose stem is that of "barely"
    following = behind[0].text if behind else ""
    if word.text in _NEEDS:
        return following in _NEEDS[word.text]
    return following not in ("only", "necessarily") or word.text != "not"
