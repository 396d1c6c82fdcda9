"""G6: hedges are kept, and what is said of some people is not said of all."""

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.wording import Sentence, Word, stem

_WEIGHTY = lexicon.MODALS | lexicon.HABITS | lexicon.GRADES
_STEMS_OF_HEDGES = frozenset(stem(word) for word in lexicon.HEDGES if not word.startswith("like"))
_PEOPLE = {stem(w): group for group, words in lexicon.PEOPLE.items() for w in words.split()}
_RESTRICTIONS = {stem(w): g for g, words in lexicon.RESTRICTIONS.items() for w in words.split()}
_KEEPS = {stem(w): g for g, words in lexicon.KEEPS_NARROW.items() for w in words.split()}
_UNIVERSAL = frozenset(map(stem, ("every", "everyone", "everybody", "all", "any", "each")))
_SCOPE = 8
_COVERED = 0.5
_CLOSE = 0.7
"""A block's sentence this near to the closest one is what the passage may be about."""


def check_strength(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Compare hedges, strong words and people of a passage with the blocks it cites."""
    yield from _strengthened(claim)
    yield from _unhedged(claim, grounds)
    yield from _made_only(claim)
    yield from _people(claim)
    yield from _widened(claim, grounds)


def _strengthened(claim: Claim) -> Iterator[Problem]:
    known = {word.stem for each in claim.cited for line in each.sentences for word in line.words}
    if known & _UNIVERSAL:
        known |= _UNIVERSAL
    for sentence in claim.sentences:
        for word, behind in zip_longest(sentence.words, sentence.words[1:]):
            if word.stem not in known and _is_strong(word, behind):
                yield Problem(f'"{word.text}" is stronger than the cited block', "leave it out")


def _is_strong(word: Word, behind: Word | None) -> bool:
    """Tell "all men" and "every case" from "all have to do"; "most" counts before people."""
    if word.text == "most":
        return behind is not None and behind.text in lexicon.MALE
    if word.text in lexicon.DETERMINERS:
        return behind is not None and (behind.is_topic or behind.text in ("of", "other", "the"))
    return word.text in lexicon.STRONG


def _unhedged(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find what a block says with a hedge and the passage without one."""
    for ground in claim.cited:
        for sentence in claim.sentences:
            topics = {word.root for word in sentence.words if word.is_topic}
            if _has_hedge(sentence):
                continue
            closest = max(_shared(topics, line, grounds) for line in ground.sentences)
            for line in ground.sentences:
                if _shared(topics, line, grounds) < _CLOSE * closest:
                    continue
                for text, scope in _hedged(line):
                    shared = scope & topics
                    covered = sum(map(grounds.weight, shared))
                    total = sum(map(grounds.weight, scope))
                    if len(shared) >= 2 and covered >= _COVERED * total:
                        yield Problem(f'the cited block says "{text}"', "keep a hedge")


def _hedged(line: Sentence) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each hedge of a block's sentence with the topics that it holds back."""
    words = line.words
    for at, word in enumerate(words):
        if word.text in _WEIGHTY or word.stem in ("tend", "suggest", "seem"):
            behind = words[at + 1 : at + 1 + _SCOPE]
            scope = frozenset(
                each.root for each in behind if each.is_topic and each.text not in _WEIGHTY
            )
            if scope:
                yield word.text, scope


def _has_hedge(sentence: Sentence) -> bool:
    return any(
        word.text in lexicon.HEDGES or word.stem in _STEMS_OF_HEDGES for word in sentence.words
    )


def _made_only(claim: Claim) -> Iterator[Problem]:
    """Find "the driver" where the block has "a primary driver"."""
    one_of = {
        three.root
        for ground in claim.cited
        for line in ground.sentences
        for one, two, three in zip(line.words, line.words[1:], line.words[2:], strict=False)
        if one.text == "a" and two.text in ("primary", "main")
    }
    for sentence in claim.sentences:
        for one, two in pairwise(sentence.words):
            if one.text == "the" and two.root in one_of:
                yield Problem(f'"the {two.text}" is one of several', f'say "a primary {two.text}"')


def _people(claim: Claim) -> Iterator[Problem]:
    known = {_PEOPLE.get(word.stem) for each in claim.cited for word in _words(each)}
    if any(word.stem in _UNIVERSAL for each in claim.cited for word in _words(each)):
        known.add("everyone")
    for sentence in claim.sentences:
        for word in sentence.words:
            group = _PEOPLE.get(word.stem)
            if group and group not in known:
                yield Problem(
                    f'"{word.text}" are not whom the cited block speaks of', "name its own"
                )


def _widened(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find a statement about some people that lost the words which narrow it."""
    said = {_RESTRICTIONS.get(word.stem) or _KEEPS.get(word.stem) for word in claim.words}
    for sentence in claim.sentences:
        topics = {word.root for word in sentence.words if word.is_topic}
        lines = [line for each in claim.cited for line in each.sentences]
        if not lines:
            continue
        shares = [_shared(topics, line, grounds) for line in lines]
        closest = lines[shares.index(max(shares))]
        of_people = any(word.text in lexicon.MALE for word in sentence.words)
        for word, group in _narrow(closest):
            if group not in said and (of_people or group != "treated"):
                yield Problem(f'the cited block says "{word.text}"', "keep whom it speaks of")


def _shared(topics: set[str], line: Sentence, grounds: Grounds) -> float:
    return sum(grounds.weight(root) for root in topics & {word.root for word in line.words})


def _narrow(line: Sentence) -> Iterator[tuple[Word, str]]:
    """Find words that narrow people: before them ("obese men") or behind ("men with …", "on …")."""
    words = line.words
    for at, word in enumerate(words):
        if word.text not in lexicon.MALE:
            continue
        behind = (
            words[at + 1 : at + 6]
            if words[at + 1 : at + 2] and words[at + 1].text in ("with", "on")
            else ()
        )
        for each in (*words[max(0, at - 3) : at], *behind):
            if group := _RESTRICTIONS.get(each.stem):
                yield each, group


def _words(ground: Ground) -> Iterator[Word]:
    for sentence in ground.sentences:
        yield from sentence.words
