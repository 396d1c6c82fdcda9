"""G5: up stays up, and what the block denies is denied."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.core import lexicon
from bot.core.columns import check_columns, row_of
from bot.core.consistency import check_consistency
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.negation import ABSENCE as _ABSENCE
from bot.core.negation import HARD as _HARD
from bot.core.negation import SOFT as _SOFT
from bot.core.negation import Scope, prefixed, scopes
from bot.core.relation import compare, directions, kinds
from bot.core.wording import Sentence, Word, stem

_CLEARLY = 1.8
"""A contradicting mark has to be this much closer than the agreeing one."""
_AT_LEAST = 0.3
_OPPOSITES: dict[str, set[str]] = {}
for _pair in lexicon.OPPOSITES:
    _one, _two = map(stem, _pair.split())
    _OPPOSITES.setdefault(_one, set()).add(_two)
    _OPPOSITES.setdefault(_two, set()).add(_one)
_PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "significantly"})
_COMPARED = frozenset({"higher", "more", "less", "fewer"})
"""Of a state or a change alike: "a higher HDL" stands for HDL that is raised."""
_INTRANSITIVE = frozenset(
    {"fall", "falls", "fell", "rise", "rises", "rose", "decline", "declines", "drop", "drops"}
    | {"increase", "increases", "decrease", "decreases"}
)
_SIDES_OF = frozenset({stem("estradiol"), stem("testosterone")})
_OPENERS = frozenset({"and", "but", "while", "when", "because", "as", "that", "if", "so"})
_ARTICLES = frozenset({"a", "an", "the"})
_PREFIXES = frozenset({"non", "anti"})
_TURNS = frozenset({"to", "into", "over", "than"})
_SPAN = 4
_OPENING = 8
_ENDS = frozenset({"of", "in", "to", "from", "with", "and", "or", "while", "when", "that", "by"})


def check_direction(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Compare every direction, opposite and negation of a passage with the blocks it cites."""
    yield from check_consistency(claim.sentences)
    yield from check_columns(claim)
    plain = [ground for ground in claim.cited if not row_of(ground)]
    if plain:
        yield from _signs(claim, plain, grounds)
    yield from _objects(claim)
    yield from _kept(claim)
    yield from _opposites(claim)
    yield from _turned(claim)
    yield from _denials(claim)
    yield from _denied(claim)


def _signs(claim: Claim, plain: Sequence[Ground], grounds: Grounds) -> Iterator[Problem]:
    marks = [mark for each in plain for mark in grounds.directions[each.block.locator]]
    for mark in directions(claim.sentences, grounds.weight):
        same, other, rival = compare(mark, marks)
        if rival and other > same * _CLEARLY + _AT_LEAST:
            yield Problem(
                f'"{mark.text}" turns the direction round', f'the cited block says "{rival.text}"'
            )


def _objects(claim: Claim) -> Iterator[Problem]:
    """Compare what goes up or down: "lower HDL" is wrong where the block only raises HDL."""
    known: dict[str, list[Word]] = {}
    for sentence in chain.from_iterable(each.sentences for each in claim.cited):
        for word, objects in _moved(sentence):
            for root in objects:
                known.setdefault(root, []).append(word)
    for sentence in claim.sentences:
        for word, objects in _moved(sentence):
            for root in objects:
                there = known.get(root, [])
                against = [each for each in there if each.sign != word.sign and _kin(each, word)]
                if against and all(each.sign != word.sign for each in there):
                    yield Problem(
                        f'"{word.text}" turns the direction round',
                        f'the cited block says "{against[0].text}"',
                    )


def _kept(claim: Claim) -> Iterator[Problem]:
    """Find "cut the dose" where the block only maintains the dose."""
    lines = [line for each in claim.cited for line in each.sentences]
    moved = {root for line in lines for _, objects in _moved(line) for root in objects}
    kept = {
        root: word
        for line in lines
        for at, word in enumerate(line.words)
        if word.text in lexicon.KEEPING
        for root in _object(line.words, at)
    }
    for sentence in claim.sentences:
        for at, word in enumerate(sentence.words):
            for root in _changed(sentence.words, at) if "change" in kinds(word) else ():
                if word.sign and root in kept and root not in moved:
                    yield Problem(
                        f'"{word.text}" changes what the cited block keeps',
                        f'the cited block says "{kept[root].text}"',
                    )


