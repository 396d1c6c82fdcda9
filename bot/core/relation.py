"""Marks in a text (a direction, a name) and the company they keep.

A mark in a passage is true to its block when the block holds the same mark in the same company,
and not rather a contradicting one. Company is the topic words around, nearer ones counting more.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bot.core import lexicon
from bot.core.negation import denied_broadly, denied_words
from bot.core.wording import NAME_CLASS, Sentence, Word

PLAYERS = ("hormone", "cell", "receptor")
"""Classes of names of which a sentence sets one against another."""
_PARTS = re.compile(
    r";|, (?=\w+ing\b)|,? (?:while|whereas|where|but|though|although|as) |, and "
    r"|, (?=(?:testosterone|estradiol|E2)\b)"
)
_RECEPTOR = re.compile(r"(?i)\b(androgen|o?estrogen|estradiol) receptors?")
"""A receptor is named after a hormone, and is none."""
_PRONOUNS = frozenset({"it", "its", "they", "their"})
_REACH = 7
"""Words on either side of a mark that are its company."""
_A_STATEMENT = 2
"""Topics that tell something of a name."""
SUBSTANCES = ("drug", "hormone")
_WORTHY = lexicon.HELPING | lexicon.HURTING
_EFFECTIVE = lexicon.CAUSING | lexicon.PREVENTING
_CONCEDING = frozenset(
    {"possible", "although", "though", "despite", "but", "yet", "whereas", "while", "unlike"}
)
"""What stands before them is told in spite of what stands behind."""
_SET_APART = 20
"""Words of distance that are added then: hardly any company is left."""
_FADE = 1.5
_NAME_FADE = 0.7
"""Words of distance at which company counts half, around a direction and around a name."""
_SIDE, _ASIDE = 2.0, 1.0
"""What the side counts for, within the clause and beyond it."""
_DENIED = 3
"""Words before one of helping or hurting of which a denial turns it round."""
_DENIALS = frozenset({"not", "no", "never", "without", "cannot", "prevent", "prevents", "avoid"})
_VERBATIM = 1.4
"""What a likeness counts for where the block has the very word."""
_OTHER_KIND = 0.6
"""What a mark of another kind counts for: "rising" speaks for "elevated", but less."""

Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked word: what it says (`value`), its text, its company by root, and as written.

    Marks contradict each other only when they share a kind, or neither has one: "elevated
    estradiol" (a state) does not contradict "lowers estradiol" (a change).
    """

    value: str
    text: str
    company: Mapping[str, float]
    kinds: frozenset[str] = frozenset()
    written: str = ""
    at: int = 0
    denied_at: int | None = None


def company(words: tuple[Word, ...], at: int, weigh: Weigh) -> dict[str, float]:
    """Weigh the topic words around a direction word; other direction words are left out."""
    found: dict[str, float] = {}
    for word, _, near in _around(words, at, weigh, _FADE):
        if not word.sign:
            found[word.root] = max(found.get(word.root, 0.0), near)
    return found


def sided_company(
    words: tuple[Word, ...], at: int, weigh: Weigh, *, adverbs: bool
) -> dict[str, float]:
    """Weigh the topic words around a name, and again by the side on which they stand.

    "Testosterone turns into estradiol" and its reverse have the same company, on other sides.
    """
    found: dict[str, float] = {}
    for word, side, near in _around(words, at, weigh, _NAME_FADE):
        if word.text.endswith("ly") and not adverbs:
            continue  # how something is done stands before its verb or behind it
        sided = near * (_SIDE if word.clause == words[at].clause else _ASIDE)
        for key, value in ((word.root, near), (side + word.root, sided)):
            found[key] = max(found.get(key, 0.0), value)
    return found


def _around(
    words: tuple[Word, ...], at: int, weigh: Weigh, fade: float
) -> Iterator[tuple[Word, str, float]]:
    first, end = max(0, at - _REACH), min(len(words), at + _REACH + 1)
    breaks = [there for there in range(first, end) if words[there].text in _CONCEDING]
    for there in range(first, end):
        word = words[there]
        if there != at and word.is_topic:
            distance = abs(there - at) + 2 * abs(word.clause - words[at].clause)
            if breaks and any(min(at, there) <= each < max(at, there) for each in breaks):
                distance += _SET_APART
            side = "<" if there < at else ">"
            yield word, side, weigh(word.root) / (1 + distance / fade)


