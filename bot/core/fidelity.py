"""G3: the figures of a passage are those of one of its blocks, in their order and rhythm."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from bot.core.conditions import are_told_apart, check_conditions
from bot.core.figures import figures, short_units, show
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground
from bot.core.model import Figure
from bot.core.negation import SOFT
from bot.core.wording import LATELY, Sentence, Word

_LABELLED = re.compile(
    r"(?i)\bvol(?:\.|ume)? (?P<volume>\d+)|(?<!page )\bn(?:o\.|umber) (?P<number>\d+)"
    r"|\bp(?:\.|age)(?: n(?:o\.|umber))? (?P<page>\d+)"
)
"""A volume, a number of it, or a page."""
_INJECTED = re.compile(r"((?:\S+\s+){0,2})(?i:inject)\w*([^.,;]{0,55})")
"""Two words before an injection and some behind it, up to the next stop."""
_BY = re.compile(r"(?i)\bby (?:about |some |around )?\d[\d.]*(?: ?(?:%|percent|p?n?m?g/d?mL|mg))")
_FROM_TO = re.compile(r"(?i)\bfrom (\d[\d.]*)[^\d.;]{0,12} to (\d[\d.]*)")
_AVOIDED = re.compile(r"(?i)\bavoid\w* (?:\w+ ){0,3}(?:below|under|above|over) (\d+)")
_AIMED = re.compile(
    r"(?i)\b(?:keep|kept|hold|held|stay|guid|br(?:ing|ought)|push|press|driv|lower[sei]|suppress|reduc"
    r"|target|aim)\w*\W+(?:(?!from\b)\w+\W+){0,6}?(?:below|under|beneath)\W+(\d+)"
)
_KEPT_FROM = re.compile(r"(?i)\bfrom (?:being |getting )?(?:\w+ly )?\w+(?:ed|ing|en)\b")
"""What somebody is kept from: "from being suppressed"."""
_THRESHOLD = re.compile(r"(?i)\bthresholds?\b(?!.*\b(?:short|below|under|beneath|less)\b)")
_DOSES = frozenset({"mg", "mcg", "g", "ml", "iu", "tablets"})
_BACKWARDS = re.compile(
    r"(?i)\b(\d[\d.]*(?: pg/mL)?)(?:,?(?: [a-z]+){0,3},?|(?<=mL)[^.\d]{0,60}?)"
    r" (?:from|compared (?:with|to)|against|instead of|rather than|versus"
    r"|(?:where|when) it (?:was|had been)|(?:(?:it|which) )?had (?:been|stood|started)(?: at)?"
    r"|(?:having|after) (?:been|being|beginning|start(?:ed|ing)|standing)(?: (?:at|from))?"
    r"|starting (?:at|from)|replac(?:ed|ing)(?: one of)?"
    r"|before (?:it|that|this|then|treatment|anastrozole)(?: was)?)"
    r" (?:about |some |a median of )?(\d[\d.]*(?: pg/mL)?)(?! (?:after|later))"
)
"""Down "to 22 from 65", "22, compared with 65 before": both keep the order of "from 65 to 22"."""


def check_figures(claim: Claim) -> Iterator[Problem]:
    """G3: one cited block states all figures of the passage, in the same order."""
    if not claim.figures or not claim.cited:
        return
    best = min(claim.cited, key=lambda ground: len(_missing(claim.figures, ground.figures)))
    said = _meant(claim, claim.figures, best.figures)
    missing = _missing(said, best.figures)
    for figure in missing:
        elsewhere = any(figure in ground.figures for ground in claim.cited)
        yield (
            Problem(
                f'"{show(figure)}" does not stand with the other figures in one cited block',
                "give each figure a passage with its own citation",
            )
            if elsewhere
            else Problem(
                f'"{show(figure)}" is not in the cited block', _nearest(figure, best.figures)
            )
        )
    if not missing and not _in_order(claim, best.figures):
        order = ", ".join(show(each) for each in best.figures if each in said)
        yield Problem(
            "the figures stand in another order than in the cited block",
            f"name them in its order: {order}",
        )
    yield from _difference(claim)
    yield from _other_end(claim)
    yield from check_conditions(claim)
    yield from _other_rhythm(claim)
    yield from _other_label(claim)
    yield from _not_avoided(claim)
    rates = _rates(best.figures)
    for dose, rate in _rates(claim.figures).items():
        if not missing and rates.get(dose, rate) != rate:
            yield Problem(
                f'"{show(dose)}" is joined to "{show(rate)}"',
                f'the cited block says "{show(dose)}, {show(rates[dose])}"',
            )


def _told(claim: Claim) -> tuple[Figure, ...]:
    """Give the figures in the order in which they are told: "to 22 from 65" goes from 65."""
    text, turned = _BACKWARDS.subn(r"from \2 to \1", short_units(claim.passage.text))
    return figures(text) if turned else claim.figures


def _difference(claim: Claim) -> Iterator[Problem]:
    """Find "fell by 65", which the block does not compute: it says from where to where."""
    for found in _BY.finditer(claim.passage.text):
        if not any(_BY.search(each.text) for each in claim.cited if each.text):
            yield Problem(
                f'"{found[0]}" is a difference, and the cited block gives none',
                "say from which figure to which",
            )


def _other_end(claim: Claim) -> Iterator[Problem]:
    """Find "fell to 65" where the block goes from 65 to 22."""
    known = [found for each in claim.cited for found in _FROM_TO.findall(each.text)]
    if not _FROM_TO.search(claim.passage.text):
        for start, end in known:
            for word, wrong, right in (("to", start, end), ("from", end, start)):
                if re.search(rf"(?i)\b{word} (?:about )?{re.escape(wrong)}\b", claim.passage.text):
                    yield Problem(
                        f'"{word} {wrong}" takes the other end of the change',
                        f'the cited block says "{word} {right}"',
                    )


def _other_rhythm(claim: Claim) -> Iterator[Problem]:
    """Find "injected twice weekly" where the block injects weekly and gives a dose twice."""
    known = frozenset(rate for each in claim.cited for rate in _injected(each.text))
    said = _injected(claim.passage.text)
    if known and said and not known & said:
        yield Problem(
            f'"{show(min(said, key=show))}" is not how often the cited block injects',
            f'it says "{show(min(known, key=show))}"',
        )


def _other_label(claim: Claim) -> Iterator[Problem]:
    """Find "volume 4, number 9" where the block has volume 9, number 4."""
    known = {label: one for each in claim.cited for label, one in _labelled(each.text).items()}
    for label, number in _labelled(claim.passage.text).items() if known else ():
        if known.get(label, number) != number:
            yield Problem(
                f'"{label} {number}" is not in the cited block',
                f'write "{label} {known[label]}", as that block does,'
                " or cite the one that says yours",
            )


@lru_cache(LATELY)
def _labelled(text: str) -> Mapping[str, str]:
    """Give the volume, number and page of a work."""
    found = (match.groupdict().items() for match in _LABELLED.finditer(text))
    return {label: number for groups in found for label, number in groups if number}


def _not_avoided(claim: Claim) -> Iterator[Problem]:
    """Find "kept below 20" where the block avoids what is below 20."""
    known = frozenset().union(*map(avoided, claim.cited))
    for sentence in claim.sentences if known else ():
        for found in _AIMED.finditer(_KEPT_FROM.sub("from", sentence.text)):
            if found[1] in known and not _is_spared(found[1], sentence):
                yield Problem(
                    f'"{found[0]}" is what the cited block wants to avoid',
                    f'say that it is avoided: "typically not below {found[1]}"',
                )


def _is_spared(number: str, sentence: Sentence) -> bool:
    """Tell "not pushed below 20" from "to prevent pain, …" and "prevents pain by pushing it"."""
    words = sentence.words
    aim = words[0].clause if words[0].text == "to" else -1
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text == "by":
            parts.append([])
        if word.clause != aim:
            parts[-1].append(word)
    return any(
        any(word.text == number for word in part)
        and any(word.stem in SOFT or word.text == "too" for word in part)
        for part in parts
    )


@lru_cache(LATELY)
def avoided(ground: Ground) -> frozenset[str]:
    """Give the numbers below or above which a block avoids to go."""
    return frozenset(_AVOIDED.findall(ground.text))


def _injected(text: str) -> frozenset[Figure]:
    """Give how often something is injected, as far as it stands beside that word."""
    beside = (" ".join(found) for found in _INJECTED.findall(text))
    return frozenset(each for part in beside for each in figures(part) if each.frequency)


def _missing(said: tuple[Figure, ...], known: tuple[Figure, ...]) -> list[Figure]:
    return [figure for figure in said if figure not in known]


def _carried(said: tuple[Figure, ...], known: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Give a bound the unit of the one before: "above 60 pg/mL, or above 40 with symptoms"."""
    found: list[Figure] = []
    for figure in said:
        before = [each.unit for each in found if each.comparator and each.unit]
        carried = replace(figure, unit=before[-1]) if before else figure
        lacks = figure.comparator and not figure.unit and not figure.frequency
        found.append(carried if lacks and carried in known else figure)
    return tuple(found)


