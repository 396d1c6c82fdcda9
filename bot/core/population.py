"""G6: what is said of some people is not said of others, nor of all."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.hedges import not_all, shared_weight
from bot.core.strength import UNIVERSAL, is_weakened
from bot.core.wording import LATELY, Sentence, Word, stem

_PEOPLE = {stem(w): group for group, words in lexicon.PEOPLE.items() for w in words.split()}
_RESTRICTIONS = {stem(w): g for g, words in lexicon.RESTRICTIONS.items() for w in words.split()}
_KEEPS = {stem(w): g for g, words in lexicon.KEEPS_NARROW.items() for w in words.split()}
_LEANING = lexicon.listed("leaning leanings leans leaned leant")
_POINTING = lexicon.listed("such these those")
"""With these people are meant of whom the passage spoke before."""
_APART = 6
"""Words beside one that narrows, of which one has to be for people."""
_PAST = lexicon.listed("was were had got took counted needed fell stayed kept")


def check_people(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find people whom no cited block speaks of, and statements that lost what narrows them."""
    yield from _of_people(claim)
    if any(word.text in lexicon.MALE for word in claim.words):
        yield from _widened(claim, grounds)


def _of_people(claim: Claim) -> Iterator[Problem]:
    known = frozenset().union(*map(_people, claim.cited))
    for sentence in claim.sentences:
        for at, word in enumerate(sentence.words):
            group = _PEOPLE.get(word.stem)
            if word.text in _LEANING:
                continue  # which is a tendency, and no one's weight
            if word.text in lexicon.ALSO_THINGS and not _is_of_people(sentence.words, at):
                continue  # "blood fats", "a minor part"
            if word.text in ("human", "humans") and not any(map(_tells_sex, claim.cited)):
                continue  # whom else should "the body" be of
            if group and group not in known and not is_weakened(sentence.words, at):
                yield Problem(
                    f'the cited block does not speak of "{word.written}"',
                    "name the people that it speaks of",
                )


@lru_cache(LATELY)
def _people(ground: Ground) -> frozenset[str | None]:
    """Give the groups of people that a block speaks of."""
    stems = {word.stem for line in ground.sentences for word in line.words}
    known = {_PEOPLE.get(each) for each in stems}
    return frozenset(known | {"everyone"} if stems & UNIVERSAL else known)


@lru_cache(LATELY)
def _tells_sex(ground: Ground) -> bool:
    return any(word.text in lexicon.SEX for line in ground.sentences for word in line.words)


def _is_of_people(words: Sequence[Word], at: int, reach: int = 3) -> bool:
    """Tell "lean men" and "patients who are older" from "lean tissue"."""
    beside = (*words[max(0, at - reach) : at], *words[at + 1 : at + 1 + reach])
    return any(word.text in lexicon.MALE or word.text == "who" for word in beside)


def _widened(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find a statement about some people that lost the words which narrow it."""
    points = any(
        one.text in _POINTING and two.text in lexicon.MALE for one, two in pairwise(claim.words)
    )
    said = {
        _RESTRICTIONS.get(word.stem) or _KEEPS.get(word.stem)
        for sentence in claim.sentences
        for at, word in enumerate(sentence.words)
        if word.text not in lexicon.ALSO_THINGS
        or points
        or _is_of_people(sentence.words, at, _APART)
    }
    is_such = any(
        one.text == "such" and two.text != "as" for one, two in pairwise(claim.words)
    )  # "men with such genes"
    if is_such or any(not_all(sentence) for sentence in claim.sentences):
        said.add("some")
    lines = claim.lines
    for sentence in claim.sentences:
        if not lines or not any(word.text in lexicon.MALE for word in sentence.words):
            continue
        topics = {word.root for word in sentence.words if word.is_topic}
        shares = [shared_weight(topics, line, grounds) for line in lines]
        closest = lines[shares.index(max(shares))]
        for word, group in _narrow(closest):
            if group == "some" and (_is_of_one(sentence) or _narrows_too(closest, said)):
                continue
            if group == "treated" and _tells_of_study(sentence):
                continue
            if group not in said:
                yield Problem(
                    f'the "{word.written}" of the cited block is lost: it speaks of fewer people',
                    f'keep "{word.written}", or a word that narrows it as much',
                )


def _narrows_too(line: Sentence, said: set[str | None]) -> bool:
    """Tell whether a passage keeps another word that narrows the people of a sentence."""
    groups = {_RESTRICTIONS.get(word.stem) for word in line.words}
    return bool(groups & said - {"some", "treated", None})


def _tells_of_study(sentence: Sentence) -> bool:
    """Tell "the men in that review" and "men had", who are those that it looked at."""
    return any(word.text in _PAST for word in sentence.words) or any(
        one.text in ("this", "that", "the") and two.text in ("study", "review", "cohort")
        for one, two in pairwise(sentence.words)
    )


def _is_of_one(sentence: Sentence) -> bool:
    """Tell "a man with this trait can …", which speaks of no more people than "some men"."""
    one = any(
        article.text == "a" and word.text in lexicon.MALE
        for article, word in pairwise(sentence.words)
    )
    return one and any(word.text in lexicon.MODALS for word in sentence.words)


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
