"""Denials that set two things apart: "not A but B", "it is B, not A", "with A …; without it …".

Such a denial says little by itself, for the sentence tells what holds beside it. So it is wrong
only when the cited block says what is denied.
"""

import re
from collections.abc import Set as AbstractSet

from bot.core.conditions import asks_for_none
from bot.core.fidelity import avoided
from bot.core.following import is_not_followed
from bot.core.ground import Claim, Grounds
from bot.core.lexicon import ARTICLES, HELPING, KEEPING, listed
from bot.core.negation import HARD, OF_NOUNS, Negation, scopes
from bot.core.objects import kept_objects, known_moves
from bot.core.relation import PLAYERS
from bot.core.rows import label_of
from bot.core.wording import NAME_CLASS, Sentence, root_of, stem

_SET_OFF = re.compile(
    r"(?i)[:;–—]|\b(?:but|yet|instead|rather)\b|, (?:and )?not\b"  # noqa: RUF001
    r"|, (?:it|they|he|this|that) (?:is|are|was|were|has|have|can|may)\b"
)
_PAIRED = frozenset(map(stem, ("neither", "nor")))
_MISSING = listed("no not never lack lacks lacking miss misses missing fail fails")
_MEANT = frozenset(map(root_of, ("mean", "use", "suppose", "design")))
"""Verbs behind which another one says what is denied: "not meant to undo"."""
_SYMPTOMS = frozenset({root_of("symptom")})
_SPELT = listed("spelt spelled written spelling")
_JOINS = listed("and or but yet")
_BE = listed("is are was were be does do")
_SIDES = {"under": -1, "over": 1}
_ONE = listed("one single")
_IFS, _HAD = listed("if without"), listed("had were was")
_BELOW = listed("below under beneath")
_GO = frozenset(
    map(
        stem,
        listed(
            "go fall drop sink dip push suppress bring brought take taken drive driven get lower"
            " reduce guide steer lead aim keep hold let press"
        ),
    )
)
_TO_BELOW = 9
_MOSTLY = 0.6
"""Share of a denied phrase that a block may have without having said it."""
_LESSEN = re.compile(
    r"(?i)\b(?:soften|mitigat|blunt|temper|curb|curtail|damp|ease|cushion|moderat|limit|reduc|lower"
    r"|counter|relie|lessen|diminish)"
)


def is_set_apart(scope: Negation, sentence: Sentence, claim: Claim, grounds: Grounds) -> bool:
    """Tell whether a negation only sets off what holds from what no cited block says."""
    return (
        _is_joined(scope, sentence)
        or _is_double(scope, sentence)
        or _is_elliptic(scope, sentence)
        or _is_one_of_two(scope, sentence, claim)
        or _is_avoided(scope, sentence, claim)
        or _is_but(scope, sentence, claim.known)
        or _is_unsaid(scope, sentence, claim.known, grounds)
        or _is_of_another(scope, sentence, claim, grounds)
        or _is_of_other_row(scope, sentence, claim)
        or _is_spelling(scope, sentence, claim)
        or _is_what(scope, sentence)
        or _is_not_moved(scope, sentence, claim)
        or _is_spared(scope, sentence, claim)
        or is_not_followed(scope, sentence, claim)
        or _is_other_side(scope, sentence)
        or _is_better_said(scope, sentence, claim, grounds)
    )


def is_needed(sentence: Sentence) -> bool:
    """Tell "without A there is no B", "without A B does not": two negations that say one thing."""
    said = [word.text for word in sentence.words]
    starts = [said.index(each) for each in ("without", "would") if each in said]
    is_condition = "without" in said or is_unreal(sentence)
    return is_condition and bool(_MISSING & set(said[min(starts) :]))


def is_unreal(sentence: Sentence) -> bool:
    """Tell "if it were gone, the bones would …", which says that it is not."""
    said = [word.text for word in sentence.words]
    return "would" in said and (bool(_IFS & set(said)) or said[0] in _HAD)


def _is_double(scope: Negation, sentence: Sentence) -> bool:
    """Tell "neither works without the other", which says that both are needed."""
    words = sentence.words
    clause = {word.text for word in words[scope.at :] if word.clause == words[scope.at].clause}
    before = {word.stem for word in words[: scope.at]}
    return (scope.text in OF_NOUNS and "without" in clause) or (
        scope.text == "without" and bool(before & OF_NOUNS)
    )


