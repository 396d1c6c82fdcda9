"""The lint: whether a pack, or one entry, may be published.

One table of rules; each rule is a plain function over one passage, one entry or the pack. CI, the
command line and the moderators' form call the same two functions.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from bot.core.advice import check_advice
from bot.core.contradiction import Record, find_contradictions
from bot.core.direction import check_direction
from bot.core.fidelity import check_figures
from bot.core.finding import Finding, LintRule, Needs, Problem, Report, Tick, locate
from bot.core.glosses import check_glosses
from bot.core.ground import Grounds, Knows, make_claim, names_a_work, prepare, untitled
from bot.core.grounding import (
    check_citations,
    check_gaps,
    check_own_words,
    check_quotes,
    check_support,
)
from bot.core.hedges import check_hedges
from bot.core.model import Entry, EntryId, Locator, Pack, Passage
from bot.core.naming import check_naming
from bot.core.omission import check_omissions, leave_out
from bot.core.population import check_people
from bot.core.roles import check_roles
from bot.core.rows import check_rows
from bot.core.strength import check_strength
from bot.core.structure import (
    check_accounting,
    check_attribution,
    check_cited,
    check_contents,
    check_limits,
    check_reviewed,
    check_shape,
)
from bot.core.timing import check_timing
from bot.core.turns import check_turns
from bot.core.twins import Wording, Wordings, find_twins, read_wordings
from bot.core.unheard import check_unheard

RULES = (
    LintRule("G1", "a reader can only check a sentence that has a citation"),
    LintRule("G2", "a citation leads to a block that exists and has not changed"),
    LintRule(
        "G3", "a number, unit, comparator or frequency stands in one cited block as it is said"
    ),
    LintRule("G4", "a drug, hormone, test or study is the one that the block names", Needs.WORDS),
    LintRule("G5", "up stays up, and what the block denies is denied", Needs.WORDS),
    LintRule("G6", "may stays may, and some men stay some men", Needs.WORDS),
    LintRule("G7", "a figure is the source's, and the sentence says so"),
    LintRule("G8", "the bot reports; advice is the clinician's"),
    LintRule(
        "G9", "own words about what the block is about, and no block fits better", Needs.WORDS
    ),
    LintRule("G10", "a word that the source lost is not filled in", Needs.WORDS),
    LintRule("G11", "what does not fit a message is cut, and a passage pings nobody"),
    LintRule("G12", "two entries that say opposite things cannot both be right"),
    LintRule("G13", "two entries for one question make the answer a matter of luck"),
    LintRule("S1", "a question is found by its wordings"),
    LintRule("S2", "a related question has to exist"),
    LintRule("S3", "an id names one entry"),
    LintRule("S4", "what the source says is either answered or left out on purpose"),
    LintRule("S5", "a review that is yet to come vouches for nothing"),
)


@dataclass(frozen=True, slots=True)
class LintContext:
    """A pack as single entries are checked against it; `prepare_lint` makes one.

    With the words of the blocks at hand `grounds` holds them too.
    """

    pack: Pack
    grounds: Grounds
    ids: Counter[EntryId] = field(default_factory=Counter)
    statements: Record = field(default_factory=Record)
    wordings: Wordings = field(default_factory=Wordings)

    def add(self, entry: Entry, wordings: Iterable[Wording]) -> None:
        """Take in an entry, so that others are checked against it."""
        self.ids[entry.id] += 1
        self.statements.add(entry, self.grounds)
        self.wordings.add(wordings)


def prepare_lint(
    pack: Pack,
    words: Mapping[Locator, str] | None = None,
    is_english: Knows | None = None,
) -> LintContext:
    """Prepare a pack for `lint_entry`: 0.2 s for 100 entries, some seconds for 10,000.

    `words`: what the operator's copies say, by block; without them some rules cannot run.
    `is_english`: knows general English words, by which an unheard name is told.
    """
    context = LintContext(pack, prepare(pack, words, is_english))
    for entry in pack.entries:
        context.add(entry, read_wordings(entry))
    return context


def lint_entry(
    entry: Entry, context: LintContext, lapsed: Container[EntryId] = (), today: str = ""
) -> Report:
    """Check one entry, new or edited, against a pack that may hold its older form.

    `lapsed`: ids that may be named as related though no entry of the pack bears them: retired ones.
    `today`: the latest date that it is anywhere, so that no review is dated later.
    Takes some milliseconds, however large the pack. The report also says what was not checked.
    """
    ids = Counter({other: context.ids[other] for other in entry.related})
    ids[entry.id] = 1
    findings = list(_check_entry(entry, context, ids, lapsed))
    findings += locate("S5", check_reviewed(entry.reviewed, today), entry.id)
    own = Record()
    own.add(entry, context.grounds)
    findings += find_contradictions(own, context.statements, entry.id)
    findings += find_twins(read_wordings(entry), context.wordings)
    return _report(findings, (entry,), context.grounds)


def lint_pack(
    pack: Pack,
    words: Mapping[Locator, str] | None = None,
    tick: Tick | None = None,
    today: str = "",
    is_english: Knows | None = None,
) -> Report:
    """Check a whole pack; with the words of the blocks at hand, against them too.

    `today`: the latest date that it is anywhere, so that no review is dated later.
    `is_english`: knows general English words, by which an unheard name is told.
    """
    context = LintContext(pack, prepare(pack, words, is_english))
    ids = Counter(entry.id for entry in pack.entries)
    findings: list[Finding] = []
    for done, entry in enumerate(pack.entries, 1):
        findings += _check_entry(entry, context, ids)
        findings += locate("S5", check_reviewed(entry.reviewed, today), entry.id)
        wordings = tuple(read_wordings(entry))
        findings += find_twins(wordings, context.wordings)
        context.add(entry, wordings)
        if tick:
            tick(done, len(pack.entries))
    findings += check_accounting(pack)
    findings += find_contradictions(context.statements, context.statements, None)
    return _report(findings, pack.entries, context.grounds)


def check_passage(passage: Passage, grounds: Grounds) -> Iterator[tuple[str, Problem]]:
    """Run the rules that look at one passage: those on its form, then those on its blocks."""
    claim = make_claim(passage, grounds)
    found: dict[str, Iterable[Problem]] = {
        "G1": check_contents(passage.text, claim.sentences),
        "G2": check_citations(claim, grounds),
        "G3": check_figures(claim),
        "G7": ()
        if names_a_work(claim)
        else check_attribution(passage, has_figures=bool(claim.figures)),
        "G8": check_advice(untitled(claim)),
    }
    if _has_words(passage, grounds):
        wrong = tuple(check_omissions(claim, grounds))
        claim = leave_out(claim, grounds)
        found["G3"] = chain(found["G3"], check_timing(claim))
        found |= {
            "G4": chain(
                check_naming(claim, grounds),
                check_glosses(claim),
                check_unheard(claim, grounds),
                check_roles(claim, grounds),
            ),
            "G5": chain(wrong, check_direction(claim, grounds), check_turns(claim)),
            "G6": chain(
                check_strength(claim), check_hedges(claim, grounds), check_people(claim, grounds)
            ),
            "G9": chain(
                check_own_words(claim, grounds),
                check_quotes(claim),
                check_support(claim, grounds),
                check_rows(claim, grounds),
            ),
            "G10": check_gaps(claim, grounds),
        }
    for rule, problems in found.items():
        for problem in dict.fromkeys(problems):
            yield rule, problem


def _check_entry(
    entry: Entry, context: LintContext, ids: Counter[EntryId], lapsed: Container[EntryId] = ()
) -> Iterator[Finding]:
    yield from locate("G1", check_cited(entry), entry.id)
    yield from locate("G11", check_limits(entry, context.pack.sources), entry.id)
    for rule, problem in check_shape(entry, ids, lapsed):
        yield from locate(rule, [problem], entry.id)
    for number, passage in enumerate(entry.passages, 1):
        for rule, problem in check_passage(passage, context.grounds):
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