def likeness(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Give the company that two marks share."""
    return sum(min(near, two[root]) for root, near in one.items() if root in two)


def directions(
    sentences: Iterable[Sentence], weigh: Weigh, *, broadly: bool = False
) -> Iterator[Mark]:
    """Find every word that says up or down, helps or hurts, and which of them is denied.

    `broadly`: all that share a clause with a denial count as denied, as is safe to say of a block.
    """
    for sentence in sentences:
        denied = dict((denied_broadly if broadly else denied_words)(sentence))
        for at, word in enumerate(sentence.words):
            for value, kind in _values(sentence.words, at):
                near = company(sentence.words, at, weigh)
                yield Mark(value, word.text, near, kind, word.written, at, denied.get(at))


def _values(words: tuple[Word, ...], at: int) -> Iterator[tuple[str, frozenset[str]]]:
    """Give what a word says, and of which kind that is."""
    word = words[at]
    if word.sign and not _is_set_off(words, at):
        yield "up" if word.sign > 0 else "down", kinds(word)
    if word.text in _WORTHY:
        yield _worth(words, at), frozenset({"worth"})
    if word.text in _EFFECTIVE:
        yield "cause" if word.text in lexicon.CAUSING else "prevent", frozenset({"cause"})


def _is_set_off(words: Sequence[Word], at: int) -> bool:
    """Tell "…, not less", which says once more what stands before it."""
    is_last = not words[at + 1 :] or words[at + 1].clause != words[at].clause
    before = [each.text for each in words[max(0, at - 2) : at] if each.clause == words[at].clause]
    return is_last and before in (["not"], ["and", "not"])


def _worth(words: tuple[Word, ...], at: int) -> str:
    """Tell whether a word of helping or hurting says good or bad; "without harming" is good."""
    before = {word.text for word in words[max(0, at - _DENIED) : at]}
    is_good = words[at].text in lexicon.HELPING
    return "good" if is_good is not bool(before & _DENIALS) else "bad"


def kinds(word: Word) -> frozenset[str]:
    """Tell whether a direction word is about a state, a change, or may be about either."""
    if word.text in lexicon.STATES:
        return frozenset({"state"})
    return frozenset({"state", "change"} if word.text.endswith("ed") else {"change"})


def names(
    sentences: Iterable[Sentence], weigh: Weigh, also: frozenset[str] = frozenset()
) -> Iterator[Mark]:
    """Find every name; `also` are roots of further words that are taken for one."""
    for sentence in sentences:
        denied = dict(denied_words(sentence))
        for at, word in enumerate(sentence.words):
            if word.is_name or word.root in also:
                near = sided_company(sentence.words, at, weigh, adverbs=bool(also))
                denied_at = denied.get(at)
                yield Mark(
                    word.root, word.text, near, written=word.written, at=at, denied_at=denied_at
                )


def compare(mark: Mark, others: Iterable[Mark]) -> tuple[float, float, Mark | None]:
    """Give the best likeness to a mark of the same value, of another value, and that other one."""
    same, other, rival = 0.0, 0.0, None
    for each in others:
        score = likeness(mark.company, each.company) * (_VERBATIM if mark.text == each.text else 1)
        is_kin = bool(mark.kinds & each.kinds) or not mark.kinds
        if each.value == mark.value:
            same = max(same, score if is_kin else _OTHER_KIND * score)
        elif score > other and is_kin:
            other, rival = score, each
    return same, other, rival


def told(
    lines: Iterable[Sentence], read: Callable[[str], tuple[Sentence, ...]]
) -> dict[str, frozenset[str]]:
    """Give by name what is said of it: the topics of the parts that hold no other of its class.

    A part ends at a semicolon, an "and" behind a comma, or a word that sets two things against each
    other.
    """
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        for part in _PARTS.split(line.text):
            words = [word for each in read(_RECEPTOR.sub(_named, part)) for word in each.words]
            for name, topics in chain.from_iterable(map(_told, _halves(words))):
                found[name] = found.get(name, frozenset()) | topics
    return found


def _halves(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Part "A builds it and B breaks it down", of which each half tells something of one name."""
    for at, word in enumerate(words):
        halves = (words[:at], words[at + 1 :])
        if (
            word.text == "and"
            and not _joins_names(words, at)
            and set.intersection(*map(_told_of_one, halves))
        ):
            yield from halves
            return
    yield words


def _joins_names(words: Sequence[Word], at: int) -> bool:
    """Tell "testosterone and total estradiol", of which all is told together."""
    return at > 0 and words[at - 1].is_name and any(each.is_name for each in words[at + 1 : at + 3])


def _told_of_one(words: Sequence[Word]) -> set[str]:
    """Give the classes of which just one name stands here with a word that tells of it."""
    names = {word.root for word in words if NAME_CLASS.get(word.root) in PLAYERS}
    counts = Counter(NAME_CLASS[name] for name in names)
    told = sum(word.is_topic and word.root not in names for word in words)
    return {kind for kind, count in counts.items() if count == 1 and told >= _A_STATEMENT}


def _told(words: Sequence[Word]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each name that stands alone of its class, with the other topics."""
    texts = [word.text for word in words]
    names = {
        word.root
        for before, word in zip(["", *texts], words, strict=False)
        if NAME_CLASS.get(word.root) in PLAYERS and before != "not"
    }
    if any(pair == ("leave", "possible") for pair in pairwise(texts)):
        return  # "feeling well is no proof of it" tells nothing of it
    points = any(word.text in _PRONOUNS for word in words)
    topics = frozenset(word.root for word in words if word.is_topic)
    for name in names:
        peers = {each for each in names if NAME_CLASS[each] == NAME_CLASS[name]}
        is_open = points and NAME_CLASS[name] == "hormone"  # only the sentence before says of which
        if len(peers) == 1 and not is_open:
            yield name, topics - peers


def _named(found: re.Match[str]) -> str:
    return "AR" if found[1].casefold() == "androgen" else "ER"
