"""The lint: whether a pack, or one entry, may be published.

One table of rules; each rule is a plain function over one passage, one entry or the pack. CI, the
command line and the moderators' form call the same two functions.
"""

from collections.abc import Iterator, Mapping

from bot.core.finding import Finding, Needs, Report, Rule, Tick, locate
from bot.core.model import Entry, EntryId, Locator, Pack
from bot.core.structure import (
    check_accounting,
    check_advice,
    check_cited,
    check_limits,
    check_shape,
    count_ids,
)
from bot.core.twins import find_twins, find_twins_of

RULES = (
    Rule("G1", "a reader can only check a sentence that has a citation"),
    Rule("G8", "the bot reports; advice is the clinician's"),
    Rule("G11", "what does not fit a message is cut, and a passage pings nobody"),
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
    findings: list[Finding] = []
    for done, entry in enumerate(pack.entries, 1):
        findings += _check_entry(entry, pack, known)
        if tick:
            tick(done, len(pack.entries))
    findings += check_accounting(pack)
    findings += find_twins(pack.entries)
    return _report(findings, pack.entries, words)


def lint_entry(entry: Entry, pack: Pack, words: Mapping[Locator, str] | None = None) -> Report:
    """Check one entry, new or edited, as part of a pack."""
    others = [each for each in pack.entries if each.id != entry.id]
    findings = list(_check_entry(entry, pack, count_ids([*others, entry])))
    findings += find_twins_of(entry, others)
    return _report(findings, (entry,), words)


def _check_entry(entry: Entry, pack: Pack, known: Mapping[EntryId, int]) -> Iterator[Finding]:
    yield from locate("G1", check_cited(entry), entry.id)
    yield from locate("G11", check_limits(entry, pack.sources), entry.id)
    for rule, problem in check_shape(entry, known):
        yield from locate(rule, [problem], entry.id)
    for number, passage in enumerate(entry.passages, 1):
        yield from locate("G8", check_advice(passage), entry.id, number)


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
