"""G5: words of which one cannot stand for the other: "poor" where the block has "good"."""

from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground
from bot.core.negation import SOFT as _SOFT
from bot.core.negation import Place, denied_words, scopes
from bot.core.objects import moves_alike
from bot.core.wording import LATELY, Sentence, Word, root_of, stem

_OPPOSITES: dict[str, set[str]] = {}
for _pair in lexicon.OPPOSITES:
    _one, _two = map(stem, _pair.split())
    _OPPOSITES.setdefault(_one, set()).add(_two)
    _OPPOSITES.setdefault(_two, set()).add(_one)
_HELPING = lexicon.HELPING | lexicon.listed("help helps helped helping good")
_NOTHING = stem("nothing")
_NEAR = 4
_AROUND = 10
_PLENTY = ("hyper", "supra")
_TIMES = lexicon.listed("before after")
"""Of what stands a few words behind them."""
_PLACES = lexicon.listed("local systemic central peripheral")
"""Of what stands behind them; the others are opposites of whatever."""


def check_opposites(claim: Claim, agreed: Container[Place]) -> Iterator[Problem]:
    """Find words whose opposite stands in the block, when they themselves do not.

    `agreed`: words of which one of several cited blocks says as much in other words.
    """
    opposed = [
        word
        for sentence in claim.sentences
        for at, word in enumerate(sentence.words)
        if word.stem in _OPPOSITES and (sentence, at) not in agreed
    ]
    if not opposed:
        return
    block = {stem: text for each in claim.cited for stem, text in _stems(each).items()}
    denied = {
        root
        for sentence in claim.sentences
        for scope in scopes(sentence, _SOFT)
        for root in (scope.wide if scope.text == _NOTHING else scope.near)
    } | {word.root for _, word, _ in _denied(claim)}
    held = [word for sentence in claim.sentences for word in _held(sentence)]
    said = {word.stem for word in held}
    if stem("excess") in said and any(text.startswith(_PLENTY) for text in block.values()):
        block[stem("excess")] = "excess"
    meant = {word.root for word in held}
    for word in opposed:
        if word.stem in block or word.root in claim.known | denied:
            continue
        against = _OPPOSITES[word.stem] & block.keys() - said
        if against and (word.text in moves_alike(claim) or _is_elsewhere(word, against, claim)):
            continue
        if not _is_of_one_thing(word, against, claim):
            continue
        for opposite in sorted(each for each in against if root_of(block[each]) not in meant):
            yield Problem(
                f'"{word.written}" says the opposite of the cited block',
                f'say it as the block does: "{block[opposite]}"',
            )


def opposed_denials(claim: Claim) -> set[Place]:
    """Give the negations of what is the opposite of the block's own word: "not rare" for "common".

    The two have to be told of one thing.
    """
    found: set[Place] = set()
    for sentence, word, at in _denied(claim):
        if word.root in claim.known:
            continue
        if any(_are_opposed(word, each) for each in sentence.words[max(0, at - _NEAR) : at]):
            found.add((sentence, at))  # "can hinder, not help", of which the first half says it all
        if word.stem not in _OPPOSITES:
            continue
        said = {each.root for each in sentence.words if each.is_topic} - {word.root}
        for line in claim.lines:
            stems = {each.stem for each in line.words}
            if stems & _OPPOSITES[word.stem] and said & {each.root for each in line.words}:
                found.add((sentence, at))
    return found


def _are_opposed(one: Word, two: Word) -> bool:
    """Tell words of which one cannot stand for the other: "hinder" and "help"."""
    worth = [word.text in _HELPING for word in (one, two)]
    harm = [word.text in lexicon.HURTING for word in (one, two)]
    return (
        two.stem in _OPPOSITES.get(one.stem, ()) or (worth[0] and harm[1]) or (worth[1] and harm[0])
    )


def _held(sentence: Sentence) -> Iterator[Word]:
    """Give the words of a sentence that do not stand right behind a negation."""
    denied = {at for at, _ in denied_words(sentence)}
    return (word for at, word in enumerate(sentence.words) if at not in denied)


def _denied(claim: Claim) -> Iterator[tuple[Sentence, Word, int]]:
    """Give what stands right behind a negation, with the place of that."""
    for sentence in claim.sentences:
        for at, denial in denied_words(sentence):
            yield sentence, sentence.words[at], denial


def _is_elsewhere(word: Word, against: set[str], claim: Claim) -> bool:
    """Tell "local aromatization" where the block has "systemic suppression", of something else."""
    if word.text not in _PLACES | _TIMES:
        return False
    reach = _NEAR if word.text in _TIMES else 1
    said = _told_of(claim.sentences, {word.stem}, reach)
    return not said & _told_of(claim.lines, against, reach)


def _is_of_one_thing(word: Word, against: set[str], claim: Claim) -> bool:
    """Tell whether the two words stand near one and the same thing: only then do they conflict."""
    said = _around(claim.sentences, {word.stem})
    known = _around(claim.lines, against)
    return not said or not known or bool(said & known)


def _around(lines: Iterable[Sentence], stems: set[str]) -> set[str]:
    """Give the topics that share a clause with words of these stems."""
    return {
        each.root
        for line in lines
        for at, word in enumerate(line.words)
        if word.stem in stems
        for each in line.words[max(0, at - _AROUND) : at + 1 + _AROUND]
        if each.is_topic and each is not word
    }


def _told_of(lines: Iterable[Sentence], stems: set[str], reach: int) -> set[str]:
    """Give the topics right behind words of these stems, at most so many words away."""
    return {
        each.root
        for line in lines
        for at, word in enumerate(line.words)
        if word.stem in stems
        for each in line.words[at + 1 : at + 1 + reach]
        if each.is_topic
    }


@lru_cache(LATELY)
def _stems(ground: Ground) -> dict[str, str]:
    """Give the words of a block by their stems."""
    return {word.stem: word.text for line in ground.sentences for word in line.words}
