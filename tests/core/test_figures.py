# ruff: noqa: E501
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.figures import figures, show
from bot.core.model import Figure

SPELLINGS = [
    ("twice per week", "2 times a week", "2x/wk", "two times weekly", "twice weekly", "2 x per week"),
    ("three times weekly", "3x/week", "three times a week", "thrice weekly"),
    ("0.5 mg", "0.5mg", "0.5 milligrams", "0.50 mg", ".5 mg", "0.500 milligrams", "half a milligram"),
    ("20 pg/mL", "20 picograms per millilitre", "twenty picograms/milliliter"),
    ("1.5 mg", "one and a half milligrams", "1-and-a-half mg"),
    ("1,000 mg", "1000 mg", "a thousand mg", "1,000.0 mg"),
    ("24 pg/mL", "two dozen pg/mL", "twenty-four pg/mL", "24.0 pg/mL"),
    ("200 men", "two hundred men", "2 hundred men"),
    ("40-60 pg/mL", "40 to 60 pg/ml", "between 40 and 60 pg/mL", "40 – 60 pg / mL"),  # noqa: RUF001
    ("above 40 pg/mL", ">40 pg/mL", "over 40 pg/ml", "exceeds 40 pg/mL", "more than 40 pg/mL"),
    ("below 20 pg/mL", "<20 pg/ml", "beneath an estradiol level of 20 pg/mL", "under 20 pg/mL",
     "20 pg/mL: beneath that level", "20 pg/mL, a level below which"),
    ("below 20 pg/mL", "a floor of 20 pg/mL", "a lower limit of 20 pg/mL"),
    ("rose to 90 pg/mL", "rose up to 90 pg/mL", "had gone all the way up to 90 pg/mL",
     "was marching up to 90 pg/mL", "drifted up towards 90 pg/mL"),
    ("at least 20 pg/mL", "≥20 pg/mL", "no less than 20 pg/mL"),
    ("below 20 pg/mL", "under twenty pg/mL", "20 pg/mL is the lower limit"),
    ("65 pg/mL", "sixty-five pg/mL", "sixty five pg/mL"),
    ("quarterly", "every three months"),
    ("bi-annually", "every six months"),
    ("one month", "1 month"),
    ("weekly", "every week", "each week"),
    ("1 mg daily", "1 mg every day", "1 mg each day"),
    ("every other day", "every second day", "every 2 days"),
    ("at least 90 pg/mL", "90 pg/mL or more", "90 pg/mL and above", "90 pg/mL, at the very least",
     "90 pg/mL or higher", "90 pg/mL as a minimum", "a minimum of 90 pg/mL", "90 pg/mL upwards"),
    ("at most 90 pg/mL", "90 pg/mL or less", "90 pg/mL (or lower)", "90 pg/mL at the most",
     "90 pg/mL and below", "90 pg/mL tops", "90 pg/mL, but no more", "90 pg/mL as a ceiling"),
    ("about 90 pg/mL", "90 pg/mL or so", "90 pg/mL, give or take", "90 pg/mL, more or less"),
    ("at least three times weekly", "three times weekly or more often", "thrice a week, if not more"),
    ("at most monthly", "monthly or more rarely", "every month at the latest"),
    ("about 90 mg", "some 90 mg", "in the region of 90 mg", "90 mg or so"),
    ("fell threefold", "fell by a factor of three"),
    ("one week after it", "the week after it", "a full week after it"),
    ("at least weekly", "every week or more often", "no less than once a week", "weekly as a minimum"),
    ("more than 3 times a week", "more often than three times a week"),
    ("about one week", "a week or so", "one week, roughly"),
    ("within one hour", "within an hour", "within a single hour"),
    ("for one decade", "for a decade", "for a whole decade"),
    ("a quarter of it", "one quarter of it"),
    ("tripled", "threefold", "trebled", "three times as much", "triple the level"),
    ("halved", "cut in half", "fell by half"),
]  # fmt: skip

DIFFERENT = [
    ("0.5 mg", "one and a half milligrams"),
    ("0.5 mg", "half a tablet"),
    ("0.5 mg", "5 mg"),
    ("0.5 mg", "0.05 mg"),
    ("20 pg/mL", "200 pg/mL"),
    ("20 pg/mL", "two dozen pg/mL"),
    ("4 weeks", "one month"),
    ("20 pg/mL", "20 ng/dL"),
    ("20 pg/mL", "20"),
    ("above 20 pg/mL", "at least 20 pg/mL"),
    ("above 20 pg/mL", "20 pg/mL"),
    ("twice per week", "twice per day"),
    ("weekly", "twice weekly"),
    ("40-60 pg/mL", "40 pg/mL"),
    ("quarterly", "monthly"),
    ("rose to 90 pg/mL", "up to 90 pg/mL"),
    ("rose to 90 pg/mL", "was up to 90 pg/mL"),
    ("20 pg/mL", "20 picograms per decilitre"),
    ("90 pg/mL", "90 pg/mL or over"),
    ("90 pg/mL or more", "90 pg/mL or less"),
    ("weekly", "weekly or less often"),
    ("in a week", "in a day"),
    ("for a month", "for several months"),
]
AMOUNTS = [
    "within a few days", "for weeks", "lasts years", "for the rest of his life", "lifelong",
    "overnight", "half the patients", "by half", "a tenth of it", "doubling", "twice as high",
    "hundreds of patients", "seven older men", "two of the men", "nine out of ten", "in his forties",
    "by the third week", "by a fifth", "week after week", "in no time",
    "fell to a quarter", "five times over",
]  # fmt: skip

NONE = [
    "one hormone",
    "thousands of parts",
    "two receptors",
    "E2",
    "CYP19A1",
    "P450",
    "type 2 diabetes",
    "type-2 diabetes",
    "half of the picture",
    "no two men",
    "in their activities",
    "the second reference",
    "drinks for years on end",
    "the aim is twofold",
    "for one man",
    "one day later",
    "",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_every_spelling_gives_one_form(spellings):
    assert len({figures(text) for text in spellings}) == 1
    assert figures(spellings[0])


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_nothing_is_converted(one, other):
    assert figures(one) != figures(other)


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_in_words_are_figures(text):
    assert len(figures(text)) == 1


@pytest.mark.parametrize(
    "text", ["22 pg/mL or less libido", "22 pg/mL or over 40 pg/mL", "listed under weekly"]
)
def test_what_stands_behind_a_figure_need_not_be_its_bound(text):
    assert not figures(text)[0].comparator


@pytest.mark.parametrize("text", NONE)
def test_words_are_no_figures(text):
    assert figures(text) == ()


def test_figures_stand_in_order_and_once():
    text = "from 65 pg/mL to 22 pg/mL, that is 65 pg/mL before"
    assert [figure.number for figure in figures(text)] == ["65", "22"]


def test_a_figure_is_shown_in_one_line():
    assert show(Figure("20", "pg/ml", "<")) == "below 20 pg/mL"
    assert show(Figure("2", "times", frequency="per week")) == "2 times per week"
    assert show(Figure("each", frequency="per 2 day")) == "once per 2 days"


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert all(figure.number for figure in figures(text))


@given(st.integers(1, 9999), st.sampled_from(["mg", "pg/mL", "weeks"]))
def test_a_stated_number_is_found(number, unit):
    assert figures(f"it was {number} {unit} then")[0].number == str(number)
