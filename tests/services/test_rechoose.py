from dataclasses import replace
from itertools import product

import pytest

from bot.core.holdout import CAUTIOUS, FOLDS
from bot.core.model import Locator, passage
from bot.core.overlay import overlay
from bot.services.rechoose import (
    FEWEST,
    PHRASINGS,
    ask_held_out,
    bound_of,
    cautious,
    differs_much,
    is_own,
    own_entries,
    with_bound,
)

THINGS = {
    "spade": "digging trench handle",
    "rake": "leaves gravel tines",
    "hose": "sprinkler nozzle leaking",
    "shears": "hedge trimming blades",
    "trellis": "climbing beans lattice",
    "compost": "kitchen scraps heap",
    "mulch": "straw covering bark",
    "gloves": "leather thorns hands",
    "barrow": "wheel carrying bricks",
    "seeds": "sowing packet germinate",
    "labels": "names waterproof pencil",
    "twine": "string tying knots",
}
FRAMES = (
    "{1} {2} with the {0}",
    "which {0} for {1}",
    "{2} {3} {0} please",
    "my {0} and the {3}",
    "{1} {3} but no {2}",
    "about {2}, is a {0} enough",
    "can a {0} be bad at {1} {2}",
    "{0} {1} {2} {3}",
)


def about(entry, thing, frames=FRAMES):
    """An entry on one thing, asked for in several ways."""
    return replace(
        entry,
        id=f"own-{thing}",
        question=f"What about the {thing}?",
        phrasings=tuple(each.format(thing, *THINGS[thing].split()) for each in frames),
        passages=(passage(f"The {thing} stands in the shed.", (Locator(f"x:{thing}:p1"),)),),
    )


@pytest.fixture(scope="module")
def model(tiny):
    return tiny.snapshot.pack.entries[0]


@pytest.fixture(scope="module")
def edited(tiny, model):
    return overlay(tiny.snapshot, {f"own-{thing}": about(model, thing) for thing in THINGS})


def test_an_edit_or_two_change_little(tiny, model):
    few = overlay(tiny.snapshot, {f"own-{t}": about(model, t) for t in list(THINGS)[: FEWEST - 1]})
    assert not differs_much(few, ())
    assert not is_own(few)


def test_many_edits_change_much_until_the_bound_was_chosen_with_them(edited):
    assert is_own(edited)
    assert differs_much(edited, own_entries(edited)[:1])
    assert not differs_much(edited, own_entries(edited))


def test_what_is_retired_leaves_no_texts_of_its_own(tiny):
    names = [each.id for each in tiny.snapshot.pack.entries[1:]]
    assert not is_own(overlay(tiny.snapshot, dict.fromkeys(names)))


def test_edits_that_are_taken_back_count_as_well(tiny, edited):
    assert differs_much(tiny.snapshot, own_entries(edited))


@pytest.mark.parametrize("bound", [0.0, 0.95])
def test_a_bound_is_never_lower_than_the_shipped_one(tiny, edited, bound):
    shipped = tiny.snapshot.calibration.policy
    served = with_bound(cautious(edited), bound).calibration.policy
    assert served.answer == max(shipped.answer, bound)
    assert served.suggest == shipped.suggest


def test_until_it_is_chosen_only_sure_answers_are_given(edited):
    assert cautious(edited).calibration.policy.answer >= CAUTIOUS


@pytest.fixture(scope="module")
def asked(edited):
    return [each for fold in range(FOLDS) for each in ask_held_out(edited, fold)]


def test_held_out_phrasings_find_their_entry_and_lost_entries_none(asked):
    right = [chance for chance, is_right in asked if is_right]
    wrong = [chance for chance, is_right in asked if not is_right]
    assert len(asked) >= len(THINGS) * len(FRAMES) * 0.8
    assert len(right) > 30
    assert wrong
    assert sum(right) / len(right) > 2 * sum(wrong) / len(wrong)


def test_of_an_entry_with_very_many_phrasings_some_are_asked(model, edited):
    wordy = about(model, "spade", [f"{a} {b} {{}}" for a, b in product(THINGS, THINGS)])
    over = overlay(edited, {wordy.id: wordy})
    once = [len(ask_held_out(over, fold)) for fold in range(FOLDS)]
    assert sum(once) <= (len(THINGS) - 1) * len(FRAMES) * 2 + 2 * PHRASINGS


def test_the_bound_keeps_out_what_went_wrong(asked):
    assert bound_of([(0.6, True)] * 90 + [(0.5, False)] * 60) == 0.6
    assert bound_of([(0.6, True)] * 9) == CAUTIOUS
    assert 0 < bound_of(asked) <= 1
