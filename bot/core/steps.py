"""What a sentence says leads from what to what: "A raises B", "B is made from A"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from bot.core import lexicon
from bot.core.lexicon import listed
from bot.core.wording import NAME_CLASS, Sentence, Word, remembered, root_of

_ACTS = frozenset(
    map(
        root_of,
        listed(
            "raise lower stimulate inhibit suppress block cause lead trigger promote fuel impair"
            " affect contribute induce provoke boost exacerbate slow elevate convert aromatize"
            " become yield curb moderate harm prevent result quicken transform"
        ),
    )
)
_INTO = listed("into to becomes become")
_DRIVES = listed("drives driven drove driving")
"""Forms of a verb whose noun is a word for desire."""
_NO_ACTS = listed(
    "rise rises rose risen fall falls fell fallen less lower low drop drops change changes further"
)
"""Words near to these whose subject is what moves, or that say how something is."""
_BE = listed("is are was were be been being gets get got")
_MADE = listed(
    "made formed derived produced come comes came arise arises stem stems result results resulted"
    " follow follows created built due"
)
_PARENT = listed("parent precursor driver cause reason")
_NOUNS_OF_ORIGIN = _PARENT | _MADE
_STOPS = listed(
    "while when as that which who what if because but although though so whereas than whether where"
    " not"
)
_MEANS = listed("with using via")
"""What stands behind these is what one acts with."""
_RELATIVE = listed("that which")
_NOUNS = listed("in of with")
_WHERE = listed("under at on for")
"""Behind these a participle says how something is: "decreased under high estradiol"."""
_HINDER = frozenset(map(root_of, ("inhibit", "block", "suppress", "slow", "stimulate")))
_DETERMINERS = listed("a an the his their its some any such and or")
_BEHIND_PARTICIPLES = listed("by to into from")
_VERBS = lexicon.MODALS | listed("is are was were has have had can does comes")
_BEFORE_VERBS = lexicon.MODALS | {"to", "not"}
_BEFORE_GERUNDS = listed("of by from for in with without")
_REACH, _FAR = 10, 20
"""Words behind a verb, and before it, that may act or be acted on."""
_THINGS = listed("drug hormone enzyme condition")
_ACTORS = frozenset(
    map(root_of, listed("insulin fat drink age gene libido liver syndrome overweight"))
)


@dataclass(frozen=True, slots=True)
class Step:
    """From what to what a sentence goes, by root; `verb` as it is written."""

    start: frozenset[str]
    end: frozenset[str]
    verb: str
    hinders: bool = False

    @property
    def is_of_drug(self) -> bool:
        """Whether a hormone or an enzyme hinders a drug, which only works the other way."""
        ends, starts = ({NAME_CLASS.get(root) for root in side} for side in (self.end, self.start))
        return self.hinders and "drug" in ends and bool(starts & {"hormone", "enzyme"})


@remembered
def steps(line: Sentence) -> Iterator[Step]:
    """Read the steps of a sentence."""
    words = line.words
    yield from _changes(words)
    for at, word in enumerate(words):
        is_act = at > 0 and _is_act(words, at) and not _is_noun(words, at)
        if not is_act and word.text not in _NOUNS_OF_ORIGIN:
            continue
        behind = {each.text for each in words[at + 1 : at + 3]}
        if word.text in _PARENT and behind & {"of", "for"}:
            yield from _step(words, at, is_back=False)
        elif word.text in _MADE and _is_of_origin(words, at):
            yield from _step(words, at, is_back=True)
        elif is_act:
            is_passive = _is_passive(words, at)
            follows = words[at + 1].text if words[at + 1 :] else ""
            turns = behind & {"into", "to"}
            if (
                follows in _NOUNS
                or (word.text.endswith("ed") and follows in _WHERE)
                or (follows == "by" and not is_passive)
                or (is_passive and not turns and "by" not in behind)
            ):
                continue
            yield from _step(words, at, is_back=is_passive and not turns)


def _changes(words: Sequence[Word]) -> Iterator[Step]:
    """Read "turns A into B" and "the A-to-B conversion", of hormones."""
    for at, word in enumerate(words):
        if word.text in _INTO:
            reach = 1 if word.text == "to" else 2  # else "leads to" is one too
            near = words[max(0, at - reach) : at], words[at + 1 : at + 1 + reach]
            one, two = (
                frozenset(each.root for each in side if NAME_CLASS.get(each.root) == "hormone")
                for side in near
            )
            if one and two and not one & two:
                yield Step(one, two, word.written)


def _is_of_origin(words: Sequence[Word], at: int) -> bool:
    """Tell "comes from A" and "comes out of A" from "comes out in full" and "comes to light"."""
    behind = [each.text for each in words[at + 1 : at + 4]]
    is_due = words[at].text == "due"
    return (
        bool({"from", "by"} & set(behind[:2]))
        or (is_due and "to" in behind[:2])
        or (("out", "of") in pairwise(behind))
    )


def _is_act(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    is_verb = word.text not in _NO_ACTS or (
        word.text == "lower" and words[at - 1].text in _BEFORE_VERBS
    )
    drives = word.text == "drive" and words[at - 1].text in _RELATIVE
    return (word.root in _ACTS and is_verb) or word.text in _DRIVES or drives


def _is_noun(words: Sequence[Word], at: int) -> bool:
    """Tell "a reduced sense" and "a contribution can", which act on nothing."""
    if _is_gerund(words, at):
        return True
    before, follows = words[at - 1], words[at + 1].text if words[at + 1 :] else ""
    is_led = before.text in _DETERMINERS or before.clause != words[at].clause
    if words[at].text.endswith("ed"):
        return is_led and follows not in _BEHIND_PARTICIPLES
    return words[at].text.endswith("tion") and follows in _VERBS


def _is_gerund(words: Sequence[Word], at: int) -> bool:
    """Tell "by raising A", of which what stands before is not what raises it."""
    before = at - 2 if words[at - 1].text.endswith("ly") and at > 1 else at - 1
    return words[at].text.endswith("ing") and words[before].text in _BEFORE_GERUNDS


def _is_passive(words: Sequence[Word], at: int) -> bool:
    is_told = words[at - 1].text in _BE or words[at - 1].text.endswith("ly")
    is_by = bool(words[at + 1 :]) and words[at + 1].text == "by"
    return words[at].text.endswith(("ed", "en")) and (is_told or is_by)


def _step(words: Sequence[Word], at: int, *, is_back: bool) -> Iterator[Step]:
    is_led = at > 0 and words[at - 1].text in _RELATIVE and words[at].text not in _NOUNS_OF_ORIGIN
    end = at - is_led  # "high levels that drive …" acts too
    before = _things(words[max(0, at - _FAR) : end][::-1], words[at])
    behind = _things(words[at + 1 : at + 1 + _REACH], words[at], _STOPS | _MEANS)
    subject = frozenset(word.root for word in before)
    rest = frozenset(word.root for word in behind if word.clause == behind[0].clause)
    one, two = (rest, subject) if is_back else (subject, rest)
    if one - two and two - one:
        yield Step(one - two, two - one, words[at].written, words[at].root in _HINDER)


def _things(span: Sequence[Word], verb: Word, stops: frozenset[str] = _STOPS) -> list[Word]:
    """Give what acts or is acted on beside a verb, up to a word that opens another clause."""
    stops = stops - {"as"} if verb.text in _PARENT else stops
    near = takewhile(lambda word: word.text not in stops, span)
    return [word for word in near if NAME_CLASS.get(word.root) in _THINGS or word.root in _ACTORS]
