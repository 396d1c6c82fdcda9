from bot.core.statistics import Day, coverage, summarise
from tests.core.small import SOURCE, entry_of, passage_of

DAYS = ("2026-11-27", "2026-11-28")
TALLIES = {
    ("2026-11-27", "bones", "answer"): 3,
    ("2026-11-27", "", "abstain"): 1,
    ("2026-11-28", "bones", "answer"): 4,
    ("2026-11-28", "sleep", "answer"): 2,
    ("2026-11-28", "", "urgent"): 1,
    ("2026-11-20", "sleep", "answer"): 9,
}
VOTES = {
    ("2026-11-28", "bones", "helpful"): 4,
    ("2026-11-28", "bones", "unclear"): 1,
    ("2026-11-28", "sleep", "outdated"): 3,
    ("2026-11-28", "sleep", "none"): 2,
    ("2026-11-28", "rare", "passage"): 4,
    ("2026-11-28", "loved", "helpful"): 40,
}


def test_days_with_fewer_than_five_questions_are_not_broken_down():
    figures = summarise(DAYS, TALLIES, {}, 0, (0, 0))
    assert figures.days == (
        Day("2026-11-27", 4, {}),
        Day("2026-11-28", 7, {"answer": 6, "urgent": 1}),
    )
    assert figures.total == 11
    assert figures.by_outcome == {"answer": 6, "urgent": 1}
    assert figures.most_asked == (("bones", 4), ("sleep", 2))


def test_entries_are_ranked_by_the_share_of_bad_votes_once_there_are_five():
    figures = summarise(DAYS, {}, VOTES, 0, (0, 0))
    assert figures.least_helpful == (("sleep", 5, 5), ("bones", 1, 5))


def test_lists_are_short():
    tallies = {("2026-11-28", f"e{n}", "answer"): n for n in range(1, 20)}
    assert [name for name, _ in summarise(DAYS, tallies, {}, 0, (0, 0)).most_asked] == [
        "e19", "e18", "e17", "e16", "e15"
    ]  # fmt: skip


def test_coverage_counts_the_blocks_that_are_due():
    entry = entry_of("one", passage_of("One.", "doses:p1"), passage_of("Two.", "doses:p2"))
    assert coverage([SOURCE], [entry]) == (2, len(SOURCE.blocks))
