import asyncio

import pytest

from bot.core.errors import StoreError
from bot.store import listen as listening
from bot.store.listen import listen
from bot.store.opening import look_at
from bot.store.revisions import publish

pytestmark = pytest.mark.parametrize("url", ["postgres"], indirect=True)


@pytest.fixture
async def heard(store, monkeypatch):
    """Listen; what is heard lands in a queue."""
    monkeypatch.setattr(listening, "PULSE", 0.05)
    monkeypatch.setattr(listening, "PAUSE", 0.05)
    queue: asyncio.Queue[None] = asyncio.Queue()
    task = asyncio.create_task(listen(store, lambda: queue.put_nowait(None), [0]))
    yield queue
    task.cancel()


async def test_an_edit_is_heard_and_a_silent_connection_stays(heard, store, act, edit):
    async with asyncio.timeout(20):
        await heard.get()  # the connection itself
        await asyncio.sleep(0.2)
        assert heard.empty()
        await publish(store, act(), [edit()])
        await heard.get()


async def test_a_lost_connection_is_made_anew_and_counts_as_an_announcement(
    heard, store, act, edit, postgres
):
    async with asyncio.timeout(20):
        await heard.get()
        postgres.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'footnote'"
        )
        await heard.get()
        await publish(store, act(), [edit()])
        await heard.get()


async def test_a_shard_that_another_process_serves_is_told_and_served(heard, store, caplog):
    async with asyncio.timeout(20):
        await heard.get()  # it serves shard 0
        second = asyncio.create_task(listen(store, lambda: None, [0, 1]))
        while not caplog.records:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.wait({second})
        third = asyncio.create_task(listen(store, lambda: None, [1]))
        await asyncio.sleep(0.5)
        third.cancel()
    [told] = caplog.messages
    assert told.startswith("shard 0 is served by another process too")


async def test_another_count_of_shards_is_told(heard, store, url, caplog):
    async with asyncio.timeout(20):
        await heard.get()  # it has one shard in all
        await asyncio.sleep(0.5)  # and has noted that
        assert await look_at(url, 1)
        with pytest.raises(StoreError, match="has FOOTNOTE_SHARD_COUNT 1, this one 4, and serv"):
            await look_at(url, 4)
        grown = asyncio.create_task(listen(store, lambda: None, [2, 3], 4))
        while not caplog.records:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0.05)
        beside = asyncio.create_task(listen(store, lambda: None, [1], 4))
        while len(caplog.records) < 2:  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(0.05)
        grown.cancel()
        beside.cancel()
    assert all("has FOOTNOTE_SHARD_COUNT 1, this one 4" in told for told in caplog.messages)
