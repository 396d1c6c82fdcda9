import random
import time

import pytest

from bot.core.gate import Gate
from bot.core.verdict import STRICTNESS, Route
from tests.core.disguise import DISGUISES
from tests.real import real_rules

LOSSY = {
    "hyphen inside words",
    "star for a letter",
    "typing errors",
}  # may leave a word nobody can be sure of
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
