import asyncio
import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.content.dump import dump_entry
from bot.core.errors import NotSavedError, UnavailableError
from bot.core.guild import GuildSettings
from bot.core.holdout import CAUTIOUS
from bot.core.model import passage
from bot.core.revision import Change, Kind
from bot.services import live
from bot.services.ask import Asker, Where
from bot.services.copies import read_copies
from bot.services.guilds import GuildBook
from bot.services.health import Health
from bot.services.library import Library
from bot.services.live import Live, lay_over
from bot.services.metrics import Metrics
from bot.store.guilds import keep_settings
from bot.store.opening import open_store
from bot.store.personal import forget_guild
from bot.store.revisions import publish
from tests.packs import ARTICLE

QUESTION = "when should I water tomatoes"


class Process:
    """One process of the bot, as far as edits go."""

    def __init__(self, store, tiny, is_ours=lambda _: True) -> None:
        self.store = store
        self.library = Library(tiny.snapshot, tiny.gate)
        self.guilds = GuildBook(store)
        self.health = Health(time.monotonic, Metrics())
        self.live = Live(store, self.library, self.guilds, self.health, is_ours)
        self._asker = Asker(self.library, time.monotonic)

    def answer(self, guild=1, question=QUESTION) -> str:
        return self._asker.converse("place", question, Where(guild)).reply.text

    def entries(self, guild=1) -> set[str]:
        return {entry.id for entry in self.library.serving(guild).snapshot.pack.entries}


@pytest.fixture
def process(store, tiny):
    return Process(store, tiny)


@pytest.fixture
def watering(tiny):
    return next(each for each in tiny.snapshot.pack.entries if each.id == "watering-time")


def change(entry, based_on=0) -> Change:
    return Change(entry.id, based_on, Kind.PUBLISH, entry.topic, dump_entry(entry), author=5)


def retire(entry, based_on=0) -> Change:
    return Change(entry.id, based_on, Kind.RETIRE, entry.topic, None, author=5)


def reworded(entry, words):
    return replace(entry, passages=(passage(words, entry.passages[0].citations),))


async def test_an_edit_is_served_in_its_server_only(process, act, watering):
    shipped = process.answer()
    edit = change(reworded(watering, "Water them at dawn."))
    await publish(process.store, act(), [edit])
    await process.live.refresh(1)
    assert "Water them at dawn." in process.answer()
    assert process.answer(guild=2) == process.answer(guild=None) == shipped


async def test_a_retired_entry_is_gone_and_can_come_back(process, act, watering):
    await publish(process.store, act(), [retire(watering)])
    await process.live.catch_up()
    assert watering.id not in process.entries()
    await publish(process.store, act(), [change(watering, based_on=1)])
    await process.live.catch_up()
    assert watering.id in process.entries()
    assert "in the early morning" in process.answer()


async def test_a_new_entry_is_found(process, act, watering):
    new = replace(
        reworded(watering, "A wooden box suits them."),
        id="boxes",
        question="What box suits tomatoes?",
        phrasings=("wooden box for tomato plants", "which container"),
    )
    await publish(process.store, act(), [change(new)])
    await process.live.catch_up()
    assert "A wooden box suits them." in process.answer(question="What box suits tomatoes?")


async def test_what_cannot_be_read_is_held_back(process, act, watering, caplog):
    broken = replace(change(watering), content="id: other\n")
    await publish(process.store, act(), [broken])
    await process.live.catch_up()
    assert watering.id not in process.entries()
    assert "cannot be read" in caplog.text


async def test_what_cannot_be_indexed_is_held_back_and_the_rest_goes_on(process, act, watering):
    silent = replace(watering, question="?!", phrasings=("...",))
    sun = next(e for e in process.library.serving(1).snapshot.pack.entries if e.id == "sunlight")
    edits = [change(silent), change(reworded(sun, "Six hours of sun."))]
    await publish(process.store, act(), edits)
    await process.live.catch_up()
    assert "early morning" not in process.answer()
    assert "Six hours of sun." in process.answer(question="How much sun do tomatoes need?")
    await publish(process.store, act(), [change(watering, based_on=1)])
    await process.live.catch_up()
    assert "early morning" in process.answer()


async def test_the_last_entry_can_be_retired_too(process, act):
    entries = process.library.serving(1).snapshot.pack.entries
    await publish(process.store, act(), [retire(entry) for entry in entries])
    await process.live.catch_up()
    for question in (entry.question for entry in entries):
        assert "tomato-guide" not in process.answer(question=question)


