import pytest

from bot.cogs.paging import LIMIT, pages
from bot.cogs.render import clip, small_print
from bot.core.converse import Memory


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "paragraph " * 150 + "\n\n" + "another " * 150,
        "\n".join(f"line {number} of many" for number in range(300)),
        "word " * 900,
        "x" * 4500,
        "begin " + "y" * 2500 + " end",
    ],
)
def test_every_page_fits_and_nothing_is_lost(text):
    found = pages(text)
    assert all(0 < len(page) <= LIMIT for page in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_paragraphs_stay_whole_where_they_can():
    one, other = "a" * 1500, "b" * 1500
    assert pages(f"{one}\n\n{other}") == (one, other)
    assert pages("a\n\nb") == ("a\n\nb",)


def test_lines_stay_whole_where_they_can():
    lines = [f"{number:03} " + "z" * 90 for number in range(40)]
    found = pages("\n".join(lines))
    assert [line for page in found for line in page.split("\n")] == lines


def test_labels_are_cut_at_a_word():
    assert clip("a question that goes on and on", 20) == "a question that…"
    assert clip("short") == "short"


def test_citations_are_set_small():
    assert small_print("passage [1]\n\n[1] Title\nkind") == "passage [1]\n\n-# [1] Title\n-# kind"


@pytest.mark.parametrize("locale", ["en", "de"])
def test_every_shipped_answer_fits_into_one_message(shipped, locale):
    serving = shipped.library.serving(None)
    for entry in shipped.snapshot.pack.entries:
        result = serving.pipeline.ask(entry.question, Memory(), 0.0)
        reply = serving.reply(result.outcome, entry.question, locale, "")
        laid_out = small_print(reply.text.removesuffix(reply.kin))
        assert len(pages(laid_out)) == 1, entry.id
