"""What a rule has to see in the block before it blocks: a conflict, and no mere lack of a word."""

import pytest

from bot.core.lint import check_passage
from bot.core.model import Locator, passage
from tests.core.test_sentences import grounds, pytestmark, rules  # noqa: F401

SOUND = [
    # of what is denied the block does not speak
    ("factors:l3", "Genes do not dictate everything here, but they influence the enzyme."),
    ("monitoring:p1", "Nothing about this work is set in concrete; it is a dynamic calibration."),
    ("fundamentals:p2", "No corner of the endocrine system is cut off from the ripple effect."),
    ("protocols:p4", "Blood work is not over with after one review: the process is iterative."),
    ("reflection:p2", "That numbers are objective does not mean that nothing else counts."),
    (
        "academic:p4",
        "The article gives no count of those in the review; it only tells of a cohort.",
    ),
    ("ratio:p2", "No hormone of the two works without the other: they complement each other."),
    ("monitoring:p1", "Integration without open communication would lack its foundation."),
    ("receptor:l1", "In men no other sex steroid is arguably as dominant for bone health."),
    # whom else could it be about
    ("reflection:p3", "The protocol is seen as recalibrating the whole human system."),
    ("protocols:p1", "How the individual responds, and what he or she reports, sets the amount."),
    ("protocols:p1", "A dose that suits everyone is not known to the article."),
    # opposites that are told of two things
    ("ratio:p4", "A gain in libido is not the aim; too little estrogen can harm the joints."),
    # all, only, should and must that strengthen nothing
    ("tissue:p2", "Of all peripheral aromatization by far most goes on in adipose tissue."),
    ("protocols:t2", "Fatigue proves little on its own; the table lists it for low estradiol."),
    ("protocols:p4", "A review one month later, typically, shows if it works as it should."),
    ("receptor:p4", "The pathway that must be modulated is essential for skeletal health."),
    # hedges in two words
    ("tissue:p1", "Serum levels need not mirror what estradiol does within each tissue."),
    ("intermediate:p5", "Titrating is done with an eye to lab values and to well-being."),
]
UNSOUND = [
    ("factors:l3", "Genes do not influence the enzyme."),
    ("monitoring:p1", "Nothing about this work is a calibration; it is a static prescription."),
    ("fundamentals:p2", "No part of the endocrine system changes."),
    ("protocols:p4", "Blood work is not reviewed."),
    ("ratio:p2", "Neither hormone complements the other."),
    ("monitoring:p1", "Integration does not need open communication."),
    ("academic:p1", "A human network is perturbed by testosterone in women."),
    ("factors:l1", "Everyone on TRT requires anastrozole."),
    ("receptor:l2", "Estradiol raises LDL and lowers HDL."),
    ("tissue:p2", "All aromatization occurs in adipose tissue."),
    ("protocols:t2", "Fatigue proves low estradiol, the table says."),
    ("protocols:p4", "A man should get a blood test one month later."),
    ("receptor:p4", "A man must modulate the pathway."),
    ("tissue:p1", "Serum levels always mirror what estradiol does within each tissue."),
    ("receptor:l2", "Estradiol prevents arthritis."),
]


@pytest.mark.parametrize(("where", "text"), SOUND)
def test_what_conflicts_with_nothing_passes(where, text):
    assert not rules(where, text)


@pytest.mark.parametrize(("where", "text"), UNSOUND)
def test_the_same_turns_against_the_block_are_stopped(where, text):
    assert rules(where, text)


def test_a_lost_primarily_is_told_and_blocks_nothing():
    text = "The androgen receptor is what testosterone sends its signals through."
    found = list(check_passage(passage(text, (Locator("anastrozole-trt:receptor:p1"),)), grounds()))
    assert [(rule, each.blocks) for rule, each in found] == [("G6", False)]