async def test_whoever_cites_a_changed_block_is_held_back_edited_or_not(
    process, tiny, act, watering, tmp_path
):
    (tmp_path / "tomato-guide.txt").write_text(ARTICLE.replace("early in the", "late in the"))
    process.library.renew(read_copies(tiny.pack, folder=tmp_path))
    sun = next(e for e in tiny.snapshot.pack.entries if e.id == "sunlight")
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    await process.live.catch_up()
    assert "at dawn" not in process.answer()
    elsewhere = replace(watering, passages=(passage("Water at noon.", sun.passages[0].citations),))
    await publish(process.store, act(), [change(elsewhere, based_on=1)])
    await process.live.catch_up()
    assert "Water at noon." in process.answer()


async def test_a_source_that_changes_under_an_edit_takes_it_away_and_gives_it_back(
    process, tiny, act, watering, tmp_path
):
    copy = tmp_path / "tomato-guide.txt"
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    await process.live.catch_up()
    assert "at dawn" in process.answer()
    for words, is_served in ((ARTICLE.replace("before noon", "by noon"), False), (ARTICLE, True)):
        copy.write_text(words)
        process.library.renew(read_copies(tiny.pack, folder=tmp_path))
        assert ("at dawn" in process.answer(guild=1)) is is_served
        assert ("early morning" in process.answer(guild=2)) is is_served
    copy.write_text(ARTICLE.replace("before noon", "by noon"))
    process.library.renew(read_copies(tiny.pack, folder=tmp_path))
    await publish(process.store, act(), [change(reworded(watering, "Water at sunrise."), 1)])
    await process.live.catch_up()  # laid over what was served before the source changed
    assert "at sunrise" not in process.answer()


async def test_settings_of_other_processes_are_learnt(process, act):
    await keep_settings(process.store, act(), GuildSettings(public=True))
    await process.live.catch_up()
    assert process.guilds.get(1).public


async def test_a_removed_server_has_the_shipped_entries_again(process, act, watering):
    await publish(process.store, act(), [retire(watering)])
    await process.live.catch_up()
    await forget_guild(process.store, 1)
    await process.live.catch_up()
    assert watering.id in process.entries()


async def test_other_shards_servers_are_left_alone(store, tiny, act, watering):
    process = Process(store, tiny, is_ours=lambda guild: guild == 2)
    for guild in (1, 2):
        await publish(store, act(guild=guild), [retire(watering)])
    await process.live.catch_up()
    assert watering.id in process.entries(1)
    assert watering.id not in process.entries(2)


async def test_what_the_disk_spoilt_is_held_back(process, act, watering, caplog):
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    async with process.store.write() as connection:
        await connection.execute(text("UPDATE revisions SET content = 'Water them at noon.'"))
    await process.live.catch_up()
    assert watering.id not in process.entries()
    assert "is spoilt: held back" in caplog.text


async def test_a_defect_met_in_one_server_keeps_no_other_from_its_edits(
    process, act, watering, monkeypatch, caplog
):
    def fail_on_dawn(library, base, edits):
        if any("dawn" in entry.passages[0].text for entry in edits.values()):
            raise RuntimeError
        return lay_over(library, base, edits)

    monkeypatch.setattr(live, "lay_over", fail_on_dawn)
    await publish(process.store, act(guild=1), [change(reworded(watering, "Water at dawn."))])
    await publish(process.store, act(guild=2), [change(reworded(watering, "Water at noon."))])
    await process.live.catch_up()
    assert "early morning" in process.answer(guild=1)
    assert "Water at noon." in process.answer(guild=2)
    assert "server 1 cannot be brought up to date" in caplog.text


async def test_a_database_that_goes_away_midway_is_no_defect(process, act, watering, monkeypatch):
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    with monkeypatch.context() as patched:
        patched.setattr(live, "heads_since", gone)
        with pytest.raises(UnavailableError):
            await process.live.catch_up()
    await process.live.catch_up()
    assert "at dawn" in process.answer()


async def gone(*_) -> None:
    raise UnavailableError


async def test_refreshing_what_is_fresh_does_nothing(process, act, watering):
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    await process.live.refresh(1)
    served = process.library.serving(1)
    await process.live.refresh(1)
    assert process.library.serving(1) is served


async def test_polling_alone_finds_edits_too(process, act, watering, monkeypatch):
    monkeypatch.setattr(live, "POLL", 0.05)
    monkeypatch.setattr(live, "listen", never)
    following = asyncio.create_task(process.live.follow())
    await asyncio.sleep(0.1)
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    await wait_for(lambda: "at dawn" in process.answer(), 10)
    following.cancel()


async def test_polling_goes_on_after_an_outage(process, act, watering, monkeypatch, caplog):
    monkeypatch.setattr(live, "RETRY", 0.05)
    monkeypatch.setattr(live, "listen", never)
    await publish(process.store, act(), [change(reworded(watering, "Water them at dawn."))])
    with monkeypatch.context() as patched:
        patched.setattr(live, "versions", gone)
        following = asyncio.create_task(process.live.follow())
        await wait_for(lambda: "the database is away" in caplog.text, 10)
        await asyncio.sleep(0.2)
    await wait_for(lambda: "at dawn" in process.answer(), 10)
    assert caplog.text.count("the database is away") == 1  # told once, however long it takes
    following.cancel()


