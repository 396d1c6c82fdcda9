"""G2, G3, G4, G9 and G10: what a passage says stands in the blocks that it cites."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.core.figures import figures, show
from bot.core.finding import Problem
from bot.core.ground import (
    LONGEST_RUN,
    Claim,
    Grounds,
    digest,
    grams,
    names_a_work,
    untitled,
)
from bot.core.model import Figure, Locator
from bot.core.relation import SUBSTANCES, compare, names, pairs
from bot.core.wording import NAME_CLASS, Sentence, Word

MOST_COPIED = 0.25
FEWEST_RELATED = 0.4
_DOSES = frozenset({"mg", "mcg", "g", "ml", "iu", "tablets"})
_UNRELATED = ("study", "month")
"""Classes whose names stand in a list; their company says nothing."""
_LISTED_TWICE = re.compile(r"(?i)\b(\w{2,}), (?:and |or )?\1\b")
_TYPE = re.compile(r"(?i)\btype \d+\b")
_JOINS = frozenset({"and", "to", "or", "from", "into", "with"})
_BACKWARDS = re.compile(r"\bto (\d\S*(?: pg/mL)?),? from (?:about )?(\d\S*(?: pg/mL)?)")
"""Down "to 22 from 65", which keeps the order of "from 65 to 22"."""
_BETTER = 0.05
"""Share of a passage's word weight by which another block may support it better."""
_TIMES, _AT_LEAST_BETTER = 1.3, 2.0
_LEAST = 0.05
"""Share of a passage's word weight that each citation has to add."""
_BY_ITSELF = 0.45
"""Share at which one of several blocks supports a passage by itself, as a second witness."""
_CLEARLY, _AT_LEAST = 1.3, 0.5


