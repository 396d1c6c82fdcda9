"""G5: what a block denies is denied, and nothing else is."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from bot.core import lexicon
from bot.core.contrast import is_needed, is_set_apart, is_unreal
from bot.core.finding import Problem
from bot.core.ground import Claim, Grounds
from bot.core.negation import (
    ABSENCE,
    DENYING,
    HARD,
    OF_NOUNS,
    PREFIXES,
    SOFT,
    Negation,
    Place,
    denied_words,
    given_up,
    prefixed,
    scopes,
)
from bot.core.signs import row_of
from bot.core.strength import is_left_unsaid
from bot.core.unspoken import LIGHT, VERBS, asked_for, is_unspoken
from bot.core.wording import DOWN, UP, Sentence, root_of, stem

_SIDES_OF = frozenset(map(stem, ("estradiol", "testosterone", "sign", "symptom")))
_ENDS = frozenset(map(root_of, lexicon.listed("lose lost hold harm cancel undo")))
"""Of these the first are also words of a fall: denied, they say that something goes on."""
_NOTHING = stem("nothing")
_PRONOUNS = lexicon.listed("it them")
_LACKING = HARD | ABSENCE | PREFIXES
_AS_IT_WAS = lexicon.listed("unchanged unaltered untouched unaffected undiminished")
"""What a thing is that the block says is maintained."""


def check_denials(claim: Claim, grounds: Grounds, borne: Collection[Place]) -> Iterator[Problem]:
    """Compare the negations of a passage with those of the blocks it cites.

    `borne`: negations that need none of the block's own, for what they deny is the opposite of what
    it says ("does not rise" where it falls).
    """
    yield from _denials(claim, grounds, borne)
    yield from _undone(claim)
    yield from _denied(claim)


def _denials(claim: Claim, grounds: Grounds, borne: Collection[Place]) -> Iterator[Problem]:
    """Find what the passage denies and no cited block does.

    A word of the block that denies ("prevent") and that the passage has too has done its work: it
    does not allow a second negation ("does not prevent").
    """
    telling = [
        (
            sentence,
            [
                scope
                for scope in _telling(sentence, claim, grounds)
                if (sentence, scope.at) not in borne
                and not _is_undone_twice(scope, sentence, claim)
            ],
        )
        for sentence in claim.sentences
        if scopes(sentence, DENYING)
    ]
    if not any(found for _, found in telling):
        return
    denied = list(_denied_there(claim))
    for sentence, found in telling:
        used: set[int] = set()
        before: frozenset[str] = frozenset()
        latest = 0
        for scope in found:
            allowing = _allowing(scope, denied, claim.known, _predicate(scope, sentence))
            again = bool(allowing) and not set(allowing or ()) - used
            if (again and sentence.words[scope.at].clause == latest) or scope.before & before:
                yield Problem("one thing is denied twice", "deny it once")
            if allowing is None:
                yield Problem(
                    f'"{sentence.words[scope.at].written}" denies what the cited block says',
                    "take the negation out, or cite the block that denies it",
                )
            before, latest = before | scope.near, sentence.words[scope.at].clause
            used.update(sorted(set(allowing or ()) - used)[:1])


def _is_undone_twice(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "not unselective" where the block has "selective"."""
    places = {at for at, denial in denied_words(sentence) if denial == scope.at}
    return any(
        each.at in places
        and each.near & claim.known
        and sentence.words[each.at].root not in claim.known
        for each in prefixed(sentence)
    )


def _denied_there(claim: Claim) -> Iterator[Negation]:
    """Give what the cited blocks deny, by prefixes and by giving it up too."""
    said = {
        one.stem
        for sentence in claim.sentences
        for one, two in zip(sentence.words, (*sentence.words[1:], None), strict=True)
        if two is None or two.text not in _PRONOUNS  # "and prevents it" denies nothing further
    }
    for line in claim.lines:
        for scope in scopes(line, SOFT):
            if scope.text in HARD or scope.text == "non" or scope.text not in said:
                yield scope
        yield from prefixed(line)
        yield from given_up(line)


def _telling(sentence: Sentence, claim: Claim, grounds: Grounds) -> Iterator[Negation]:
    """Give the negations of a sentence that deny something of which a cited block may speak.

    What is denied has to stand in the block, or be a word of all texts: that it "does not rule" a
    thing out is no conflict with a block that rules nothing.
    """
    roots = claim.known
    signs = {word.sign for line in claim.lines for word in line.words}
    said_there = roots | LIGHT | (UP if 1 in signs else set()) | (DOWN if -1 in signs else set())
    has_rows = any(row_of(each) for each in claim.cited)
    for scope in scopes(sentence, DENYING):
        if _is_of_a_side(scope, sentence, is_table=has_rows) or is_needed(sentence):
            continue
        if is_left_unsaid(sentence.words[: scope.at]) or is_unspoken(scope, sentence, claim):
            continue  # "does not mean that nothing is done"
        if scope.is_partial or is_set_apart(scope, sentence, claim, grounds):
            continue
        head = _predicate(scope, sentence)
        if not head or head in said_there - (_ENDS - roots) or asked_for(scope, sentence):
            yield scope


