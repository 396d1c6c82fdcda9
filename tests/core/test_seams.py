import pytest

from bot.core.english import English
from bot.core.index import build_index
from bot.core.model import Vocabulary
from bot.core.seams import Seams
from bot.core.text import Analyser, fold_terms
from bot.core.verdict import Route

TEXTS = [
    *[f"how {verb} the {thing} grow" for verb in ("does", "can") for thing in ("tree", "rose")],
    *[f"where does the {thing} grow" for thing in ("tree", "rose", "moss", "fern")],
    *[f"water my {thing} on {day}" for thing in ("rose", "moss") for day in ("monday", "friday")],
    *[f"sell my {thing} today" for thing in ("tree", "rose", "moss", "fern")],
]  # fmt: skip


@pytest.fixture(scope="module")
def seams() -> Seams:
    english = English.of(dict.fromkeys(" ".join(TEXTS).split(), 1))
    terms = fold_terms(Vocabulary({}, {}, {}, {}, frozenset(), {}))
    analyser = Analyser(terms, english, Analyser.count(terms, english, TEXTS))
    return Seams(build_index([analyser.read(each) for each in TEXTS]).space, analyser)


@pytest.mark.parametrize("first", ["how does the tree grow", "where does the fern grow"])
@pytest.mark.parametrize("second", ["sell my moss today", "water my rose on friday"])
def test_what_is_joined_by_a_blank_is_taken_apart(seams: Seams, first: str, second: str):
    halves = list(seams.halves(f"{first} {second}"))
    assert first in halves
    assert second in halves
    assert not list(seams.halves(first))
    assert not list(seams.halves(second))


def test_sentences_before_and_behind_stay_with_their_half(seams: Seams):
    halves = list(seams.halves("I like moss. how does the tree grow sell my moss today. Bye."))
    assert "I like moss. how does the tree grow" in halves
    assert "sell my moss today. Bye." in halves


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "tree",
        "🙂 🙂",
        "how does the tree grow, sell my moss today",
        "which tree does grow",
    ],
)
def test_no_seam_where_there_is_no_end(seams: Seams, text: str):
    assert not list(seams.halves(text))


def test_of_a_word_without_letters_it_is_not_known_what_follows(seams: Seams):
    signs = dict(seams.signs(["the", "tree", "grow", "🙂", "sell", "my", "moss"]))
    assert (signs[3][2], signs[4][2]) == (0.0, 0.0)


def test_words_are_looked_up_anew_once_there_are_too_many(seams: Seams, monkeypatch):
    text = "how does the tree grow sell my moss today"
    before = list(seams.halves(text))
    monkeypatch.setattr("bot.core.seams.REMEMBERED", 1)
    assert list(seams.halves(f"{text} or what")) != []
    assert list(seams.halves(text)) == before


@pytest.mark.parametrize(
    "text",
    [
        "does fat tissue make estrogen should i take 2 mg of arimidex tomorrow",
        "does fat tissue make estrogen. does fat tissue make estrogen my e2 is 60",
    ],
)
def test_what_the_rules_stop_stays_stopped_beside_a_seam(shipped, text: str):
    assert shipped.pipeline.judge(text).route is Route.CLINICIAN


@pytest.mark.parametrize(
    "asked", ["name the enzyme that makes estrogen in fat", "does fat tissue make estrogen"]
)
def test_a_question_put_before_does_not_soften_what_is_stopped_alone(shipped, asked: str):
    told = "ok if I leave it out for a week"
    assert shipped.pipeline.judge(asked).route is Route.OPEN
    for text in (told, f"{asked} {told}"):
        assert shipped.pipeline.judge(text).route is Route.CLINICIAN
