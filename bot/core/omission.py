"""What a passage says that its block does not name: "free testosterone is not in that row".

Such a denial is about the block itself, so it is looked up there. It is wrong when the block names
the thing; and when it is right, the names in it are none that the block has to have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.figures import figures
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.lexicon import COPULAS, DO, listed
from bot.core.wording import Sentence, Word, remembered

_DENIALS = listed("not no neither nor without never")
_NAME = listed(
    "name list mention state say specify names lists mentions states says specifies"
    " naming listing mentioning stating saying specifying"
)
"""Verbs of a source that names something."""
_ALSO_NAME = _NAME | listed(
    "give include show tell contain report gives includes shows tells contains reports giving"
    " has have"
)
"""Verbs of others too, so that a source has to be spoken of: "a man has no acne"."""
_NAMED = listed("named listed mentioned stated said specified spelled")
_ALSO_NAMED = _NAMED | listed("given included shown told reported there here")
_APPEAR = listed("appear feature figure")
_PLACES = listed("row list schedule passage paragraph block line sentence cell table section")
_WHOLES = listed("article text source author authors page")
_POINTS = listed("in on at among part of that this the those these them same either there here")
_JOINS = listed("and or nor neither either no not")
_SMALL = _JOINS | listed("a an the any its")
_MEASURES = {"frequency": "", "amount": "mg"}
"""What "how often" and "how much" are read as, and the unit that would tell it."""
_PARTS = frozenset(";:")
"""Behind these no list goes on."""
_ADVERBS = listed("even ever actually explicitly also itself")


@dataclass(frozen=True, slots=True)
class Omission:
    """Things that a source is said not to name: their words, and the places of all that says so.

    `is_of_all`: it is said of the whole source and not of a block.
    """

    things: tuple[tuple[Word, ...], ...]
    places: frozenset[int]
    is_of_all: bool


def check_omissions(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find "LH is not listed there" where the cited block lists it."""
    for sentence in claim.sentences:
        for omission in omissions(sentence):
            for thing in omission.things:
                if all(_holds(thing, each, omission, grounds) for each in claim.cited):
                    said = " ".join(word.written for word in thing)
                    yield Problem(
                        f'the cited block does name "{said}"',
                        "leave that out, or cite the block that does not name it",
                    )


def leave_out(claim: Claim, grounds: Grounds) -> Claim:
    """Give a claim without what it rightly says that its blocks do not name."""
    told = tuple(_without(sentence, claim, grounds) for sentence in claim.sentences)
    if told == claim.sentences:
        return claim
    words = tuple(word for sentence in told for word in sentence.words)
    topics = frozenset(word.root for word in words if word.is_topic)
    return replace(claim, sentences=told, words=words, topics=topics)


def _without(sentence: Sentence, claim: Claim, grounds: Grounds) -> Sentence:
    gone: set[int] = set()
    for omission in omissions(sentence):
        held = (
            _holds(thing, each, omission, grounds)
            for thing in omission.things
            for each in claim.cited
        )
        if not any(held):
            gone |= omission.places
    if not gone:
        return sentence
    return Sentence(
        sentence.text, tuple(word for at, word in enumerate(sentence.words) if at not in gone)
    )


def _holds(thing: Sequence[Word], ground: Ground, omission: Omission, grounds: Grounds) -> bool:
    """Tell whether a block, or its source, names a thing."""
    if (measure := _measure(thing)) is not None:
        return any(
            each.unit == measure if measure else bool(each.frequency) for each in ground.figures
        )
    roots = {word.root for word in thing}
    if omission.is_of_all:
        places = [set(grounds.holding.get(root, ())) for root in roots]
        return bool(set.intersection(*places))
    return any(roots <= {word.root for word in line.words} for line in ground.sentences)


def _measure(thing: Sequence[Word]) -> str | None:
    """Give the unit that "how many milligrams" asks for: empty for how often, None for a name."""
    last = thing[-1]
    if last.text in _MEASURES:
        return _MEASURES[last.text]
    if len(thing) < 3 or thing[0].text != "how" or thing[1].text == "long":
        return None
    found = figures(f"1 {' '.join(word.written for word in thing[2:])}".replace("pg mL", "pg/mL"))
    return found[0].unit if found else None


@remembered
def omissions(sentence: Sentence) -> Iterator[Omission]:
    """Find what a sentence says that a source does not name."""
    words = sentence.words
    for at, word in enumerate(words):
        if word.text not in _DENIALS:
            continue
        span = _behind(sentence, at) or _before(sentence, at)
        if span is None:
            continue
        things = tuple(_things(words, span))
        if things:
            clause = {each.text for each in words if each.clause == word.clause}
            yield Omission(things, frozenset({*span, at}), bool(clause & _WHOLES))


