# ruff: noqa: E501, RUF001
"""Sound sentences that say in words of their own what their block says, and unsound ones beside."""

import pytest

from tests.core.test_sentences import rules
from tests.real import ARTICLE

pytestmark = pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")

FIGURES_RIGHT = [
    (
        "references:l1",
        "Punjani and others published in Sexual Medicine in 2021 (volume 9, number 4).",
    ),
    (
        "academic:p5",
        "According to the article, a median E2 of 22 pg/mL replaced one of 65 pg/mL when 0.5 mg of anastrozole was given three times weekly.",
    ),
    (
        "monitoring:t4",
        "In stable patients, the article has typical tests every three or six months: total testosterone, estradiol, CBC and CMP.",
    ),
    (
        "academic:p4",
        "According to the review, E2 counted as elevated over 60 pg/mL, or over 40 where symptoms came along.",
    ),
    (
        "academic:p4",
        "In the study, E2 over 40 pg/mL with symptoms, or over 60 pg/mL without that condition, was called elevated.",
    ),
    (
        "academic:p5",
        "The article reports half a milligram of anastrozole three times weekly; the median E2 came down from 65 pg/mL to 22 pg/mL.",
    ),
    (
        "academic:p5",
        "The article reports a median E2 of 22 picograms per millilitre after anastrozole; it had been 65 picograms per millilitre before.",
    ),
    (
        "monitoring:p3",
        "In the article's example, E2 levels are marching up to 90 pg/mL while the patient might report feeling fantastic.",
    ),
    (
        "protocols:p3",
        "According to the article, anastrozole may be begun once estradiol exceeds 40-60 pg/mL, while a fall below 20 pg/mL is typically avoided.",
    ),
    (
        "factors:l5",
        "High circulating insulin, typical of type-2 diabetes and metabolic syndrome, has been shown to stimulate aromatase activity.",
    ),
]
FIGURES_WRONG = [
    (
        "references:l1",
        "Punjani and others published in Sexual Medicine in 2021 (volume 4, number 9).",
    ),
    (
        "academic:p5",
        "According to the article, a median E2 of 65 pg/mL replaced one of 22 pg/mL when 0.5 mg of anastrozole was given three times weekly.",
    ),
    (
        "monitoring:t4",
        "In stable patients, the article has typical tests every three or four months: total testosterone, estradiol, CBC and CMP.",
    ),
    (
        "academic:p4",
        "According to the review, E2 counted as elevated over 60 ng/mL, or over 40 where symptoms came along.",
    ),
    (
        "academic:p4",
        "In the study, E2 over 60 pg/mL with symptoms, or over 40 pg/mL without that condition, was called elevated.",
    ),
    (
        "academic:p4",
        "In the study, with symptoms E2 was called elevated above 60 pg/mL, otherwise above 40.",
    ),
    (
        "academic:p5",
        "The article reports one and a half milligrams of anastrozole three times weekly; the median E2 came down from 65 pg/mL to 22 pg/mL.",
    ),
    (
        "academic:p5",
        "The article reports a median E2 of 65 pg/mL after anastrozole; it had been 22 pg/mL before.",
    ),
    (
        "monitoring:p3",
        "In the article's example, the patient might feel fantastic while his E2 stays at up to 90 pg/mL.",
    ),
    (
        "protocols:p3",
        "According to the article, anastrozole may be begun below 40-60 pg/mL, while a rise above 20 pg/mL is typically avoided.",
    ),
]
STRENGTH_RIGHT = [
    (
        "fundamentals:p2",
        "Once therapeutic testosterone is introduced, a ripple effect necessarily runs through the entire endocrine system.",
    ),
    (
        "equilibrium:p3",
        "Every physiology is unique, and anastrozole is to help find the testosterone-to-estradiol ratio at which it works best.",
    ),
    (
        "fundamentals:p5",
        "By inhibiting aromatase precisely, it lets all the therapeutic benefits of testosterone show while estradiol stays inside its optimal window.",
    ),
    (
        "intermediate:p5",
        "For anastrozole to be used effectively, the dose has to bring the lab values in line with the patient's own sense of well-being.",
    ),
    (
        "protocols:p1",
        "Does everybody get the same amount? No, it is tailored to the individual's response.",
    ),
    (
        "factors:l1",
        "Obese or overweight men on TRT are likelier to need anastrozole, which is not to say that all of them will.",
    ),
    (
        "intermediate:p3",
        "Standard TRT doses often do not bring on problematic estradiol elevations in all individuals.",
    ),
    (
        "monitoring:p3",
        "A patient might feel fantastic all along, and still, in the article's example, the lab work shows E2 climbing to 90 pg/mL.",
    ),
    (
        "monitoring:t3",
        "In the article's table, only two tests are typical 4-6 weeks after an adjustment of anastrozole: total testosterone and estradiol (E2).",
    ),
]
STRENGTH_WRONG = [
    (
        "factors:l3",
        "Genetic predisposition necessarily makes some men more sensitive to anastrozole.",
    ),
    (
        "equilibrium:p3",
        "Anastrozole is to help every man find the one ratio at which he works best.",
    ),
    ("fundamentals:p5", "It always keeps estradiol inside its optimal window."),
    ("factors:l1", "Obese men on TRT have to take anastrozole."),
    (
        "protocols:p1",
        "Is the amount tailored to the individual's response? No, everybody gets the same.",
    ),
    (
        "factors:l1",
        "Overweight men on TRT are more likely to need anastrozole, and all of them will.",
    ),
    ("equilibrium:p4", "Is it a proactive measure? No, it is only damage control."),
    (
        "monitoring:t2",
        "According to the article, only estradiol is typically tested 4-6 weeks post-initiation.",
    ),
    (
        "monitoring:t4",
        "In the article's table, only two tests are typical for stable patients: total testosterone and estradiol.",
    ),
]
NAMES_RIGHT = [
    (
        "fundamentals:p3",
        "The body makes estradiol from testosterone by means of aromatase, the converting enzyme (CE).",
    ),
    (
        "ratio:p1",
        "Seamless efficiency is what the article ascribes to a body whose T/E ratio is optimal.",
    ),
    (
        "academic:p2",
        "The surplus of substrate for aromatase can bring on a secondary state of hyperoestrogenism, though TRT effectively addresses the primary deficiency.",
    ),
    (
        "receptor:l2",
        'Estradiol favourably affects lipids, such as by lowering LDL ("bad" cholesterol) and raising HDL (the good cholesterol).',
    ),
    (
        "monitoring:t1",
        "Before TRT, the typical tests include LH (luteinizing hormone) and FSH (follicle-stimulating hormone).",
    ),
    (
        "receptor:p1",
        "Oestrogen receptor α and oestrogen receptor β carry the signal of estradiol, and the AR primarily that of testosterone.",
    ),
    (
        "tissue:p2",
        "Suppressing estradiol too aggressively throughout the body could potentially dull what testosterone does for the brain, even though serum testosterone is optimal.",
    ),
]
NAMES_WRONG = [
    (
        "fundamentals:p3",
        "The body makes estradiol from testosterone by means of aromatase, the converting enzyme (LH).",
    ),
    (
        "academic:p2",
        "The surplus of substrate for aromatase can bring on a secondary state of hypo-oestrogenism.",
    ),
    ("intermediate:p4", "Anaemia is a classic sign of raised oestradiol."),
    (
        "receptor:l2",
        "Estradiol favourably affects lipids, such as by lowering LDL (the good cholesterol) and raising HDL (the bad cholesterol).",
    ),
    (
        "monitoring:t1",
        "Before TRT, the typical tests include LH (follicle-stimulating hormone) and FSH (luteinizing hormone).",
    ),
    (
        "receptor:p1",
        "Oestrogen receptor α and oestrogen receptor α carry the signal of estradiol, and the AR primarily that of testosterone.",
    ),
    (
        "tissue:p2",
        "Overly aggressive suppression of testosterone with anastrozole could potentially blunt these central benefits of estradiol.",
    ),
]
TABLES_RIGHT = [
    (
        "receptor:l1",
        "The loss of bone that comes to men as they age has a deficiency of estradiol as a primary driver.",
    ),
    (
        "intermediate:p2",
        "Anastrozole keeps estradiol from accumulating to supraphysiological levels by selectively inhibiting aromatase.",
    ),
    (
        "factors:l1",
        "Because fat cells hold so much aromatase, more body fat leads to more estradiol being made from testosterone.",
    ),
    ("protocols:t2", "The table lists anxiety twice, once for high and once for low estradiol."),
    (
        "protocols:t2",
        "Low mood and fatigue point one way, mood swings the other: low estradiol for the former, high for the latter.",
    ),
    (
        "tissue:p3",
        "In men with significant adiposity, high systemic E2 is the driver of troubles such as gynecomastia.",
    ),
    (
        "protocols:t1",
        "Bloating and frequent urination are listed apart; the first belongs to high estradiol, the second to low.",
    ),
    (
        "protocols:t1",
        "Of water retention and aching joints, only the former stands under high estradiol.",
    ),
    ("protocols:t2", "Mood swings are listed for high estradiol; with fatigue it is the reverse."),
    (
        "protocols:t1;ratio:p4",
        "Aching joints go with low estrogen, in the table as in the text, where joint pain can come of excessively low estrogen; bloating is a sign of high estradiol.",
    ),
    (
        "receptor:p2",
        "Excessively high estradiol activates both estrogen receptors more strongly, and that can bring about reactions no one would wish for.",
    ),
    ("equilibrium:p2", "The imbalance may bring about swings of emotion nobody asked for."),
]
TABLES_WRONG = [
    (
        "receptor:l1",
        "An excess of estradiol is a primary driver of the loss of bone that comes to men as they age.",
    ),
    (
        "intermediate:p2",
        "Aromatase selectively inhibits anastrozole and so prevents supraphysiological accumulation of estradiol.",
    ),
    ("factors:l1", "More body fat leads to more insulin being made, and so to more estradiol."),
    ("protocols:t2", "The table lists fatigue twice, once for high and once for low estradiol."),
    (
        "protocols:t2",
        "Low mood and fatigue point one way, mood swings the other: high estradiol for the former, low for the latter.",
    ),
    ("tissue:p3", "Gynecomastia drives high systemic E2 in men with significant adiposity."),
    (
        "protocols:t1",
        "Bloating and frequent urination are listed apart; the first belongs to low estradiol, the second to high.",
    ),
    (
        "protocols:t1",
        "Of water retention and aching joints, only the latter stands under high estradiol.",
    ),
    ("protocols:t2", "Fatigue is listed for high estradiol; with mood swings it is the reverse."),
    (
        "protocols:t1;ratio:p4",
        "Aching joints go with high estrogen, in the table as in the text; bloating can be a sign of low estradiol.",
    ),
    (
        "receptor:p2",
        "Excessively high estradiol activates both estrogen receptors more strongly, and that can bring about responses everyone would find desirable.",
    ),
    ("ratio:p4", "Too little estrogen can bring about hair loss nobody asked for."),
]
SUPPORT_RIGHT = [
    (
        "protocols:p5;protocols:t3",
        "The table of contrasting symptoms has decreased sensitivity under low estradiol.",
    ),
    (
        "academic:p7;tissue:p1",
        "Strategic use of anastrozole mitigates the paracrine (local) and the endocrine consequences of excessive aromatization.",
    ),
    (
        "intermediate:p2;intermediate:p3",
        "The rationale for including anastrozole lies in managing symptoms and optimizing the therapeutic window.",
    ),
]
SUPPORT_WRONG = [
    (
        "protocols:p4;protocols:t3",
        "The table of contrasting symptoms has decreased sensitivity under low estradiol.",
    ),
    (
        "monitoring:t2",
        "Four to six weeks after initiation, total testosterone, estradiol and CMP are the article's typical tests.",
    ),
    (
        "academic:p7;tissue:p4",
        "Strategic use of anastrozole mitigates the paracrine (local) and the endocrine consequences of excessive aromatization.",
    ),
    (
        "intermediate:p1;intermediate:p3",
        "The rationale for including it lies in managing symptoms and optimizing the therapeutic window.",
    ),
]
RIGHT = [*FIGURES_RIGHT, *STRENGTH_RIGHT, *NAMES_RIGHT, *TABLES_RIGHT, *SUPPORT_RIGHT]
WRONG = [*FIGURES_WRONG, *STRENGTH_WRONG, *NAMES_WRONG, *TABLES_WRONG, *SUPPORT_WRONG]


@pytest.mark.parametrize(("where", "text"), RIGHT)
def test_what_the_block_says_in_other_words_passes(where, text):
    assert rules(where, text) == set()


@pytest.mark.parametrize(("where", "text"), WRONG)
def test_what_the_block_does_not_say_is_blocked(where, text):
    assert rules(where, text)
