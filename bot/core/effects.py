"""G5: what brings about what: "high insulin stimulates aromatase" is not the reverse of it.

A sentence is read as steps from one thing to another: "A raises B", "B is made from A", "A is the
parent of B". A step is wrong when the block takes it the other way round only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bot.core.finding import Problem
from bot.core.ground import Claim, Grounds
from bot.core.lexicon import listed
from bot.core.steps import Step, steps
from bot.core.wording import Word, root_of

_CAUSING = listed("causes cause caused prevents prevent prevented cures cure triggers trigger")
_LINKING = {"due": "to", "because": "of", "leads": "to", "lead": "to", "led": "to", "results": "in"}
_SMALL = listed(
    "and or while when that which if but as for in with by from on than is are of to behind after"
    " before through over under within at into being do does did not can may might will has have"
)
_WHEN = listed("further down later early again more early anew still")
_ANY = listed(
    "problem problems effect effects trouble troubles state states condition conditions situation"
    " first second former latter another arises arise"
)
"""What the sentence goes on to name."""
_OPENERS = listed("the a an he it they no nobody none one we you everyone")
_REACH = 8
"""Words behind "causes" in which stands what is caused."""
_MEANT = {
    root_of("breast"): root_of("gynecomastia"),
    root_of("fluid"): root_of("retention"),
    root_of("excess"): root_of("hyperestrogenism"),
}
"""What a thing in plain words may stand for."""


def check_effects(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find steps that the cited blocks only take the other way, and effects that they lack."""
    cited = [step for each in claim.cited for step in grounds.steps[each.block.locator]]
    known = claim.known
    has_signs = any({"high", "low"} <= set(each.block.columns) for each in claim.cited)
    for line in claim.sentences:
        for verb, things in _brought_about(line.words):
            told = things[-1]
            if told.text in _ANY:
                continue
            is_meant = any(_MEANT.get(each.root) in known for each in things)
            if told.root not in known and not told.sign and not is_meant:
                yield Problem(
                    f'"{verb.written} … {told.written}" is not what the cited block says',
                    "name the cause and the effect that it names",
                )
        for step in steps(line):
            yield from _wrong_way(step, cited, has_signs=has_signs)


def _wrong_way(step: Step, cited: Sequence[Step], *, has_signs: bool) -> Iterator[Problem]:
    if step.is_of_drug and not any(each.is_of_drug for each in cited):
        yield Problem(
            f'"{step.verb}" has something act on the drug', "name the drug first: it is what acts"
        )
    elif has_signs and "estradiol" in step.end:
        yield Problem(f'"{step.verb}" makes a sign the cause', "say that it is a sign of estradiol")
    elif not _stands(step, cited) and _stands(_turned(step), cited):
        yield Problem(
            f'"{step.verb}" has the two things the wrong way round',
            "name first what acts, then what it acts on, as the cited block does",
        )


def _brought_about(words: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """Give each "causes", "prevents" and "due to" with the phrase that stands behind it."""
    for at, word in enumerate(words):
        follows = words[at + 1].text if words[at + 1 :] else ""
        is_linking = _LINKING.get(word.text) == follows
        if word.text in _CAUSING or is_linking:
            things = _phrase(words[at + 1 + is_linking : at + _REACH], word.clause)
            if things and things[-1].is_own:
                yield word, things


def _phrase(behind: Sequence[Word], clause: int) -> list[Word]:
    """Give the topics of one noun phrase: "due to the variability", and no further."""
    near = takewhile(lambda each: each.clause == clause and each.text not in _SMALL, behind)
    found: list[Word] = []
    for word in near:
        if found and word.text in _OPENERS:
            break
        if word.is_topic and word.text not in _WHEN:
            found.append(word)
    return found


def _turned(step: Step) -> Step:
    return Step(step.end, step.start, step.verb, step.hinders)


def _stands(step: Step, known: Iterable[Step]) -> bool:
    return any(step.start & each.start and step.end & each.end for each in known)
