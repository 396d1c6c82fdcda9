import pytest

from bot.store.counts import add_counts, expire_counts, read_counts
from bot.store.tables import tallies, votes

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


@pytest.mark.parametrize("table", [tallies, votes], ids=str)
async def test_counts_add_up_by_server_day_and_entry(store, table):
    await add_counts(store, table, {(1, MONDAY, "watering", "answer"): 2, (1, MONDAY, "", "x"): 1})
    await add_counts(
        store,
        table,
        {(1, MONDAY, "watering", "answer"): 3, (2, TUESDAY, "watering", "answer"): 7},
    )
    await add_counts(store, table, {})
    assert await read_counts(store, table, 1, MONDAY) == {
        (MONDAY, "watering", "answer"): 5,
        (MONDAY, "", "x"): 1,
    }
    assert await read_counts(store, table, 1, TUESDAY) == {}
    assert await expire_counts(store, table, TUESDAY) == 2
    assert await read_counts(store, table, 1, MONDAY) == {}
    assert len(await read_counts(store, table, 2, MONDAY)) == 1
