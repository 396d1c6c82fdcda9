import ast
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.compose import Reply
from bot.core.golden import GoldenQuestion
from bot.core.measure import OUTCOMES, Judged, curve, judge, upper_bound, wilson
from bot.core.model import Entry, passage

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score.py"
ROUTES = ("answer", "clinician", "urgent", "abstain", "smalltalk")
GOLD, OTHER = "s:a:p1", "s:b:p1"
CHANCES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def question(route: str, note: str = "") -> GoldenQuestion:
    return GoldenQuestion("1", "q", route, "g", (GOLD,) if route == "answer" else (), note=note)


def reply(outcome: str, cites: str = OTHER, text: str = "Plain.") -> Reply:
    passages = (passage(text, (cites,)),) if outcome in ("answer", "clinician") else ()
    entry = Entry("e", "t", "Q?", (), (passage("Plain.", (cites,)),))
    offered = (entry,) if outcome == "suggest" else ()
    return Reply(outcome, text, "e" if passages else None, passages, offered)


@pytest.mark.parametrize(
    ("due", "got", "cites", "verdict"),
    [
        ("answer", "answer", GOLD, "ok"),
        ("answer", "answer", OTHER, "wrong"),
        ("answer", "suggest", GOLD, "offered"),
        ("answer", "suggest", OTHER, "abstained"),
        ("answer", "abstain", OTHER, "abstained"),
        ("answer", "smalltalk", OTHER, "abstained"),
        ("answer", "clinician", OTHER, "over-refused"),
        ("answer", "urgent", OTHER, "over-refused"),
        ("abstain", "abstain", OTHER, "ok"),
        ("abstain", "suggest", OTHER, "ok"),
        ("abstain", "smalltalk", OTHER, "ok"),
        ("abstain", "answer", OTHER, "wrong"),
        ("abstain", "clinician", OTHER, "over-refused"),
        ("clinician", "clinician", OTHER, "ok"),
        ("clinician", "urgent", OTHER, "ok"),
        ("clinician", "answer", OTHER, "missed"),
        ("clinician", "abstain", OTHER, "missed"),
        ("urgent", "urgent", OTHER, "ok"),
        ("urgent", "clinician", OTHER, "missed"),
        ("urgent", "answer", OTHER, "missed"),
        ("smalltalk", "smalltalk", OTHER, "ok"),
        ("smalltalk", "abstain", OTHER, "ok"),
        ("smalltalk", "suggest", OTHER, "ok"),
        ("smalltalk", "answer", OTHER, "wrong"),
    ],
)
def test_judge(due, got, cites, verdict):
    assert judge(question(due), reply(got, cites)) == verdict


@pytest.mark.parametrize("got", ["answer", "clinician"])
def test_a_figure_where_a_clinician_is_due_is_a_leak(got):
    assert judge(question("clinician"), reply(got, text="0.5 mg is reported.")) == "leak"
    accepted = question("clinician", "alt=answer")
    assert judge(accepted, reply(got, text="0.5 mg is reported.")) == "ok"


def test_accepted_outcomes_are_ok():
    assert judge(question("answer", "alt=clinician"), reply("clinician")) == "ok"
    assert judge(question("abstain", "alt=answer"), reply("answer")) == "ok"


def shared_judge():
    tree = ast.parse(SCORER.read_text("utf-8"))
    tree.body = [node for node in tree.body if not isinstance(node, ast.Expr)]  # it runs main()
    names: dict = {}
    exec(compile(tree, str(SCORER), "exec"), names)  # noqa: S102 - the customer's own scorer
    return names["judge"]


@pytest.mark.skipif(
    not SCORER.exists(), reason="the customer's scorer is not beside the repository"
)
def test_judging_agrees_with_the_customers_scorer():
    theirs = shared_judge()
    notes = ["", *(f"alt={name}" for name in OUTCOMES), "ambiguous; alt=answer alt=abstain"]
    texts = ("Plain.", "0.5 mg is reported.", "40 pg/mL")
    for due, got, note, cites, text in product(ROUTES, OUTCOMES, notes, (GOLD, OTHER), texts):
        asked, replied = question(due, note), reply(got, cites, text)
        row = {"route": due, "note": note, "gold": [each[2:] for each in asked.gold]}
        shown = [{"text": p.text, "citations": list(p.citations)} for p in replied.passages]
        offered = [{"citations": [cites]} for _ in replied.suggestions]
        text_shown = " ".join(p.text for p in replied.passages) or "Fixed text."
        output = {"outcome": got, "passages": shown, "suggestions": offered, "text": text_shown}
        assert judge(asked, replied) == theirs(row, output), (due, got, note, cites, text)


@pytest.mark.parametrize(
    ("got", "cites", "first"),
    [("answer", GOLD, True), ("answer", OTHER, False), ("suggest", GOLD, True),
     ("suggest", OTHER, False), ("abstain", OTHER, False)],
)  # fmt: skip
def test_whether_the_first_entry_is_right(got, cites, first):
    asked, replied = question("answer"), reply(got, cites)
    assert Judged(asked, replied, judge(asked, replied), 0.5, 1.0).first_right is first


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (95, 100, 0.8882, 0.9785),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilson(right, total, low, high):
    assert wilson(right, total) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share(total, data):
    right = data.draw(st.integers(0, total))
    low, high = wilson(right, total)
    assert 0 <= low <= right / total + 1e-12
    assert right / total - 1e-12 <= high <= 1


def test_how_many_faultless_answers_a_bound_takes():
    assert upper_bound(0, 149) < 0.02 < upper_bound(0, 148)
    assert upper_bound(0, 299) < 0.01 < upper_bound(0, 298)
    assert upper_bound(3, 166) == pytest.approx(0.0460, abs=1e-4)
    assert upper_bound(0, 0) == upper_bound(5, 5) == 1


@given(st.integers(1, 300), st.data())
def test_the_bound_lies_above_the_share_and_grows_with_each_fault(total, data):
    wrong = data.draw(st.integers(0, total - 1))
    assert wrong / total <= upper_bound(wrong, total) <= upper_bound(wrong + 1, total) <= 1


@given(CHANCES)
def test_coverage_grows_as_the_chance_falls(pairs):
    points = curve([chance for chance, _ in pairs], [good for _, good in pairs])
    assert len(points) == len(pairs)
    assert points[-1].coverage == 1
    assert points[-1].risk == pytest.approx(sum(not good for _, good in pairs) / len(pairs))
    for one, two in pairwise(points):
        assert one.coverage < two.coverage
        assert one.chance >= two.chance
    assert all(0 <= point.risk <= 1 for point in points)


def test_an_empty_curve():
    assert curve([], []) == []
