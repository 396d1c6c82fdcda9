"""G5: a passage does not contradict itself.

"Listed for both low and low", "anastrozole raises estradiol: it fell", "a surplus (less than is
natural)" are wrong whatever the block says; so no block is needed to find them.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core.finding import Problem
from bot.core.lexicon import COPULAS, listed
from bot.core.wording import DOWN, UP, Sentence, Word, read_sentences, stem

_SIDES = listed("high low")
_BOTH = listed("both either")
_HEADS = listed("column columns side sides")
_REACH, _APART = 16, 5
"""Words behind "both" in which two sides are named, and words that are one phrase."""
_GLOSS = re.compile(r"((?:[\w-]+ ){1,3})\((\w+) (of|than)\b[^()]*\)")
_OPENS = re.compile(r"\(\w+ (?:of|than)\b")
"""How such a gloss begins: quickly looked for."""
_LESS, _MORE = ("hypo",), ("hyper", "supra")
_LOSSES = frozenset(map(stem, ("anhedonia", "osteopenia", "osteoporosis", "resorption")))
_BARE = listed("fell rose falls rises drops declines dropped declined")
"""Verbs whose subject is what moves; of the others it is the object."""
_CONTRAST = listed(
    "not no never neither without but while whereas otherwise unless instead yet then"
)
_VERBS = ("s", "ed", "ing", "fell", "rose")
_COMPARED = {"above": "high", "exceeding": "high", "below": "low", "beneath": "low"}
_TO_NUMBER = 6
"""Words behind "above" and "below" of which one has to be a figure."""


def check_consistency(sentences: Sequence[Sentence]) -> Iterator[Problem]:
    """Find sentences of which one part denies the other."""
    for sentence in sentences:
        yield from _named_twice(sentence.words)
        yield from _gloss(sentence.text)
        yield from _opened(sentence.text)
        yield from _on_the_side(sentence.words)
        yield from _denied_twice(sentence.words)


def _named_twice(words: Sequence[Word]) -> Iterator[Problem]:
    """Find "both high and high", "both columns, the one for low and the one for low"."""
    for at, word in enumerate(words):
        if word.text not in _BOTH:
            continue
        behind = words[at + 1 : at + 1 + _REACH]
        if not behind or behind[0].text not in _SIDES | _HEADS:
            continue
        named = [gap for gap, each in enumerate(behind) if each.text in _SIDES]
        if len(named) > 1 and named[1] - named[0] <= _APART:
            one, two = (behind[gap] for gap in named[:2])
            if one.clause == two.clause and one.text == two.text:
                yield Problem(
                    f'"{word.text}" is followed by "{one.text}" twice',
                    "name high once and low once",
                )


def _denied_twice(words: Sequence[Word]) -> Iterator[Problem]:
    """Find "no journal is not named", "not no dose" and "more than is not natural"."""
    for at, word in enumerate(words):
        if word.text == "not" and at:
            before = [each.text for each in words[max(0, at - _APART) : at]]
            is_no = bool({"no", "than", "beyond"} & set(before)) and before[-1] in COPULAS
            follows = words[at + 1 : at + 2]
            if is_no or (follows and follows[0].text == "no"):
                yield Problem("one thing is denied twice", "deny it once")


def _gloss(text: str) -> Iterator[Problem]:
    """Find a gloss in brackets that turns round the word before it."""
    for found in _GLOSS.finditer(text) if _OPENS.search(text) else ():
        sign = _sense(found[2])
        before = found[1].split()[::-1]
        senses = [_sense(each) for each in (before if found[3] == "than" else before[:1])]
        explained = next(filter(None, senses), 0)
        if sign * explained < 0:
            yield Problem(
                f'"{found[2]}" in brackets says the opposite of the word before it',
                "explain the word as it is meant",
            )


def _sense(text: str) -> int:
    """Give 1 for a word of more, -1 for one of less; prefixes count too."""
    root = stem(text.casefold())
    if root in UP or root.startswith(_MORE):
        return 1
    return -1 if root in DOWN | _LOSSES or root.startswith(_LESS) else 0


def _opened(text: str) -> Iterator[Problem]:
    """Find "A raises B: … B fell", where what stands behind the colon should bear it out."""
    opening, _, rest = text.partition(": ")
    if not rest or _CONTRAST & set(text.casefold().replace(",", " ").split()):
        return
    borne = list(_moves(rest, _BARE))
    for root, sign in _moves(opening):
        if {other for each, other in borne if each == root} == {-sign}:
            yield Problem(
                "what stands behind the colon says the opposite of what stands before it",
                "keep the one that the cited block says",
            )


def _moves(text: str, verbs: frozenset[str] | None = None) -> Iterator[tuple[str, int]]:
    """Give the names right beside a verb that says up or down: "lowers estradiol", "it fell"."""
    for sentence in read_sentences(text, {}):
        words = sentence.words
        for at, word in enumerate(words):
            if not word.sign or not (word.text in verbs if verbs else word.text.endswith(_VERBS)):
                continue
            is_bare = word.text in _BARE
            beside = words[max(0, at - 2) : at] if is_bare else words[at + 1 : at + 3]
            for other in beside:
                if other.is_name and other.clause == word.clause:
                    yield other.root, word.sign


def _on_the_side(words: Sequence[Word]) -> Iterator[Problem]:
    """Find "on the low side, above 40"."""
    texts = [word.text for word in words]
    for at, text in enumerate(texts[:4]):
        if text in _SIDES and texts[at - 2 : at] == ["on", "the"] and texts[at + 1] == "side":
            said = {
                _COMPARED[each]
                for there, each in enumerate(texts)
                if each in _COMPARED and any(map(str.isdigit, texts[there : there + _TO_NUMBER]))
            }
            if said and text not in said:
                yield Problem(
                    f'"the {text} side" does not fit the comparison behind it',
                    "name the other side",
                )
