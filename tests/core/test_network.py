import numpy as np
import pytest
from scipy.sparse import csr_array

from bot.core.network import BATCH, train_network

RNG = np.random.default_rng(1)
SIGNS = RNG.integers(0, 2, (200, 2))
EITHER = np.hstack([SIGNS, 1 - SIGNS]).astype(np.float32) / 2
"""Two signs a row, each as one of two features."""

UNEQUAL = np.logical_xor(*SIGNS.T).astype(np.int64)
"""What no sum of single features tells."""

NAMES = [f"{at:03}" for at in range(len(EITHER))]


def told(network, rows):
    at = np.arange(rows.shape[1], dtype=np.int32)
    return np.array([network.chances(at, row).argmax() for row in rows])


@pytest.fixture(scope="module")
def network():
    return train_network(csr_array(EITHER), UNEQUAL, 2, NAMES)


def test_it_learns_what_no_sum_of_features_tells(network):
    assert (told(network, EITHER) == UNEQUAL).all()


def test_chances_sum_to_one(network):
    chances = network.chances(np.array([0, 3], np.int32), np.array([0.5, 0.5], np.float32))
    assert chances.sum() == pytest.approx(1)


def test_a_text_without_a_known_feature_has_chances_too(network):
    chances = network.chances(np.array([], np.int32), np.array([], np.float32))
    assert chances.shape == (2,)


def test_the_order_in_which_rows_come_changes_nothing(network):
    order = RNG.permutation(len(NAMES))
    again = train_network(csr_array(EITHER[order]), UNEQUAL[order], 2, [NAMES[at] for at in order])
    assert (again.hidden == network.hidden).all()
    assert (again.out == network.out).all()


def test_more_rows_than_a_step_takes():
    times = BATCH // len(NAMES) + 1
    names = [f"{at:04}" for at in range(times * len(NAMES))]
    network = train_network(
        csr_array(np.tile(EITHER, (times, 1))), np.tile(UNEQUAL, times), 2, names
    )
    assert (told(network, EITHER) == UNEQUAL).all()


def test_a_class_without_rows_has_a_chance_too():
    network = train_network(csr_array(EITHER), UNEQUAL, 3, NAMES)
    chances = network.chances(np.array([0, 3], np.int32), np.array([0.5, 0.5], np.float32))
    assert chances.shape == (3,)
    assert chances[2] < 0.1
