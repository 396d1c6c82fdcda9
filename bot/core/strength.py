"""G6: no word of a passage is stronger than what its blocks say."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground
from bot.core.numbers import NUMBER_WORDS, numeral
from bot.core.wording import LATELY, Sentence, Word, root_of, stem

UNIVERSAL = frozenset(map(stem, lexicon.WHOLES))
"""Stems of words for all people and all things."""
_LASTING = frozenset(map(root_of, ("constant", "continual")))
_NEEDS = frozenset(map(root_of, ("need", "important", "ensure", "commitment", "involve")))
_MAYBE = lexicon.listed("likely likelier potential potentially may might could")
"""Behind these a need is none yet."""
_NEAR = 3
_WHOLE = frozenset(map(stem, lexicon.listed("full fully entire entirely whole wholly")))
_BEARS = {"never": stem("always"), stem("necessary"): stem("necessarily")} | {
    stem(word): stem("only") for word in ("purely", "solely", "merely", "exclusively")
}
"""What a strong word of a block bears out: "never removed, always regulated"."""
_OF_ALL = (lexicon.STRONG | {"each"}) - lexicon.listed("must shall will never")
"""Strong words that a negation before them turns into weak ones: "not every man"."""
_PROVING = lexicon.listed("proves proven guarantee guarantees cure cures")
_REPORTING = lexicon.listed(
    "says speaks names gives mentions lists reports tells states quotes cites describes refers"
)
_OF_SOME = lexicon.listed("majority most part some few half many bulk share")
_PARTS = lexicon.listed(
    "part partly one some a an half limited incomplete temporary temporarily for"
)
"""What "only" makes little of."""
_NOT_WHOLE = lexicon.listed("part partly partial incomplete limited half")
_DENIALS = lexicon.listed("not cannot no never neither")
_UNDOING = {"alone": _DENIALS | _NOT_WHOLE | {"miss", "misses", "lacks", "fails"}} | dict.fromkeys(
    lexicon.listed("everyone everybody everything"), lexicon.NEGATIONS
)
"""What makes these weak wherever it stands: "one that fits everybody does not exist"."""
_BEFORE = lexicon.listed("before if whether without")
_OPEN = lexicon.listed("likely likelier unlikely whether who which if")
"""What leaves open what "will" be."""
_NOBODY = lexicon.listed("no none nothing nobody neither")
_SAYING = lexicon.listed("say says claim claims state states imply implies promise promises")
_SAID = lexicon.STRONG | lexicon.DETERMINERS | {"each"}
_OPENED = frozenset({("leaves", "open"), ("leave", "possible")})
"""What idioms make of "does not mean" and "is no proof"."""
_WORD = re.compile(r"\w+")
_LED = 8
"""Words before a strong one that weaken it from another clause, too."""
_AGAINST = lexicon.NEGATIONS | {"partly", "over", "rather", "instead", "place"}
_PERIODS = lexicon.listed("day night week month quarter half year other second two three six")
_LEVELS = frozenset(map(stem, ("dose", "level", "amount", "use", "degree", "drink")))


def check_strength(claim: Claim) -> Iterator[Problem]:
    """Find "always", "must" and "the" where the cited blocks say less."""
    yield from _strengthened(claim)
    yield from _made_only(claim)


def _strengthened(claim: Claim) -> Iterator[Problem]:
    known = _allowed(claim)
    for sentence in claim.sentences:
        for at, (word, behind) in enumerate(zip_longest(sentence.words, sentence.words[1:])):
            is_first = word.text == "only" and not any(
                each.is_topic for each in sentence.words[:at]
            )  # "Only a high one" is not "only a part"
            if not (is_first or _is_strong(word, behind)) or word.stem in known:
                continue
            if not is_weakened(sentence.words, at) and not _sums_up(sentence.words, at):
                yield Problem(
                    f'"{word.written}" is stronger than what the cited block says',
                    "leave it out, or use the block's own word",
                )


def _allowed(claim: Claim) -> set[str]:
    """Give the stems of the cited blocks, and of the strong words that they bear out."""
    known = {each for ground in claim.cited for each in _stems(ground)}
    if known & UNIVERSAL:
        known |= UNIVERSAL
    if known & _WHOLE:
        known |= {"all", stem("every")}
    if any(each.roots & _LASTING for each in claim.cited):
        known |= {stem("always"), stem("never")}
    known |= {strong for word, strong in _BEARS.items() if word in known}
    if any(map(_speaks_of_need, claim.cited)):
        known.add("must")
    if any(_lists_just(each, claim) for each in claim.cited):
        known.add(stem("only"))
    if any(ground.block.columns for ground in claim.cited):
        known.add(stem("only"))  # which column has a sign is for the columns' own rule
    return known


def is_weakened(words: Sequence[Word], at: int) -> bool:
    """Tell "no dose for everyone", "before any symptom" and "more likely that he will"."""
    word = words[at]
    first = max(0, at - _LED)
    before = {
        each.text
        for there, each in enumerate(words[:at])
        if there >= first or each.clause == word.clause
    }
    if _is_undone(words, at) or (word.text in _SAID and is_left_unsaid(words[:at])):
        return True
    if word.text in _OF_ALL:
        clause = {each.text for each in words if each.clause == word.clause}
        against = _UNDOING.get(word.text, frozenset())  # wherever in the clause that stands
        return bool(before & _AGAINST or clause & against)
    if word.text == "any":
        return bool(before & (lexicon.NEGATIONS | _BEFORE))
    if word.text == "must" and before & _NOBODY:
        return True  # "no symptom must come first"
    return word.text == "will" and bool(before & _OPEN)


def _is_undone(words: Sequence[Word], at: int) -> bool:
    """Tell "only says", "of all cases most" and "proves nothing"."""
    text = words[at].text
    behind = {each.text for each in words[at + 1 : at + 2]}
    if text == "all":
        is_of = at > 0 and words[at - 1].text == "of"
        return is_of and any(each.text in _OF_SOME for each in words)
    return (text == "only" and bool(behind & _REPORTING)) or (
        text in _PROVING and bool(behind & lexicon.NEGATIONS)
    )


def is_left_unsaid(before: Sequence[Word]) -> bool:
    """Tell "does not say that all of them will", "leaves open whether it always does"."""
    texts = [each.text for each in before]
    return any(
        (text in _SAYING and _DENIALS & set(texts[max(0, at - _NEAR) : at]))
        or (text, *texts[at + 1 : at + 2]) in _OPENED
        for at, text in enumerate(texts)
    )


def _sums_up(words: Sequence[Word], at: int) -> bool:
    """Tell "bone, brain and fat all have it", "in all three", which take a list together."""
    before = words[max(0, at - _LED) : at]
    listing = any(word.text == "and" for word in before)
    ends = bool(before) and (before[-1].is_topic or before[-1].text in lexicon.MODALS)
    is_counted = bool(words[at + 1 :]) and words[at + 1].text in NUMBER_WORDS  # "in all three"
    return words[at].text == "all" and (ends or is_counted) and listing


def _is_strong(word: Word, behind: Word | None) -> bool:
    """Tell "all men" and "every case" from "all have to do"; "most" counts before people."""
    if word.text == "most":
        return behind is not None and behind.text in lexicon.MALE
    if word.text == "any":
        return behind is not None and (behind.text in lexicon.MALE or behind.root in _LEVELS)
    if word.text == "all" and behind is None:
        return True  # "pronounced for all"
    if word.text in lexicon.DETERMINERS:
        is_rate = word.text == "every" and behind is not None and behind.text in _PERIODS
        return (
            not is_rate
            and behind is not None
            and (behind.is_topic or behind.text in ("of", "other", "the", "that"))
        )
    if word.text == "only":
        return behind is None or behind.text not in _PARTS
    return word.text in lexicon.STRONG


def _made_only(claim: Claim) -> Iterator[Problem]:
    """Find "the driver" where the block has "a primary driver"."""
    one_of = frozenset().union(*map(_one_of, claim.cited))
    for sentence in claim.sentences:
        for at, (one, two) in enumerate(pairwise(sentence.words)):
            is_among = at > 0 and sentence.words[at - 1].text in ("among", "of")
            if one.text == "the" and two.root in one_of and not is_among:
                yield Problem(f'"the {two.text}" is one of several', f'say "a primary {two.text}"')


def _lists_just(ground: Ground, claim: Claim) -> bool:
    """Tell whether a passage names, and counts, just what one cell of a row lists."""
    said = {word.text for word in claim.words}
    if ground.block.kind != "t" or "only" not in said or not said & lexicon.HABITS:
        return False
    counts = {
        numeral(two.text)
        for line in claim.sentences
        for one, two in pairwise(line.words)
        if one.text == "only" and two.text in NUMBER_WORDS
    }
    return any(
        all(any(each <= claim.topics for each in item) for item in items)
        and counts <= {str(len(items))}
        for items in _cells(ground)
    )


@lru_cache(LATELY)
def _cells(ground: Ground) -> tuple[list[list[frozenset[str]]], ...]:
    """Give the items that each cell of a row lists: the topics of each, and of its gloss."""
    lists = (line for line in ground.sentences if "," in line.text and ":" in line.text)
    return tuple(map(_items, lists))


def _items(line: Sentence) -> list[list[frozenset[str]]]:
    topics = {word.written: word.root for word in line.words if word.is_topic}
    found: list[list[frozenset[str]]] = []
    for item in line.text.partition(":")[2].split(","):
        names = (_WORD.findall(part) for part in item.split("("))
        found.append([frozenset(topics[each] for each in name if each in topics) for name in names])
    return found


@lru_cache(LATELY)
def _speaks_of_need(ground: Ground) -> bool:
    """Tell whether a block says that something is needed, and not only that it may be."""
    return any(
        word.root in _NEEDS
        and not any(each.text in _MAYBE for each in line.words[max(0, at - _NEAR) : at])
        for line in ground.sentences
        for at, word in enumerate(line.words)
    )


@lru_cache(LATELY)
def _one_of(ground: Ground) -> frozenset[str]:
    """Give what a block calls "a primary" one."""
    return frozenset(
        three.root
        for line in ground.sentences
        for one, two, three in zip(line.words, line.words[1:], line.words[2:], strict=False)
        if one.text == "a" and two.text in ("primary", "main")
    )


@lru_cache(LATELY)
def _stems(ground: Ground) -> frozenset[str]:
    """Give the stems of a block; "not for every individual" is no word for all."""
    return frozenset(
        word.stem
        for sentence in ground.sentences
        for at, word in enumerate(sentence.words)
        if word.stem not in UNIVERSAL or not is_weakened(sentence.words, at)
    )