def _behind(sentence: Sentence, at: int) -> range | None:
    """Give the places of what "does not name …", "names no …" and "… but not …" deny."""
    words = sentence.words
    begin = at + 1
    if words[at].text == "not" and at and words[at - 1].text in DO:
        begin = next((i for i in range(at + 1, len(words)) if words[i].text not in _ADVERBS), at)
        if begin >= len(words) or words[begin].text not in _verbs(sentence):
            return None
        begin += 1
    elif words[at].text == "without" and words[at + 1 : at + 2]:
        is_verb = words[at + 1].text in _verbs(sentence)
        if not is_verb and not _is_behind_verb(sentence, at):
            return None
        begin = at + 1 + is_verb
    elif not _is_behind_verb(sentence, at):
        return None
    if begin + 1 < len(words) and words[begin + 1].text == "how":
        begin += 1  # "by how many milligrams"
    end = _end(sentence, begin)
    return range(begin, end) if begin < end and _is_over(words, end) else None


def _is_behind_verb(sentence: Sentence, at: int) -> bool:
    """Tell "names no", "lists neither" and "names …, but not"."""
    words, verbs = sentence.words, _verbs(sentence)
    if words[at].text in ("no", "neither", "without"):
        leads = words[at - 1].text if at else ""
        is_joined = leads in ("and", "but", "yet", "with")  # "has CBC, but no LH"
        return leads in verbs or (is_joined and any(word.text in verbs for word in words[:at]))
    is_set_off = words[at].text == "not" and at > 1 and words[at - 1].text in ("but", "and")
    return is_set_off and any(word.text in verbs | _NAMED for word in words[:at])


def _verbs(sentence: Sentence) -> frozenset[str]:
    return _ALSO_NAME if _is_of_source(sentence) else _NAME


def _is_of_source(sentence: Sentence) -> bool:
    return any(word.text in _PLACES or word.text in _WHOLES for word in sentence.words)


def _before(sentence: Sentence, at: int) -> range | None:
    """Give the places of what "… is not listed", "no … is named" and "… is not there" deny."""
    words = sentence.words
    if words[at].text in ("no", "neither"):
        begin, end = at + 1, _end(sentence, at + 1)
        is_named = end < len(words) and words[end].text in COPULAS and _says(sentence, end + 1)
        return range(begin, end) if is_named and begin < end else None
    if words[at].text != "not" or not at:
        return None
    is_said = words[at - 1].text in COPULAS and _says(sentence, at + 1)
    appears = (
        words[at - 1].text in DO
        and any(word.text in _APPEAR for word in words[at + 1 : at + 2])
        and _is_of_source(sentence)
        and _is_over(words, at + 2)
    )
    if not (is_said or appears):
        return None
    begin = at - 1
    while begin and _goes_on(sentence, begin - 1, at):
        begin -= 1
    return range(begin, at - 1) if begin < at - 1 else None


def _says(sentence: Sentence, at: int) -> bool:
    """Tell "listed", and "in that row": what stands behind "is not"."""
    words = sentence.words
    behind = [word for word in words[at : at + 4] if word.text not in _ADVERBS]
    if not behind or behind[0].clause != words[at - 1].clause:
        return False
    if behind[0].text in (_ALSO_NAMED if _is_of_source(sentence) else _NAMED):
        return _is_over(words, words.index(behind[0], at) + 1)
    texts = [word.text for word in behind]
    return texts[0] in ("in", "among", "part") and bool((_PLACES | _WHOLES) & set(texts))


def _end(sentence: Sentence, begin: int) -> int:
    """Give where the things that begin there end."""
    end = begin
    while end < len(sentence.words) and _goes_on(sentence, end, begin):
        end += 1
    return end


def _goes_on(sentence: Sentence, at: int, start: int) -> bool:
    """Tell whether a word is still of the things around `start`; a list of them has commas."""
    words = sentence.words
    if words[at].clause != words[start].clause:
        clause = [there for there, word in enumerate(words) if word.clause == words[at].clause]
        if _PARTS & set(sentence.text) or not all(_is_of_thing(words, there) for there in clause):
            return False
    return _is_of_thing(words, at)


def _is_of_thing(words: Sequence[Word], at: int) -> bool:
    """Tell names, what stands before them, and "how many milligrams"."""
    word = words[at]
    is_how = word.text == "how" or (word.text in ("many", "much") and words[at - 1].text == "how")
    return is_how or word.text in _SMALL or (word.is_topic and not word.sign)


def _is_over(words: Sequence[Word], at: int) -> bool:
    """Tell whether nothing behind narrows a denial: "not listed", but "not listed for men"."""
    behind = [word for word in words[at:] if word.clause == words[at - 1].clause]
    if not behind:
        return True
    texts = [word.text for word in behind]
    if texts[0] in COPULAS | {"that", "it"}:
        return True  # "how many milligrams that is"
    return set(texts) <= _POINTS | _PLACES | _WHOLES | _ADVERBS | {"it"}


def _things(words: Sequence[Word], span: range) -> Iterator[tuple[Word, ...]]:
    """Part "LH, FSH and free testosterone"; nothing when one of them is no name."""
    parts: list[list[Word]] = [[]]
    for at in span:
        word = words[at]
        is_new = parts[-1] and word.clause != parts[-1][-1].clause
        if word.text in _JOINS or is_new:
            parts.append([])
        if word.text not in _SMALL:
            parts[-1].append(word)
    found = [tuple(part) for part in parts if part]
    if all(_measure(p) is not None or (p[-1].is_name and p[0].text != "how") for p in found):
        yield from found
