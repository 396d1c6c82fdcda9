"""G5: what goes up or down in a block, and what is kept or helped, does so in the passage too."""

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim
from bot.core.negation import Place, denied_words
from bot.core.relation import kinds
from bot.core.wording import Sentence, Word, remembered

_PASSIVE = lexicon.listed("is are was were be been significantly")
_COMPARED = lexicon.listed("higher more less fewer")
"""Of a state or a change alike: "a higher HDL" stands for HDL that is raised."""
_INTRANSITIVE = lexicon.listed(
    "fall falls fell rise rises rose decline declines drop drops increase increases decrease"
    " decreases dropped"
)
_ENDS = lexicon.listed("of in to from with and or while when that by how what whether")
_OPENERS = lexicon.listed("and but while when because as that if so though although whereas yet")
_REACH = 3
_TO_NOUN = 5
_FAR = 8
_PORTIONS = lexicon.listed("some part much most all")
_CLEARING = lexicon.listed("clearance removal breakdown excretion elimination clearing")
_ABLE = lexicon.listed("ability capacity capability power tendency")


def check_objects(claim: Claim, borne: set[Place], agreed: Container[Place]) -> Iterator[Problem]:
    """Compare what goes up or down: "lower HDL" is wrong where the block only raises HDL.

    What "does not raise it" denies is then `borne` by a block that only lowers it. `agreed`: words
    of which one of several cited blocks says as much.
    """
    said = [(each, sentence) for sentence in claim.sentences for each in _each_moved(sentence)]
    if not said:
        return
    known = known_moves(claim)
    for (at, word, root, denied_at), sentence in said:
        there = known.get(root, [])
        against = [each for each in there if each.sign != word.sign and _kin(each, word)]
        if not against or any(each.sign == word.sign for each in there):
            continue
        if (root, word.sign) in _moved_far(claim):
            continue
        if denied_at is not None:
            borne.add((sentence, denied_at))
        elif (sentence, at) not in agreed:
            yield Problem(
                f'"{word.written}" says the opposite of the cited block',
                f'say it as the block does: "{against[0].written}"',
            )


def known_moves(claim: Claim) -> dict[str, list[Word]]:
    """Give what the cited blocks move, with the words that say so; what they deny is left out."""
    known: dict[str, list[Word]] = {}
    for sentence in claim.lines:
        for _, word, root, denied_at in _each_moved(sentence):
            if denied_at is None:
                known.setdefault(root, []).append(word)
    return known


def kept_objects(claim: Claim) -> frozenset[str]:
    """Give what the cited blocks maintain or preserve."""
    return frozenset(
        root for line in claim.lines for root, word in _kept(line) if word.text in lexicon.KEEPING
    )


def _moved_far(claim: Claim) -> set[tuple[str, int]]:
    """Give what the cited blocks move over several words: "reduce the total systemic burden"."""
    return {
        (root, word.sign)
        for line in claim.lines
        for at, word in enumerate(line.words)
        if word.sign
        for root in _object(line.words, at, _TO_NOUN)
    }


@remembered
def _each_moved(sentence: Sentence) -> Iterator[tuple[int, Word, str, int | None]]:
    """Give each word of up or down and its place, what it is said of, and what denies it."""
    denied = dict(denied_words(sentence))
    for at, word, objects in _moved(sentence):
        for root in objects:
            yield at, word, root, denied.get(at)


def moves_alike(claim: Claim) -> frozenset[str]:
    """Give the direction words of a passage whose object the block moves the same way."""
    known = {
        (root, word.sign)
        for line in claim.lines
        for _, word, objects in _moved(line, past=True)
        for root in objects
    }
    return frozenset(
        word.text
        for sentence in claim.sentences
        for _, word, objects in _moved(sentence, past=True)
        if any((root, word.sign) in known for root in objects)
    )


def check_kept(claim: Claim, borne: set[Place]) -> Iterator[Problem]:
    """Find "cut the dose" where the block only maintains it, "lowers" where it only supports.

    By a block that maintains it "instead of cutting the dose" is `borne`.
    """
    lines = claim.lines
    moved = {root for line in lines for _, _, objects in _moved(line) for root in objects}
    kept = {root: word for line in lines for root, word in _kept(line) if root not in moved}
    for sentence in claim.sentences if kept else ():
        denied = dict(denied_words(sentence))
        for at, word in enumerate(sentence.words):
            if not word.sign or "change" not in kinds(word):
                continue
            found = [kept[root] for root in _changed(sentence.words, at) if root in kept]
            for each in (each for each in found if word.sign < 0 or each.text in lexicon.KEEPING):
                if at in denied:
                    borne.add((sentence, denied[at]))
                if not _is_left(sentence.words, at):
                    yield Problem(
                        f'"{word.written}" says the opposite of the cited block',
                        f'say it as the block does: "{each.written}"',
                    )


