# ruff: noqa: E501
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.small import BARE, rules

SOUND = [
    ("The text reports that letrozole lowered estradiol to 30 pg/mL in older men.", "doses:p1"),
    ("The text reports that 2 mg of letrozole twice a week might be a usual start.", "doses:p1"),
    ("The text reports that letrozole lowered estradiol in older men, 70 pg/mL to 30 pg/mL.", "doses:p1"),
    ("Levels over 50 pg/mL are typically treated, the text says.", "doses:p2"),
    ("The text says that no dose is universal.", "doses:p2"),
    ("Cortisol does not rise with coffee, the text says.", "doses:p2"),
    ("Progesterone could shorten sleep in some men who are sensitive to it.", "doses:l1"),
    ("Of the hormones of bone, estradiol is arguably dominant.", "doses:l2"),
    ("Swelling and acne are signs of high estradiol; anxiety stands in both columns.", "signs:t1"),
    ("For low estradiol the table has stiff joints and dry skin.", "signs:t1"),
    ("In obese men, insulin resistance is common and stimulates the activity of aromatase.", "signs:p1"),
    ("The text reports that 2 mg of letrozole, two times every week, might be a usual start.", "doses:p1"),
    ("The text does not give one dose for everyone.", "doses:p2"),
    ("Estradiol does not act alone in bone, though it is arguably dominant.", "doses:l2"),
    ("The thyroid dose does not have to come down for side effects to resolve.", "parts:p2"),
    ("The text has a test of estradiol 3 weeks after the initiation.", "checks:t2"),
    ("Estradiol stood at 30 pg/mL in older men, the text says, compared with 70 pg/mL before.", "doses:p1"),
    ("Estradiol was 30 pg/mL instead of 70 pg/mL in older men, the text says.", "doses:p1"),
    ("It is testosterone, not estradiol, that drives muscle.", "parts:p1"),
    ("Joints are supported by estradiol rather than by testosterone.", "parts:p1"),
    ("Estradiol is no bystander in bone: arguably it is the dominant hormone there.", "doses:l2"),
    ("A rise of cortisol is no effect of coffee; the text says so.", "doses:p2"),
    ("In obese men, insulin resistance is common; it makes aromatase more active, not less.", "signs:p1"),
    ("Levels above 50.0 pg/mL are typically treated, the text says.", "doses:p2"),
    ("A rise is to be seen 3 weeks post-initiation, says the text, but not before letrozole.", "checks:t1;checks:t2"),
    ("Estradiol is tested before letrozole and again 3 weeks post-initiation, says the text.", "checks:t1;checks:t2"),
    ("The usual dose in the example is 2 mg of letrozole twice a week.", "doses:p1"),
    ("Do older men have lower estradiol with letrozole? Yes, the text says.", "doses:p1"),
]  # fmt: skip

