import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.load import load_pack
from bot.content.source import Outline, compare, describe, has_gap, read_article
from bot.core.errors import UserError
from bot.core.freshness import digest
from bot.core.model import Figure, Section, Table
from bot.settings import packaged_knowledge
from tests.packs import ARTICLE, BLOCKS, CAPTION, sha

FOLDER = Path(__file__).parents[3] / "shared" / "article"
needs_article = pytest.mark.skipif(not FOLDER.is_dir(), reason="the article is not at hand")


@pytest.fixture
def source(tiny):
    return tiny.snapshot.pack.sources[0]


@pytest.fixture
def outline(source):
    return Outline(source.sections, source.tables)


def locators(text: str, outline: Outline) -> dict[str, str]:
    article = read_article(text, "s", outline)
    return {each.locator.removeprefix("s:"): each.text for each in article.paragraphs}


def test_paragraphs_items_and_rows_have_locators(outline):
    assert locators(ARTICLE, outline) == BLOCKS


def test_rows_keep_their_cells_and_columns(outline):
    row = next(e for e in read_article(ARTICLE, "s", outline).paragraphs if e.kind == "t")
    assert row.text.endswith(": Yellow and soft. | Too little water: Dry and curled.")
    assert row.columns == ("Sign", "Too much water", "Too little water")


def test_navigation_and_captions_are_left_out_with_a_reason(outline):
    skipped = read_article(ARTICLE, "s", outline).skipped
    assert [(each.sha256, each.reason) for each in skipped] == [
        (sha("Skip to main content"), "navigation"),
        (sha(CAPTION), "image caption"),
    ]


def test_windows_line_ends_change_nothing(outline):
    assert locators(ARTICLE.replace("\n", "\r\n"), outline) == BLOCKS


def test_space_inside_lines_changes_nothing(outline):
    spaced = ARTICLE.replace(". ", ".   ").replace("\n\n", "\n  \n\n").replace("• ", "   * ")
    assert locators(spaced, outline) == BLOCKS


@pytest.mark.parametrize("bullet", ["•", "*", "-", "1.", "12)"])
def test_bullets(bullet):
    found = locators(f"Title\n\n{bullet} An item.\n{bullet} More.", Outline())
    assert found == {"title:l1": "An item.", "title:l2": "More."}


def test_without_an_outline_short_lines_are_headings():
    text = "Big Title\n\nA sentence.\n\nWhy is this one?\n\nAnother sentence, and one more."
    article = read_article(text, "s", Outline())
    assert [(each.slug, each.title) for each in article.sections] == [
        ("big-title", "Big Title"),
        ("why-is-this-one", "Why is this one?"),
    ]
    assert [each.locator for each in article.paragraphs] == [
        "s:big-title:p1",
        "s:why-is-this-one:p1",
    ]


def test_a_heading_without_a_letter_still_has_a_name():
    assert locators("★★★\n\nA sentence.", Outline()) == {"section:p1": "A sentence."}


def test_headings_alike_are_sections_of_their_own():
    text = "Alpha\n\nOne.\n\nAlpha\n\nTwo.\n\n★\n\nThree.\n\n★★\n\nFour."
    found = {
        "alpha:p1": "One.",
        "alpha-2:p1": "Two.",
        "section:p1": "Three.",
        "section-2:p1": "Four.",
    }
    assert locators(text, Outline()) == found
    told = tuple(read_article(text, "s", Outline()).sections)
    assert locators(text, Outline(told)) == found


def test_with_an_outline_only_its_titles_are_headings():
    outline = Outline((Section("a", "Alpha"),))
    assert locators("Alpha\n\nBeta\n\nA sentence.", outline) == {
        "a:p1": "Beta",
        "a:p2": "A sentence.",
    }


def test_lines_before_the_first_heading_are_left_out():
    article = read_article("A stray sentence.\n\nAlpha\n\nText.", "s", Outline())
    assert [each.reason for each in article.skipped] == ["before the first heading"]


