"""G6: hedges are kept, and what is said of some people is not said of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.wording import Sentence, Word, root_of, stem

_WEIGHTY = lexicon.MODALS | lexicon.HABITS | lexicon.GRADES
_STEMS_OF_HEDGES = frozenset(stem(word) for word in lexicon.HEDGES if not word.startswith("like"))
_PEOPLE = {stem(w): group for group, words in lexicon.PEOPLE.items() for w in words.split()}
_RESTRICTIONS = {stem(w): g for g, words in lexicon.RESTRICTIONS.items() for w in words.split()}
_KEEPS = {stem(w): g for g, words in lexicon.KEEPS_NARROW.items() for w in words.split()}
_UNIVERSAL = frozenset(map(stem, ("every", "everyone", "everybody", "all", "any", "each")))
_LASTING = frozenset(map(root_of, ("constant", "continual")))
_WHOLE = frozenset(map(stem, ("full", "entire", "whole")))
_OF_ALL = (lexicon.STRONG | {"each"}) - lexicon.listed("must shall will never")
"""Strong words that a negation before them turns into weak ones: "not every man"."""
_PARTS = lexicon.listed(
    "part partly one some a an half limited incomplete temporary temporarily for"
)
"""What "only" makes little of."""
_DENIALS = lexicon.listed("not cannot no never neither")
_BEFORE = lexicon.listed("before if whether without")
_OPEN = lexicon.listed("likely likelier unlikely whether who which if")
"""What leaves open what "will" be."""
_LED = 8
_SCOPE = 8
_HEAD = 2
_AGAINST = lexicon.NEGATIONS | {"partly", "over", "rather", "instead", "place"}
_APART = 6
_CONCEDES = lexicon.listed("without if when where")
"""What "even" makes no claim of: "even without symptoms"."""
_PERIODS = lexicon.listed("day night week month quarter half year other second two three six")
_PAST = lexicon.listed("was were had got took counted needed fell stayed kept")
_LEVELS = frozenset(map(stem, ("dose", "level", "amount", "use", "degree", "drink")))
_WHOLES = lexicon.listed("all every any everyone everybody each")
_COVERED = 0.5
_CLOSE = 0.7
"""A block's sentence this near to the closest one is what the passage may be about."""


@dataclass(frozen=True, slots=True)
class _Hedge:
    """A hedge of a block with the topics right behind it, and all that it holds back."""

    text: str
    head: frozenset[str]
    scope: frozenset[str]