BLOCKED = [
    ("G3", "The text reports that letrozole lowered estradiol to 70 pg/mL in older men.", "doses:p1"),
    ("G3", "The text says that a check typically follows within one month.", "doses:p2"),
    ("G5", "Anxiety is a sign of low estradiol, not of high.", "signs:t1"),
    ("G3", "The text reports that letrozole lowered estradiol by 40 pg/mL in older men.", "doses:p1"),
    ("G3", "The text reports that letrozole lowered estradiol by 30 pg/mL in older men.", "doses:p1"),
    ("G2", "The text says that no dose is universal.", "doses:c1"),
    ("G2", "The text says that no dose is universal.", "doses:p9"),
    ("G9", "A rise, says the text, is to be seen before letrozole and again 3 weeks post-initiation.", "checks:t1;checks:t2"),
    ("G3", "Levels above 50 are typically treated, the text says.", "doses:p2"),
    ("G3", "Levels above four dozen pg/mL are typically treated, the text says.", "doses:p2"),
    ("G3", "The text reports that 3 mg of letrozole twice a week might be a start.", "doses:p1"),
    ("G3", "The text reports that 2 mcg of letrozole twice a week might be a start.", "doses:p1"),
    ("G3", "The text reports that 2 mg of letrozole once a week might be a start.", "doses:p1"),
    ("G3", "The text reports that 2 mg of letrozole twice a day might be a start.", "doses:p1"),
    ("G3", "Levels below 50 pg/mL are typically treated, the text says.", "doses:p2"),
    ("G3", "Estradiol was 70 pg/mL instead of 30 pg/mL in older men, the text says.", "doses:p1"),
    ("G5", "It is testosterone, not estradiol, that supports joints and memory.", "parts:p1"),
    ("G5", "Swelling and anxiety both appear in the column for high estradiol.", "signs:t1"),
    ("G7", "Levels above 50 pg/mL are typically treated.", "doses:p2"),
    ("G3", "Levels of 50 pg/mL are typically treated, the text says.", "doses:p2"),
    ("G3", "The text reports that letrozole lowered estradiol from 30 pg/mL to 70 pg/mL.", "doses:p1"),
    ("G3", "The text reports an average of 50 pg/mL with letrozole in older men.", "doses:p1"),
    ("G4", "The text reports that 2 mg of tamoxifen twice a week might be a start.", "doses:p1"),
    ("G4", "The text says that letrozole lowered testosterone in older men.", "doses:p1"),
    ("G4", "The text says that letrozole lowered estradiol (cortisol) in older men.", "doses:p1"),
    ("G4", "Dr Smith says that no dose is universal.", "doses:p2"),
    ("G4", "Estradiol is converted to estradiol in men sensitive to progesterone.", "doses:l1"),
    ("G5", "The text says that letrozole raised estradiol in older men.", "doses:p1"),
    ("G5", "The text says that a dose is universal.", "doses:p2"),
    ("G5", "Cortisol does rise with coffee, the text says; the dose is universal.", "doses:p2"),
    ("G5", "Progesterone could not shorten sleep in some men.", "doses:l1"),
    ("G5", "Stiff joints and dry skin are signs of high estradiol.", "signs:t1"),
    ("G5", "Swelling and acne are signs of low estradiol.", "signs:t1"),
    ("G5", "Swelling, acne and anxiety are signs of high estradiol.", "signs:t1"),
    ("G5", "Insulin resistance is rare in obese men and stimulates aromatase activity.", "signs:p1"),
    ("G6", "Progesterone shortens the sleep of some men who are sensitive to it.", "doses:l1"),
    ("G6", "Progesterone could shorten sleep in all men who are sensitive.", "doses:l1"),
    ("G6", "Progesterone could shorten sleep in some women who are sensitive.", "doses:l1"),
    ("G6", "In men, insulin resistance is common and stimulates aromatase activity.", "signs:p1"),
    ("G6", "In bone, estradiol is the dominant hormone.", "doses:l2"),
    ("G6", "Of the growth, estradiol is arguably the driver.", "doses:l2"),
    ("G7", "Levels over 50 pg/mL are typically treated.", "doses:p2"),
    ("G8", "Take letrozole as the text reports.", "doses:p1"),
    ("G8", "Just take letrozole as the text reports.", "doses:p1"),
    ("G8", "If in doubt, take the letrozole that the text reports.", "doses:p1"),
    ("G8", "It is best to take letrozole, the text says.", "doses:p1"),
    ("G8", "Letrozole has to be monitored, the text says.", "doses:p1"),
    ("G8", "You might start with letrozole, the text says.", "doses:p1"),
    ("G8", "Older men should take letrozole, the text says.", "doses:p1"),
    ("G9", "Insulin resistance is common in obese men, and it stimulates aromatase activity.", "signs:p1"),
    ("G9", "The weather of the northern islands is mild but windy.", "doses:p2"),
    ("G9", "In obese men, insulin resistance is common and stimulates aromatase.", "doses:l2"),
    ("G9", "The text has a test of estradiol 3 weeks after the initiation.", "checks:t3"),
    ("G9", "In the parts section, no dose is universal.", "doses:p2"),
    ("G9", "Estradiol is tested before letrozole, the text says.", "checks:t2"),
    ("G10", "Higher insulin can increase the conversion to estradiol, the text says.", "doses:p3"),
    ("G10", "Higher fat can increase the conversion to estradiol, the text says.", "doses:p3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cite"), SOUND)
def test_a_sound_sentence_passes(text, cite):
    assert rules(text, *cite.split(";")) == set()


@pytest.mark.parametrize(("rule", "text", "cite"), BLOCKED)
def test_an_unsound_sentence_is_blocked_by_its_rule(rule, text, cite):
    assert rule in rules(text, *cite.split(";"))


def test_figures_of_two_blocks_are_not_merged():
    text = "The text reports 2 mg of letrozole, and treatment above 50 pg/mL."
    assert "G3" in rules(text, "doses:p1", "doses:p2")


def test_a_citation_that_adds_nothing_is_reported():
    text = "The text says that no dose is universal and coffee does not raise cortisol."
    assert "G9" in rules(text, "doses:p2", "doses:l2")


def test_a_block_is_cited_once():
    assert "G2" in rules("The text says that no dose is universal.", "doses:p2", "doses:p2")


def test_without_the_text_only_the_manifest_speaks():
    wrong = "The text reports that 3 mg of tamoxifen always raise estradiol."
    assert rules(wrong, "doses:p1", grounds=BARE) == {"G3"}


@given(st.text(max_size=300))
def test_no_text_breaks_the_rules(text):
    rules(text, "doses:p1", "signs:t1")
