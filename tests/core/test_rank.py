from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.converse import Memory
from bot.core.head import train_head
from bot.core.index import build_index
from bot.core.model import Pack
from bot.core.outcome import Answered, Suggested
from bot.core.rank import CANDIDATES, Corpus, Question, head_score, phrasing_score, rank
from bot.core.read import Reader
from bot.core.scope import train_scope
from bot.core.snapshot import Snapshot, assemble, compile_pack
from bot.core.text import Reading

QUESTIONS = [
    "when should tomatoes be watered",
    "yellow soft leaves",
    "leaves",
    "signs",
    "tomato",
    "how often feed",
    "pepper seeds",
    "shade",
]


def reading(text: str) -> Reading:
    words = tuple(text.split())
    return Reading(words, words, (), (), (), ())


def corpus_of(groups: list[list[str]], trust: float = 1.0) -> Corpus:
    texts = [text for group in groups for text in group]
    index = build_index([reading(text) for text in texts])
    sizes = [len(group) for group in groups]
    owners = np.repeat(np.arange(len(groups)), sizes)
    weights = np.full(index.size, trust, np.float32)
    scope = train_scope(index, index.size - sizes[-1], texts)
    return Corpus(index, owners, weights, train_head(index, sizes, texts), scope)


GROUPS = [
    ["high estradiol signs", "how to tell estradiol is high"],
    ["low estradiol signs", "how to tell estradiol is low"],
    ["bone density", "does it help bones"],
]
SHELF = corpus_of(GROUPS)


@pytest.mark.parametrize(
    ("question", "entry"),
    [("signs of high estradiol", 0), ("is my estradiol low", 1), ("bones", 2), ("bone", 2)],
)
def test_the_entry_with_the_nearest_words_ranks_first(question, entry):
    ranking = rank(reading(question), SHELF)
    assert ranking.order(3, 3)[0] == entry
    assert ranking.fused.shape == (3,)


def test_each_phrasing_finds_its_own_row_and_the_nearest_rows_vote_for_its_entry():
    for entry, texts in enumerate(GROUPS):
        for text in texts:
            found = rank(reading(text), SHELF).question
            assert found.best[entry] == pytest.approx(1, abs=1e-4)
            assert found.vote.sum() == pytest.approx(1, abs=1e-4)
            assert found.vote.argmax() == entry


def test_a_question_of_strange_words_scores_nothing():
    ranking = rank(reading("xyz qqq"), SHELF)
    assert not ranking.question.best.any()
    assert ranking.question.chance == pytest.approx(np.full(3, 1 / 3), abs=0.05)


def test_only_entries_are_ordered_not_uncovered_topics():
    ranking = rank(reading("bone density"), SHELF)
    assert ranking.fused.argmax() == 2
    assert 2 not in ranking.order(3, 2)


def test_rows_that_are_trusted_less_score_less():
    full, half = rank(reading("bone"), SHELF), rank(reading("bone"), corpus_of(GROUPS, 0.5))
    assert half.question.best[2] == pytest.approx(full.question.best[2] / 2, abs=1e-5)


def test_every_row_of_a_large_pack_can_be_found():
    groups = [[f"word{at} common", f"common word{at}"] for at in range(CANDIDATES)]
    corpus = corpus_of(groups)
    for at in (0, 1, CANDIDATES // 2, CANDIDATES - 1):
        assert rank(reading(f"common word{at}"), corpus).order(1, CANDIDATES) == [at]


def test_scorers_are_plain_functions():
    one, two = np.array([1.0], np.float32), np.array([0.5], np.float32)
    asked = Question(reading("a"), best=one, vote=one, chance=two, scope=one)
    assert phrasing_score(asked) is one
    assert head_score(asked) is two


@given(st.sampled_from(QUESTIONS))
@settings(max_examples=len(QUESTIONS))
def test_ranking_twice_gives_the_same_scores(tiny, text):
    found = tiny.snapshot.analyser.read(text)
    first, second = (rank(found, tiny.snapshot.corpus) for _ in range(2))
    assert first.fused.tobytes() == second.fused.tobytes()


def considered(snapshot: Snapshot, texts: list[str]) -> tuple[list[str], list[float]]:
    reader = Reader(snapshot)
    found = [reader.consider(text) for text in texts]
    topics = [reader.uncovered(each) for each in found]
    firsts = [snapshot.pack.entries[each.first].id for each in found]
    names = [f"{e} {topic and topic.id}" for e, topic in zip(firsts, topics, strict=True)]
    return names, [each.chance for each in found]


def same_answers(one: Snapshot, other: Snapshot, texts: list[str]) -> bool:
    names, chances = considered(one, texts)
    others, likely = considered(other, texts)
    return names == others and chances == pytest.approx(likely, abs=0.01)


def rebuilt(whole, english, **changes) -> Snapshot:
    pack: Pack = replace(whole.pack, **changes)
    return assemble(pack, compile_pack(pack, english), whole.snapshot.calibration)


@given(st.randoms(use_true_random=False))
@settings(max_examples=3)
def test_answers_do_not_depend_on_the_order_of_entries(tiny, english, random):
    pack = tiny.pack
    entries, topics = list(pack.entries), list(pack.uncovered)
    random.shuffle(entries)
    random.shuffle(topics)
    changes = {"entries": tuple(entries), "uncovered": tuple(topics), "examples": ()}
    shuffled = rebuilt(tiny, english, **changes)
    assert same_answers(shuffled, tiny.snapshot, QUESTIONS)


def test_shipped_answers_do_not_depend_on_the_order_of_entries(shipped, english):
    """On a tenth of the entries with few phrasings each, so that building them is quick."""
    some = tuple(replace(e, phrasings=e.phrasings[:6]) for e in shipped.snapshot.pack.entries[::10])
    texts = [text for entry in some for text in entry.phrasings]
    less = {"uncovered": (), "examples": (), "talk": shipped.snapshot.pack.talk[:1]}
    first = rebuilt(shipped, english, entries=some, **less)
    second = rebuilt(shipped, english, entries=some[::-1], **less)
    assert same_answers(second, first, texts)


def test_the_same_question_gets_the_same_answer_again(shipped):
    for text in ("signs", "e2", "what is estradiol", "bones and brain?"):
        results = [shipped.pipeline.ask(text, Memory(), 0.0) for _ in range(2)]
        assert results[0].outcome == results[1].outcome
        assert isinstance(results[0].outcome, Answered | Suggested)
