import json
import re
from html.parser import HTMLParser

import pytest

from bot.core.lint import lint_pack
from bot.core.mutate import prove
from bot.services.page import coverage_page
from bot.services.report import (
    coverage_text,
    findings_text,
    proof_text,
    report_json,
    rules_text,
    summary_text,
    survivors_text,
)
from tests.core.small import SOURCE, TEXTS, WORDS, entry_of, pack_of, passage_of

BAD = entry_of("bad", passage_of("You take <b>3 mg</b>.", "doses:p1"), question="What & why?")
GOOD = entry_of("good", passage_of("The text says that no dose is universal.", "doses:p2"))
PACK = pack_of(BAD, GOOD)


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


def test_every_finding_stands_with_its_hint(full):
    text = findings_text(full)
    assert text.count("→") == len(full.findings)
    assert "bad passage 1" in text
    assert "the cited block says" in text


def test_rules_are_in_order_and_unchecked_ones_have_no_number(bare):
    ids = re.findall(r"^\| ([GS]\d+)", rules_text(bare), re.MULTILINE)
    assert ids == [f"G{n}" for n in range(1, 14)] + [f"S{n}" for n in range(1, 5)]


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
    assert isinstance(survivors_text(proof), str)


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


@pytest.mark.parametrize("words", [WORDS, {}])
def test_the_page_is_well_formed_and_stands_alone(full, words):
    html = coverage_page(PACK, full, words)
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert all(link.removeprefix("#") in page.ids for link in page.links)
    assert not {"script", "link", "img", "b"} & (page.tags - {"b"})
    assert "<b>3 mg" not in html
    assert {f"small:{where}" for where in TEXTS} <= set(page.ids)
    assert ("A usual start" in html) == bool(words)
    assert SOURCE.grade in html
