"""What moderators may do, and what only some of them; the whole matrix is in `test_matrix`."""

import asyncio
from dataclasses import replace

import discord
import pytest

from bot.cogs.number import short
from bot.core.permission import TABLE
from bot.store.audit import deeds
from bot.store.revisions import heads
from tests.cogs.moderators import (
    MANAGE_MESSAGES,
    MOON_FORM,
    Moderators,
    drafts_of,
    settled,
)

OPTIONS = {
    "faq edit": {"entry": "sunlight"},
    "faq retire": {"entry": "sunlight"},
    "faq restore": {"entry": "sunlight"},
    "faq show": {"entry": "sunlight"},
    "faq history": {"entry": "sunlight"},
}


def registered(tree):
    for command in tree.walk_commands():
        if not hasattr(command, "commands"):
            yield command.qualified_name
    for kind in (2, 3):
        yield from (f"menu {each.name}" for each in tree.get_commands(type=_kind(kind)))


def _kind(number):
    return discord.AppCommandType(number)


async def test_every_command_and_control_is_declared(bot):
    named = {*registered(bot.tree), *bot.front.controls.kinds}
    assert {"faq add", "menu Add to FAQ", "ask", "faq:approve"} <= named
    assert named - TABLE.keys() == set()
    assert {name for name in TABLE if name not in named} == set()


@pytest.fixture(name="mods")
async def _mods(fake, bot):  # noqa: ARG001 - it has to run
    fake.other = fake.add_guild("other", [fake.alice, fake.bob])
    fake.permit(fake.other, fake.alice, MANAGE_MESSAGES)  # a moderator, but elsewhere
    return Moderators(fake)


async def test_nobody_else_is_offered_entries_while_they_type(fake, mods, app):  # noqa: ARG001
    typed = {"entry": "sun", "forged": True}
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    offered = await fake.autocomplete("faq edit", fake.bob, fake.general, "entry", **typed)
    assert (await offered.response())["data"]["choices"]
    refused = await fake.autocomplete("faq edit", fake.alice, fake.general, "entry", **typed)
    await (await fake.slash("help", fake.alice, fake.general)).answered()
    assert refused.callback is None
    assert await deeds(app.store, int(fake.guild["id"])) == []  # typing is no attempt


async def denials(app, guild):
    """Wait for the record, which is written after the answer."""
    async with asyncio.timeout(5):
        while not (  # noqa: ASYNC110 - a test waits
            found := [each for each in await deeds(app.store, guild) if each.action == "denied"]
        ):
            await asyncio.sleep(0.02)
    return found


@pytest.mark.parametrize("path", sorted(OPTIONS.keys() | {"faq review", "faq gaps"}))
async def test_a_moderator_of_another_server_sees_and_changes_nothing_here(fake, mods, app, path):
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    await mods.submitted()
    elsewhere = fake.other["channels"][0]
    done = await mods.slash(path, fake.alice, elsewhere, **OPTIONS.get(path, {}))
    assert "moon" not in done.text
    assert await heads(app.store, int(fake.guild["id"])) == {}


def forged(shown, custom_id):
    """Make a message as it would be with a component of somebody's own making."""
    button = {"type": 2, "style": 1, "id": 9, "label": "x", "custom_id": custom_id}
    return shown | {"components": [{"type": 1, "id": 8, "components": [button]}]}, button


@pytest.fixture(name="draft")
async def _draft(fake, mods):
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    return await mods.submitted()


async def test_a_role_taken_away_between_opening_and_sending_counts(fake, mods, app):
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    opened = await mods.slash("faq add", topic="light")
    fake.permit(fake.guild, fake.bob, 0)
    done = await mods.submit(opened, **MOON_FORM)
    assert "moderators" in done.text
    assert await drafts_of(app, fake) == []
    assert [each.target for each in await denials(app, int(fake.guild["id"]))] == ["faq:form"]


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("kind", ["faq:approve", "faq:return"])
async def test_a_reviewer_who_was_demoted_cannot_press(fake, mods, app, kind):
    fake.permit(fake.guild, fake.alice, MANAGE_MESSAGES)
    desk = await mods.review(fake.alice)
    fake.permit(fake.guild, fake.alice, 0)
    done = await mods.click(desk.shown, fake.alice, custom_id=kind)
    assert "moderators" in done.text
    assert await heads(app.store, int(fake.guild["id"])) == {}


@pytest.mark.usefixtures("draft")
async def test_anothers_form_cannot_be_sent(fake, mods, app):
    opened = await mods.slash("faq edit", entry="sunlight")
    fake.permit(fake.guild, fake.alice, MANAGE_MESSAGES)
    done = await mods.submit(opened, fake.alice, question="Mine?")
    assert "Only whoever wrote this draft" in done.text
    assert len(await drafts_of(app, fake)) == 1


@pytest.mark.usefixtures("draft")
async def test_a_replayed_press_and_an_expired_one_have_no_second_effect(fake, mods, app):
    desk = await mods.review()
    guild = int(fake.guild["id"])
    pressed = await mods.click(desk.shown, mods.owner, custom_id="faq:approve")
    assert "Live now" in pressed.text
    await fake.repeat(pressed)
    late = await mods.click(desk.shown, mods.owner, custom_id="faq:approve")
    assert "not there any more" in late.text
    await asyncio.sleep(0.05)
    assert [each.number for each in (await heads(app.store, guild)).values()] == [1]
    assert sum(each.action == "publish" for each in await deeds(app.store, guild)) == 1
    assert [each.detail for each in await denials(app, guild)] == ["faq_gone"]


@pytest.mark.usefixtures("draft")
async def test_the_author_alone_can_approve_only_where_that_is_allowed(fake, mods, app, bot):
    guild = int(fake.guild["id"])
    [draft] = await app.moderation.curator.drafts(guild)
    args = (short(draft.id), str(draft.edition))
    own = bot.front.controls.name("faq:approve", *args, owner=int(fake.bob["id"]))
    lying = bot.front.controls.name("faq:approve", *args, owner=int(fake.alice["id"]))
    shown = (await mods.ask("sun or shade for tomatoes", fake.bob)).shown
    for custom_id in (own, lying):
        message, button = forged(shown, custom_id)
        done = await settled(await fake.press(message, fake.bob, button))
        assert "approve" in done.text
    assert await heads(app.store, guild) == {}
    act = app.moderation.audit.act(guild, 5, 6)
    await app.guilds.put(act, replace(app.guilds.get(guild), second_approval=False))
    done = await mods.click((await mods.review(fake.bob)).shown, custom_id="faq:approve")
    assert "Live now" in done.text


async def test_a_named_role_makes_a_moderator(fake, mods, app):
    guild = int(fake.guild["id"])
    role = fake.add_role(fake.guild, "keepers", fake.alice)
    event = {"guild_id": fake.guild["id"], "role": role}
    await fake.dispatch("GUILD_ROLE_CREATE", event, fake.guild["id"])
    act = app.moderation.audit.act(guild, 5, 6)
    await app.guilds.put(act, replace(app.guilds.get(guild), moderator_role=int(role["id"])))
    done = await mods.slash("faq list", fake.alice, forged=True)
    assert "Entries changed in this server" in done.text
