import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bot.core.head import Head, softmax, train_head, widened
from bot.core.index import Index, build_index
from bot.core.text import Reading

GROUPS = [
    ["high estradiol signs", "how to tell estradiol is high", "too much estradiol"],
    ["low estradiol signs", "how to tell estradiol is low", "too little estradiol"],
    ["bone density", "does it help bones"],
]


def reading(text: str) -> Reading:
    words = tuple(text.split())
    return Reading(words, words, (), (), (), ())


def trained(groups: list[list[str]]) -> tuple[Index, Head]:
    texts = [text for group in groups for text in group]
    index = build_index([reading(text) for text in texts])
    return index, train_head(index, [len(group) for group in groups], texts)


def chances(groups: list[list[str]], text: str) -> np.ndarray:
    index, head = trained(groups)
    return softmax(head.scores(index.space.vector(reading(text))))


@pytest.mark.parametrize("entry", range(len(GROUPS)))
def test_it_gives_each_row_to_its_entry(entry):
    for text in GROUPS[entry]:
        found = chances(GROUPS, text)
        assert found.argmax() == entry
        assert found.sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "entry"), [("high", 0), ("little", 1), ("are my bones dense", 2), ("low", 1)]
)
def test_one_telling_word_decides(text, entry):
    assert chances(GROUPS, text).argmax() == entry


def test_words_that_nobody_knows_leave_it_undecided():
    assert np.ptp(chances(GROUPS, "xyz qqq")) < 0.05


def test_the_order_of_the_entries_does_not_matter():
    turned = chances(GROUPS[::-1], "is my estradiol high")
    assert turned[::-1] == pytest.approx(chances(GROUPS, "is my estradiol high"), abs=1e-3)


def test_training_twice_gives_the_same_weights():
    first, second = trained(GROUPS)[1], trained(GROUPS)[1]
    assert first.weights.tobytes() == second.weights.tobytes()


@given(arrays.arrays(np.float32, (3, 4), elements=st.floats(-80, 80, width=32)))
def test_chances_sum_to_one_and_keep_the_order(scores):
    found = softmax(scores)
    assert found.sum(1) == pytest.approx(np.ones(3), abs=1e-5)
    assert (np.take_along_axis(found, scores.argmax(1)[:, None], 1)[:, 0] == found.max(1)).all()


def test_half_floats_are_widened_as_numpy_does_it():
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert np.array_equal(widened(finite), finite.astype(np.float32))
    assert np.array_equal(np.signbit(widened(finite)), np.signbit(finite))
