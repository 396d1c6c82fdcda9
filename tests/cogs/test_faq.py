import asyncio
import io
import zipfile
from dataclasses import replace

import pytest

from bot.cogs.shelf import plain
from bot.content.bundle import pack_bundle
from bot.content.dump import dump_entry
from bot.core.edit import read_edit
from bot.core.gap import GapState
from bot.core.model import EntryId
from bot.store.audit import deeds
from bot.store.gaps import close_gap
from bot.wiring import open_app
from tests.cogs.conftest import running
from tests.cogs.moderators import (
    MANAGE_MESSAGES,
    MOON_FORM,
    MOON_QUESTION,
    Moderators,
    until_forgotten,
    until_written,
)
from tests.services.rooms import MOON


async def test_the_whole_loop(fake, mods, app):
    await the_whole_loop(fake, mods, app)


async def test_the_whole_loop_on_postgresql(fake, tiny, postgres, monkeypatch):
    monkeypatch.setattr("bot.wiring.build_library", lambda *_: tiny.library)
    settings = replace(tiny.settings, database_url=postgres.create("loop"))
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    async with open_app(settings, lambda: None) as app, running(fake, app):
        await the_whole_loop(fake, Moderators(fake), app)


async def the_whole_loop(fake, mods, app):
    """Abstained, handed over, written, reviewed, live, answered, and told."""
    opened = await mods.hand_over()
    told = await mods.submit(opened, fake.alice)
    assert f"> {MOON_QUESTION}" in told.text
    noted = await mods.click(told.shown, fake.alice, custom_id="gap:notify")
    assert "once when it is answered" in noted.text

    gaps = await mods.slash("faq gaps")
    assert f"**1×** {MOON_QUESTION}" in gaps.text  # noqa: RUF001
    value = gaps.shown["components"][0]["components"][0]["options"][0]["value"]
    gap = await mods.choose(gaps.shown, value, custom_id="faq:gap")
    form = await mods.click(gap.shown, custom_id="faq:write")
    desk = await mods.submit(
        form,
        question=MOON.question, answer=MOON.answer, phrasings=MOON.phrasings, related=MOON.related,
    )  # fmt: skip
    assert "Lint**: nothing to mend" in desk.text
    assert "the article's text is not at hand: names, directions" in desk.text
    assert f"now answered by `do-moon-phases-matter-for-sowing`: {MOON_QUESTION}" in desk.text
    sent = await mods.click(desk.shown, custom_id="faq:submit")
    assert "waits for a review" in sent.text

    review = await mods.review()
    assert f"by <@{fake.bob['id']}>" in review.text
    done = await mods.click(review.shown, mods.owner, custom_id="faq:approve")
    assert "Live now" in done.text

    again = await mods.ask()
    assert "early morning" in again.text
    [message] = await until_written(fake, fake.alice)
    assert MOON.question in message["content"]
    assert await app.moderation.gaps.open(int(fake.guild["id"])) == []
    await until_forgotten(app)


async def test_whoever_waits_is_told_after_a_restart(fake, app):
    guild = int(fake.guild["id"])
    act = app.moderation.audit.act
    gap = await app.moderation.gaps.tell(act(guild, 1, 2), MOON_QUESTION)
    await app.moderation.gaps.watch(guild, gap.id, int(fake.alice["id"]))
    await close_gap(app.store, act(guild, 3, 4), gap.id, GapState.ANSWERED, EntryId("sunlight"))
    async with running(fake, app):
        [message] = await until_written(fake, fake.alice)
        await until_forgotten(app)
    assert "How much sunlight" in message["content"]


async def test_an_invalid_draft_is_kept_and_edited_again_with_its_text(mods):
    desk = await mods.write(answer="No citation here.")
    assert "no citation at its end" in desk.text
    assert desk.labels == ["Edit again", "Discard"]
    form = await mods.click(desk.shown, custom_id="faq:again")
    fields = [each["component"].get("value") for each in form.callback["data"]["components"]]
    assert fields == [MOON.question, "No citation here.", MOON.phrasings, None, MOON.related]
    again = await mods.submit(form, answer=MOON.answer)
    assert "Submit for review" in again.labels


async def test_a_second_moderator_returns_it_with_a_reason(mods, fake):
    await mods.submitted()
    own = await mods.review(fake.bob)
    assert own.labels == ["Edit again", "Discard"]
    desk = await mods.review()
    form = await mods.click(desk.shown, mods.owner, custom_id="faq:return")
    back = await mods.submit(form, mods.owner, reason="cite the table")
    assert f"Went back to <@{fake.bob['id']}>" in back.text
    seen = await mods.review(fake.bob)
    assert "> cite the table" in seen.text


