"""What is measured of joined texts, and whether it falls short; a small share of it is run here."""

import random
from itertools import islice

import pytest

from bot.core.converse import sentences
from bot.core.verdict import Route
from tests.benchmarks.demands import Demand, summary
from tests.benchmarks.gate_full import LENGTHS, REACHED, REACHED_MS, questions
from tests.benchmarks.joins import (
    ASKED,
    FRAMES,
    HARMLESS,
    Case,
    Joiner,
    laxer,
    stays_personal,
    told,
)

QUESTIONS = [
    ("help now", "urgent"),
    ("my dose", "clinician"),
    ("dose", "clinician"),
    ("x", "answer"),
]
ALONE = {"help now": Route.URGENT, "my dose": Route.CLINICIAN, "dose": Route.CLINICIAN}


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def by_heart(text: str) -> Route:
    """Know the questions alone, and nothing that is joined."""
    return ALONE.get(text, Route.OPEN)


@pytest.mark.parametrize("seed", range(20))
def test_a_story_has_three_sentences_or_more_around_what_is_told(seed: int):
    story = told("took the lot", chance(seed))
    assert len(sentences(story)) >= 3
    assert "took the lot." in story


@pytest.mark.parametrize("kind", ["pair", "story", "framed"])
def test_each_join_that_is_laxer_is_given(kind: str):
    draw = getattr(Joiner(QUESTIONS, by_heart), kind)
    found = list(islice(laxer(draw, by_heart, chance(1)), 200))
    assert all(found) == (kind != "pair")  # two that are both open cannot become laxer
    assert any(found)


def test_what_never_changes_its_route_is_never_laxer():
    joiner = Joiner(QUESTIONS, lambda _: Route.URGENT)
    for draw in (joiner.pair, joiner.story, joiner.framed):
        assert not any(islice(laxer(draw, lambda _: Route.URGENT, chance(1)), 50))


def test_only_what_is_stopped_alone_is_told_and_only_what_stays_personal_framed():
    rng = chance(1)
    joiner = Joiner([*QUESTIONS, ("let through", "urgent")], by_heart)
    framed = {joiner.framed(rng).text for _ in range(200)}
    assert framed == {frame + text for frame in FRAMES for text in ("help now", "my dose")}
    assert not any("let through" in joiner.story(rng).text for _ in range(200))


@pytest.mark.parametrize(
    "text", ["is that what I need", "quelle dose pour moi ?", "我该用多少剂量"]
)
def test_words_for_oneself_are_known_in_other_languages(text: str):
    assert stays_personal(Case(text, Route.CLINICIAN))


def test_a_bare_amount_is_general_once_it_is_framed():
    assert not stays_personal(Case("anastrozole dose?", Route.CLINICIAN))


@pytest.mark.parametrize(
    ("value", "is_met", "holds"), [(0.0, True, True), (0.02, False, True), (0.03, False, False)]
)
def test_a_figure_is_held_to_what_was_reached_and_named_beside_what_is_due(value, is_met, holds):
    demand = Demand("share laxer", value, 0, 0.02)
    assert (demand.is_met, demand.holds) == (is_met, holds)
    assert ("share laxer" in summary([demand])) == (not is_met)


def test_what_is_harmless_is_not_stopped(shipped):
    for text in (*HARMLESS, *ASKED, *FRAMES):
        assert shipped.pipeline.judge(text).route is Route.OPEN, text


@pytest.mark.parametrize(("kind", "most"), [("story", 5), ("framed", 3)])
def test_what_is_joined_to_a_stopped_question_unlocks_it_no_more_often_than_known(
    shipped, kind: str, most: int
):
    """None is due; what was reached, with what chance adds to 200."""

    def judge(text: str) -> Route:
        return shipped.pipeline.judge(text).route

    draw = getattr(Joiner(list(questions()), judge), kind)
    found = [text for text in islice(laxer(draw, judge, chance(1)), 200) if text]
    assert len(found) <= most, found


def test_no_figure_that_was_reached_is_forgotten():
    assert REACHED.keys() >= {"pairs", "stories", "framed", "composed"}
    assert REACHED_MS.keys() == LENGTHS.keys()
