"""Imports that are reviewed: compared anew, returned, or overtaken by what stands."""

from dataclasses import replace

import pytest

from bot.content.bundle import pack_bundle
from bot.core.edit import read_edit
from bot.core.model import EntryId
from bot.store.audit import deeds
from tests.cogs.moderators import (
    drafts_of,
    until_written,
)
from tests.content.poison import zipped
from tests.services.rooms import ALONE, MOON

pytestmark = pytest.mark.usefixtures("alice_moderates")


async def planned(mods, tiny):
    moon = read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")
    file = mods.fake.add_file("work.zip", pack_bundle([moon], ["feeding-amount"]))
    return await mods.slash("faq import", file=file)


async def test_a_stale_import_is_compared_anew_and_approved(mods, fake, tiny, app):
    await planned(mods, tiny)
    await mods.slash("faq retire", entry="feeding-amount")
    back = await mods.slash("faq restore", entry="feeding-amount")
    assert "is back" in back.text
    stale = await mods.review()
    assert "**Changed since this import was planned**: feeding-amount" in stale.text
    assert stale.labels == ["Compare anew with what stands now", "Return"]
    fresh = await mods.click(stale.shown, mods.owner, custom_id="faq:renew")
    assert fresh.labels == ["Import all of it", "Return"]
    done = await mods.click(fresh.shown, mods.owner, custom_id="faq:carry")
    assert "Live now" in done.text
    assert await drafts_of(app, fake) == []
    actions = [each.action for each in await deeds(app.store, int(fake.guild["id"]))]
    assert "import compared anew" in actions


async def test_an_import_that_stands_already_is_not_offered(mods, fake, tiny):
    await planned(mods, tiny)
    await planned(mods, tiny)
    first = await mods.review()
    await mods.click(first.shown, mods.owner, custom_id="faq:carry")
    second = await mods.review()
    assert "All of this stands already" in second.text
    assert second.labels == ["Return"]
    mine = await mods.review(fake.bob)
    assert mine.labels == ["Discard"]
    denied = await mods.click(mine.shown, mods.owner, custom_id="faq:discard")
    assert "Only whoever wrote this draft" in denied.text
    assert "/ask" not in denied.text
    gone = await mods.click(mine.shown, fake.bob, custom_id="faq:discard")
    assert "discarded" in gone.text


async def test_an_import_goes_back_with_a_reason_and_cannot_be_carried_out_any_more(
    mods, fake, tiny, app
):
    await planned(mods, tiny)
    seen = await mods.review()
    assert seen.labels == ["Import all of it", "Return"]
    form = await mods.click(seen.shown, mods.owner, custom_id="faq:return")
    done = await mods.submit(form, mods.owner, reason="Leave feeding as it is.")
    assert done.text == f"Went back to <@{fake.bob['id']}>: `Import of work.zip`."
    late = await mods.click(seen.shown, fake.alice, custom_id="faq:carry")
    assert "changed meanwhile" in late.text
    mine = await mods.review(fake.bob)
    name = f"**`Import of work.zip`** by <@{fake.bob['id']}>: returned to its author"
    assert mine.text.startswith(f"{name}\n\n**Returned** with this reason:\n> Leave feeding")
    assert mine.labels == ["Discard"]
    [written] = await until_written(fake, fake.bob)
    assert "`guild`" in written["content"]
    assert "`Import of work.zip`.\n> Leave feeding as it is." in written["content"]
    await mods.click(mine.shown, custom_id="faq:discard")
    assert await drafts_of(app, fake) == []


async def test_nobody_is_told_of_a_second_moderator_where_one_is_enough(mods, fake, tiny, app):
    guild = int(fake.guild["id"])
    await app.guilds.put(app.moderation.audit.act(guild, 1, 2), ALONE)
    plan = await planned(mods, tiny)
    assert plan.labels == ["Import all of it", "Return", "Discard"]
    assert "it waits for a review" in plan.text
    assert "another" not in plan.text
    done = await mods.click(plan.shown, custom_id="faq:carry")
    assert "Live now" in done.text


async def test_a_file_that_discord_does_not_give_is_no_defect(mods, fake, tiny, caplog):
    moon = read_edit(MOON, tiny.snapshot.pack.sources, "2026-11-23")
    file = fake.add_file("work.zip", pack_bundle([moon], []))
    del fake.files[file["id"]]  # deleted meanwhile, with its message
    done = await mods.slash("faq import", file=file)
    assert done.text.startswith("Discord did not give me this file.")
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


async def test_an_import_over_a_draft_that_was_approved_meanwhile_says_what_is_left(
    mods, fake, tiny
):
    await mods.submitted()
    same = replace(MOON, entry=EntryId("do-moon-phases-matter-for-sowing"))
    moon = read_edit(same, tiny.snapshot.pack.sources, "2026-11-23")
    file = fake.add_file("work.zip", pack_bundle([moon], []))
    await mods.slash("faq import", fake.alice, file=file)
    desk = await mods.review()
    assert "Live now" in (await mods.click(desk.shown, mods.owner, custom_id="faq:approve")).text
    late = await mods.review()
    assert f"**`Import of work.zip`** by <@{fake.alice['id']}>: waits for a review" in late.text
    assert "**do-moon-phases-matter-for-sowing** · only the day of its review" in late.text


async def test_an_import_that_changes_nothing_or_holds_nothing_leaves_no_draft(
    mods, fake, tiny, app
):
    shipped = next(each for each in tiny.snapshot.pack.entries if each.id == "sunlight")
    same = await mods.slash("faq import", file=fake.add_file("x.zip", pack_bundle([shipped], [])))
    assert same.text == "All of this stands already. Nothing to import."
    for content in (zipped({}), zipped({"retired.yaml": "[]"}), b""):
        name = "x.zip" if content else "x.yaml"
        done = await mods.slash("faq import", file=fake.add_file(name, content))
        assert "refused as a whole (faults: 1)" in done.text
    assert await drafts_of(app, fake) == []
