"""Imports that are reviewed: compared anew, returned, or overtaken by what stands."""

import pytest

from bot.content.bundle import pack_bundle
from bot.core.edit import read_edit
from bot.store.audit import deeds
from tests.cogs.moderators import (
    drafts_of,
    until_written,
)
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
    assert mine.text.startswith("**Returned** with this reason:\n> Leave feeding as it is.")
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
