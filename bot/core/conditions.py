"""G3: of two bounds, the one that holds with symptoms is the one that the block joins to them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bot.core.figures import figures, short_units, show
from bot.core.finding import Problem
from bot.core.ground import Claim
from bot.core.model import Figure
from bot.core.numbers import NUMBER, numeral
from bot.core.wording import LATELY

_SYMPTOM = re.compile(r"(?i)(?<!without )(?<!no )(?<!without any )\bsymptom")
_NUMBER = re.compile(rf"(?i)(?<![\w.]){NUMBER}")
_APART = re.compile(r"[.!?](?=\s+[A-Z])|;|,? \b(?:or|otherwise|while|whereas|and|but|though)\b")
"""Between what these part, a condition is said of one figure and not of the other."""
_DENIED = re.compile(
    r"(?i)\b(?:no|not|without|regardless|irrespective|whether|absen\w+|lack\w*)\b[^.;:]*?\bsymptom"
    r"|\bsymptoms?\b[^.;:]*\b(?:not|no|nor|optional)\b|\basymptomatic"
)
"""Symptoms that are asked for nowhere in a part of a text."""


def check_conditions(claim: Claim) -> Iterator[Problem]:
    """Find ">60 pg/mL with symptoms" where the block has the symptoms beside another figure."""
    known = _conditioned_there(claim)
    said = _conditioned(claim.passage.text) if known else frozenset()
    signs = {each.comparator for each in known}
    for figure in sorted(said, key=show):
        if figure.comparator in signs and not _is_among(figure, known):
            yield Problem(
                f'the cited block does not join "{figure.number}" to symptoms',
                f'it joins them to "{min(each.number for each in known)}"',
            )


def are_told_apart(claim: Claim) -> bool:
    """Tell whether the bounds of a passage that hold with symptoms are those of the block."""
    said = _conditioned(claim.passage.text)
    return bool(said) and all(_is_among(each, _conditioned_there(claim)) for each in said)


def asks_for_none(text: str, claim: Claim) -> bool:
    """Tell ">60 pg/mL without symptoms", where the block joins them to another bound only."""
    known = _conditioned_there(claim)
    parts = _APART.split(short_units(text)) if known else ()
    return any(
        each.comparator and not _is_among(each, known)
        for part in parts
        if _DENIED.search(part)
        for each in figures(part)
    )


def _conditioned_there(claim: Claim) -> frozenset[Figure]:
    """Give the bounds that hold with symptoms in the cited blocks."""
    return frozenset().union(*(_conditioned(each.text) for each in claim.cited))


@lru_cache(LATELY)
def _conditioned(text: str) -> frozenset[Figure]:
    """Give the bounds of a text that hold with symptoms: of each part the one next to that word."""
    found: set[Figure] = set()
    for part in _APART.split(short_units(text)) if "symptom" in text.casefold() else ():
        symptom = _SYMPTOM.search(part)
        bounds = [each for each in figures(part) if each.comparator] if symptom else []
        if symptom and bounds and not _DENIED.search(part):
            at = symptom.start()
            numbers = {m.start(): numeral(m[0]) for m in _NUMBER.finditer(part)}
            near = sorted(numbers, key=lambda place: abs(place - at))
            ends = (each for place in near for each in bounds if numbers[place] in _ends(each))
            found.add(next(ends, bounds[-1]))
    return frozenset(found)


def _ends(figure: Figure) -> list[str]:
    return figure.number.split("-")


def _is_among(figure: Figure, others: Iterable[Figure]) -> bool:
    """Tell whether a figure is one of these, its unit left aside."""
    return any(replace(figure, unit=each.unit) == each for each in others)