def check_citations(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G2: each locator exists, and the copy at hand holds the block that was cited."""
    for where in claim.passage.citations:
        ground = grounds.of.get(where)
        if not ground:
            yield Problem(
                f"{where} is no block of a registered source",
                "cite a paragraph, list item or table row",
            )
        elif grounds.has_words(where) and digest(ground.text) != ground.block.sha256:
            yield Problem(
                f"{where} has changed since it was cited", "read it again, then renew the manifest"
            )
    if len(set(claim.passage.citations)) < len(claim.passage.citations):
        yield Problem("a block is cited twice", "cite it once")


def check_figures(claim: Claim) -> Iterator[Problem]:
    """G3: one cited block states all figures of the passage, in the same order."""
    if not claim.figures or not claim.cited:
        return
    best = min(claim.cited, key=lambda ground: len(_missing(claim.figures, ground.figures)))
    missing = _missing(claim.figures, best.figures)
    for figure in missing:
        elsewhere = any(figure in ground.figures for ground in claim.cited)
        yield Problem(
            f'the sentence says "{show(figure)}"',
            "give each figure a passage with its own citation" if elsewhere
            else _nearest(figure, best.figures),
        )  # fmt: skip
    told = figures(_BACKWARDS.sub(r"from \2 to \1", claim.passage.text))
    if not missing and not _in_order(told, best.figures):
        yield Problem("the figures stand in another order than in the block", "keep their order")
    rates = _rates(best.figures)
    for dose, rate in _rates(claim.figures).items():
        if not missing and rates.get(dose, rate) != rate:
            yield Problem(
                f'"{show(dose)}" stands with "{show(rate)}"',
                f'the cited block says "{show(dose)}, {show(rates[dose])}"',
            )


def _missing(said: tuple[Figure, ...], known: tuple[Figure, ...]) -> list[Figure]:
    return [figure for figure in said if figure not in known]


def _in_order(said: tuple[Figure, ...], known: tuple[Figure, ...]) -> bool:
    """Tell whether figures of one unit keep the block's order: 65 to 22 is not 22 to 65."""
    places = [(each.unit, known.index(each)) for each in said]
    return all(
        one <= two
        for at, (unit, one) in enumerate(places)
        for other, two in places[at + 1 :]
        if unit and unit == other
    )


def _rates(figures: tuple[Figure, ...]) -> dict[Figure, Figure]:
    """Give each dose the frequency that stands next behind it, or else before it."""
    found: dict[Figure, Figure] = {}
    for at, dose in enumerate(figures):
        if dose.unit in _DOSES:
            around = (*figures[at + 1 :], *reversed(figures[:at]))
            rate = next((each for each in around if each.frequency), None)
            if rate:
                found[dose] = rate
    return found


def _nearest(figure: Figure, known: tuple[Figure, ...]) -> str:
    """Name the block's figure that comes closest, so that the slip is seen at once."""
    if not known:
        return "the cited block states no figure"

    def near(other: Figure) -> int:
        return (
            2 * (other.unit == figure.unit)
            + (other.number == figure.number)
            + (other.frequency == figure.frequency)
        )

    return f'the cited block says "{show(max(known, key=near))}"'


def check_names(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G4: each name is in a cited block, and in the company that it keeps there."""
    known = {word.root for each in claim.cited for line in each.sentences for word in line.words}
    known |= {root for each in claim.cited for root in grounds.meant[each.block.locator]}
    marks = [mark for each in claim.cited for mark in grounds.names[each.block.locator]]
    said = list(names(claim.sentences, grounds.weight))
    for mark in said:
        if mark.value not in known:
            yield Problem(f'"{mark.text}" is not in the cited block', "name what the block names")
            continue
        kind = NAME_CLASS.get(mark.value, "")
        if kind in _UNRELATED:
            continue
        peers = [each for each in marks if each.value == mark.value or _is(each.value, kind)]
        same, other, rival = compare(mark, peers)
        if rival is None or other <= same * _CLEARLY + _AT_LEAST:
            continue
        rivals = [each for each in said if each.value == rival.value]
        kept = max((compare(each, peers)[0] for each in rivals), default=0.0)
        if other > (same + kept) * _CLEARLY + _AT_LEAST:
            yield Problem(
                f'"{mark.text}" stands where the cited block has "{rival.text}"',
                f'the cited block says it of "{rival.text}"',
            )


def check_types(claim: Claim) -> Iterator[Problem]:
    """G4: "type 1 diabetes" is another illness than "type 2 diabetes"."""
    known = {found.casefold() for each in claim.cited for found in _TYPE.findall(each.text)}
    for found in _TYPE.findall(claim.passage.text):
        if known and found.casefold() not in known:
            yield Problem(f'"{found}" is not in the cited block', "name what the block names")


def check_repeats(claim: Claim) -> Iterator[Problem]:
    """G4: "estradiol to estradiol" names one thing where two have to stand."""
    if found := _LISTED_TWICE.search(claim.passage.text):
        yield Problem(f'"{found[0]}" names one thing twice', "name the other")
    for sentence in claim.sentences:
        words = sentence.words
        for at, word in enumerate(words):
            for there in range(at + 1, min(at + 5, len(words))) if word.is_name else ():
                if word.root == words[there].root and _is_repeat(words, at, there):
                    yield Problem(f'"{word.text}" is named twice in one phrase', "name the other")


def _is_repeat(words: Sequence[Word], one: int, two: int) -> bool:
    """Tell "estradiol to estradiol" from "high estradiol and low estradiol"."""
    joined = _JOINS.intersection(word.text for word in words[one + 1 : two])
    signs = {words[at - 1].sign if at else 0 for at in (one, two)}
    return bool(joined) and words[one].clause == words[two].clause and len(signs) == 1


def check_pairs(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G4: "anastrozole cypionate" is wrong where the block joins that word to another name."""
    known: dict[tuple[str, str], set[str]] = {}
    for each in claim.cited:
        for side, word, name in grounds.pairs[each.block.locator]:
            known.setdefault((side, word.stem), set()).add(name.root)
    for line in claim.sentences:
        for side, word, name in pairs(line, 1):
            there = known.get((side, word.stem), {name.root})
            kin = {NAME_CLASS.get(root) in SUBSTANCES for root in there}
            if name.root not in there and kin == {True} and not _beside(line, name, there):
                yield Problem(
                    f'"{name.text}" stands with "{word.text}"',
                    f'the cited block joins "{word.text}" to another name',
                )


def _beside(line: Sentence, name: Word, others: set[str]) -> bool:
    """Tell "testosterone and estradiol govern", where the name stands with the right one."""
    triples = zip(line.words, line.words[1:], line.words[2:], strict=False)
    return any(
        joint.text in ("and", "or") and name in (one, two) and {one.root, two.root} & others
        for one, joint, two in triples
    )


def check_gaps(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G10: what a block lost when it was copied is not put back: no name, no "higher X"."""
    if not any(ground.block.gap for ground in claim.cited):
        return
    known = frozenset(root for each in claim.cited for root in each.roots)
    known |= {root for each in claim.cited for root in grounds.meant[each.block.locator]}
    for sentence in claim.sentences:
        for word, behind in zip(sentence.words, sentence.words[1:], strict=False):
            filled = word.is_name or (word.sign > 0 and behind.is_topic and not behind.sign)
            lost = word if word.is_name else behind
            if filled and lost.root not in known:
                yield Problem(
                    f'"{lost.text}" is not in the cited block, which lost a word',
                    "leave it out, or cite a block that says it",
                )


def _is(root: str, kind: str) -> bool:
    return bool(kind) and NAME_CLASS.get(root) == kind


def check_own_words(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G9: own words; the title of a reference is its own and no copy."""
    sentences = grounds.read(untitled(claim)) if names_a_work(claim) else claim.sentences
    said = tuple(word.text for line in sentences for word in line.words if word.is_own)
    runs = list(grams(said, LONGEST_RUN))
    fives = list(grams(said, 5))
    for ground in claim.cited:
        if ground.runs.intersection(runs):
            yield Problem(
                f"{LONGEST_RUN} words or more in a row are the block's own",
                "say it in other words or another order",
            )
        copied = sum(gram in ground.fives for gram in fives) / len(fives) if fives else 0.0
        if copied > MOST_COPIED:
            yield Problem(
                f"{copied:.0%} of the passage's five-word runs are the block's own",
                f"bring it below {MOST_COPIED:.0%} with other words or another order",
            )


def check_support(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G9: the cited blocks are what the passage is about, and no other block is more so."""
    topics = claim.topics
    if not topics or not claim.cited:
        return
    cited = frozenset(root for ground in claim.cited for root in ground.roots)
    related = len(topics & cited) / len(topics)
    if related < FEWEST_RELATED:
        yield Problem(
            f"only {related:.0%} of its words are related to the cited block",
            "cite the block that says it, or stay closer to it",
        )
    yield from _misplaced(claim, grounds)


def _misplaced(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find citations that add nothing, and blocks that would support the passage clearly better."""
    weights = {root: grounds.weight(root) for root in claim.topics}
    total = sum(weights.values())
    for ground in claim.cited:
        rest: frozenset[str] = frozenset().union(
            *(each.roots for each in claim.cited if each is not ground)
        )
        open_ = {root: weight for root, weight in weights.items() if root not in rest}
        own = sum(weight for root, weight in open_.items() if root in ground.roots)
        alone = sum(weight for root, weight in weights.items() if root in ground.roots)
        if len(claim.cited) > 1 and alone >= _BY_ITSELF * total:
            continue
        if own < _LEAST * total:
            yield Problem(f"{ground.block.locator} adds nothing to the passage", "leave it out")
        scores = _scores(open_, grounds.holding)
        for other in claim.cited:
            scores.pop(other.block.locator, None)
        if scores:
            best = max(scores, key=lambda where: scores[where])
            if scores[best] > _TIMES * own + max(_BETTER * total, _AT_LEAST_BETTER):
                yield Problem(
                    f"{ground.block.locator} is not the block that supports it best",
                    f"{best} fits better",
                )


def _scores(
    weights: Mapping[str, float], holding: Mapping[str, tuple[Locator, ...]]
) -> dict[Locator, float]:
    scores: dict[Locator, float] = {}
    for root, weight in weights.items():
        for where in holding.get(root, ()):
            scores[where] = scores.get(where, 0.0) + weight
    return scores
