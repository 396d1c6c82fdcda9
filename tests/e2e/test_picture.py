from xml.etree import ElementTree as ET

from tests.e2e.picture import DRAWN, Said, draw

SVG = "{http://www.w3.org/2000/svg}"


def words(svg):
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    return [" ".join(part.itertext()) for part in root.iter(f"{SVG}text")]


def test_a_message_is_drawn_with_its_buttons():
    text = "**Why?**\n\nSince <b> & " + "so " * 60 + "on. [1]\n\n-# [1] here"
    drawn = words(draw([Said("Footnote", "Sam used /ask", text, (("Source", "Share"),))]))
    assert {"Sam used /ask", "Footnote", "Source", "Share", "[1] here"} <= set(drawn)
    assert any(line.startswith("Since <b> & so") for line in drawn)
    assert max(map(len, drawn)) < 120


def test_the_readme_shows_a_whole_conversation():
    drawn = " ".join(words(DRAWN.read_text("utf-8")))
    assert "Sam pressed Source" in drawn
    assert "ask your clinician" in drawn