def _changed(words: Sequence[Word], at: int) -> list[str]:
    """Give what a verb changes: its object, or the subject of "fell" and of "is reduced"."""
    before = words[at - 1].text if at else ""
    is_passive = words[at].text.endswith("ed") and before in _PASSIVE
    if not is_passive and (words[at].text not in _INTRANSITIVE or before in _ARTICLES):
        return _object(words, at)
    subject: list[Word] = []
    for each in words[:at]:
        begins = each.text in _OPENERS or (subject and each.clause != subject[-1].clause)
        subject = [] if begins else [*subject, each]
    ends = next((i for i, each in enumerate(subject) if each.text in _ENDS), len(subject))
    return [each.root for each in subject[:ends] if each.is_topic and not each.sign]


def _object(words: Sequence[Word], at: int) -> list[str]:
    """Give the topics behind a verb, up to the next clause or small word."""
    behind = [each for each in words[at + 1 : at + 4] if each.clause == words[at].clause]
    ends = next((i for i, each in enumerate(behind) if each.text in _ENDS), len(behind))
    return [each.root for each in behind[:ends] if each.is_topic and not each.sign]


def _kin(one: Word, two: Word) -> bool:
    """Tell whether a word of the passage (`two`) speaks of what a word of the block speaks of."""
    return bool(kinds(one) & kinds(two)) or two.text in _COMPARED


def _moved(sentence: Sentence) -> Iterator[tuple[Word, frozenset[str]]]:
    """Give each direction word and its object: behind it, or before a passive."""
    words = sentence.words
    for at, word in enumerate(words):
        if word.sign:
            is_passive = at > 0 and words[at - 1].text in _PASSIVE and word.text.endswith("ed")
            reach = words[max(0, at - 3) : at] if is_passive else words[at + 1 : at + 4]
            near = [each for each in reach if each.clause == word.clause and not each.sign]
            ends = next((i for i, each in enumerate(near) if each.text in _ENDS), len(near))
            objects = near if is_passive else near[:ends]
            if word.text in _INTRANSITIVE:
                objects = [*objects, *_subject(words[max(0, at - 3) : at], word.clause)]
            yield word, frozenset(each.root for each in objects if each.is_topic)


def _subject(before: Sequence[Word], clause: int) -> list[Word]:
    """Give what falls or rises by itself: the words before it, back to a conjunction."""
    starts = [at for at, each in enumerate(before) if each.text in _ENDS or each.clause != clause]
    return [each for each in before[starts[-1] + 1 if starts else 0 :] if not each.sign]


def _opposites(claim: Claim) -> Iterator[Problem]:
    """Find words whose opposite stands in the block, when they themselves do not."""
    block = {word.stem: word.text for each in claim.cited for word in _words(each.sentences)}
    roots = {root for each in claim.cited for root in each.roots}
    denied = {
        root
        for sentence in claim.sentences
        for scope in scopes(sentence, _SOFT)
        for root in scope.near
    }
    said = {word.stem for word in _words(claim.sentences)}
    for word in _words(claim.sentences):
        if word.stem in block or word.root in roots or word.root in denied:
            continue
        for opposite in sorted(_OPPOSITES.get(word.stem, set()) & block.keys() - said):
            yield Problem(
                f'"{word.text}" is the opposite of "{block[opposite]}"',
                f'the cited block says "{block[opposite]}"',
            )


def _turned(claim: Claim) -> Iterator[Problem]:
    """Find "estrogens to androgens" where the block goes from androgens to estrogens."""
    known = [pair for each in claim.cited for line in each.sentences for pair in _ways(line)]
    for sentence in claim.sentences:
        for start, end in _ways(sentence):
            kept = any(start & other[0] and end & other[1] for other in known)
            if not kept and any(start & other[1] and end & other[0] for other in known):
                yield Problem("what is changed into what stands the other way round", "turn it")


