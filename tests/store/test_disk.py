import random

import pytest

from bot.core.errors import InDoubtError, NotSavedError, StoreError
from bot.core.revision import Published
from bot.store import engine
from bot.store.opening import open_store
from bot.store.revisions import heads, history, publish
from tests.vfs import FULL, IOERR, READ_ONLY, watching


async def test_every_acknowledgement_was_synced(sqlite_url, act, edit):
    with watching() as watch:
        async with open_store(sqlite_url) as store:
            for number in range(20):
                before = watch.syncs
                assert isinstance(await publish(store, act(), [edit(based_on=number)]), Published)
                assert watch.syncs > before


@pytest.mark.parametrize("fault", [FULL, IOERR])
async def test_a_disk_that_fails_at_any_step_loses_nothing_acknowledged(
    sqlite_url, act, edit, fault, monkeypatch
):
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    async with open_store(sqlite_url) as store:
        await publish(store, act(), [edit()])
    number, step, went_through = 1, 0, False
    while not went_through:
        step += 1
        fails = (step, fault)
        acceptable, went_through = await edit_failing(
            sqlite_url, act(), edit(based_on=number), fails
        )
        async with open_store(sqlite_url) as store:
            found = len(await history(store, 1, "watering"))
        assert found in acceptable
        number = found
    assert step > 5


async def edit_failing(url, act, change, fails) -> tuple[set[int], bool]:
    """Edit with a disk that fails from a step on; give which numbers may be found then."""
    step, fault = fails
    before, after = change.based_on, change.based_on + 1
    with watching() as watch:
        async with open_store(url) as store:
            watch.fail_at, watch.fault = watch.steps + step, fault
            try:
                await publish(store, act, [change])
                acceptable = {after}
            except InDoubtError:
                acceptable = {before, after}
            except NotSavedError:
                acceptable = {before}
            went_through = watch.steps < watch.fail_at
            watch.fail_at = 0
    return acceptable, went_through


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (FULL, "the database's disk is full"),
        (IOERR, "the database's disk fails"),
        (READ_ONLY, "the database cannot be written"),
    ],
)
async def test_a_disk_that_recovers_is_used_again(sqlite_url, act, edit, fault, reason):
    with watching() as watch:
        async with open_store(sqlite_url) as store:
            watch.fail_at, watch.fault = watch.steps + 1, fault
            with pytest.raises(NotSavedError, match=reason):
                await publish(store, act(), [edit()])
            assert not store.state().is_ready
            watch.fail_at = 0
            assert isinstance(await publish(store, act(), [edit()]), Published)
            assert store.state().is_ready


async def test_a_spoilt_file_is_refused_or_shows_only_what_was_saved(
    sqlite_path, sqlite_url, act, edit
):
    saved = {f"entry-{n}": f"text {n} " * 30 for n in range(40)}
    async with open_store(sqlite_url) as store:
        changes = [edit(name, content=text) for name, text in saved.items()]
        await publish(store, act(), changes)
    sound = sqlite_path.read_bytes()
    rng = random.Random(5)  # noqa: S311 - it shuffles
    refused = 0
    for _ in range(60):
        sqlite_path.write_bytes(spoil(sound, rng))
        try:
            async with open_store(sqlite_url) as store:
                found = await heads(store, 1)
        except StoreError:
            refused += 1
            continue
        assert found.keys() == saved.keys()
        assert all(each.content == saved[name] for name, each in found.items() if each.is_intact)
    assert 0 < refused < 60


def spoil(sound: bytes, rng: random.Random) -> bytes:
    """Flip a bit, or cut the file."""
    if rng.random() < 0.2:
        return sound[: rng.randrange(1, len(sound))]
    held = bytearray(sound)
    held[rng.randrange(len(held))] ^= 1 << rng.randrange(8)
    return bytes(held)
