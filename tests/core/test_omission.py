"""What a passage says that a block does not name, on the article itself."""

import pytest

from tests.core.test_sentences import pytestmark, rules  # noqa: F401 - skips without the article

SOUND = [
    ("monitoring:t2", "FSH is not in that row; total testosterone is typical there."),
    ("monitoring:t2", "Typical there is estradiol; neither free testosterone nor LH is named."),
    ("monitoring:t4", "This row typically lists estradiol and CBC; LH is not mentioned there."),
    ("monitoring:t3", "The row typically has estradiol and does not mention hematocrit."),
    ("monitoring:t1", "The row typically lists FSH and LH; prolactin does not appear there."),
    ("receptor:p3", "The passage names osteoclasts and osteoblasts, but not chondrocytes."),
    ("receptor:p3", "The passage tells of osteoclasts without mentioning insulin."),
    ("academic:p2", "CYP19A1 is named as the enzyme, but not CYP3A4."),
    ("equilibrium:p1", "Estradiol rises too; it does not say by how many pg/mL."),
    ("monitoring:p4", "A low dose may prevent gynecomastia; it does not say how many milligrams."),
    ("protocols:p1", "The dose is tailored to him; metformin is not named in the article."),
]  # fmt: skip
UNSOUND = [
    ("monitoring:t2", "Estradiol is not in that row; total testosterone is typical there."),
    ("monitoring:t1", "Typical there is estradiol; neither free testosterone nor LH is named."),
    ("monitoring:t4", "This row typically lists estradiol; CBC is not mentioned there."),
    ("monitoring:t1", "The row typically has estradiol and does not mention FSH."),
    ("monitoring:t1", "The row typically lists FSH; free testosterone does not appear there."),
    ("receptor:p3", "The passage names osteoclasts, but not osteoblasts."),
    ("receptor:p3", "The passage tells of osteoclasts without mentioning estradiol."),
    ("protocols:p2", "In the article the dose might be oral; how many milligrams is not stated."),
    ("protocols:p2", "The article has a common oral dose, but it does not say how often."),
    ("protocols:p1", "The dose is tailored to the response; LH is not named in the article."),
    ("monitoring:t2", "The row typically lists estradiol and LH, but not FSH."),
    ("receptor:p1", "The androgen receptor is named there, but not estrogen receptors."),
    ("academic:p5", "Median E2 fell, the article says; it does not say to how many pg/mL."),
    # about people, and not about the block
    ("academic:p4", "Men on testosterone therapy were reviewed; none of them reported acne."),
    ("academic:p4", "The men on testosterone therapy who were reviewed had no diabetes."),
    ("monitoring:p4", "A low dose prevents gynecomastia, and acne was not reported."),
    ("intermediate:p4", "The physician gives no letrozole while he maintains the dose."),
    ("equilibrium:p2", "Such symptoms may include water retention; acne does not appear."),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text"), SOUND)
def test_what_the_block_does_not_name_may_be_said_so(where, text):
    assert rules(where, text) == set()


@pytest.mark.parametrize(("where", "text"), UNSOUND)
def test_what_the_block_names_is_not_said_to_be_missing(where, text):
    assert rules(where, text) & {"G4", "G5"}
