from collections import Counter
from dataclasses import replace

import pytest

from bot.content.calibration import FILE, load_calibration
from bot.content.golden import load_golden
from bot.core.decide import PRIOR
from bot.core.holdout import CAUTIOUS, FOLDS, left_out
from bot.core.signals import SIGNALS, Signals
from bot.services.calibrate import (
    STEPS,
    SUGGEST,
    Sample,
    choose,
    choose_bounds,
    golden_samples,
    held_out,
    known_by_fold,
    leave_out,
)

GOOD, BAD = (dict.fromkeys(SIGNALS, value) for value in (1.0, -1.0))


def test_the_model_is_stored_and_can_be_read(calibrated):
    root, said, ticks = calibrated
    made = load_calibration(root)
    assert ticks == [(done, STEPS) for done in range(STEPS + 1)]
    assert made.policy.suggest == SUGGEST
    assert 0 < made.policy.answer <= 1
    assert "questions that chose the bound: " in said
    assert "Clopper-Pearson" in said
    assert all(
        line.split(": ")[0] in (root / FILE).read_text("utf-8") for line in said.splitlines()
    )


def golden_of(tiny):
    return load_golden(tiny.settings.knowledge / "golden" / "dev.yaml")


@pytest.fixture(scope="module")
def held(tiny):
    return [list(held_out(*leave_out(tiny.pack, fold))) for fold in range(FOLDS)]


def test_every_phrasing_is_held_out_by_itself_or_with_its_entry(tiny, held):
    texts = [{each.text for each in part} for part in held]
    due = {text for entry in tiny.snapshot.pack.entries for text in entry.phrasings}
    assert due <= set().union(*texts)
    whole = [
        entry
        for entry in tiny.snapshot.pack.entries
        if any(set(entry.phrasings) <= part for part in texts)
    ]
    assert whole
    assert len(whole) < len(tiny.snapshot.pack.entries)


def test_a_pack_of_bare_questions_gets_what_holds_in_general(tiny):
    bare = tuple(replace(entry, phrasings=()) for entry in tiny.pack.entries)
    topics = tuple(replace(topic, phrasings=()) for topic in tiny.pack.uncovered)
    pack = replace(tiny.pack, entries=bare, uncovered=topics)
    own = [each for fold in range(FOLDS) for each in held_out(*leave_out(pack, fold))]
    calibration, _ = choose(own, [])
    assert not own
    assert calibration.model == PRIOR
    assert calibration.policy.answer == CAUTIOUS


def test_what_is_held_out_of_an_uncovered_topic_has_no_right_entry(tiny, held):
    topics = {text for topic in tiny.pack.uncovered for text in topic.phrasings}
    samples = [each for part in held for each in part]
    about = [each for each in samples if each.text in topics]
    assert about
    assert not any(each.right for each in about)
    assert any(each.right for each in samples)


def test_a_golden_question_that_is_a_phrasing_is_asked_where_that_is_left_out(tiny):
    entry = tiny.pack.entries[0]
    (new,) = (each for each in golden_of(tiny) if each.id == "g1")
    golden = [new, *(replace(new, id=text, q=f"{text.upper()}?") for text in entry.phrasings)]
    known, others = known_by_fold(tiny.pack, golden)
    assert others == [new]
    for fold, part in enumerate(known):
        out = left_out(entry.id, entry.phrasings, fold)
        assert {each.id for each in part} <= (set() if out == set(entry.phrasings) else out)
    assert any(known)


def test_only_golden_questions_that_retrieval_decides_on_are_asked(tiny):
    names = {each.question for each in golden_samples(tiny.snapshot, golden_of(tiny))}
    assert names == {f"g{n}" for n in range(1, 8)}


def test_a_model_is_chosen_on_questions_that_it_did_not_see():
    def sample(n, right):
        signals = Signals(**(GOOD if right else BAD))
        return Sample(f"q{n}", f"text {n}", signals, right, barred=False)

    own = [sample(n, n % 2 == 0) for n in range(40)]
    calibration, chosen = choose(own, own)
    assert chosen["answered"] == "20"
    assert chosen["wrong"] == "0"
    model, policy = calibration.model, calibration.policy
    assert model.chance(Signals(**GOOD)) >= policy.answer > model.chance(Signals(**BAD))


def test_the_sentinels_bounds_are_chosen_on_what_it_did_not_see(tiny):
    bounds, figures = choose_bounds(tiny.pack)
    assert 0 < bounds.clinician < 1
    assert 0 < bounds.urgent < 1
    due = Counter(each.label for each in tiny.pack.examples)
    assert figures["urgent examples caught by the sentinel alone"].endswith(
        f" of {due['emergency']}"
    )


def test_without_examples_the_sentinel_has_nothing_to_stop(tiny):
    bounds, figures = choose_bounds(replace(tiny.pack, examples=()))
    assert (bounds.urgent, bounds.clinician) == (1.0, 1.0)
    assert set(figures.values()) == {"0 of 0"}