async def test_the_loser_of_a_race_sees_both_texts(mods):
    edits = []
    for question in ("When do I water?", "What hour to water?"):
        form = await mods.slash("faq edit", entry="watering-time")
        wordings = "\n".join(f"watering hour wording {n}" for n in range(12))
        desk = await mods.submit(form, question=question, phrasings=wordings)
        edits.append(await mods.click(desk.shown, custom_id="faq:submit"))
    for expected in ("Live now", "Another change came first"):
        desk = await mods.review()
        done = await mods.click(desk.shown, mods.owner, custom_id="faq:approve")
        assert expected in done.text


async def test_retire_restore_and_undo_are_one_press_each(mods, fake):
    gone = await mods.slash("faq retire", entry="sunlight", note="to be checked")
    assert "withdrawn" in gone.text
    assert "six hours" not in (await mods.ask("sun or shade for tomatoes")).text.lower()
    back = await mods.click(gone.shown, custom_id="faq:revert")
    assert "`sunlight` is back: as it came with the bot." in back.text
    assert "Six hours" in (await mods.ask("sun or shade for tomatoes")).text
    undone = await mods.slash("faq undo")
    assert "Taken back: `sunlight` (revision 2)" in undone.text
    restored = await mods.slash("faq restore", mods.owner, entry="sunlight")
    assert "is back" in restored.text
    record = await mods.slash("faq history")
    assert f"<@{fake.owner['id']}> · restored · sunlight" in record.text
    history = await mods.slash("faq history", entry="sunlight")
    assert "retired · " in history.text
    assert f"<@{fake.bob['id']}> · to be checked" in history.text


async def test_any_two_revisions_can_be_compared(mods):
    await mods.publish()
    history = await mods.slash("faq history", entry="do-moon-phases-matter-for-sowing")
    gone = await mods.slash("faq retire", entry="do-moon-phases-matter-for-sowing")
    assert "withdrawn" in gone.text
    shown = await mods.choose(history.shown, "1", custom_id="faq:version")
    assert f"+ question: {MOON.question}" in shown.text
    assert shown.labels == ["Restore this", "Compare with another"]


async def test_entries_are_listed_shown_and_completed(mods, fake):
    await mods.slash("faq retire", entry="sunlight")
    listed = await mods.slash("faq list")
    assert "`sunlight` (1)" in listed.text
    assert "(retired)" in listed.text
    topic = await mods.slash("faq list", topic="watering")
    assert "`watering-time`" in topic.text
    shown = await mods.slash("faq show", entry="watering-time")
    assert "as it came with the bot" in shown.text
    assert [each["filename"] for each in shown.shown["attachments"]] == ["watering-time.yaml"]
    form = await mods.click(shown.shown, custom_id="faq:change")
    assert form.callback["type"] == 9
    typing = await fake.autocomplete(
        "faq edit", fake.bob, fake.general, "entry", entry="too little"
    )
    choices = (await typing.response())["data"]["choices"]
    assert [each["value"] for each in choices] == ["underwatering-signs"]


async def test_a_gap_becomes_a_wording_of_an_entry(mods, fake):
    opened = await mods.hand_over()
    await mods.submit(opened, fake.alice)
    gaps = await mods.slash("faq gaps")
    value = gaps.shown["components"][0]["components"][0]["options"][0]["value"]
    gap = await mods.choose(gaps.shown, value, custom_id="faq:gap")
    offered = gap.shown["components"][0]["components"][0]["options"]
    sun = next(each["value"] for each in offered if "sunlight" in each["label"])
    desk = await mods.choose(gap.shown, sun, custom_id="faq:adopt")
    assert f"+ wording: {MOON_QUESTION}" in desk.text
    gone = await mods.click(gap.shown, custom_id="faq:dismiss")
    assert "Dismissed" in gone.text
    assert "No open questions" in (await mods.slash("faq gaps")).text


async def test_personal_questions_are_not_handed_over(mods, fake):
    opened = await mods.hand_over()
    sent = await mods.submit(opened, fake.alice, text="how much anastrozole should I take")
    assert "ask your clinician" in sent.text
    assert "No open questions" in (await mods.slash("faq gaps")).text


async def test_figures_come_as_text_and_picture(mods):
    for _ in range(5):
        await mods.ask("sun or shade for tomatoes")
    stats = await mods.slash("faq stats")
    assert "Questions: 5" in stats.text
    [file] = stats.shown["attachments"]
    assert file["filename"] == "statistics.png"
    assert "answered 5" in file["description"]