def _is_of_another(scope: Negation, sentence: Sentence, claim: Claim, grounds: Grounds) -> bool:
    """Tell "it is A, not B, that …", where the cited blocks say it of A and not of B."""
    kind = NAME_CLASS.get(scope.head)
    if kind not in PLAYERS or scope.near != {scope.head}:
        return False
    said = {word.root for word in sentence.words if word.is_topic} - {scope.head}
    of_denied: frozenset[str] = frozenset()
    of_others: frozenset[str] = frozenset()
    for each in claim.cited:
        for name, topics in grounds.told.get(each.block.locator, {}).items():
            if name == scope.head:
                of_denied |= topics
            elif name in said and NAME_CLASS.get(name) == kind:
                of_others |= topics
    return bool(said & of_others - of_denied) and not said & of_denied - of_others


def _is_of_other_row(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "A is listed at the start, but not later", where both rows are cited and one has A."""
    rows = [each for each in claim.cited if each.block.kind == "t"]
    behind = {word.root for word in sentence.words[scope.at :]}
    labels = frozenset().union(*map(label_of, rows))
    said = {word.root for word in sentence.words[: scope.at] if word.is_topic} - labels
    denied = [row for row in rows if label_of(row) & behind]
    if len(rows) < 2 or len(denied) != 1:
        return False
    others = frozenset().union(*(row.roots for row in rows if row is not denied[0]))
    return bool(said & others - denied[0].roots)


def _is_not_moved(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "what falls is A, not the B", where the cited blocks lower A and do not move B."""
    words = sentence.words
    is_verb = scope.at > 0 and words[scope.at - 1].text in _BE
    leads = {word.text for word in words[scope.at + 2 : scope.at + 3]}
    is_second = words[scope.at].text == "rather" and bool(leads & ARTICLES)
    if not (scope.names or is_second) or is_verb:
        return False
    moved = known_moves(claim)
    signs = {word.sign for word in sentence.words} - {0}
    said = {word.root for word in sentence.words if word.is_topic} - scope.near
    return not scope.near & moved.keys() and any(
        word.sign in signs for root in said for word in moved.get(root, ())
    )


def _is_spared(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "softened are the consequences, not the benefits", where the blocks preserve these."""
    before = {word.text for word in sentence.words[: scope.at]}
    return (
        _opens_clause(scope, sentence)
        and _LESSEN.search(sentence.text) is not None
        and not before & (KEEPING | HELPING)
        and bool(scope.near & kept_objects(claim))
    )


def _is_what(scope: Negation, sentence: Sentence) -> bool:
    """Tell "what A does not show, B can add", which denies A a part only."""
    words, clause = sentence.words, sentence.words[scope.at].clause
    opening = next(word for word in words if word.clause == clause)
    is_verb = scope.at > 0 and words[scope.at - 1].text in ("do", "does", "can")
    ends = words[scope.at + 2 : scope.at + 3]
    return opening.text == "what" and is_verb and bool(ends) and ends[0].clause > clause


def _opens_clause(scope: Negation, sentence: Sentence) -> bool:
    """Tell "…, not the brain, …" and "…, and not to a high one"."""
    words = sentence.words
    first = scope.at - (scope.at > 0 and words[scope.at - 1].text in ("and", "but"))
    return first > 0 and words[first - 1].clause != words[scope.at].clause


def _is_other_side(scope: Negation, sentence: Sentence) -> bool:
    """Tell "under 20, not at a high level", of which the first half says it all."""
    words = sentence.words
    behind, before = (
        {_SIDES.get(word.text, word.sign) for word in span} - {0}
        for span in (words[scope.at + 1 : scope.at + 5], words[: scope.at])
    )
    is_other = bool(behind) and behind == {-each for each in before}
    return is_other and _opens_clause(scope, sentence)


def _is_better_said(scope: Negation, sentence: Sentence, claim: Claim, grounds: Grounds) -> bool:
    """Tell "A, not B, does it", of which the cited blocks say most where they do not name B."""
    words = sentence.words
    clause = {w.root for w in words if w.clause == words[scope.at].clause and w.is_topic}
    if any(word.text in _SPELT for word in words):
        return False
    if not clause or not clause <= scope.near or not _opens_clause(scope, sentence):
        return False
    rest = {word.root for word in words if word.is_topic} - scope.near
    shares = {True: 0.0, False: 0.0}
    for line in claim.lines:
        roots = {word.root for word in line.words}
        named = bool(roots & clause)
        shares[named] = max(shares[named], sum(map(grounds.weight, rest & roots)))
    return shares[False] > shares[True]


def _is_spelling(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "it is spelt A, not B", where the cited blocks write A and nowhere B."""
    if not any(word.text in _SPELT for word in sentence.words[: scope.at]):
        return False
    behind = {word.written.casefold() for word in sentence.words[scope.at + 1 : scope.at + 2]}
    written = {word.written.casefold() for line in claim.lines for word in line.words}
    return not behind & written


def _is_elliptic(scope: Negation, sentence: Sentence) -> bool:
    """Tell "A falls while B does not", "A is wanted, B is not", which set two things apart."""
    words = sentence.words
    behind = words[scope.at + 1 : scope.at + 2]
    is_last = not behind or behind[0].clause != words[scope.at].clause or behind[0].text in _JOINS
    return is_last and scope.at > 0 and words[scope.at - 1].text in _BE


def _is_avoided(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "20, which it does not go below", where the block avoids what is below 20."""
    behind = sentence.words[scope.at + 1 : scope.at + 1 + _TO_BELOW]
    if not {word.text for word in behind} & _BELOW or not {word.stem for word in behind} & _GO:
        return False
    said = {word.text for word in sentence.words}
    return any(said & avoided(ground) for ground in claim.cited)


def _is_but(scope: Negation, sentence: Sentence, roots: AbstractSet[str]) -> bool:
    """Tell "not to lower it at any price but to …", where the block speaks of no such thing."""
    is_set_off = any(word.text == "but" for word in sentence.words[scope.at :])
    if not is_set_off:
        return False
    if _ONE & {word.text for word in sentence.words[scope.at + 1 : scope.at + 6]}:
        return True  # "not the work of one but of many"
    names = {word.root for word in sentence.words if word.is_name}
    behind = [word.root for word in sentence.words[scope.at + 1 :] if word.is_topic]
    if behind[:1] and behind[0] in _MEANT:
        return behind[1:2] != [] and behind[1] not in roots
    return scope.near & roots <= names


def _is_joined(scope: Negation, sentence: Sentence) -> bool:
    """Tell "…, and neither is the rate" behind a denial, and "neither too high nor too low"."""
    if scope.text not in _PAIRED:
        return False
    earlier = [each for each in scopes(sentence, HARD) if each.at < scope.at]
    behind = {word.sign for word in sentence.words[scope.at :]}
    return bool(earlier) or behind >= {1, -1}


def _is_one_of_two(scope: Negation, sentence: Sentence, claim: Claim) -> bool:
    """Tell "without symptoms above 60, with symptoms above 40", which tells of both cases."""
    words = sentence.words
    if _SYMPTOMS & (scope.near | scope.before) and asks_for_none(sentence.text, claim):
        return True
    return scope.text == "without" and any(
        word.text == "with" and any(each.root in scope.near for each in words[at + 1 : at + 3])
        for at, word in enumerate(words)
    )


def _is_unsaid(
    scope: Negation, sentence: Sentence, roots: AbstractSet[str], grounds: Grounds
) -> bool:
    """Tell "it is no passing thing: …", of which the block has few of the words."""
    behind = [word.text for word in sentence.words[scope.at + 1 : scope.at + 4]]
    is_view = "article" in behind  # "is not how the article sees it"
    is_noun = scope.names or scope.text == "no" or (is_view and behind[0] in ("how", "what"))
    told = scope.near | (scope.before if is_view else frozenset())
    if not is_noun or not told - roots or not _SET_OFF.search(sentence.text):
        return False
    known, denied = (sum(map(grounds.weight, each)) for each in (told & roots, told))
    return known <= _MOSTLY * denied
