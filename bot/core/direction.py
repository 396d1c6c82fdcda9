"""G5: up stays up, and what the block denies is denied."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.columns import check_columns
from bot.core.consistency import check_consistency
from bot.core.denials import check_denials
from bot.core.effects import check_effects
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.lexicon import HELPING
from bot.core.negation import ABSENCE, Place
from bot.core.objects import check_kept, check_objects
from bot.core.opposites import check_opposites, opposed_denials
from bot.core.relation import Mark, compare, directions
from bot.core.signs import row_of
from bot.core.states import check_states
from bot.core.wording import Sentence, remembered, stem

_CLEARLY = 1.8
"""A contradicting mark has to be this much closer than the agreeing one."""
_AT_LEAST = 0.3
_PLAINLY = 2.0
"""The same of the agreeing one, where another cited block speaks against it."""
_TURNS = frozenset({"to", "into", "over", "than", "become", "becomes", "became"})
_SPAN = 4
"""Words on either side of "to" and "over", and before a denial."""
_LACKING = frozenset({"lack", "lacks", "lacking"})


def check_direction(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Compare every direction, opposite and negation of a passage with the blocks it cites."""
    yield from check_consistency(claim.sentences)
    yield from check_columns(claim)
    plain = [ground for ground in claim.cited if not row_of(ground)]
    borne, agreed = opposed_denials(claim), set[Place]()
    if plain:
        yield from _signs(claim, plain, grounds, borne, agreed)
    yield from check_objects(claim, borne, agreed)
    yield from check_kept(claim, borne)
    yield from check_effects(claim, grounds)
    yield from check_states(claim)
    yield from check_opposites(claim, agreed)
    yield from _turned(claim)
    yield from check_denials(claim, grounds, borne)


def _signs(
    claim: Claim,
    plain: Sequence[Ground],
    grounds: Grounds,
    borne: set[Place],
    agreed: set[Place],
) -> Iterator[Problem]:
    """Find "falls" where the block has "rises".

    "Does not fall" is `borne` by that. Where one of several blocks says as the passage does, the
    word is `agreed` to.
    """
    marks = [mark for each in plain for mark in grounds.directions[each.block.locator]]
    for sentence in claim.sentences:
        for mark in _compared(sentence, marks, grounds):
            if mark.denied_at is not None:
                opposed = _rival(_undenied(mark), marks)
                if (opposed and opposed.denied_at is None) or _is_set_off(mark, sentence):
                    borne.add((sentence, mark.denied_at))
                    continue
            if mark.text in _LACKING and claim.known & ABSENCE:
                continue  # "the lack of" for "the absence of", which is no low level
            same, other, _ = compare(mark, marks)
            if len(plain) > 1 and same > _PLAINLY * other:
                agreed.add((sentence, mark.at))
            if rival := _rival(mark, marks):
                yield Problem(
                    f'"{mark.written}" says the opposite of the cited block',
                    f'say it as the block does: "{rival.written}"',
                )


def _compared(sentence: Sentence, marks: Sequence[Mark], grounds: Grounds) -> Iterator[Mark]:
    """Give the marks of a sentence; of "impaired", which its block has, only that it hurts."""
    said = list(directions((sentence,), grounds.weight))
    kept = {each.at for each in said if "worth" in each.kinds and _is_kept(each, marks)}
    return (each for each in said if each.at not in kept or "worth" in each.kinds)


def _is_kept(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Tell whether a block helps or hurts by this very word, and by none to the contrary."""
    same, other, _ = compare(mark, marks)
    return same > _PLAINLY * other and any(stem(mark.text) == stem(each.text) for each in marks)


def _is_set_off(mark: Mark, sentence: Sentence) -> bool:
    """Tell "rises rather than falls", of which the first half says it all."""
    sign, at = sentence.words[mark.at].sign, mark.denied_at or 0
    return bool(sign) and any(
        word.sign == -sign for word in sentence.words[max(0, at - _SPAN) : at]
    )


def _rival(mark: Mark, marks: Sequence[Mark]) -> Mark | None:
    """Give what a block says that clearly contradicts a mark."""
    same, other, rival = compare(mark, marks)
    return rival if other > same * _CLEARLY + _AT_LEAST else None


def _undenied(mark: Mark) -> Mark:
    """Give what a mark says without its negation; that of "not harmful" counts it in."""
    if "worth" not in mark.kinds:
        return mark
    return replace(mark, value="good" if mark.text in HELPING else "bad")


def _turned(claim: Claim) -> Iterator[Problem]:
    """Find "estrogens to androgens" where the block goes from androgens to estrogens."""
    said = [pair for sentence in claim.sentences for pair in _ways(sentence)]
    if not said:
        return
    known = [pair for line in claim.lines for pair in _ways(line)]
    for kind, start, end in said:
        alike = [pair for pair in known if pair[0] == kind]
        kept = any(start & one and end & two for _, one, two in alike)
        if not kept and any(start & two and end & one for _, one, two in alike):
            yield Problem(
                "the change goes the wrong way round",
                "name first what is changed, then what it becomes",
            )


@remembered
def _ways(line: Sentence) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Give the topics before and behind "to", "into", "over" and "than", each on one side only.

    "From A into B" gives up A for B, as "B rather than A" does.
    """
    for at, word in enumerate(line.words):
        if word.text not in _TURNS:
            continue
        before, behind = line.words[max(0, at - _SPAN) : at], line.words[at + 1 : at + 1 + _SPAN]
        one, two = (
            frozenset(
                each.root
                for each in span
                if each.is_topic
                and each.clause == word.clause
                and (each.is_name or word.text != "to")  # else "to" may open an infinitive
            )
            for span in (before, behind)
        )
        if not (one - two and two - one):
            continue
        is_choice = bool(before) and before[-1].text == "rather"
        if is_choice:
            yield "given up", two - one, one - two
        else:
            yield "turned", one - two, two - one
        if word.text == "into" and any(each.text == "from" for each in before):
            yield "given up", one - two, two - one