def check_strength(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Compare hedges, strong words and people of a passage with the blocks it cites."""
    yield from _strengthened(claim)
    yield from _unhedged(claim, grounds)
    yield from _made_only(claim)
    yield from _people(claim)
    yield from _widened(claim, grounds)


def _strengthened(claim: Claim) -> Iterator[Problem]:
    known = _allowed(claim)
    for sentence in claim.sentences:
        for at, (word, behind) in enumerate(zip_longest(sentence.words, sentence.words[1:])):
            if word.stem in known or _is_weakened(sentence.words, at):
                continue
            if _is_strong(word, behind) and not _sums_up(sentence.words, at):
                yield Problem(
                    f'"{word.written}" is stronger than what the cited block says', "leave it out"
                )


def _allowed(claim: Claim) -> set[str]:
    """Give the stems of the cited blocks, and of the strong words that they bear out."""
    known = {word.stem for each in claim.cited for word in _words(each)}
    if known & _UNIVERSAL:
        known |= _UNIVERSAL
    if known & _WHOLE:
        known |= {"all", stem("every")}
    if {word.root for each in claim.cited for word in _words(each)} & _LASTING:
        known |= {stem("always"), stem("never")}
    if "never" in known:
        known.add(stem("always"))  # "never removed, always regulated"
    if any(ground.block.columns for ground in claim.cited):
        known.add(stem("only"))  # which column has a sign is for the columns' own rule
    return known


def _is_weakened(words: Sequence[Word], at: int) -> bool:
    """Tell "no dose for everyone", "before any symptom" and "more likely that he will"."""
    word = words[at]
    before = {each.text for each in words[max(0, at - _LED) : at]}
    if word.text in _OF_ALL:
        clause = {each.text for each in words if each.clause == word.clause}
        return bool(before & _AGAINST or (word.text == "alone" and clause & _DENIALS))
    if word.text == "any":
        return bool(before & (lexicon.NEGATIONS | _BEFORE))
    return word.text == "will" and bool(before & _OPEN)


def _sums_up(words: Sequence[Word], at: int) -> bool:
    """Tell "bone, brain and fat all have it", where "all" takes a list together."""
    before = words[max(0, at - _LED) : at]
    listing = any(word.text == "and" for word in before)
    ends = bool(before) and (before[-1].is_topic or before[-1].text in lexicon.MODALS)
    return words[at].text == "all" and ends and listing


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
                for hedge in _hedged(line):
                    if _is_lost(hedge, topics, grounds):
                        yield Problem(
                            f'the "{hedge.text}" of the cited block is lost',
                            f'keep a word like "{hedge.text}"',
                        )


def _is_lost(hedge: _Hedge, topics: set[str], grounds: Grounds) -> bool:
    """Tell whether a passage without a hedge says most of what the hedge holds back."""
    if hedge.text in lexicon.GRADES and not hedge.head & topics:
        return False  # "primarily from fat", of which the passage says nothing
    shared = hedge.scope & topics
    covered, total = (sum(map(grounds.weight, roots)) for roots in (shared, hedge.scope))
    return len(shared) >= 2 and covered >= _COVERED * total


def _hedged(line: Sentence) -> Iterator[_Hedge]:
    words = line.words
    for at, word in enumerate(words):
        if word.text in _WEIGHTY or word.stem in ("tend", "suggest", "seem"):
            behind = words[at + 1 : at + 1 + _SCOPE]
            scope = [each.root for each in behind if each.is_topic and each.text not in _WEIGHTY]
            if scope:
                yield _Hedge(word.text, frozenset(scope[:_HEAD]), frozenset(scope))


def _has_hedge(sentence: Sentence) -> bool:
    """Tell whether a sentence is hedged; "not every man" is a hedge too."""
    words = sentence.words
    return any(
        word.text in lexicon.HEDGES
        or (word.text == "even" and words[at + 1 : at + 2] and words[at + 1].text in _CONCEDES)
        or word.stem in _STEMS_OF_HEDGES
        or (word.text in _WHOLES and at and words[at - 1].text == "not")
        for at, word in enumerate(words)
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
        for at, word in enumerate(sentence.words):
            group = _PEOPLE.get(word.stem)
            if word.text in lexicon.ALSO_THINGS and not _is_of_people(sentence.words, at):
                continue  # "blood fats", "a minor part"
            if group and group not in known and not _is_weakened(sentence.words, at):
                yield Problem(
                    f'the cited block does not speak of "{word.written}"',
                    "name the people that it speaks of",
                )


def _is_of_people(words: Sequence[Word], at: int, reach: int = 3) -> bool:
    """Tell "lean men" and "patients who are older" from "lean tissue"."""
    beside = (*words[max(0, at - reach) : at], *words[at + 1 : at + 1 + reach])
    return any(word.text in lexicon.MALE or word.text == "who" for word in beside)


def _widened(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find a statement about some people that lost the words which narrow it."""
    said = {
        _RESTRICTIONS.get(word.stem) or _KEEPS.get(word.stem)
        for sentence in claim.sentences
        for at, word in enumerate(sentence.words)
        if word.text not in lexicon.ALSO_THINGS or _is_of_people(sentence.words, at, _APART)
    }
    for sentence in claim.sentences:
        topics = {word.root for word in sentence.words if word.is_topic}
        lines = [line for each in claim.cited for line in each.sentences]
        if not lines:
            continue
        shares = [_shared(topics, line, grounds) for line in lines]
        closest = lines[shares.index(max(shares))]
        of_people = any(word.text in lexicon.MALE for word in sentence.words)
        for word, group in _narrow(closest):
            if group == "some" and _is_of_one(sentence):
                continue
            if group == "treated" and _tells_of_study(sentence):
                continue
            if group not in said and of_people:
                yield Problem(
                    f'the "{word.written}" of the cited block is lost: it speaks of fewer people',
                    f'keep "{word.written}", or a word that narrows it as much',
                )


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
