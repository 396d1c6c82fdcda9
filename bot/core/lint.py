"""The lint: whether a pack, or one entry, may be published.

One table of rules; each rule is a plain function over one passage, one entry or the pack. CI, the
command line and the moderators' form call the same two functions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.core.contradiction import Record, find_contradictions, record
from bot.core.direction import check_direction
from bot.core.finding import Finding, Needs, Problem, Report, Rule, Tick, locate
from bot.core.ground import Grounds, make_claim, names_a_work, prepare, untitled
from bot.core.grounding import (
    check_citations,
    check_figures,
    check_gaps,
    check_names,
    check_own_words,
    check_pairs,
    check_repeats,
    check_support,
)
from bot.core.model import Entry, EntryId, Locator, Pack, Passage, Source
from bot.core.strength import check_strength
from bot.core.structure import (
    check_accounting,
    check_advice,
    check_attribution,
    check_cited,
    check_limits,
    check_shape,
    count_ids,
)
from bot.core.twins import find_twins, find_twins_of, wordings_of

RULES = (
    Rule("G1", "a reader can only check a sentence that has a citation"),
    Rule("G2", "a citation leads to a block that exists and has not changed"),
    Rule("G3", "a number, unit, comparator or frequency stands in one cited block as it is said"),
    Rule("G4", "a drug, hormone, test or study is the one that the block names", Needs.WORDS),
    Rule("G5", "up stays up, and what the block denies is denied", Needs.WORDS),
    Rule("G6", "may stays may, and some men stay some men", Needs.WORDS),
    Rule("G7", "a figure is the source's, and the sentence says so"),
    Rule("G8", "the bot reports; advice is the clinician's"),
    Rule("G9", "own words about what the block is about, and no block fits better", Needs.WORDS),
    Rule("G10", "a word that the source lost is not filled in", Needs.WORDS),
    Rule("G11", "what does not fit a message is cut, and a passage pings nobody"),
    Rule("G12", "two entries that say opposite things cannot both be right"),
    Rule("G13", "two entries for one question make the answer a matter of luck"),
    Rule("S1", "a question is found by its wordings"),
    Rule("S2", "a related question has to exist"),
    Rule("S3", "an id names one entry"),
    Rule("S4", "what the source says is either answered or left out on purpose"),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the lint of single entries needs of a pack, made once by `open_desk`."""

    pack: Pack
    grounds: Grounds
    statements: Record
    wordings: Mapping[str, frozenset[EntryId]]


def open_desk(pack: Pack, words: Mapping[Locator, str] | None = None) -> Desk:
    """Prepare a pack for `lint_entry`; for 10,000 entries this takes some seconds."""
    grounds = prepare(pack, words)
    return Desk(pack, grounds, record(pack.entries, grounds), wordings_of(pack.entries))


def lint_pack(
    pack: Pack, words: Mapping[Locator, str] | None = None, tick: Tick | None = None
) -> Report:
    """Check a whole pack; with the words of the blocks at hand, against them too."""
    known = count_ids(pack.entries)
    grounds = prepare(pack, words)
    findings: list[Finding] = []
    for done, entry in enumerate(pack.entries, 1):
        findings += _check_entry(entry, pack.sources, known, grounds)
        if tick:
            tick(done, len(pack.entries))
    statements = record(pack.entries, grounds)
    findings += check_accounting(pack)
    findings += find_contradictions(statements, statements)
    findings += find_twins(pack.entries)
    return _report(findings, pack.entries, grounds)


def lint_entry(
    entry: Entry,
    pack: Pack,
    words: Mapping[Locator, str] | None = None,
    desk: Desk | None = None,
) -> Report:
    """Check one entry, new or edited, against a pack (which may hold its older form).

    Whoever asks often keeps an open `desk`; it stands for the pack and the words.
    """
    desk = desk or open_desk(pack, words)
    known = {each.id: 1 for each in desk.pack.entries} | {entry.id: 1}
    findings = list(_check_entry(entry, desk.pack.sources, known, desk.grounds))
    own = record([entry], desk.grounds)
    others = {
        statement: [said for said in places if said.entry != entry.id]
        for statement, places in desk.statements.items()
    }
    findings += find_contradictions(own, others)
    findings += find_twins_of(entry, desk.wordings)
    return _report(findings, (entry,), desk.grounds)


def check_passage(passage: Passage, grounds: Grounds) -> Iterator[tuple[str, Problem]]:
    """Run the rules that look at one passage: those on its form, then those on its blocks."""
    claim = make_claim(passage, grounds)
    found = {
        "G2": check_citations(claim, grounds),
        "G3": check_figures(claim),
        "G7": () if names_a_work(claim) else check_attribution(passage, bool(claim.figures)),
        "G8": check_advice(untitled(claim)),
    }
    if _has_words(passage, grounds):
        found |= {
            "G4": chain(
                check_names(claim, grounds), check_repeats(claim), check_pairs(claim, grounds)
            ),
            "G5": check_direction(claim, grounds),
            "G6": check_strength(claim, grounds),
            "G9": chain(check_own_words(claim, grounds), check_support(claim, grounds)),
            "G10": check_gaps(claim, grounds),
        }
    for rule, problems in found.items():
        for problem in problems:
            yield rule, problem


def _check_entry(
    entry: Entry, sources: tuple[Source, ...], known: Mapping[EntryId, int], grounds: Grounds
) -> Iterator[Finding]:
    yield from locate("G1", check_cited(entry), entry.id)
    yield from locate("G11", check_limits(entry, sources), entry.id)
    for rule, problem in check_shape(entry, known):
        yield from locate(rule, [problem], entry.id)
    for number, passage in enumerate(entry.passages, 1):
        for rule, problem in check_passage(passage, grounds):
            yield from locate(rule, [problem], entry.id, number)


def _has_words(passage: Passage, grounds: Grounds) -> bool:
    return all(grounds.has_words(where) for where in passage.citations)


def _report(findings: list[Finding], entries: tuple[Entry, ...], grounds: Grounds) -> Report:
    passages = [passage for entry in entries for passage in entry.passages]
    against_text = sum(_has_words(passage, grounds) for passage in passages)
    ran = tuple(rule for rule in RULES if against_text or rule.needs is Needs.MANIFEST)
    return Report(
        tuple(findings),
        ran,
        tuple(rule for rule in RULES if rule not in ran),
        len(entries),
        len(passages),
        against_text,
    )
