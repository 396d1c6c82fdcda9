"""Prove the lint: change one thing in a sound passage, and see whether it is still let through.

Every mutant differs from a passage of the pack in one respect: a number, a unit, a name, a
direction, its citation, … The edits are tables of words of their own; they share nothing with the
lexicon that the lint reads, so that the one cannot flatter the other.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.finding import Tick
from bot.core.ground import Grounds, Knows, prepare
from bot.core.lint import check_passage
from bot.core.model import EntryId, Locator, Pack, Passage, passage
from bot.core.mutations import EDITS, PEERS, Edits

MOST = 400
"""Mutants tried of each kind; of more of them so many are drawn, the same ones every time."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed passage: which kind of change, and of what."""

    kind: str
    entry: EntryId
    number: int
    before: Passage
    after: Passage


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants of one kind were made and rejected, by which rules; and the survivors."""

    kind: str
    made: int
    rejected: int
    rules: tuple[str, ...]
    survivors: tuple[Mutant, ...]

    @property
    def share(self) -> float:
        """The share rejected; 1 when none could be made."""
        return self.rejected / self.made if self.made else 1.0


@dataclass(frozen=True, slots=True)
class MutationReport:
    """The scores of all kinds, and how many sound passages the lint blocks by mistake."""

    scores: tuple[Score, ...]
    passages: int
    blocked: int


def prove(
    pack: Pack,
    words: Mapping[Locator, str] | None = None,
    most: int = MOST,
    tick: Tick | None = None,
    is_english: Knows | None = None,
) -> MutationReport:
    """Mutate the passages that pass the lint, and count how many mutants it rejects."""
    grounds = prepare(pack, words, is_english)
    places = [
        (entry.id, number, each)
        for entry in pack.entries
        for number, each in enumerate(entry.passages, 1)
    ]
    sound = [place for place in places if not _rules(place[2], grounds)]
    scores = []
    for done, (kind, mutate) in enumerate(_KINDS.items(), 1):
        mutants = [
            Mutant(kind, entry, number, each, after)
            for entry, number, each in sound
            for after in mutate(each, grounds)
            if after != each
        ]
        random.Random(f"1 {kind}").shuffle(mutants)  # noqa: S311 - a repeatable draw
        scores.append(_score(kind, mutants[:most], grounds))
        if tick:
            tick(done, len(_KINDS))
    return MutationReport(tuple(scores), len(places), len(places) - len(sound))


def _score(kind: str, mutants: Sequence[Mutant], grounds: Grounds) -> Score:
    rules: dict[str, int] = {}
    survivors = []
    for mutant in mutants:
        found = _rules(mutant.after, grounds)
        for rule in found:
            rules[rule] = rules.get(rule, 0) + 1
        if not found:
            survivors.append(mutant)
    most_first = sorted(rules, key=lambda rule: (-rules[rule], rule))
    rejected = len(mutants) - len(survivors)
    return Score(kind, len(mutants), rejected, tuple(most_first), tuple(survivors))


def _rules(each: Passage, grounds: Grounds) -> frozenset[str]:
    """Give the rules that block a passage."""
    return frozenset(rule for rule, found in check_passage(each, grounds) if found.blocks)


def _reworded(each: Passage, edits: Edits) -> Iterator[Passage]:
    """Apply each edit at each place where it fits, one at a time."""
    for pattern, changes in edits:
        for match in re.finditer(pattern, each.text):
            for change in changes:
                text = each.text[: match.start()] + match.expand(change) + each.text[match.end() :]
                yield _with_text(each, re.sub(r" {2,}", " ", text))


def _with_text(each: Passage, text: str) -> Passage:
    return passage(text, each.citations, each.corrects)


def _by_table(kind: str) -> Callable[[Passage, Grounds], Iterator[Passage]]:
    return lambda each, _: _reworded(each, EDITS[kind])


def _names(each: Passage, _: Grounds) -> Iterator[Passage]:
    """Put another name of its class in a name's place."""
    for peers in PEERS:
        for name in peers:
            for match in re.finditer(rf"\b{re.escape(name)}\b", each.text):
                for other in peers:
                    if other != name:
                        start, end = match.span()
                        yield _with_text(each, each.text[:start] + other + each.text[end:])


