import json
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest

from bot.core.finding import Finding, Report
from bot.core.freshness import NO_COPIES, Copies
from bot.core.lint import RULES, lint_pack
from bot.core.model import EntryId, Locator
from bot.core.mutate import Mutant, MutationReport, Score, prove
from bot.services.page import coverage_page
from bot.services.report import (
    coverage_text,
    findings_text,
    proof_text,
    report_json,
    stale_text,
    summary_text,
    survivors_text,
)
from tests.core.small import SOURCE, TEXTS, WORDS, entry_of, pack_of, passage_of

BAD = entry_of("bad", passage_of("You take <b>3 mg</b>.", "doses:p1"), question="What & why?")
GOOD = entry_of("good", passage_of("The text says that no dose is universal.", "doses:p2"))
PACK = pack_of(BAD, GOOD)
COPIES = Copies(WORDS, ("small",))


@pytest.fixture(scope="module")
def full():
    return lint_pack(PACK, WORDS)


@pytest.fixture(scope="module")
def bare():
    return lint_pack(PACK)


def test_the_summary_says_what_was_and_was_not_checked(full, bare):
    assert "2 of them compared" in summary_text(full)
    assert "not checked" not in summary_text(full)
    assert "not checked, for want of the text (--source FILE): G4 G5 G6 G9 G10" in summary_text(
        bare
    )


def test_one_is_no_plural():
    one = Report((Finding("S5", EntryId("a"), 0, "later", "wait", blocks=False),), (), (), 1, 1, 0)
    said = summary_text(one)
    assert said.startswith("1 entry, 1 passage, ")
    assert said.endswith("0 findings that block, 1 note")
    blocked = replace(one, findings=(replace(one.findings[0], blocks=True),))
    assert summary_text(blocked).endswith("1 finding that blocks, 0 notes")


def test_stale_entries_stand_in_one_line():
    assert stale_text(frozenset(), "so") == ""
    assert stale_text({EntryId("b")}, "so") == "1 entry is stale, so: b"
    ids = frozenset(map(EntryId, "ba"))
    assert stale_text(ids, "so") == "2 entries are stale, so: a, b"


def test_every_finding_stands_with_its_hint(full):
    text = findings_text(full)
    assert text.count("→") == len(full.findings)
    assert "bad passage 1" in text
    assert "→ write" in text


def test_a_finding_shows_enough_of_what_is_too_long():
    long = Finding("G3", EntryId("a"), 1, f'"{"9" * 10_000} mg" is not there', "x" * 3000)
    report = Report((long,), (), (), 1, 1, 1)
    lines = findings_text(report).splitlines()
    assert max(map(len, lines)) < 150
    assert lines[0].endswith('9 mg" is not there')
    assert "9" * 1000 not in coverage_page(PACK, report, NO_COPIES)


def test_the_page_lists_every_rule_and_says_which_could_not_run(bare, full):
    page = coverage_page(PACK, bare, NO_COPIES)
    for rule in RULES:
        assert f"<td>{rule.id}</td><td>{escape(rule.reason)}</td>" in page
    assert page.count("not checked, for want of the source") == len(bare.unchecked) == 5
    assert "not checked" not in coverage_page(PACK, full, COPIES)


def test_the_page_says_at_its_top_what_was_not_checked(bare):
    page = coverage_page(PACK, replace(bare, findings=()), NO_COPIES)
    top = page[: page.index("<article")]
    assert "For want of the source&#x27;s text not checked: G" in top.replace("'", "&#x27;")
    assert all(rule.id in top for rule in bare.unchecked)
    assert "None of the rules that were checked" in top
    assert f"<b>{len(bare.unchecked)}</b> rules not checked" in top


def test_what_changed_is_marked_and_findings_lead_to_it():
    words = WORDS | {Locator("small:doses:p2"): "No dose suits all."}
    gone = Locator("small:signs:p1")
    del words[gone]
    page = coverage_page(PACK, lint_pack(PACK, words), Copies(words, ("small",)))
    (changed,) = re.findall(r'<article id="([^"]+)"><h4>[^/]+>changed: its entries', page)
    assert changed == "small:doses:p2"
    assert re.findall(r'id="([^"]+)"><h4>[^/]+>not in the copy: its', page) == [gone]
    assert '<a href="#small:doses:p2">' in page[: page.index("<article")]
    assert "entries held back" in page
    assert "held back" not in coverage_page(PACK, lint_pack(PACK, WORDS), COPIES)


def test_json_holds_plain_values(full):
    values = json.loads(json.dumps(report_json(full)))
    assert values["blocking"] == len(full.blocking)
    assert {"rule", "entry", "passage", "text", "hint", "blocks"} == set(values["findings"][0])


def test_coverage_accounts_for_every_block():
    lines = coverage_text(PACK).splitlines()
    assert len(lines) == len(TEXTS) + 1
    assert lines[0].endswith("bad")
    assert lines[-1] == f"2 of {len(TEXTS)} blocks cited, 0 waived, {len(TEXTS) - 2} neither"


def test_the_mutants_table_is_markdown():
    proof = prove(PACK, WORDS, most=10)
    assert proof_text(proof).startswith("| changed ")
    assert "blocked by mistake: 1 of 2" in proof_text(proof)


def test_survivors_stand_with_what_they_were():
    before = passage_of("The text says that no dose is universal.", "doses:p2")
    after = passage_of("The text says that no dose is universal.", "doses:p1")
    cited = Mutant("neighbour cited", EntryId("good"), 1, before, after)
    reworded = Mutant("hedge", EntryId("good"), 1, before, passage_of("All is well.", "doses:p2"))
    proof = MutationReport((Score("any", 2, 0, (), (cited, reworded)),), 1, 0)
    assert survivors_text(proof).splitlines() == [
        "neighbour cited: good passage 1",
        "  - small:doses:p2",
        "  + small:doses:p1",
        "hedge: good passage 1",
        "  - The text says that no dose is universal.",
        "  + All is well.",
    ]


class _Page(HTMLParser):
    void = ("meta", "br")

    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = []
        self.links = []
        self.tags = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("copies", [COPIES, NO_COPIES])
def test_the_page_is_well_formed_and_stands_alone(full, copies):
    html = coverage_page(PACK, full, copies)
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert all(link.removeprefix("#") in page.ids for link in page.links)
    assert not {"script", "link", "img", "b"} & (page.tags - {"b"})
    assert "<b>3 mg" not in html
    assert {f"small:{where}" for where in TEXTS} <= set(page.ids)
    assert ("A usual start" in html) == bool(copies.words)
    assert SOURCE.grade in html
