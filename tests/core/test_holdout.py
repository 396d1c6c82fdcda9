import pytest

from bot.core.holdout import CAUTIOUS, FOLDS, TARGET, is_left_out, left_out, lowest_bound
from bot.core.measure import upper_bound


def test_every_phrasing_is_left_out_once_unless_its_entry_is():
    texts = [f"phrasing {number}" for number in range(40)]
    name = next(
        f"entry-{n}"
        for n in range(99)
        if not any(is_left_out(f"entry-{n}", f) for f in range(FOLDS))
    )
    parts = [left_out(name, texts, fold) for fold in range(FOLDS)]
    assert sorted(text for part in parts for text in part) == sorted(texts)


def test_an_entry_in_eight_is_left_out_whole_by_a_fold():
    whole = [n for n in range(400) if is_left_out(f"entry-{n}", 0)]
    assert 30 < len(whole) < 70
    assert left_out(f"entry-{whole[0]}", ["one", "two"], 0) == {"one", "two"}


@pytest.mark.parametrize(
    ("questions", "bound"),
    [
        ([(0.8, True)] * 82 + [(0.4, False)] * 9, (0.8, 82, 0)),
        ([(0.95, False), *[(0.5, True)] * 129], (0.5, 130, 1)),
    ],
)
def test_the_lowest_bound_that_keeps_to_the_target(questions, bound):
    assert lowest_bound(questions) == bound
    assert upper_bound(bound[2], bound[1]) <= TARGET


@pytest.mark.parametrize(
    ("questions", "bound"),
    [
        ([], (CAUTIOUS, 0, 0)),
        ([(0.95, True)] * 48, (CAUTIOUS, 48, 0)),
        ([(0.95, False), (0.5, True)], (CAUTIOUS, 1, 1)),
    ],
)
def test_what_cannot_be_proved_gets_a_cautious_bound(questions, bound):
    assert lowest_bound(questions) == bound
