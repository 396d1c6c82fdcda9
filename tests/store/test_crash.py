import asyncio
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest

from bot.core.gap import GapState
from bot.core.model import EntryId
from bot.store.gaps import LEASE, close_gap, tell_gap, watch_gap
from bot.store.opening import open_store
from tests.crash import (
    READY,
    Told,
    check,
    edit_together,
    edit_until_killed,
    kill_once,
    listen,
    migrate,
    migrate_until_killed,
    restart_until,
    start,
    tell_all,
    unaccounted,
)

KILLS, MOST_KILLS = 6, 40
EDITS = 60


@pytest.fixture
def empty_url(url, postgres, sqlite_url):
    return sqlite_url if url == sqlite_url else postgres.create("crashes")


def test_nothing_acknowledged_is_lost_or_torn_by_kills(empty_url):
    told, seed = Told(), 0
    while seed < KILLS or (not told.saved and seed < MOST_KILLS):  # a loaded machine saves late
        kill_once(empty_url, seed, told)
        assert asyncio.run(check(empty_url, told)) >= len(told.saved)
        seed += 1
    assert told.saved
    assert median(told.seconds_to_ready) < 5


def test_a_killed_migration_leaves_the_old_or_the_new(empty_url):
    longest = (0, 0.01, 0.02, 0.05, 0.1, 0.15)
    finished = [migrate_until_killed(empty_url, *each) for each in enumerate(longest)]
    assert not finished[0]
    assert asyncio.run(check(empty_url, Told())) == 0


def test_two_processes_that_start_at_once_migrate_once(postgres):
    url = postgres.create("twins")
    started = [start(migrate, url) for _ in range(3)]
    for process, heard in started:
        assert heard.recv() == READY
        assert heard.recv() == ("0002",)
        process.join()
        assert process.exitcode == 0


def race(url, postgres, crashes: int) -> tuple[Told, int]:
    told = Told()
    started = [start(edit_together, url, seed, 32, EDITS) for seed in (1, 2)]
    for _, heard in started:
        assert heard.recv() == READY
    with ThreadPoolExecutor() as pool:
        notes = [pool.submit(listen, heard, told) for _, heard in started]
        done = restart_until(postgres, [each for each, _ in started], (0.3, 0.6), crashes)
        for each in notes:
            each.result()
    for process, _ in started:
        process.join()
        assert process.exitcode == 0
    return told, done


def test_64_workers_in_two_processes_lose_no_update(postgres):
    url = postgres.create("race")
    told, _ = race(url, postgres, crashes=0)
    assert len(told.saved) >= 2 * EDITS
    asyncio.run(check(url, told))
    assert told.doubtful == []
    assert asyncio.run(unaccounted(url, told)) == set()


def test_nothing_is_lost_or_doubled_when_the_server_crashes_meanwhile(postgres):
    url = postgres.create("crashing")
    told, crashes = race(url, postgres, crashes=1)
    assert crashes
    asyncio.run(check(url, told))
    assert asyncio.run(unaccounted(url, told)) == set()


def test_another_process_is_refused_while_one_edits(sqlite_url):
    process, heard = start(edit_until_killed, sqlite_url, 1)
    assert heard.recv() == READY
    second, silent = start(edit_until_killed, sqlite_url, 2)
    with pytest.raises(EOFError):
        silent.recv()
    second.join()
    assert second.exitcode == 1
    process.kill()
    process.join()


def told_by(started) -> list[int]:
    """Gather whom processes took on, and kill them before anybody is forgotten."""
    told = []
    for _, heard in started:
        assert heard.recv() == READY
    for process, heard in started:
        while (said := heard.recv()) != READY:
            told += said
        process.kill()
        process.join()
    return told


async def wait_for_an_answer(url, act, people) -> None:
    async with open_store(url) as store:
        gap = await tell_gap(store, act(actor=None), "how often?")
        for person in people:
            await watch_gap(store, 1, gap.id, person)
        await close_gap(store, act(), gap.id, GapState.ANSWERED, EntryId("watering"))


def test_of_several_processes_one_tells_each_person_and_what_it_left_is_taken_over(postgres, act):
    url, people, now = postgres.create("telling"), list(range(1, 101)), 10_000
    asyncio.run(wait_for_an_answer(url, act, people))
    assert sorted(told_by([start(tell_all, url, seed, now) for seed in (1, 2, 3)])) == people
    assert told_by([start(tell_all, url, 4, now + LEASE)]) == []
    late = now + LEASE + 1
    assert sorted(told_by([start(tell_all, url, seed, late) for seed in (5, 6)])) == people
