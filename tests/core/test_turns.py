"""Turns of speech that writers use and that conflict with nothing, beside ones that do."""

import pytest

from tests.core.test_sentences import pytestmark, rules  # noqa: F401

SOUND = [
    # advice: conditions, questions and titles tell nobody what to do
    (
        "ratio:p3",
        "Should estrogen climb too high for the testosterone, a man might feel lethargic.",
    ),
    ("ratio:p4", "Bones can become brittle, should estrogen be excessively low."),
    ("ratio:p3", "A man might retain fluid, should such dominance of estrogen arise."),
    (
        "references:l2",
        "The Hone Health page of 23 July 2024 is about whether one needs to take anastrozole.",
    ),
    ("protocols:p1", "The article does not recommend one dose for all."),
    ("protocols:p1", "No recommended universal dose is given; the amount is tailored."),
    (
        "factors:l1",
        "Men on TRT who need to take anastrozole are more likely to be obese.",
    ),
    (
        "references:l2",
        "Hone Health put out Do I Need to Take Anastrozole with Testosterone? on 23 July 2024.",
    ),
    ("factors:l4", "Drink can raise aromatase activity when it is excessive or chronic."),
    # figures
    (
        "protocols:p3",
        "The article has a threshold of 40-60 pg/mL at which physicians may initiate it.",
    ),
    (
        "protocols:p3",
        "When estradiol passes 40-60 pg/mL, the article says, anastrozole may come in.",
    ),
    (
        "protocols:p4",
        "Blood work, says the article, is typically gone over one month after the start.",
    ),
    ("references:l1", "Volume 9, number 4, page number 100378: so the reference list has Punjani."),
    ("academic:p4", "The study needed no symptoms above 60 pg/mL; above 40 pg/mL it did."),
    # strong words that are themselves denied, or count a list
    ("protocols:p3", "Below 20 pg/mL, the article says, joint pain can, not will, follow."),
    (
        "monitoring:p4",
        "No symptoms have to be there before the clinician can act on objective data.",
    ),
    ("tissue:p4", "Libido, mood and joint comfort: in all three a patient's experience counts."),
    (
        "fundamentals:p2",
        "Testosterone is nowhere near acting in isolation: its ripple is necessary.",
    ),
    ("intermediate:p2", "Of the variables, the conversion becomes a primary one."),
    (
        "factors:l1",
        "More body fat does not make anastrozole certain, only likelier to be required.",
    ),
    ("factors:l3", "Genes give some men a leaning towards a higher rate of conversion."),
    # a hedge ends with its clause
    ("monitoring:p4", "Objective data let the clinician act with a low dose of anastrozole."),
    # names
    ("receptor:p2", "Gynecomastia is mediated by ER alpha in the mammary gland."),
    (
        "tissue:p1",
        "Serum estradiol and the action of estradiol in a tissue may not match perfectly.",
    ),
    ("monitoring:t2", "The row has estradiol and total testosterone, but neither LH nor CBC."),
    # denials and participles
    (
        "protocols:t2",
        "Mood swings are a sign of high estradiol, not of low; fatigue is of the low side.",
    ),
    (
        "protocols:t2",
        "Fatigue, a lowered sense of well-being and poor concentration signal low estradiol.",
    ),
    (
        "tissue:p2",
        "Suppressing estradiol too hard with anastrozole could potentially blunt benefits.",
    ),
    # what is denied of a thing that no block has, or of what the block puts second
    ("fundamentals:p1", "TRT does not bring a conductor; it adjusts how loud an instrument is."),
    ("intermediate:p1", "No switch is needed for a circuit that regulates itself."),
    ("academic:p6", "A protocol does not fit everyone where aromatase activity varies so highly."),
    ("intermediate:p4", "What anastrozole reduces is the conversion, not the testosterone dose."),
    ("monitoring:t4", "The row has CBC and CMP for stable patients, but without LH."),
    ("equilibrium:p4", "The goal is the full benefit of testosterone, free from estrogen excess."),
    # more than any other, and no other more
    (
        "receptor:l1",
        "In men bone health leans on estradiol, arguably more than on any other steroid.",
    ),
    ("receptor:l1", "No sex steroid arguably does more for men's bones than estradiol."),
    ("ratio:p4", "Excessively low estrogen can be every bit as detrimental: bones turn brittle."),
    # what moves
    ("factors:l4", "The clearance of estrogen by the liver can be impaired by chronic drinking."),
    ("factors:l4", "Excessive alcohol can hold the liver back from clearing estrogen."),
    ("tissue:p3", "Less of a systemic estrogen burden, yet no harm to the brain: that is hard."),
    ("equilibrium:p1", "Where testosterone is raised, a rise in estradiol naturally follows."),
    ("tissue:p3", "Significant adiposity brings high E2; in those men it drives gynecomastia."),
    # what a source holds necessary is no advice
    ("receptor:p4", "One and the same pathway must be modulated, and yet the skeleton needs it."),
    # denials of how something is done, of one among several, and of the other side
    ("fundamentals:p3", "The conversion does not happen by accident; it is normal and healthy."),
    ("receptor:p1", "Wellness is not owed to one pathway but to signals of AR and ER together."),
    (
        "protocols:p3",
        "Above 40-60 pg/mL, not at a low level, physicians may start, the article says.",
    ),
    ("tissue:p2", "Adipose tissue, not the brain, has the vast majority of aromatization outside."),
    ("ratio:p1", "It is testosterone, and not estradiol, that drives assertiveness."),
    ("protocols:p1", "Neither the amount nor the frequency is universal."),
    ("monitoring:t3", "Lower estradiol is wanted, over-suppression is not."),
    ("receptor:l1", "Osteoclasts do not survive longer with estradiol, which promotes apoptosis."),
    ("reflection:p3", "A mere swap is not what the article sees; it sees a recalibration."),
    # tables
    ("protocols:t2", "Low mood is in the low column and mood swings are in the high one."),
    ("protocols:t1", "Dehydration is on the low side, not on the high side, where bloating is."),
    ("protocols:t1", "A man who has to urinate frequently shows a sign of low estradiol there."),
    # what comes from what
    ("fundamentals:p4", "A rise in estradiol can result from the activity of aromatase."),
    # small ones
    ("ratio:p3", "With estrogen too high beside testosterone a man might lose much of his libido."),
    (
        "monitoring:p4",
        "A low dose can come early, so that neither water retention nor breasts grow.",
    ),
    ("tissue:p1", "Measuring in serum alone leaves out how much each tissue produces locally."),
    (
        "receptor:p4",
        "The most benefit through the androgen receptor, and yet enough for the heart.",
    ),
    ("equilibrium:p4", "Relief from estrogen excess comes with the full benefit of testosterone."),
    ("ratio:p1", "The dance of both hormones leaves neither mind nor body unaffected."),
    ("intermediate:p4", "Rather than the testosterone dose, the conversion is what gets reduced."),
    (
        "intermediate:p5",
        "Neither laboratory values nor well-being suffices: the dose aligns the two.",
    ),
    ("protocols:p2", "The dose is often scheduled before aromatase activity comes to a rise."),
    ("factors:l2", "Testosterone may decline without estrogen doing so, which alters the ratio."),
    ("tissue:p4", "What E2 in serum cannot tell, libido, mood and joint comfort do."),
    # what would be, and is not
    ("receptor:p4", "If estradiol were eliminated, the skeleton would lose support."),
    (
        "fundamentals:p3",
        "Were there no aromatase, testosterone would lack what eases its conversion.",
    ),
    ("factors:l3", "Individuals with such variations can have a more efficient enzyme."),
]
UNSOUND = [
    ("ratio:p4", "Estrogen should be kept from falling."),
    ("ratio:p4", "The dose, should nothing help, should be halved."),
    ("protocols:p4", "The blood, whether or not symptoms remain, should be reviewed."),
    ("protocols:p4", "It is recommended to have blood work done after one month."),
    ("protocols:p4", "Make sure that blood work is reviewed."),
    ("factors:l4", "Do not take it with alcohol, says the liver."),
    ("protocols:p3", "The article has a threshold of 40-60 pg/mL below which it may be initiated."),
    ("protocols:p3", "When estradiol passes 20 pg/mL, the article says, anastrozole may come in."),
    ("academic:p4", "The study needed symptoms above 60 pg/mL; above 40 pg/mL it did not."),
    ("references:l1", "The reference list has Punjani on page number 9."),
    ("protocols:p3", "Below 20 pg/mL, the article says, joint pain will follow."),
    ("tissue:p4", "In all men the patient's experience of libido counts."),
    ("intermediate:p2", "The variable is the conversion."),
    ("factors:l3", "Lean men are predisposed to higher rates of conversion."),
    ("receptor:p1", "Testosterone signals through ER alpha."),
    ("monitoring:t1", "The row has estradiol, but neither LH nor CBC."),
    (
        "protocols:t2",
        "Mood swings are a sign of low estradiol, not of high; fatigue is of the high side.",
    ),
    ("tissue:p2", "Estradiol, suppressing anastrozole too hard, could potentially blunt benefits."),
    ("fundamentals:p1", "TRT does not adjust the volume of an instrument."),
    ("intermediate:p1", "No homeostasis is maintained by the circuit."),
    ("academic:p6", "A personalized approach does not fit, since aromatase activity varies."),
    ("intermediate:p4", "What anastrozole reduces is the dose, not the conversion."),
    ("monitoring:t4", "The row has total testosterone for stable patients, but without CMP."),
    ("factors:l4", "The clearance of estrogen by the liver can be boosted by chronic drinking."),
    ("tissue:p3", "More of a systemic estrogen burden is what anastrozole is used for."),
    ("equilibrium:p1", "Elevating estradiol naturally leads to more testosterone."),
    ("protocols:p4", "The dose must be adjusted after one month, the article says."),
    ("fundamentals:p3", "The conversion does not happen in a healthy man."),
    ("receptor:p1", "Wellness does not depend on signals of AR."),
    (
        "protocols:p3",
        "Below 40-60 pg/mL, not at a high level, physicians may start, the article says.",
    ),
    ("tissue:p2", "The brain, not adipose tissue, has the vast majority of aromatization outside."),
    ("ratio:p1", "It is estradiol, and not testosterone, that drives assertiveness."),
    ("protocols:p1", "Neither the amount nor the frequency is tailored."),
    ("protocols:t2", "Low mood is in the high column and mood swings are in the low one."),
    ("protocols:t1", "Dehydration is on the high side, not on the low side, where bloating is."),
    ("factors:l5", "High insulin can result from the activity of aromatase."),
    ("receptor:p4", "The objective is the elimination of estradiol, which would be best."),
    ("factors:l3", "Men are genetically predisposed to higher rates, such as those on TRT."),
]


@pytest.mark.parametrize(("where", "text"), SOUND)
def test_sound_turns_pass(where, text):
    assert not rules(where, text)


@pytest.mark.parametrize(("where", "text"), UNSOUND)
def test_like_turns_against_the_block_are_stopped(where, text):
    assert rules(where, text)
