import asyncio
import threading

import pytest

from bot.core.errors import RefusedError
from bot.services import gaps as module
from tests.services.rooms import open_rooms


@pytest.fixture
def book(store, tiny):
    return open_rooms(store, tiny).gaps


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("do tomatoes like 5 bees", "do tomatoes like … bees"),
        ("ask @bob at bob@example.org why tomatoes split", "ask … at … why tomatoes split"),
        ("do toms like Evergladexy", "do toms like …"),
        ("42", ""),
        ("tomatoes 42", ""),
    ],
)
def test_only_what_tells_nobody_is_kept(book, text, kept):
    assert book.redacted(1, text) == kept


async def test_a_question_is_kept_without_who_asked(book, act):
    gap = await book.tell(act(actor=77), "do tomatoes like 5 bees")
    assert (gap.text, gap.count) == ("do tomatoes like … bees", 1)
    assert await book.open(2) == []


async def test_like_questions_are_counted_once(book, act):
    first = await book.tell(act(actor=7), "do tomatoes like bees")
    second = await book.tell(act(actor=8), "do my tomatoes like bees")
    third = await book.tell(act(), "why is the moon so round")
    assert (second.id, second.text) == (first.id, "do my tomatoes like bees")
    assert [(each.id, each.count) for each in await book.open(1)] == [(first.id, 2), (third.id, 1)]


async def test_another_question_is_another_gap(book, act):
    first = await book.tell(act(actor=7), "sowing by the full moon")
    second = await book.tell(act(actor=8), "harvesting by the full moon")
    assert second.id != first.id
    assert second.text == "harvesting by the full moon"
    assert [each.count for each in await book.open(1)] == [1, 1]


async def test_a_person_counts_once(book, act):
    await book.tell(act(actor=7), "do tomatoes like bees")
    again = await book.tell(act(actor=7), "do my tomatoes like bees")
    assert (again.count, again.text) == (1, "do my tomatoes like bees")
    assert (await book.tell(act(actor=8), "do tomatoes like bees")).count == 2
    assert (await book.tell(act(actor=7), "do tomatoes like bees")).count == 2


async def test_who_waits_for_a_gap_counts_once_in_every_process(store, tiny, book, act):
    gap = await book.tell(act(actor=7), "do tomatoes like bees")
    assert await book.watch(1, gap.id, 7)
    other = open_rooms(store, tiny).gaps
    assert (await other.tell(act(actor=7), "do tomatoes like bees")).count == 1
    assert (await other.tell(act(actor=8), "do tomatoes like bees")).count == 2


async def test_the_oldest_countings_are_forgotten(book, act, monkeypatch):
    monkeypatch.setattr(module, "MOST_COUNTED", 1)
    await book.tell(act(actor=7), "do tomatoes like bees")
    await book.tell(act(actor=8), "do tomatoes like bees")
    assert (await book.tell(act(actor=8), "do tomatoes like bees")).count == 2
    assert (await book.tell(act(actor=7), "do tomatoes like bees")).count == 3


async def test_a_question_that_says_nothing_is_refused(book, act):
    with pytest.raises(RefusedError, match="gap_says_nothing"):
        await book.tell(act(), "12 34")


async def test_a_replay_counts_once(book, store, tiny, act):
    once = act()
    await book.tell(once, "do tomatoes like bees")
    assert (await book.tell(once, "do tomatoes like bees")).count == 1
    with pytest.raises(RefusedError, match="faq_repeated"):
        await open_rooms(store, tiny).gaps.tell(once, "do tomatoes like bees")
    assert [each.count for each in await book.open(1)] == [1]


async def test_a_server_keeps_so_many_gaps_and_no_more(book, act, monkeypatch):
    monkeypatch.setattr(module, "MOST_OPEN", 1)
    await book.tell(act(actor=7), "do tomatoes like bees")
    with pytest.raises(RefusedError, match="gap_full"):
        await book.tell(act(), "why is the moon so round")
    assert (await book.tell(act(actor=8), "do tomatoes like bees")).count == 2


async def test_a_dismissed_gap_is_gone(book, act):
    gap = await book.tell(act(), "do tomatoes like bees")
    assert (await book.find(1, gap.id)).text == gap.text
    await book.dismiss(act(actor=5), gap.id)
    with pytest.raises(RefusedError, match="gap_gone"):
        await book.dismiss(act(actor=5), gap.id)
    with pytest.raises(RefusedError, match="gap_gone"):
        await book.find(1, gap.id)


async def test_another_servers_gap_cannot_be_dismissed(book, act):
    gap = await book.tell(act(), "do tomatoes like bees")
    with pytest.raises(RefusedError, match="gap_gone"):
        await book.dismiss(act(guild=2), gap.id)


def test_the_nearest_entries_are_offered(book):
    assert book.candidates(1, "sun or shade for my plants")[0].id == "sunlight"


async def test_nobody_is_told_before_the_answer(book, act):
    gap = await book.tell(act(), "do tomatoes like bees")
    assert await book.watch(1, gap.id, 9)
    assert await book.watch(1, gap.id, 9)
    assert await book.due() == []


async def test_the_same_question_of_many_people_at_once_is_one_gap(book, act):
    texts = ["do tomatoes like bees", "do my tomatoes like bees"] * 5
    await asyncio.gather(*(book.tell(act(actor=n), text) for n, text in enumerate(texts)))
    assert [each.count for each in await book.open(1)] == [10]


async def test_gaps_are_compared_beside_the_event_loop(book, act, monkeypatch):
    threads = []

    def compare(*_):
        threads.append(threading.current_thread())

    monkeypatch.setattr(module, "likeliest", compare)
    await book.tell(act(actor=7), "do tomatoes like bees")
    assert [each is threading.main_thread() for each in threads] == [False]
