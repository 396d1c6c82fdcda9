import pytest

from bot.core.errors import BotError, ContentError, Fault
from bot.core.golden import GoldenQuestion
from bot.core.model import Entry, FigurePassage, PlainPassage, has_figure, passage


@pytest.mark.parametrize(
    "text",
    [
        "0.5 mg twice a week",
        "half a mg? no: half mg",
        "one tablet",
        "1-2 tablets",
        "40 to 60 pg/mL",
        "above 60pg / ml",
        "above > 40",
        "≥40",
        "twice a week",
        "three times weekly",
        "twice-weekly",
        "3x per week",
        "every other day",
        "every 3 days",
        "250 mcg",
        "two dozen pg/mL",
        "sixty-five pg/mL",
        "every twelve days",
        "1,000mg",
        "a .5 mg tablet",
        "5,5 nmol/L",
        "30 ng/dl",
    ],
)
def test_doses_and_laboratory_figures(text):
    assert has_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "after 4-6 weeks",
        "in the year 2021",
        "two forms of the receptor",
        "ERα and ERβ",  # noqa: RUF001 - Greek is what they are called
        "the 19th chromosome",
        "CYP19A1",
        "every day is different",
        "a magnet",
        "",
    ],
)
def test_what_is_no_figure(text):
    assert not has_figure(text)


def test_the_text_decides_the_kind_of_a_passage():
    assert isinstance(passage("Take care.", ("s:a:p1",)), PlainPassage)
    assert isinstance(passage("0.5 mg is reported.", ("s:a:p1",)), FigurePassage)


def test_a_plain_passage_cannot_hold_a_figure():
    with pytest.raises(ValueError, match="cannot state a dose"):
        PlainPassage("0.5 mg is reported.", ("s:a:p1",))


@pytest.mark.parametrize("kind", [PlainPassage, FigurePassage, passage])
def test_no_passage_without_a_citation(kind):
    with pytest.raises(ValueError, match="citation"):
        kind("Text.", ())


def test_what_an_entry_holds():
    plain = PlainPassage("Plain.", ("s:a:p1", "s:a:p2"))
    figure = FigurePassage("5 mg.", ("s:a:p2",))
    entry = Entry("e", "t", "Question?", (), (figure, plain))
    assert not entry.is_plain
    assert entry.locators == {"s:a:p1", "s:a:p2"}


@pytest.mark.parametrize(
    ("note", "accepted"),
    [("", ()), ("ambiguous; alt=answer", ("answer",)), ("alt=a alt=b", ("a", "b"))],
)
def test_outcomes_that_a_label_accepts(note, accepted):
    assert GoldenQuestion("1", "q", "answer", "g", note=note).accepted == accepted


def test_faults_name_file_and_line_and_are_sorted():
    error = ContentError([Fault("b.yaml", 2, "two"), Fault("a.yaml", 0, "whole")])
    assert str(error) == "a.yaml: whole\nb.yaml:2: two"
    assert isinstance(error, BotError)
