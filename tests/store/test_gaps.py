from dataclasses import replace

from bot.core.gap import Gap, GapState, Telling
from bot.core.revision import Repeated
from bot.store.audit import deeds
from bot.store.gaps import (
    LEASE,
    claim_telling,
    close_gap,
    expire_gaps,
    forget_watcher,
    give_up_telling,
    is_watched,
    list_gaps,
    open_gaps,
    tell_gap,
    tellings,
    watch_gap,
)


async def test_like_questions_are_counted_together(store, act):
    first = await tell_gap(store, act(actor=None, at=50), "how often?")
    assert first == Gap(1, 1, "how often?", 1, GapState.OPEN, "", 50)
    again = await tell_gap(store, act(actor=None, at=60), "how frequently?", like=first.id)
    assert again == replace(first, count=2, at=60)
    await tell_gap(store, act(actor=None), "how deep?")
    assert [(each.text, each.count) for each in await list_gaps(store, 1)] == [
        ("how often?", 2),
        ("how deep?", 1),
    ]
    assert {each.act.actor for each in await deeds(store, 1)} == {None}


async def test_a_second_press_counts_once(store, act):
    once = act(actor=None)
    await tell_gap(store, once, "how often?")
    assert await tell_gap(store, once, "how often?") == Repeated()


async def test_a_closed_gap_is_not_counted_to(store, act):
    gap = await tell_gap(store, act(actor=None), "how often?")
    closed = await close_gap(store, act(), gap.id, GapState.DISMISSED, "")
    assert closed == replace(gap, state=GapState.DISMISSED)
    assert await close_gap(store, act(), gap.id, GapState.ANSWERED, "watering") is None
    assert (await tell_gap(store, act(actor=None), "how often?", like=gap.id)).id != gap.id


async def test_who_watches_is_told_once_and_forgotten(store, act):
    gap = await tell_gap(store, act(actor=None), "how often?")
    assert await watch_gap(store, 1, gap.id, 42)
    assert await watch_gap(store, 1, gap.id, 42)
    assert await is_watched(store, 1, gap.id, 42)
    assert not await is_watched(store, 1, gap.id, 43)
    assert not await watch_gap(store, 2, gap.id, 42)
    assert await tellings(store) == []
    await close_gap(store, act(), gap.id, GapState.ANSWERED, "watering")
    assert not await watch_gap(store, 1, gap.id, 43)
    telling = Telling(1, gap.id, 42, "watering")
    assert await tellings(store) == [telling]
    await forget_watcher(store, telling)
    assert await tellings(store) == []
    assert not await claim_telling(store, telling, 1000)


async def test_one_process_tells_and_another_takes_over_when_it_died(store, act):
    gap = await tell_gap(store, act(actor=None), "how often?")
    await watch_gap(store, 1, gap.id, 42)
    await close_gap(store, act(), gap.id, GapState.ANSWERED, "watering")
    [telling] = await tellings(store)
    assert await claim_telling(store, telling, 1000)
    assert not await claim_telling(store, telling, 1000)
    assert not await claim_telling(store, telling, 1000 + LEASE)
    assert not await give_up_telling(store, telling, 999)
    assert await give_up_telling(store, telling, 1000)
    assert await claim_telling(store, telling, 1001)
    assert await claim_telling(store, telling, 1002 + LEASE)
    assert await claim_telling(store, telling, 1)  # a clock that was put back keeps nobody waiting


async def test_who_watches_a_gap_that_is_dismissed_is_forgotten(store, act):
    gap = await tell_gap(store, act(actor=None), "how often?")
    other = await tell_gap(store, act(actor=None), "how deep?")
    for each in (gap, other):
        assert await watch_gap(store, 1, each.id, 42)
    await close_gap(store, act(), gap.id, GapState.DISMISSED, "")
    assert not await is_watched(store, 1, gap.id, 42)
    assert await is_watched(store, 1, other.id, 42)


async def test_old_gaps_expire_with_their_watchers(store, act):
    old = await tell_gap(store, act(actor=None, at=10), "how often?")
    new = await tell_gap(store, act(actor=None, at=20), "how deep?")
    for gap in (old, new):
        await watch_gap(store, 1, gap.id, 42)
        await close_gap(store, act(), gap.id, GapState.ANSWERED, "watering")
    assert await expire_gaps(store, before=20, now=30) == 1
    assert [each.gap for each in await tellings(store)] == [new.id]


async def test_what_is_asked_again_is_kept_as_long_again(store, act):
    gap = await tell_gap(store, act(actor=None, at=10), "how often?")
    await watch_gap(store, 1, gap.id, 42)
    await tell_gap(store, act(actor=None, at=20), "how often?", like=gap.id)
    assert await expire_gaps(store, before=20, now=50) == 0
    assert await watch_gap(store, 1, gap.id, 43)


async def test_an_open_gap_that_expires_is_in_the_record(store, act):
    gap = await tell_gap(store, act(actor=None, at=10), "how often?")
    shut = await tell_gap(store, act(actor=None, at=10), "how deep?")
    await close_gap(store, act(), shut.id, GapState.DISMISSED, "")
    await watch_gap(store, 1, gap.id, 42)
    assert await expire_gaps(store, before=20, now=50) == 2
    assert await expire_gaps(store, before=20, now=50) == 0
    expired = [each for each in await deeds(store, 1) if each.action == "gap expired"]
    assert [(each.target, each.act.actor, each.act.at) for each in expired] == [
        (str(gap.id), None, 50)
    ]
    assert not await is_watched(store, 1, gap.id, 42)
    assert not await watch_gap(store, 1, gap.id, 42)


async def test_open_gaps_of_all_servers_are_counted(store, act):
    first = await tell_gap(store, act(1), "how often?")
    await tell_gap(store, act(2), "how long?")
    assert await open_gaps(store) == 2
    await close_gap(store, act(1), first.id, GapState.DISMISSED, "")
    assert await open_gaps(store) == 1
