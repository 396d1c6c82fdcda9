from dataclasses import fields

import pytest

from bot.core.model import Entry, FigurePassage, PlainPassage
from bot.core.outcome import (
    Abstained,
    Answer,
    Answered,
    Outcome,
    Referred,
    SmallTalk,
    Suggested,
    Urgent,
    cited,
    without_figures,
)

PLAIN = PlainPassage("Plain.", ("s:a:p1", "s:a:p2"))
FIGURE = FigurePassage("5 mg.", ("s:a:p2", "s:a:p3"))


def test_an_answer_without_a_passage_cannot_be_built():
    with pytest.raises(ValueError, match="needs a passage"):
        Answer("e", ())


def test_an_outcome_without_an_answer_is_not_answered():
    with pytest.raises(ValueError, match="not answered"):
        Answered(())


def test_every_outcome_has_the_name_of_the_contract():
    kinds = (Answered, Referred, Urgent, Suggested, Abstained, SmallTalk)
    assert [kind.name for kind in kinds] == [
        "answer", "clinician", "urgent", "suggest", "abstain", "smalltalk",
    ]  # fmt: skip
    assert set(Outcome.__args__) == set(kinds)


def test_a_referral_cannot_hold_a_figure():
    """Its passages are plain ones, and the only way to make one refuses figures."""
    assert Referred.__annotations__["passages"] == tuple[PlainPassage, ...]
    assert Referred("m", "e", (PLAIN,)).passages == (PLAIN,)
    with pytest.raises(ValueError, match="cannot state"):
        Referred("m", "e", (PlainPassage(FIGURE.text, FIGURE.citations),))


def test_an_urgent_outcome_holds_no_passages_at_all():
    assert [field.name for field in fields(Urgent)] == ["message"]


def test_locators_of_an_entry_stand_in_order_and_once():
    entry = Entry("e", "t", "Q?", (), (PLAIN, FIGURE))
    assert cited(entry.passages) == ("s:a:p1", "s:a:p2", "s:a:p3")


def test_figures_are_left_out_and_the_order_stays():
    other = PlainPassage("Another.", ("s:a:p4",))
    shown = Answered((Answer("a", (other, FIGURE, PLAIN), ()),))
    assert without_figures(shown, {}) == Answered((Answer("a", (other, PLAIN), ()),))


@pytest.mark.parametrize("passages", [(FIGURE,), (FIGURE, PLAIN)])
def test_what_leads_with_a_figure_is_offered(passages):
    entry = Entry("a", "topic", "How much?", (), passages)
    shown = Answered((Answer("a", passages, ()),))
    assert without_figures(shown, {"a": entry}) == Suggested((entry,))
