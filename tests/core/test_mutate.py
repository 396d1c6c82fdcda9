import pytest

from bot.core.mutate import prove
from tests.core.small import WORDS, entry_of, pack_of, passage_of
from tests.real import ARTICLE, real_pack, real_words

FLOORS = {
    "number": 0.99,
    "unit": 0.99,
    "frequency": 0.99,
    "comparator": 0.99,
    "name": 0.95,
    "direction": 0.95,
    "negation": 0.95,
    "condition": 0.9,
    "hedge": 0.85,
    "population": 0.85,
    "neighbour cited": 0.99,
    "caption cited": 0.99,
    "gap cited": 0.99,
    "column swap": 0.99,
    "sources merged": 0.99,
}


def test_mutants_of_a_small_pack_are_rejected():
    text = "The text reports that 2 mg of letrozole twice per week might be a usual start."
    proof = prove(pack_of(entry_of("one", passage_of(text, "doses:p1"))), WORDS)
    scores = {score.kind: score for score in proof.scores}
    assert proof.blocked == 0
    for kind in ("unit", "frequency", "caption cited", "hedge"):
        assert scores[kind].made
        assert scores[kind].share == 1.0, scores[kind].survivors


def test_passages_that_are_blocked_make_no_mutants():
    proof = prove(pack_of(entry_of("one", passage_of("You should take it.", "doses:p1"))), WORDS)
    assert proof.blocked == proof.passages == 1
    assert all(score.made == 0 and score.share == 1.0 for score in proof.scores)


@pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")
def test_mutants_of_the_shipped_pack_are_rejected():
    ticks = []
    proof = prove(real_pack(), real_words(), tick=lambda *at: ticks.append(at))
    assert ticks[-1][0] == len(proof.scores) == len(FLOORS)
    assert proof.blocked == 0
    for score in proof.scores:
        assert score.share >= FLOORS[score.kind], (score.kind, score.share)
        assert score.made >= 200, (score.kind, score.made)


def test_a_pack_has_the_same_mutants_every_time():
    text = "The text reports that 2 mg of letrozole twice per week might be a usual start."
    pack = pack_of(entry_of("one", passage_of(text, "doses:p1")))
    assert prove(pack, WORDS, most=5) == prove(pack, WORDS, most=5)
