"""A server that withdrew everything: nothing is answered, nothing is broken, all can come back."""

import pytest

from tests.cogs.moderators import MANAGE_MESSAGES, Moderators


@pytest.fixture(name="mods")
async def _mods(fake, bot, app):  # noqa: ARG001 - it has to run
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    guild, moderation = int(fake.guild["id"]), app.moderation
    for number, entry in enumerate(app.library.serving(None).snapshot.pack.entries, 1):
        act = moderation.audit.act(guild, number, int(fake.bob["id"]))
        await moderation.reviser.retire(act, entry.id)
    return Moderators(fake)


async def test_an_empty_server_says_that_it_has_no_answer(mods, caplog):
    asked = await mods.ask("sun or shade for tomatoes")
    assert "no sourced answer" in asked.text
    assert "changed" not in asked.text  # the source has not
    assert "withdrawn" in (await mods.slash("topics", mods.fake.alice)).text
    assert "paragraphs covered: 0 of 7" in (await mods.slash("faq stats")).text
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


async def test_an_empty_server_fills_again(mods, app):
    desk = await mods.write(question="When should tomatoes be watered?", related="")
    assert "stands in" not in desk.text  # what is withdrawn is in nobody's way
    await mods.slash("faq restore", entry="sunlight")
    assert "Six hours" in (await mods.ask("sun or shade for tomatoes")).text
    left = app.library.serving(int(mods.fake.guild["id"])).snapshot.pack.entries
    assert [each.id for each in left] == ["sunlight"]
    assert "sunlight" in (await mods.slash("faq list", topic="light")).text