def _recited(each: Passage, others: Callable[[Locator], Sequence[Locator]]) -> Iterator[Passage]:
    """Lead one citation somewhere else."""
    for at, where in enumerate(each.citations):
        for other in others(where):
            if other not in each.citations:
                cites = (*each.citations[:at], other, *each.citations[at + 1 :])
                yield replace(each, citations=cites)


def _neighbours(each: Passage, grounds: Grounds) -> Iterator[Passage]:
    order = list(grounds.of)

    def near(where: Locator) -> list[Locator]:
        at = order.index(where)
        return [
            order[there] for there in (at - 2, at - 1, at + 1, at + 2) if 0 <= there < len(order)
        ]

    yield from _recited(each, near)


def _captions(each: Passage, _: Grounds) -> Iterator[Passage]:
    """Cite what is no block: a caption, a heading, a block past the section's last."""

    def beside(where: Locator) -> list[Locator]:
        source, section, _ = where.split(":")
        return [Locator(f"{source}:{section}:{end}") for end in ("c1", "h1", "p99", "caption")]

    yield from _recited(each, beside)


def _gaps(each: Passage, grounds: Grounds) -> Iterator[Passage]:
    gaps = [where for where, ground in grounds.of.items() if ground.block.gap]
    yield from _recited(each, lambda _: gaps)


def _swapped(each: Passage, grounds: Grounds) -> Iterator[Passage]:
    """Exchange the sides of a two-column table, all at once and one by one."""
    if any({"high", "low"} <= set(grounds.of[where].block.columns) for where in each.citations):
        side = (
            r"\b([Hh]igh|[Ll]ow)"
            r"(?= (?:estradiol|estrogen|column|side)\b|[.,;]|$| (?:and|or) (?:high|low)\b)"
        )
        turned = {"high": "low", "low": "high", "High": "Low", "Low": "High"}
        yield _with_text(each, re.sub(side, lambda match: turned[match[0]], each.text))
        for match in re.finditer(side, each.text):
            start, end = match.span()
            yield _with_text(each, each.text[:start] + turned[match[0]] + each.text[end:])
    for where in each.citations:
        if {"high", "low"} <= set(grounds.of[where].block.columns):
            yield from _exchanged(each, *_signs(grounds.of[where].text))


def _signs(row: str) -> tuple[list[str], list[str]]:
    """Give the signs of the last two cells of a row, without those that share a word."""
    cells = [re.split(r"[,/(]", cell.partition(":")[2].strip(" .)")) for cell in row.split(" | ")]
    high, low = ([re.sub(r"[^a-z -]", "", sign.lower()).strip() for sign in c] for c in cells[-2:])
    shared = set(" ".join(high).split()) & set(" ".join(low).split())
    one, two = ([sign for sign in c if not shared & set(sign.split())] for c in (high, low))
    return one, two


def _exchanged(each: Passage, high: list[str], low: list[str]) -> Iterator[Passage]:
    """Put a sign of the other column in a sign's place."""
    for own, others in ((high, low), (low, high)):
        for sign in filter(None, own):
            for other in filter(None, others):
                if re.search(rf"\b{re.escape(sign)}\b", each.text):
                    yield _with_text(each, each.text.replace(sign, other, 1))


def _merged(each: Passage, grounds: Grounds) -> Iterator[Passage]:
    """Add a figure of another block, with and without citing it."""
    for match in re.finditer(r"\d[\d.]*(?:-\d+)?(?= (?:mg|pg/mL|weeks))", each.text):
        for where, ground in grounds.of.items():
            for figure in ground.figures:
                if where in each.citations or figure.unit not in ("mg", "pg/ml", "weeks"):
                    continue
                for joint in ("{} to {}", "{} or {}", "{1}"):
                    text = joint.format(match[0], figure.number)
                    after = _with_text(
                        each, each.text[: match.start()] + text + each.text[match.end() :]
                    )
                    if figure.number != match[0]:
                        yield after
                        yield replace(after, citations=(*each.citations, where))


_KINDS: dict[str, Callable[[Passage, Grounds], Iterator[Passage]]] = {
    **{kind: _by_table(kind) for kind in ("number", "unit", "frequency", "comparator")},
    "name": _names,
    **{
        kind: _by_table(kind)
        for kind in ("direction", "negation", "condition", "hedge", "population")
    },
    "neighbour cited": _neighbours,
    "caption cited": _captions,
    "gap cited": _gaps,
    "column swap": _swapped,
    "sources merged": _merged,
}
