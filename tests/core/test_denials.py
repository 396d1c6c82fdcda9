"""Denials that need none of the block's own, on the article itself."""

import pytest

from tests.core.test_sentences import pytestmark, rules  # noqa: F401 - skips without the article

SOUND = [
    # the opposite of what the block says is denied
    ("factors:l2", "Aromatase activity does not tend to fall with age."),
    ("factors:l1", "A higher body fat percentage means more aromatase activity, not less of it."),
    ("equilibrium:p3", "The rate of aromatization is slowed rather than raised by anastrozole."),
    ("receptor:l2", "LDL goes down rather than up under estradiol."),
    ("ratio:p4", "Suppressing estradiol too aggressively is not good: it can be detrimental."),
    ("receptor:l2", "Estradiol does not raise LDL; it lowers it."),
    ("academic:p5", "Therapeutic testosterone did not fall: its concentrations were maintained."),
    ("intermediate:p4", "Rather than cutting the testosterone dose, the physician can use it."),
    ("receptor:p3", "Not every effect of estrogen is harmful: its role in bone is beneficial."),
    # what a block leaves behind
    ("reflection:p1", "A health journey can become a partnership rather than something passive."),
    ("reflection:p1", "A health journey can be a partnership instead of a passive experience."),
    # by a prefix, or as a need
    ("academic:p3", "Anastrozole is not a steroid: it is of the non-steroidal inhibitors."),
    ("academic:p3", "It is a non-steroidal (not a steroid), competitive aromatase inhibitor."),
    ("receptor:l1", "Bone cannot do without estradiol's role in the apoptosis of osteoclasts."),
    ("fundamentals:p3", "Male physiology cannot do without this conversion, which is healthy."),
    ("receptor:l2", "Estradiol is not bad for lipid profiles; it lowers LDL (bad cholesterol)."),
    # twice denied, or set off by a word of harm
    ("intermediate:p2", "Anastrozole is not unselective: it inhibits aromatase."),
    ("factors:l5", "Insulin is not irrelevant: high levels are shown to stimulate aromatase."),
    ("receptor:l4", "Estradiol is not to be ignored here: it influences insulin sensitivity."),
    ("factors:l4", "Excessive alcohol can hinder rather than help the clearing of estrogen."),
    # what is not changed, in the passive
    ("receptor:l2", "HDL is not lowered by estradiol."),
    ("academic:p5", "Testosterone was not lowered: its concentrations were maintained."),
    # a part is granted, or a spelling is told
    ("protocols:p1", "The amount is not set as a rule for everyone: it is tailored."),
    ("fundamentals:p2", "Testosterone is not adjusted in isolation: it makes wide ripples."),
    ("references:l4", 'In that title the drug is written "anastrazole", not "anastrozole".'),
    ("protocols:t3", "Poor erections are not tied to one side: low and high estradiol have them."),
    # what the article gives no figure for
    ("factors:l2", "From which age aromatase tends to gain activity is not specified."),
    ("factors:l5", "The article does not state how high circulating insulin is by then."),
    ("receptor:l2", "Estradiol lowers LDL; by how much, the article does not tell."),
    ("factors:l4", "The article does not define what counts as chronic alcohol intake."),
    ("academic:p5", "The article does not mention how long anastrozole was given."),
    # what does not go along, and what is spared
    ("factors:l2", "Estrogen may not follow when testosterone declines in older men; it may rise."),
    ("academic:p5", "Anastrozole reduced the median E2 without testosterone going along."),
    ("academic:p7", "Blunted are the consequences of aromatization, not the systemic benefits."),
]  # fmt: skip
UNSOUND = [
    ("factors:l2", "Aromatase activity does not tend to rise with age."),
    ("factors:l1", "A higher body fat percentage means less aromatase activity, not more of it."),
    ("equilibrium:p3", "The rate of aromatization is raised rather than slowed by anastrozole."),
    ("receptor:l2", "LDL goes up rather than down under estradiol."),
    ("ratio:p4", "Suppressing estradiol too aggressively is not bad; it can be good."),
    ("receptor:l2", "Estradiol does not lower LDL."),
    ("academic:p5", "Therapeutic testosterone concentrations were not maintained."),
    ("receptor:p3", "Not every effect of estrogen is beneficial: its role in bone is harmful."),
    ("equilibrium:p4", "The goal is the full spectrum of benefits, without signs of low estrogen."),
    ("intermediate:p3", "Standard TRT dosages often do not lead to a decline for each individual."),
    ("reflection:p1", "A health journey can be a passive experience instead of a partnership."),
    ("reflection:p1", "It makes a journey a passive experience rather than a partnership."),
    ("academic:p3", "Anastrozole is not a non-steroidal inhibitor of aromatase."),
    ("academic:p3", "Anastrozole is not a competitive inhibitor; it is a non-steroidal one."),
    ("receptor:l1", "Bone can do without estradiol, which promotes apoptosis of osteoclasts."),
    ("fundamentals:p3", "Male physiology can do without this conversion."),
    ("receptor:l2", "Estradiol raises LDL (the bad cholesterol)."),
    ("fundamentals:p3", "This conversion is not essential for men."),
    ("receptor:l2", "HDL is not raised by estradiol."),
    ("academic:p5", "Estradiol was not lowered: its median stayed."),
    ("intermediate:p2", "Anastrozole is not selective: it inhibits more than aromatase."),
    ("intermediate:p2", "Anastrozole is an unselective inhibitor of aromatase."),
    ("receptor:p2", "High estradiol can lead to responses that are not undesirable."),
    ("factors:l4", "Excessive alcohol can help rather than hinder the clearing of estrogen."),
    ("references:l4", 'Dr. Oracle\'s title is spelt with "testosteron", not "testosterone".'),
    ("factors:l2", "The article never states that aromatase tends to gain activity with age."),
    ("protocols:p2", "The article does not specify how much anastrozole is a common start."),
    ("factors:l4", "The article does not say that alcohol can increase aromatase activity."),
    ("factors:l2", "Testosterone may not follow when estrogen declines in older men."),
    ("academic:p5", "Anastrozole reduced testosterone without the median E2 going along."),
    ("academic:p7", "Blunted are the systemic benefits, not the consequences of aromatization."),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text"), SOUND)
def test_a_denial_of_the_opposite_passes(where, text):
    assert rules(where, text) == set()


@pytest.mark.parametrize(("where", "text"), UNSOUND)
def test_a_denial_of_what_the_block_says_is_blocked(where, text):
    assert "G5" in rules(where, text)


@pytest.mark.parametrize(
    "text",
    [
        "LDL goes down rather than",
        "It lowers LDL, rather than.",
        "Not",
        "The article does not say how",
    ],
)
def test_a_sentence_that_breaks_off_is_judged(text):
    rules("receptor:l2", text)


@pytest.mark.parametrize(
    ("where", "text", "rule"),
    [
        ("protocols:p3", "The article has anastrozole in mind with E2 topping 40-60 pg/mL.", ""),
        ("protocols:p3", "The article has anastrozole in mind with E2 under 40-60 pg/mL.", "G3"),
        (
            "monitoring:p3",
            "The article has a man who may feel fantastic; his E2 hits 90 pg/mL.",
            "",
        ),
        (
            "monitoring:p3",
            "The article has a man who may feel fine; his T climbs to 90 pg/mL.",
            "G4",
        ),
        ("protocols:p5", "Contrasting symptoms stress that a balanced state is important.", ""),
        ("protocols:p5", "The contrasting symptoms guide the titration process.", "G6"),
    ],
)
def test_a_bound_an_owner_and_a_hedge_are_read_as_they_stand(where, text, rule):
    assert rules(where, text) == ({rule} if rule else set())
