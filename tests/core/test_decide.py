import numpy as np
import pytest

from bot.core.decide import (
    PRIOR,
    Decision,
    LogisticModel,
    Policy,
    fit,
    learn,
)
from bot.core.signals import SIGNALS, Signals

NONE = dict.fromkeys(SIGNALS, 0.0)
WEIGHTS = dict.fromkeys(SIGNALS, 0.0) | {"score": 2.0, "outside": -3.0}


def model_of(weights: dict[str, float], bias: float = 0.0) -> LogisticModel:
    zeros, ones = (0.0,) * len(SIGNALS), (1.0,) * len(SIGNALS)
    return LogisticModel(zeros, ones, tuple(weights[name] for name in SIGNALS), bias)


def signals(**values: float) -> Signals:
    return Signals(**(NONE | values))


@pytest.mark.parametrize(
    ("chance", "decision"),
    [
        (1.0, Decision.ANSWER),
        (0.8, Decision.ANSWER),
        (0.79, Decision.SUGGEST),
        (0.3, Decision.SUGGEST),
        (0.29, Decision.ABSTAIN),
        (0.0, Decision.ABSTAIN),
    ],
)
def test_bounds_belong_to_the_better_decision(chance, decision):
    assert Policy(0.8, 0.3).decide(chance) is decision


def test_the_chance_follows_the_weights():
    model = model_of(WEIGHTS)
    assert model.chance(signals()) == pytest.approx(0.5)
    assert model.chance(signals(score=1)) == pytest.approx(1 / (1 + np.exp(-2)))
    assert model.chance(signals(outside=1)) < 0.5


@pytest.mark.parametrize("score", [1e6, -1e6])
def test_the_chance_stays_between_0_and_1(score):
    assert 0 < model_of(WEIGHTS).chance(signals(score=score)) < 1


def test_signals_are_brought_to_mean_and_spread():
    zeros, ones = (0.0,) * len(SIGNALS), (1.0,) * len(SIGNALS)
    model = LogisticModel((5.0, *zeros[1:]), (2.0, *ones[1:]), (3.0, *zeros[1:]), 1.0)
    first = Signals(**(NONE | {SIGNALS[0]: 5.0}))
    assert model.chance(first) == pytest.approx(1 / (1 + np.exp(-1)))


def test_values_stand_in_the_order_of_the_names():
    numbered = Signals(**{name: float(at) for at, name in enumerate(SIGNALS)})
    assert numbered == tuple(map(float, range(len(SIGNALS))))


def toy(seed: int = 1, rows: int = 400):
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows, len(SIGNALS)))
    values[:, 3] = 7.0  # a signal that never changes must not break the fit
    right = (2 * values[:, 0] - values[:, 1] > 0).astype(np.float64)
    return values, right


def test_fitting_recovers_a_separable_toy():
    values, right = toy()
    model = fit(values, right)
    chances = np.array([model.chance(Signals(*row)) for row in values])
    assert ((chances > 0.5) == (right == 1)).mean() > 0.98
    assert model.weights[0] > 0 > model.weights[1]
    assert abs(model.weights[2]) < 0.2 * model.weights[0]
    assert model.weights[3] == 0


def test_fitting_finds_the_base_rate_without_any_signal():
    model = fit(np.zeros((100, len(SIGNALS))), np.array([1.0] * 20 + [0.0] * 80))
    assert model.chance(signals()) == pytest.approx(0.2, abs=1e-4)


@pytest.mark.parametrize("right", [[], [0.0] * 9, [1.0] * 9])
def test_where_nothing_can_be_learned_the_prior_stands(right):
    assert learn(np.ones((len(right), len(SIGNALS))), np.array(right)) == PRIOR


def test_two_samples_that_are_nearly_alike_teach_nothing():
    rows = np.array([[1.0] * len(SIGNALS), [1.0001] * len(SIGNALS)])
    assert learn(rows, np.array([0.0, 1.0])) == PRIOR


@pytest.mark.parametrize(("samples", "is_learned"), [(20, False), (20_000, True)])
def test_the_more_samples_the_more_they_say(samples, is_learned):
    rows = np.random.default_rng(1).normal(size=(samples, len(SIGNALS)))
    right = (rows[:, 0] < 0).astype(np.float64)  # against what holds in general
    assert (learn(rows, right).weights[0] < 0) is is_learned


def test_a_long_question_that_matches_is_surer_than_a_short_one():
    assert PRIOR.chance(signals(score=1, length=3)) > PRIOR.chance(signals(score=1, length=1))
    assert PRIOR.chance(signals(score=2, margin=2, length=3)) > 0.9


def test_fitting_twice_gives_the_same_model():
    assert fit(*toy()) == fit(*toy())