TABLE = Outline((Section("a", "Alpha"), Section("b", "Beta")), (Table(("Kind", "High", "Low")),))


@pytest.mark.parametrize(
    ("after", "more"),
    [
        ("No label is a sentence.", {"a:p1": "No label is a sentence."}),
        ("Beta\n\nText.", {"b:p1": "Text."}),
        (f"{CAPTION}\n\nNot a cell", {"a:p1": "Not a cell"}),
        ("Second\nUp.\nDown.", {"a:t2": "Kind: Second | High: Up. | Low: Down."}),
    ],
)  # fmt: skip
def test_a_table_ends_at_a_sentence_a_heading_or_a_caption(after, more):
    text = f"Alpha\n\nKind High Low\nFirst\nOne.\nTwo.\n\n{after}"
    assert locators(text, TABLE) == {"a:t1": "Kind: First | High: One. | Low: Two."} | more


def test_a_header_that_nothing_follows_is_a_paragraph():
    assert locators("Alpha\n\nKind High Low\n\nText.", TABLE)["a:p1"] == "Kind High Low"


@pytest.mark.parametrize("text", ["", "\n\n", "Only a heading", "Skip to main content"])
def test_a_text_without_paragraphs_is_refused(text):
    with pytest.raises(UserError, match="no paragraphs"):
        read_article(text, "s", Outline())


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_no_locator_stands_twice(text):
    try:
        article = read_article(text, "s", TABLE)
    except UserError:
        return
    names = [each.locator for each in article.paragraphs]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "text",
    [
        "Higher levels of can raise it.",
        "When is strong, cover it.",
        "It turns (for example the) into a (salt).",
        "the entire changes into salt",
        "This is a truly remarkable.",
        "One of the (big) ones with and without.",
    ],
)
def test_sentences_that_lost_a_noun(text):
    assert has_gap(text)


@pytest.mark.parametrize(
    "text",
    ["When he is strong, cover it.", "The levels of water can rise.", "A truly good man.", ""],
)
def test_sentences_that_lost_nothing(text):
    assert not has_gap(text)


def test_blocks_are_described(outline):
    blocks = {
        block.locator.removeprefix("s:"): block
        for block in describe(read_article(ARTICLE, "s", outline), ())
    }
    assert blocks["sunlight:p1"].gap
    assert blocks["feeding:p1"].figures[0].number == "5"
    assert Figure("five") not in blocks["watering:p1"].figures
    assert [blocks[name].sha256 for name in BLOCKS] == [sha(text) for text in BLOCKS.values()]
    assert blocks["watering:t1"].kind == "t"


def test_columns_get_their_direction():
    table = Table(("Sign", "Excess of water", "Deficient in water"))
    text = "Alpha\n\nSign Excess of water Deficient in water\nLeaf\nA.\nB."
    article = read_article(text, "s", Outline((Section("a", "Alpha"),), (table,)))
    assert next(describe(article, ())).columns == ("", "high", "low")


def test_what_a_curator_decided_is_kept(outline):
    article = read_article(ARTICLE, "s", outline)
    first, *rest = describe(article, ())
    decided = replace(first, gap=True, waived="says nothing", grade="an advertisement")
    again = next(describe(article, [decided]))
    assert again == decided
    assert len(rest) == len(BLOCKS) - 1


WAIVED = {"waived": "says nothing", "gap": True, "grade": "an advertisement"}


def decided_after(before: str, after: str, decided: str) -> list[str]:
    """Decide on one block of a text; give the blocks that the decision is on in another text."""
    old = list(describe(read_article(before, "s", Outline()), ()))
    kept = [replace(each, **WAIVED) if each.locator == f"s:{decided}" else each for each in old]
    new = describe(read_article(after, "s", Outline()), kept)
    return [each.locator[2:] for each in new if each.waived and each.gap and each.grade]


