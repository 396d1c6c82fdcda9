"""The lint: whether a pack, or one entry, may be published.

One table of rules; each rule is a plain function over one passage, one entry or the pack. CI, the
command line and the moderators' form call the same two functions.
"""

from collections.abc import Iterator, Mapping

from itertools import chain

from bot.core.contradiction import find_contradictions, record
from bot.core.direction import check_direction
from bot.core.finding import Finding, Needs, Problem, Report, Rule, Tick, locate
from bot.core.ground import Grounds, make_claim, prepare
from bot.core.grounding import (
    check_citations,
    check_figures,
    check_gaps,
    check_names,
    check_own_words,
    check_repeats,
    check_support,
)
from bot.core.model import Entry, EntryId, Locator, Pack, Passage
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
from bot.core.twins import find_twins, find_twins_of

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


def lint_pack(
    pack: Pack, words: Mapping[Locator, str] | None = None, tick: Tick | None = None
) -> Report:
    """Check a whole pack; with the words of the blocks at hand, against them too."""
    known = count_ids(pack.entries)
    grounds = prepare(pack, words)
    findings: list[Finding] = []
    for done, entry in enumerate(pack.entries, 1):
        findings += _check_entry(entry, pack, known, grounds)
        if tick:
            tick(done, len(pack.entries))
    findings += check_accounting(pack)
    findings += find_contradictions(pack.entries, record(pack.entries, grounds))
    findings += find_twins(pack.entries)
    return _report(findings, pack.entries, words)


def lint_entry(entry: Entry, pack: Pack, words: Mapping[Locator, str] | None = None) -> Report:
    """Check one entry, new or edited, as part of a pack."""
    others = [each for each in pack.entries if each.id != entry.id]
    grounds = prepare(pack, words)
    findings = list(_check_entry(entry, pack, count_ids([*others, entry]), grounds))
    findings += find_contradictions([entry], record([*others, entry], grounds))
    findings += find_twins_of(entry, others)
    return _report(findings, (entry,), words)


def _check_entry(
    entry: Entry, pack: Pack, known: Mapping[EntryId, int], grounds: Grounds
) -> Iterator[Finding]:
    yield from locate("G1", check_cited(entry), entry.id)
    yield from locate("G11", check_limits(entry, pack.sources), entry.id)
    for rule, problem in check_shape(entry, known):
        yield from locate(rule, [problem], entry.id)
    for number, passage in enumerate(entry.passages, 1):
        for rule, problem in check_passage(passage, grounds):
            yield Finding(rule, entry.id, number, problem.text, problem.hint, problem.blocks)


def check_passage(passage: Passage, grounds: Grounds) -> Iterator[tuple[str, Problem]]:
    """Run the rules that look at one passage: those on its form, then those on its blocks."""
    claim = make_claim(passage, grounds)
    found = {
        "G2": check_citations(claim, grounds),
        "G3": check_figures(claim),
        "G7": check_attribution(passage, bool(claim.figures)),
        "G8": check_advice(passage),
    }
    if grounds.has_words:
        found |= {
            "G4": chain(check_names(claim, grounds), check_repeats(claim)),
            "G5": check_direction(claim, grounds),
            "G6": check_strength(claim, grounds),
            "G10": check_gaps(claim),
            "G9": chain(check_own_words(claim), check_support(claim, grounds)),
        }
    for rule, problems in found.items():
        for problem in problems:
            yield rule, problem


def _report(
    findings: list[Finding], entries: tuple[Entry, ...], words: Mapping[Locator, str] | None
) -> Report:
    return Report(
        tuple(findings),
        tuple(rule for rule in RULES if words or rule.needs is Needs.MANIFEST),
        tuple(rule for rule in RULES if not words and rule.needs is Needs.WORDS),
        len(entries),
        sum(len(entry.passages) for entry in entries),
    )
