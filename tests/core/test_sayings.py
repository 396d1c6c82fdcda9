# ruff: noqa: E501
"""Turns of speech that only sound like a denial, a direction or a word for all."""

import pytest

from tests.core.test_sentences import rules
from tests.real import ARTICLE

pytestmark = pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")

FOILS_RIGHT = [
    (
        "intermediate:p2",
        "Anastrozole, the article says, inhibits aromatase selectively, which keeps estradiol from building up to supraphysiological levels.",
    ),
    (
        "fundamentals:p3",
        "No, the article does not call the conversion a disease: it is a normal part of male physiology.",
    ),
    (
        "intermediate:p4",
        "No, the testosterone dose is not given up: the physician can maintain it while the unwanted effects are resolved.",
    ),
    (
        "fundamentals:p3",
        "No, aromatase is not out of place in men: the conversion that it facilitates is, the article says, a normal and healthy part of their physiology.",
    ),
    (
        "academic:p6",
        "No, a data-driven approach is not portrayed as a luxury; the article calls it a necessity.",
    ),
    (
        "tissue:p1",
        "No, aromatase is not a curiosity of fat: the brain, bone and vascular smooth muscle express it too.",
    ),
    (
        "intermediate:p4",
        "No, edema is not a sideshow: the article counts it among the classic signs of elevated estradiol.",
    ),
    (
        "ratio:p3",
        "No, a good testosterone figure is not the end of the story: a man might still feel lethargic and retain fluid.",
    ),
]
FOILS_WRONG = [
    (
        "fundamentals:p3",
        "No, the article does not call the conversion a normal process: it is a flaw.",
    ),
    ("fundamentals:p3", "No, the conversion is not normal: the article calls it a disorder."),
    (
        "fundamentals:p3",
        "No, estradiol is not described as important for bone density: the article ties it to libido.",
    ),
    ("fundamentals:p5", "No, anastrozole does not inhibit aromatase: it only slows its transport."),
    ("tissue:p1", "No, aromatase is not found in the brain: the article has it in bone and fat."),
    (
        "intermediate:p4",
        "No, edema is not a sign of elevated estradiol: the article calls it harmless.",
    ),
]
PURPOSES_RIGHT = [
    (
        "monitoring:p4",
        "The clinician can step in with a low dose of anastrozole before trouble shows, so that gynecomastia and water retention do not develop.",
    ),
    (
        "monitoring:p4",
        "A low dose of anastrozole can keep gynecomastia or water retention from developing later.",
    ),
    (
        "monitoring:p4",
        "The clinician can step in proactively, lest gynecomastia or water retention develop.",
    ),
    ("fundamentals:p3", "Estradiol supports not bone density alone; it modulates libido as well."),
    (
        "factors:l4",
        "The liver's capacity to rid the system of estrogen can be impaired by chronic drinking.",
    ),
]
PURPOSES_WRONG = [
    (
        "monitoring:p4",
        "The clinician can intervene proactively, so that gynecomastia and water retention can develop.",
    ),
    (
        "monitoring:p4",
        "The clinician can step in with a low dose of anastrozole, so that gynecomastia or water retention sets in later.",
    ),
    (
        "monitoring:p4",
        "A low dose of anastrozole does not keep gynecomastia or water retention from setting in.",
    ),
    ("fundamentals:p3", "Estradiol supports bone density alone."),
    (
        "factors:l4",
        "The liver's capacity to rid the system of estrogen can be improved by chronic drinking.",
    ),
]
ACCIDENTS_RIGHT = [
    (
        "protocols:t3",
        "Libido comes up twice: decreased under high estradiol, low under low estradiol.",
    ),
    (
        "protocols:t3",
        "Erections are brought up under both headings: as difficulty under high estradiol and as poor quality under low.",
    ),
    (
        "references:l2",
        "Whether men need to take anastrozole with testosterone is what the title by Rambhatla and Staheli asks.",
    ),
    (
        "protocols:t3",
        "Low libido comes up in the low column, decreased libido in the high one, so the table names libido on both sides.",
    ),
    (
        "protocols:t2",
        "Low mood, or anhedonia (taking little joy in things), belongs to the low column.",
    ),
    (
        "fundamentals:p2",
        "The gains of therapeutic testosterone that are intended are vigor, mental clarity and physical strength.",
    ),
    (
        "fundamentals:p1",
        "The article pictures the body as an orchestra of thousands of parts, all working together.",
    ),
    (
        "monitoring:p3",
        "For all that he might feel fantastic, in the article's example the lab work shows E2 rising to 90 pg/mL.",
    ),
    (
        "references:l3",
        "Vantage Health LLC's text on anastrozole for men on testosterone therapy is entered under 2018.",
    ),
    (
        "references:l2",
        "Under 23 July 2024 the article lists a text by Rambhatla and Staheli, whose title raises the question whether anastrozole has to be taken with testosterone.",
    ),
    (
        "ratio:p3",
        "Though his testosterone is where it ought to be, a man might feel lethargic and notice a decline in libido.",
    ),
]
ACCIDENTS_WRONG = [
    ("protocols:t3", "Difficulty achieving orgasm comes up in the column for high estradiol."),
    (
        "protocols:t2",
        "Anhedonia (finding little pleasure) stands in the table's column for high estradiol.",
    ),
    ("intermediate:p4", "All patients with excellent testosterone levels report edema."),
    ("academic:p4", "Elevated E2 was, in the study, under 60 pg/mL."),
    ("references:l3", "Vantage Health LLC's text is listed under 24 December 2018."),
    ("references:l2", "Whatever the title asks, anastrozole should be taken with testosterone."),
    ("ratio:p3", "Where testosterone is low, more of it should be taken, the article says."),
]
UNITS_RIGHT = [
    (
        "academic:p5",
        "The article reports that median E2 came down to 22 pg/mL from 65 on anastrozole.",
    ),
    ("academic:p5", "The article gives the median E2 as 65 and, after anastrozole, 22 pg/mL."),
    (
        "academic:p5",
        "The article has median E2 fall from a good 65 all the way to 22 pg/mL on anastrozole.",
    ),
    (
        "academic:p5",
        "On anastrozole, the article reports, median E2 dropped from 65 at first to just 22 pg/mL.",
    ),
    (
        "academic:p5",
        "Median E2, the article reports, stood at 65 before anastrozole and at 22 pg/mL on it.",
    ),
]
UNITS_WRONG = [
    (
        "academic:p5",
        "The article reports that median E2 came up to 65 pg/mL from 22 on anastrozole.",
    ),
    ("academic:p5", "The article gives the median E2 as 22 and, after anastrozole, 65 pg/mL."),
    ("academic:p5", "Median E2 went from 22 up to 65 pg/mL on anastrozole, the article says."),
    ("academic:p5", "Median E2 went from 65 down to 32 pg/mL on anastrozole, the article says."),
    ("academic:p5", "Median E2 went from 65 down to 22 ng/mL on anastrozole, the article says."),
    (
        "academic:p5",
        "On anastrozole, the article reports, median E2 stood at 22 before and at 65 pg/mL after.",
    ),
]
SAYERS_RIGHT = [
    (
        "academic:p6",
        "To the article's mind the high variability of aromatase activity makes a personalized approach necessary.",
    ),
    (
        "academic:p6",
        "In the author's reading, the lack of significant predictors underscores how variable aromatase activity is.",
    ),
    ("tissue:p1", "Looking at estradiol only systemically, in serum, gives an incomplete picture."),
    (
        "equilibrium:p1",
        "The metabolic byproduct of testosterone is estradiol, and more of it is naturally made once testosterone goes up.",
    ),
]
SAYERS_WRONG = [
    ("academic:p6", "In the author's eyes, only a protocol-driven approach is necessary."),
    (
        "academic:p6",
        "In the article's view, significant predictors make a personalized approach necessary.",
    ),
    (
        "equilibrium:p1",
        "Raising estradiol naturally brings more testosterone, which the article calls a metabolic byproduct of estradiol.",
    ),
    ("equilibrium:p1", "Testosterone is a metabolic byproduct of estradiol."),
]
RIGHT = [*FOILS_RIGHT, *PURPOSES_RIGHT, *ACCIDENTS_RIGHT, *UNITS_RIGHT, *SAYERS_RIGHT]
WRONG = [*FOILS_WRONG, *PURPOSES_WRONG, *ACCIDENTS_WRONG, *UNITS_WRONG, *SAYERS_WRONG]


@pytest.mark.parametrize(("where", "text"), RIGHT)
def test_what_only_sounds_like_a_contradiction_passes(where, text):
    assert rules(where, text) == set()


@pytest.mark.parametrize(("where", "text"), WRONG)
def test_what_contradicts_in_the_same_turns_is_blocked(where, text):
    assert rules(where, text)
