import pytest
from sqlalchemy import event

from bot.services import feedback as module
from bot.services.feedback import Feedback
from bot.store.counts import read_counts
from bot.store.tables import tallies, votes

DAY = "2026-11-28"


@pytest.fixture
def feedback(store):
    return Feedback(store, lambda: DAY, b"key")


async def test_questions_are_counted_by_entry_and_outcome(feedback, store):
    for guild in (1, 1, 2, None):
        feedback.asked(guild, "sunlight", "answer")
    feedback.asked(1, "", "abstain")
    await feedback.flush()
    assert await read_counts(store, tallies, 1, DAY) == {
        (DAY, "sunlight", "answer"): 2,
        (DAY, "", "abstain"): 1,
    }
    assert await read_counts(store, tallies, 0, DAY) == {(DAY, "sunlight", "answer"): 1}


async def test_a_person_votes_once_on_an_entry(feedback, store):
    assert feedback.vote(1, "sunlight", 5, helpful=True)
    assert not feedback.vote(1, "sunlight", 5, helpful=False, reason="unclear")
    assert feedback.vote(1, "sunlight", 6, helpful=False, reason="unclear")
    assert feedback.vote(1, "sunlight", 7, helpful=False)
    assert feedback.vote(2, "sunlight", 5, helpful=True)
    await feedback.flush()
    assert await read_counts(store, votes, 1, DAY) == {
        (DAY, "sunlight", "helpful"): 1,
        (DAY, "sunlight", "unclear"): 1,
        (DAY, "sunlight", "none"): 1,
    }


def test_an_unknown_reason_is_a_defect(feedback):
    with pytest.raises(ValueError, match="no reason"):
        feedback.vote(1, "sunlight", 5, helpful=False, reason="rude")


async def test_counts_add_up_over_flushes(feedback, store):
    for _ in range(2):
        feedback.asked(1, "sunlight", "answer")
        await feedback.flush()
    await feedback.flush()
    assert await read_counts(store, tallies, 1, DAY) == {(DAY, "sunlight", "answer"): 2}


def test_only_so_many_votes_are_remembered(feedback, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 1)
    feedback.vote(1, "a", 5, helpful=True)
    feedback.vote(1, "b", 5, helpful=True)
    assert feedback.vote(1, "a", 5, helpful=True)


async def test_a_stop_writes_the_counts_of_thousands_of_servers_at_once(feedback, store):
    for guild in range(2_000):
        feedback.asked(guild, "sunlight", "answer")
        feedback.vote(guild, "sunlight", 5, helpful=True)
    commits = []
    event.listen(store.engine.sync_engine, "commit", commits.append)
    await feedback.flush()
    assert 2 <= len(commits) <= 2 * (2_000 // module.BATCH + 1)
    assert await read_counts(store, tallies, 1_999, DAY) == {(DAY, "sunlight", "answer"): 1}
    assert await read_counts(store, votes, 1_999, DAY) == {(DAY, "sunlight", "helpful"): 1}


async def test_what_cannot_be_written_waits(feedback, store, monkeypatch):
    feedback.asked(1, "sunlight", "answer")
    monkeypatch.setattr(store, "_is_closing", True)
    await feedback.flush()
    monkeypatch.undo()
    feedback.asked(1, "sunlight", "answer")
    await feedback.flush()
    assert await read_counts(store, tallies, 1, DAY) == {(DAY, "sunlight", "answer"): 2}