def _ways(line: Sentence) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Give the topics before and behind "to", "into", "over" and "than", each on one side only."""
    for at, word in enumerate(line.words):
        if word.text in _TURNS:
            spans = (line.words[max(0, at - _SPAN) : at], line.words[at + 1 : at + 1 + _SPAN])
            one, two = (
                frozenset(
                    each.root
                    for each in span
                    if each.is_topic
                    and each.clause == word.clause
                    and (each.is_name or word.text != "to")  # else "to" may open an infinitive
                )
                for span in spans
            )
            if one - two and two - one:
                yield one - two, two - one


def _denials(claim: Claim) -> Iterator[Problem]:
    """Find what the passage denies and no cited block does.

    A word of the block that denies ("prevent") and that the passage has too has done its work: it
    does not allow a second negation ("does not prevent").
    """
    roots = frozenset(root for each in claim.cited for root in each.roots)
    said = {word.stem for word in _words(claim.sentences)}
    lines = chain.from_iterable(each.sentences for each in claim.cited)
    denied = [
        scope
        for line in lines
        for scope in (*scopes(line, _SOFT), *prefixed(line))
        if scope.text in _HARD or scope.text not in said
    ]
    has_rows = any(row_of(each) for each in claim.cited)
    for sentence in claim.sentences:
        used: set[int] = set()
        before: frozenset[str] = frozenset()
        latest = 0
        for scope in scopes(sentence, _HARD):
            if _is_of_a_side(scope, sentence, is_table=has_rows) or _is_needed(sentence):
                continue
            allowing = _allowing(scope, denied, roots)
            again = bool(allowing) and not set(allowing or ()) - used
            if (again and sentence.words[scope.at].clause == latest) or scope.before & before:
                yield Problem("one negation follows another", "say it without a double negation")
            if allowing is None:
                yield Problem(
                    f'"{sentence.words[scope.at].text}" denies what the cited block says',
                    "take the negation out, or cite the block that denies it",
                )
            before, latest = before | scope.near, sentence.words[scope.at].clause
            used.update(sorted(set(allowing or ()) - used)[:1])


def _is_needed(sentence: Sentence) -> bool:
    """Tell "without A there is no B": two negations that say one thing."""
    opening = [word.text for word in sentence.words[:_OPENING]]
    return opening[:1] == ["without"] and "no" in opening


def _is_of_a_side(scope: Scope, sentence: Sentence, *, is_table: bool) -> bool:
    """Tell "and not of low estradiol", which is for the columns' own rule, and "cannot tell"."""
    behind = {word.text for word in sentence.words[scope.at + 1 : scope.at + 3]}
    return bool(behind & lexicon.TELLS) or (is_table and scope.near <= _SIDES_OF)


def _allowing(scope: Scope, denied: Sequence[Scope], roots: frozenset[str]) -> list[int] | None:
    """Give the places in `denied` that allow a negation: None when it is wrong.

    An empty list means that it needs none.
    """
    if not scope.near & roots and (scope.names or not scope.before):
        return []  # "is not a fault", which the block neither says nor denies
    topics = scope.near | scope.before
    if not topics or (scope.reports and not topics & roots):
        return []  # "No: …", or about what the source does not name
    about = scope.near if scope.near & roots else topics
    found = [at for at, other in enumerate(denied) if about & (other.near | other.before)]
    is_unlisted = scope.reports and not scope.near  # "is not listed", of what the block does list
    return found if found and not is_unlisted else None


def _denied(claim: Claim) -> Iterator[Problem]:
    """Find what a cited block denies and the passage says without a negation."""
    for line in chain.from_iterable(ground.sentences for ground in claim.cited):
        for scope in scopes(line, _HARD | _ABSENCE | _PREFIXES):
            for sentence in claim.sentences:
                topics = {word.root for word in sentence.words if word.is_topic}
                is_prefix = scope.text in _PREFIXES
                shared = ({scope.head} if is_prefix else scope.wide) & topics
                denied = any((each.wide | each.before) & shared for each in scopes(sentence, _SOFT))
                is_most = 2 * len(shared) >= len(scope.wide) and scope.text != "without"
                is_most = is_most or scope.head in shared
                if len(shared) >= 2 - is_prefix and is_most and not denied:
                    yield Problem(
                        f'the cited block denies "{" ".join(sorted(shared))}"',
                        "the sentence has to deny it too",
                    )


def _words(sentences: Iterable[Sentence]) -> Iterator[Word]:
    return chain.from_iterable(sentence.words for sentence in sentences)
