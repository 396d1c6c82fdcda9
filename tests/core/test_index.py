import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.index import BUDGET, build_index
from bot.core.keys import key_of, key_of_pair
from bot.core.space import grams_of, key_of_meaning, word_features
from bot.core.text import Reading

WORDS = st.lists(
    st.sampled_from(["high", "low", "sign", "estradiol", "bone", "man"]), min_size=1, max_size=6
)


def gram_features(words):
    return [gram for word in words for gram in grams_of(word)]


def reading(*words: str, concepts: tuple[str, ...] = ()) -> Reading:
    return Reading(words, words, concepts, (), (), ())


ROWS = [
    reading("signs", "of", "high", "estradiol", concepts=("estrogen",)),
    reading("signs", "of", "low", "estradiol", concepts=("estrogen",)),
    reading("bone", "bone", "density"),
    reading("estradiol"),
]


def naive_cosines(features_of, rows, question):
    """The textbook: cosine of (1 + log tf) * idf, over the features that some row holds."""
    counts = [Counter(features_of(each)) for each in rows]
    held = Counter(feature for each in counts for feature in each)
    idf = {f: math.log((1 + len(rows)) / (1 + n)) + 1 for f, n in held.items()}

    def vector(features):
        weights = {f: (1 + math.log(n)) * idf[f] for f, n in features.items() if f in idf}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {f: w / length for f, w in weights.items()}

    asked = vector(Counter(features_of(question)))
    return [sum(asked.get(f, 0) * w for f, w in vector(each).items()) for each in counts]


def naive_products(rows, question):
    words = naive_cosines(word_features, rows, question)
    grams = naive_cosines(lambda each: gram_features(each.words), rows, question)
    return [(a + b) / 2 for a, b in zip(words, grams, strict=True)]


def products(rows, question):
    index = build_index(rows)
    return index.products(index.space.spread(index.space.vector(question)), np.arange(index.size))


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_products_are_the_mean_of_naive_cosines(rows, question):
    rows, question = [reading(*row) for row in rows], reading(*question)
    assert products(rows, question) == pytest.approx(naive_products(rows, question), abs=1e-5)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_within_the_budget_rough_scores_are_exact(rows, question):
    index = build_index([reading(*row) for row in rows])
    vector = index.space.vector(reading(*question))
    exact = index.products(index.space.spread(vector), np.arange(index.size))
    rough = np.zeros(index.size)
    touched, scores = index.propose(vector)
    rough[touched] = scores
    assert len(set(touched.tolist())) == len(touched)
    assert rough == pytest.approx(exact, abs=1e-5)


def test_concepts_bring_words_together():
    scores = products(ROWS, reading("oestrogen", concepts=("estrogen",)))
    assert scores[0] > 0
    assert scores[1] > 0
    assert scores[2] < scores[0]


def test_a_row_is_nearest_to_itself():
    for at, row in enumerate(ROWS):
        scores = products(ROWS, row)
        assert scores.argmax() == at
        assert scores[at] == pytest.approx(1, abs=1e-5)


def test_a_question_leaves_nothing_behind():
    index = build_index(ROWS)
    for text in ("high", "bone", "xyz"):
        vector = index.space.vector(reading(text))
        dense = index.space.spread(vector)
        assert np.flatnonzero(dense).tolist() == sorted(vector.slots.tolist())
        index.space.reclaim(dense, vector)


def test_some_rows_score_as_all_do():
    index = build_index(ROWS)
    asked = index.space.spread(index.space.vector(reading("high", "bone")))
    every = index.products(asked, np.arange(index.size))
    assert index.products(asked, np.array([3, 0])) == pytest.approx(every[[3, 0]])


def test_a_question_of_strange_features_is_near_to_nothing():
    index = build_index(ROWS)
    vector = index.space.vector(reading("xyz"))
    assert not len(index.propose(vector)[0])
    assert not index.products(index.space.spread(vector), np.arange(index.size)).any()


def test_the_budget_spends_on_rare_features_first():
    crowd = [reading("common") for _ in range(BUDGET + 1)]
    index = build_index([*crowd, reading("common", "rare")])
    rows, _ = index.propose(index.space.vector(reading("common", "rare")))
    assert rows.tolist() == [index.size - 1]


def test_weights_of_words():
    index = build_index(ROWS)
    assert index.size == 4
    assert index.holding("bone").tolist() == [2]
    assert index.holding("estradiol").tolist() == [0, 1, 3]
    assert index.holding("~estrogen").tolist() == [0, 1]
    assert not len(index.holding("xyz"))
    assert index.idf_of("bone") > index.idf_of("estradiol") > 1
    assert index.idf_of("xyz") == pytest.approx(math.log(5 / 2) + 1)


def test_word_features_hold_neighbours_edges_and_concepts():
    found = word_features(reading("high", "bone", "high", concepts=("up",)))
    high, bone, begin, end = map(key_of_meaning, ("high", "bone", "^", "$"))
    assert found.count(high) == 2
    pairs = {(begin, high), (high, bone), (bone, high), (high, end)}
    assert {key_of_pair(*each) for each in pairs} | {key_of_meaning("~up")} <= set(found)
    assert len(found) == 3 + 4 + 1


def test_grams_stay_inside_words():
    grams = [" ab", "ab ", " ab ", " ab", "abc", "bc ", " abc", "abc "]
    assert gram_features(["ab", "abc"]) == [key_of(f"g{gram}") for gram in grams]


def test_a_row_without_words_is_refused():
    with pytest.raises(ValueError, match="needs a word"):
        build_index([reading("a"), reading()])


LETTERS = st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=4)


@given(st.lists(LETTERS, min_size=1, max_size=4), st.lists(LETTERS, min_size=1, max_size=6))
def test_what_a_space_remembers_changes_no_vector(indexed, joining):
    index = build_index([reading(*words) for words in indexed])
    space, all_joined = index.space, []
    for words in joining:
        space.vector(reading(*words))  # remembered, with the grams that are not known yet
        all_joined.append(reading(*words))
        space = space.with_readings(all_joined[-1:])
    fresh = build_index([reading(*words) for words in indexed]).space.with_readings(all_joined)
    for each in all_joined:
        mine, due = space.vector(each), fresh.vector(each)
        assert dict(zip(mine.slots.tolist(), mine.weights.tolist(), strict=True)) == dict(
            zip(due.slots.tolist(), due.weights.tolist(), strict=True)
        )


def test_a_space_in_which_nothing_new_is_said_stays_the_same():
    space = build_index(ROWS).space
    assert space.with_readings(ROWS[:1]) is space