async def never(*_) -> None:
    await asyncio.Event().wait()


async def wait_for(condition, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - nothing announces what a process answers
            await asyncio.sleep(0.01)


@pytest.fixture
async def two(shared_url, store, tiny):
    """Two processes that follow one PostgreSQL."""
    async with open_store(shared_url) as other, asyncio.TaskGroup() as tasks:
        processes = Process(store, tiny), Process(other, tiny)
        following = [tasks.create_task(each.live.follow()) for each in processes]
        yield processes
        for each in following:
            each.cancel()


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_every_process_serves_an_edit_within_five_seconds(two, act, watering):
    await publish(two[0].store, act(), [change(reworded(watering, "Water them at dawn."))])
    await wait_for(lambda: all("at dawn" in each.answer() for each in two), 5)
    await publish(two[1].store, act(), [retire(watering, based_on=1)])
    await wait_for(lambda: not any("at dawn" in each.answer() for each in two), 5)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_database_file_that_is_gone_is_down(process, sqlite_path):
    await process.live.catch_up()
    assert process.health.report()["database"] == "up"
    sqlite_path.unlink()
    with pytest.raises(UnavailableError, match="taken away"):
        await process.live.catch_up()
    assert process.health.report()["database"] == "down"
    assert "in the early morning" in process.answer()


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_answers_outlive_the_database_and_edits_come_back(two, act, watering, postgres):
    await wait_for(lambda: all(each.health.report()["database"] == "up" for each in two), 5)
    postgres.stop("immediate")
    try:
        # whoever listens notices at once
        await wait_for(lambda: all(each.health.report()["database"] == "down" for each in two), 5)
        with pytest.raises(NotSavedError):
            await publish(two[0].store, act(), [retire(watering)])
        assert "in the early morning" in two[0].answer()
    finally:
        postgres.start()
    await wait_for(lambda: all(each.health.report()["database"] == "up" for each in two), 10)
    await publish(two[0].store, act(), [change(reworded(watering, "Water them at dawn."))])
    await wait_for(lambda: all("at dawn" in each.answer() for each in two), 10)


def own(entry, number):
    """One of many entries of a server's own."""
    words = ("where is my {}", "my {} is lost", "which {} to buy", "how to clean a {}")
    thing = f"tool{number}"
    return replace(
        entry,
        id=f"own-{thing}",
        question=f"What about the {thing}?",
        phrasings=tuple(each.format(thing) for each in words),
    )


def bound(process, guild=1) -> float:
    return process.library.serving(guild).snapshot.calibration.policy.answer


async def test_much_new_content_is_answered_with_care_until_its_bound_is_chosen(
    process, act, watering, monkeypatch
):
    monkeypatch.setattr(live, "listen", never)
    shipped, changes = bound(process), [change(own(watering, number)) for number in range(10)]
    await publish(process.store, act(), changes)
    await process.live.catch_up()
    assert bound(process) >= CAUTIOUS > shipped == bound(process, 2)
    monkeypatch.setattr(live, "bound_of", lambda found: shipped + 0.001 * bool(found))
    following = asyncio.create_task(process.live.follow())
    await wait_for(lambda: bound(process) == pytest.approx(shipped + 0.001), 10)
    await publish(process.store, act(), [retire(own(watering, at), 1) for at in range(9)])
    await process.live.catch_up()
    assert len(process.entries() - process.entries(2)) == 1
    following.cancel()


async def test_whose_own_entries_are_gone_has_the_shipped_bound_again(process, act, watering):
    await publish(process.store, act(), [change(own(watering, number)) for number in range(10)])
    await process.live.catch_up()
    following = asyncio.create_task(process.live.follow())
    await publish(process.store, act(), [retire(own(watering, at), 1) for at in range(9)])
    await process.live.catch_up()
    await wait_for(lambda: bound(process) == bound(process, 2), 10)
    following.cancel()


async def test_a_bound_that_cannot_be_chosen_stays_cautious_and_others_are_chosen(
    process, act, watering, monkeypatch, caplog
):
    def fail(_snapshot, _fold):
        raise RuntimeError

    await publish(process.store, act(), [change(own(watering, number)) for number in range(10)])
    await process.live.catch_up()
    with monkeypatch.context() as patched:
        patched.setattr(live, "ask_held_out", fail)
        following = asyncio.create_task(process.live.follow())
        await wait_for(lambda: "stays cautious" in caplog.text, 10)
    assert bound(process) >= CAUTIOUS
    await publish(process.store, act(), [retire(own(watering, at), 1) for at in range(10)])
    await process.live.catch_up()
    assert bound(process) == bound(process, 2)
    assert not following.done()
    following.cancel()