def _is_left(words: Sequence[Word], at: int) -> bool:
    """Tell "instead of lowering the dose" and "without cutting it", which nobody does."""
    before = {each.text for each in words[max(0, at - _REACH) : at]}
    return bool(before & {"instead", "rather", "without", "not"})


def _kin(one: Word, two: Word) -> bool:
    """Tell whether a word of the passage (`two`) speaks of what a word of the block speaks of."""
    return bool(kinds(one) & kinds(two)) or two.text in _COMPARED


@remembered
def _moved(sentence: Sentence, *, past: bool = False) -> Iterator[tuple[int, Word, frozenset[str]]]:
    """Give each direction word and its object: behind it, or before a passive.

    `past`: an "of" or "in" may stand between ("a loss of weight").
    """
    words = sentence.words
    for at, word in enumerate(words):
        if not word.sign:
            continue
        reach = words[max(0, at - _REACH) : at]
        if _is_passive(words, at):
            before = words[max(0, at - _FAR) : at]
            subject = _able(before) or _undoing(before) or reach
            objects = [each.root for each in subject if _is_object(each, word)]
        else:
            objects = _object(words, at + (_led(words, at) if past else 0))
        if word.text in _INTRANSITIVE:
            starts = [i for i, each in enumerate(reach) if _ends(each, word)]
            subject = reach[starts[-1] + 1 if starts else 0 :]
            objects += [each.root for each in subject if _is_object(each, word)]
        yield at, word, frozenset(objects)


def _led(words: Sequence[Word], at: int) -> int:
    """Count the words of "of" and "some of" that stand behind a direction word."""
    is_part = _next(words, at) in _PORTIONS
    return is_part + (_next(words, at + is_part) in ("of", "in")) if at + 2 < len(words) else 0


def _able(before: Sequence[Word]) -> Sequence[Word]:
    """Give the ability of "the ability to clear estrogen", of which a passive behind is said."""
    return [
        one
        for one, two in pairwise(before)
        if one.text in _ABLE and two.text == "to" and two.clause == before[-1].clause
    ]


def _undoing(before: Sequence[Word]) -> Sequence[Word]:
    """Give the clearance of "the clearance of estrogen", of which a passive behind is said."""
    return [
        one
        for one, two in pairwise(before)
        if one.text in _CLEARING and two.text == "of" and two.clause == before[-1].clause
    ]


def _next(words: Sequence[Word], at: int) -> str:
    return words[at + 1].text if words[at + 1 :] else ""


@remembered
def _kept(line: Sentence) -> Iterator[tuple[str, Word]]:
    for at, word in enumerate(line.words):
        if word.text in lexicon.KEEPING or word.text in lexicon.HELPING:
            for root in _object(line.words, at):
                yield root, word


def _changed(words: Sequence[Word], at: int) -> list[str]:
    """Give what a verb changes: its object, or the subject of "fell" and of "is reduced"."""
    is_noun = at > 0 and words[at - 1].text in lexicon.ARTICLES
    if not _is_passive(words, at) and (words[at].text not in _INTRANSITIVE or is_noun):
        return _object(words, at)
    subject: list[Word] = []
    for each in words[:at]:
        goes_on = not subject or each.clause == subject[-1].clause
        subject = [] if each.text in _OPENERS else [*subject, each] if goes_on else [each]
    ends = next((i for i, each in enumerate(subject) if each.text in _ENDS), len(subject))
    return [each.root for each in subject[:ends] if each.is_topic and not each.sign]


def _object(words: Sequence[Word], at: int, reach: int = _REACH) -> list[str]:
    """Give the topics behind a verb, up to the next clause or small word."""
    behind = [each for each in words[at + 1 : at + 1 + reach] if each.clause == words[at].clause]
    ends = next((i for i, each in enumerate(behind) if each.text in _ENDS), len(behind))
    if words[at].text in lexicon.STATES and behind and behind[0].is_name:
        ends = 1  # "high estradiol", of which all is said that follows
    return [each.root for each in behind[:ends] if _is_object(each, words[at])]


def _is_object(each: Word, verb: Word) -> bool:
    return each.is_topic and not each.sign and each.clause == verb.clause


def _ends(each: Word, verb: Word) -> bool:
    return each.text in _ENDS or each.clause != verb.clause


def _is_passive(words: Sequence[Word], at: int) -> bool:
    before = [word.text for word in words[max(0, at - 2) : at]]
    if before[-1:] == ["not"]:
        before.pop()
    return before[-1:] != [] and before[-1] in _PASSIVE and words[at].text.endswith("ed")