@pytest.mark.usefixtures("mods")
async def test_a_message_is_added_from_its_menu_without_what_is_personal(fake):
    message = await fake.say(fake.general, fake.alice, "my name is Anna, do tomatoes like 5 bees")
    opened = await (await fake.menu("Add to FAQ", fake.bob, fake.general, message)).answered()
    question = opened.callback["data"]["components"][0]["component"]["value"]
    assert question == "my name is …, do tomatoes like … bees"


async def test_a_draft_goes_its_way_over_restarts(fake, app):
    """Forms, buttons and lists that were shown before go on working."""
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    mods = Moderators(fake)
    async with running(fake, app):
        form = await mods.slash("faq add", topic="light")
    async with running(fake, app):
        desk = await mods.submit(form, **MOON_FORM)
    async with running(fake, app):
        again = await mods.click(desk.shown, custom_id="faq:again")
    async with running(fake, app):
        desk = await mods.submit(again, question="Does the moon matter?")
        await mods.click(desk.shown, custom_id="faq:submit")
        review = await mods.review()
    async with running(fake, app):
        reason = await mods.click(review.shown, mods.owner, custom_id="faq:return")
    async with running(fake, app):
        await mods.submit(reason, mods.owner, reason="Shorter, please.")
        await mods.click(desk.shown, custom_id="faq:submit")
    async with running(fake, app):
        done = await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:approve")
        assert "Live now" in done.text
        assert "Does the moon matter?" in (await mods.ask()).text


async def test_entries_go_out_and_come_in_by_a_second_moderator(mods, fake, tiny):
    moon = read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")
    file = fake.add_file("work.zip", pack_bundle([moon], ["feeding-amount"]))
    plan = await mods.slash("faq import", file=file)
    assert "entries that would change: 2" in plan.text
    assert plan.labels == ["Discard"]  # its author alone cannot carry it out
    desk = await mods.review()
    done = await mods.click(desk.shown, mods.owner, custom_id="faq:carry")
    assert "Published: feeding-amount, moon-phases. Live now." in done.text
    assert "early morning" in (await mods.ask()).text
    out = await mods.slash("faq export")
    [sent] = out.shown["attachments"]
    with zipfile.ZipFile(io.BytesIO(fake.files[sent["id"]])) as archive:
        assert archive.namelist() == ["entries/light/moon-phases.yaml", "retired.yaml"]
        assert archive.read("entries/light/moon-phases.yaml").decode() == dump_entry(moon)


async def test_a_poisoned_file_is_refused_with_its_line(mods, fake):
    file = fake.add_file("moon.yaml", b"id: moon\nquestion: &a [*a]\n")
    refused = await mods.slash("faq import", file=file)
    assert "moon.yaml:2: anchor &a is not allowed" in refused.text
    large = fake.add_file("moon.yaml", b"a" * 1_000_001)
    assert "larger than" in (await mods.slash("faq import", file=large)).text


async def test_actions_are_posted_to_the_log_channel(mods, fake, app):
    channel = fake.add_channel(fake.guild, "log")
    guild = int(fake.guild["id"])
    act = app.moderation.audit.act(guild, 1, 2)
    await app.guilds.put(act, replace(app.guilds.get(guild), log_channel=int(channel["id"])))
    await mods.publish()
    async with asyncio.timeout(5):
        while len(fake.posted(channel)) < 3:  # noqa: ASYNC110 - a test waits
            await asyncio.sleep(0.02)
    texts = [each["content"] for each in fake.posted(channel)]
    assert "kept a draft for do-moon-phases" in texts[0]
    assert "submitted a draft" in texts[1]
    assert "approved and published do-moon-phases" in texts[2]
    actions = [each.action for each in await deeds(app.store, guild)]
    assert {"publish", "draft submitted", "draft kept"} <= set(actions)


@pytest.mark.parametrize("topic", ["луна", "a topic that is far too long to keep"])
async def test_a_topic_that_no_short_name_can_be_made_of_is_refused(mods, topic):
    assert "at most 24 letters" in (await mods.slash("faq add", topic=topic)).text


async def test_a_topic_loses_its_accents_only(mods):
    assert "é" not in (await mods.slash("faq list", topic="Léger")).text
    assert "**leger**" in (await mods.slash("faq list", topic="Léger")).text


def test_what_no_database_takes_is_taken_out_of_one_line():
    assert plain(" to be\0checked \n soon\0") == "to be checked soon"