@pytest.mark.parametrize(
    ("before", "after", "decided", "found"),
    [
        ("A\n\nOne.\n\nTwo.", "A\n\nNew.\n\nOne.\n\nTwo.", "a:p2", ["a:p3"]),
        ("A\n\nOne.\n\nTwo.", "A\n\nOne.\n\nOther.", "a:p2", []),
        ("A\n\nOne.\n\nB\n\nOne.", "A\n\nOne.\n\nB\n\nOne.", "b:p1", ["b:p1"]),
        ("A\n\nOne.\n\nB\n\nOne.", "A\n\nNone.\n\nB\n\nOne.", "b:p1", ["b:p1"]),
        ("A\n\nOne.", "A\n\nOne.\n\nOne.", "a:p1", ["a:p1"]),
        ("A\n\nOne.\n\nTwo.\n\nOne.", "A\n\nNew.\n\nOne.\n\nTwo.\n\nOne.", "a:p3", ["a:p4"]),
    ],
)
def test_what_was_decided_follows_the_words_and_no_others(before, after, decided, found):
    assert decided_after(before, after, decided) == found


def test_a_copy_that_agrees(source, outline):
    assert compare(source, read_article(ARTICLE, source.id, outline)) == []


@pytest.mark.parametrize(
    ("old", "new", "differences"),
    [
        ("early in the morning", "late at night", ["tomato-guide:watering:p1: changed"]),
        ("• Grown plants: a bed facing south.\n", "",
         ["tomato-guide:sunlight:l2: missing from the copy"]),
        ("\nFeeding\n", "\nOne more sentence.\n\nFeeding\n",
         ["tomato-guide:sunlight:p2: new in the copy"]),
        (CAPTION, CAPTION + " and pepper", ["left-out lines differ: 1 new, 1 missing"]),
        ("Skip to main content\n\n", "", ["left-out lines differ: 0 new, 1 missing"]),
    ],
)  # fmt: skip
def test_a_copy_that_differs(source, outline, old, new, differences):
    assert old in ARTICLE
    article = read_article(ARTICLE.replace(old, new), source.id, outline)
    assert compare(source, article) == differences


def test_hashes_do_not_see_white_space():
    assert digest(" a\n b\t") == digest("a b") != digest("ab")


@pytest.fixture(scope="module")
def manifest():
    return load_pack(packaged_knowledge()).sources[0]


@pytest.fixture(scope="module")
def article(manifest):
    text = (FOLDER / "original.txt").read_text("utf-8-sig")
    return read_article(text, manifest.id, Outline(manifest.sections, manifest.tables))


@needs_article
def test_locators_of_the_article_are_the_customers(article, manifest):
    theirs = json.loads((FOLDER / "article.json").read_text("utf-8"))
    due = [f"{theirs['source']}:{each['locator']}" for each in theirs["paragraphs"]]
    assert [each.locator for each in article.paragraphs] == due
    assert [block.locator for block in manifest.blocks] == due
    assert [(s.slug, s.title, s.parent or None) for s in manifest.sections] == [
        (each["slug"], each["title"], each["parent"]) for each in theirs["sections"]
    ]


@needs_article
def test_lines_of_the_article_that_are_left_out(article):
    reasons = Counter(each.reason for each in article.skipped)
    assert reasons == {"image caption": 18, "navigation": 1}


@needs_article
def test_lost_words_of_the_article(article, manifest):
    assert sum(has_gap(each.text) for each in article.paragraphs) >= 11
    assert sum(block.gap for block in manifest.blocks) >= 11


@needs_article
def test_the_shipped_manifest_agrees_with_the_article(article, manifest):
    assert compare(manifest, article) == []


def test_the_shipped_tables_have_directions(manifest):
    signs = [b for b in manifest.blocks if b.locator.startswith("anastrozole-trt:protocols:t")]
    assert signs
    assert all(block.columns == ("", "high", "low") for block in signs)
