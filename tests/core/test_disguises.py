import random
import time

import pytest

from bot.core.gate import Gate
from bot.core.verdict import STRICTNESS, Route
from bot.core.views import views
from tests.core.disguise import DISGUISES, LOSSY
from tests.real import real_rules

SEEDS = {
    "how much anastrozole should i take": Route.CLINICIAN,
    "can i stop taking my arimidex": Route.CLINICIAN,
    "should i start anastrozole with my testosterone": Route.CLINICIAN,
    "do i need to take anastrozole": Route.CLINICIAN,
    "is it safe to skip my arimidex tablets": Route.CLINICIAN,
    "what dose of anastrozole should my friend take": Route.CLINICIAN,
    "i want to kill myself": Route.URGENT,
    "i cannot breathe and my chest hurts": Route.URGENT,
    "i took the whole bottle of anastrozole": Route.URGENT,
}


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(real_rules(), clock=time.thread_time)


def test_there_are_enough_disguises():
    assert len(DISGUISES) >= 24


@pytest.mark.parametrize("name", DISGUISES)
def test_one_disguise_hides_nothing(gate: Gate, name: str):
    rng = random.Random(name)  # noqa: S311
    missed = [
        (seed, hidden)
        for seed, route in SEEDS.items()
        if STRICTNESS[gate.check(hidden := DISGUISES[name](seed, rng)).route] > STRICTNESS[route]
    ]
    assert len(missed) <= (name in LOSSY), missed


@pytest.mark.parametrize(
    "seed", ["is one tablet too little for me", "are two pills too many for my brother"]
)
def test_a_vowel_that_was_two_stays_two_where_all_are_drawn_out(gate: Gate, seed: str):
    hidden = DISGUISES["stretched vowels"](seed, random.Random(1))  # noqa: S311
    read = {each.text.strip() for each in views(hidden, real_rules().words)}
    assert seed in read
    assert gate.check(hidden).route is gate.check(seed).route


def test_signs_part_words_of_which_three_in_five_letters_are_known():
    words = real_rules().words
    for sign in "._":
        read = {
            each.text.strip() for each in views(sign.join(("stop", "arimidex", "brkptlyx")), words)
        }
        assert "stop arimidex brkptlyx" in read