def _predicate(scope: Negation, sentence: Sentence) -> str:
    """Give what is denied: "fixed" of "nothing about it is fixed", else what stands behind.

    Of "without the dose being changed" it is "changed".
    """
    clause = [
        word
        for word in sentence.words[scope.at + 1 :]
        if word.clause == sentence.words[scope.at].clause
    ]
    if told := [two.root for one, two in pairwise(clause) if one.text == "being"]:
        return told[0]
    if scope.text == _NOTHING and sentence.words[scope.at - 1].text in lexicon.DO:
        return ""  # "does nothing for the bones"
    if scope.text in OF_NOUNS:
        verbs = [at for at, word in enumerate(clause) if word.text in VERBS]
        told = [word.root for word in clause[verbs[0] :] if word.is_topic] if verbs else []
        if told:
            return told[0]
    return scope.head


def _undone(claim: Claim) -> Iterator[Problem]:
    """Find "unnecessary" where the block says that it is necessary."""
    undoing = [
        (scope, sentence)
        for sentence in claim.sentences
        for scope in (*prefixed(sentence), *scopes(sentence, PREFIXES))
    ]
    if not undoing:
        return
    known = claim.known
    denied = {
        root
        for line in claim.lines
        for scope in (*scopes(line, SOFT), *prefixed(line))
        for root in scope.near
    }
    for scope, sentence in undoing:
        word = sentence.words[scope.at]
        if any(at == scope.at for at, _ in denied_words(sentence)):
            continue  # "not unlike", which undoes nothing
        is_new = word.root not in known or scope.text in PREFIXES
        if word.text in _AS_IT_WAS and root_of("maintain") in known:
            continue
        if is_new and scope.near & known and not scope.near & denied:
            yield Problem(
                f'"{word.written}" denies what the cited block says',
                "take the negation out, or cite the block that denies it",
            )


def _is_of_a_side(scope: Negation, sentence: Sentence, *, is_table: bool) -> bool:
    """Tell "and not of low estradiol", which is for the columns' own rule, and "cannot tell"."""
    behind = {word.text for word in sentence.words[scope.at + 1 : scope.at + 3]}
    return bool(behind & lexicon.TELLS) or (is_table and scope.near <= _SIDES_OF)


def _allowing(
    scope: Negation, denied: Sequence[Negation], roots: frozenset[str], predicate: str
) -> list[int] | None:
    """Give the places in `denied` that allow a negation of a predicate: None when it is wrong.

    An empty list means that it needs none.
    """
    near = (
        scope.wide if scope.head in LIGHT | {""} else scope.near
    )  # "has no part in how … glucose"
    if not near & roots and (scope.names or not scope.before):
        return []  # "is not a fault", which the block neither says nor denies
    topics = near | scope.before
    if not topics or (scope.reports and not topics & roots):
        return []  # "No: …", or about what the source does not name
    about = (scope.near if scope.near & roots else topics) | {scope.head, predicate}
    found = [
        at
        for at, other in enumerate(denied)
        if (about & (other.near | other.before) or _is_of_denied(scope, other))
        and _can_allow(other, scope, near)
    ]
    is_unlisted = scope.reports and not scope.near  # "is not listed", of what the block does list
    return found if found and not is_unlisted else None


def _is_of_denied(scope: Negation, other: Negation) -> bool:
    """Tell "a protocol for all does not fit", of what a block puts second: "A over a protocol"."""
    is_second = other.text == "over" and other.names
    return is_second and bool(scope.before & other.near)


def _can_allow(other: Negation, scope: Negation, near: frozenset[str]) -> bool:
    """Tell what may allow a denial: a "non-" that is not itself denied, or what is given up."""
    if other.text == "from":
        return scope.names or scope.text in ("no", "rather")
    return root_of(other.text) not in near


def _denied(claim: Claim) -> Iterator[Problem]:
    """Find what a cited block denies and the passage says without a negation."""
    for line in claim.lines:
        for scope in scopes(line, _LACKING):
            for sentence in claim.sentences:
                topics = {word.root for word in sentence.words if word.is_topic}
                is_prefix = scope.text in PREFIXES
                shared = ({scope.head} if is_prefix else scope.wide) & topics
                denied = _grants_more(sentence) or is_unreal(sentence)
                denied = denied or any(
                    (each.wide | each.before) & shared for each in scopes(sentence, SOFT)
                )
                is_most = 2 * len(shared) >= len(scope.wide) and scope.text != "without"
                is_most = is_most or scope.head in shared or _noun(line, scope) in shared
                is_single = is_prefix or (scope.text == "not" and len(scope.wide) == 1)
                if len(shared) >= 2 - is_single and is_most and not denied:
                    said = dict.fromkeys(w.written for w in sentence.words if w.root in shared)
                    yield Problem(
                        f'the cited block denies this ("{" … ".join(said)}")',
                        "deny it too, or cite a block that says it",
                    )


def _grants_more(sentence: Sentence) -> bool:
    """Tell "not only a replacement", which denies that it is one and nothing more."""
    return any(one.text == "not" and two.text == "only" for one, two in pairwise(sentence.words))


def _noun(line: Sentence, scope: Negation) -> str:
    """Give what is absent: the last of the words behind "absence of"."""
    if scope.text not in ABSENCE:
        return ""
    behind = [word for word in line.words[scope.at + 1 :] if word.text != "of"]
    phrase = list(takewhile(lambda word: word.is_topic, behind))
    return phrase[-1].root if phrase else ""