def _meant(claim: Claim, said: tuple[Figure, ...], known: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Read "a threshold of 40" as the bound that it is in the block."""
    said = _carried(said, known)
    if not _THRESHOLD.search(claim.passage.text):
        return said
    bounds = {replace(each, comparator=""): each for each in known if each.comparator}
    return tuple(each if each in known else bounds.get(each, each) for each in said)


def _in_order(claim: Claim, known: tuple[Figure, ...]) -> bool:
    """Tell whether figures of one unit keep the block's order: 65 to 22 is not 22 to 65.

    A bound is told from another one by its word ("below 20", "above 40"), or by its condition.
    """
    is_told_apart = are_told_apart(claim)
    places = [(each, known.index(each)) for each in _meant(claim, _told(claim), known)]
    return all(
        one <= two
        for at, (figure, one) in enumerate(places)
        for other, two in places[at + 1 :]
        if figure.unit
        and (figure.unit, figure.comparator) == (other.unit, other.comparator)
        and not (figure.comparator and is_told_apart)
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
        return "that block states no figure: cite the one that does"

    def near(other: Figure) -> int:
        return (
            2 * (other.unit == figure.unit)
            + (other.number == figure.number)
            + (other.frequency == figure.frequency)
        )

    return (
        f'write "{show(max(known, key=near))}", as that block does, or cite the one that says yours'
    )
