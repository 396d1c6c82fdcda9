from dataclasses import replace

import pytest

from bot.core.converse import Memory
from bot.core.gate import Gate
from bot.core.pipeline import Pipeline
from bot.services.recent import KEPT, Recent

QUESTIONS = [
    "when should tomatoes be watered",
    "pepper seeds",
    "hello",
    "how much anastrozole should I take",
    "signs of too much water",
    "morning plants",
    "x" * 500,
]


@pytest.fixture
def recent():
    return Recent(b"key")


def blank(now=0.0):
    return Memory(at=now)


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_was_asked_before_ends_the_same(tiny, recent, text):
    first = recent.ask(tiny.pipeline, text, blank(), 1.0)
    known = recent.find(tiny.pipeline, text, blank(), 5.0)
    again = known or recent.ask(tiny.pipeline, text, blank(), 5.0)
    assert not (known and known.considered)
    assert replace(again, considered=()) == replace(
        first, considered=(), memory=replace(first.memory, at=5.0)
    )


def test_what_was_never_asked_is_not_known(tiny, recent):
    text = "when should tomatoes be watered"
    assert recent.find(tiny.pipeline, text, blank(), 1.0) is None
    recent.ask(tiny.pipeline, text, blank(), 1.0)
    assert recent.find(tiny.pipeline, "pepper seeds", blank(), 1.0) is None


def test_what_was_said_before_counts(tiny, recent):
    text = "and too little?"
    recent.ask(tiny.pipeline, text, blank(), 1.0)
    before = recent.ask(tiny.pipeline, "signs of too much water", blank(), 1.0).memory
    assert recent.find(tiny.pipeline, text, before, 2.0) is None
    followed = recent.ask(tiny.pipeline, text, before, 2.0)
    assert followed.outcome.answers[0].entry == "underwatering-signs"


def test_words_are_not_kept(tiny, recent):
    for text in QUESTIONS:
        recent.ask(tiny.pipeline, text, blank(), 1.0)
    kept = repr(list(recent._kept[tiny.pipeline].items()))
    assert not [text for text in QUESTIONS[:4] if text in kept]


def test_other_knowledge_decides_anew(tiny, recent):
    text = "when should tomatoes be watered"
    recent.ask(tiny.pipeline, text, blank(), 1.0)
    assert recent.find(Pipeline(tiny.snapshot, tiny.gate), text, blank(), 1.0) is None


def test_a_fault_is_not_kept(tiny, recent):
    broken = Pipeline(tiny.snapshot, Gate(None, clock=lambda: 0.0))
    assert recent.ask(broken, "hello", blank(), 1.0).outcome.message == "abstain_fault"
    assert broken not in recent._kept


def test_few_are_kept(tiny, recent):
    for number in range(KEPT + 10):
        recent.ask(tiny.pipeline, f"hello {number}", blank(), 1.0)
    assert len(recent._kept[tiny.pipeline]) <= KEPT
