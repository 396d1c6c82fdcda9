import asyncio

import pytest

from bot.cogs.settings import SettingsCog
from bot.core.guild import GuildSettings
from tests.cogs.conftest import running

MANAGE_GUILD = 1 << 5


@pytest.fixture
async def panel(fake, bot):  # noqa: ARG001 - it has to run
    fake.permit(fake.guild, fake.bob, MANAGE_GUILD)
    return await (await fake.slash("settings", fake.bob, fake.general)).answered()


async def change(fake, panel, kind, values=None):
    if values is None:
        sent = await fake.click(panel.shown, fake.bob, custom_id=f"set:{kind}")
    else:
        sent = await fake.choose(panel.shown, fake.bob, values, custom_id=f"set:{kind}")
    return await sent.answered()


async def opened(fake, name):
    """Add a channel that the bot hears of."""
    channel = fake.add_channel(fake.guild, name)
    await fake.dispatch("CHANNEL_CREATE", channel, fake.guild["id"])
    return channel


async def test_only_who_manages_the_server_opens_it(fake, bot):  # noqa: ARG001
    done = await (await fake.slash("settings", fake.alice, fake.general, forged=True)).answered()
    assert "Manage Server" in done.text
    assert done.labels == []


async def test_a_permission_that_was_taken_away_counts_at_the_press(fake, panel):
    fake.permit(fake.guild, fake.bob, 0)
    done = await change(fake, panel, "public")
    assert "Manage Server" in done.text


async def test_answers_can_be_public(fake, panel, app):
    done = await change(fake, panel, "public")
    assert "shown to everybody" in done.text
    assert app.guilds.get(int(fake.guild["id"])).public
    asked = await fake.slash("ask", fake.alice, fake.general, question="sun or shade for tomatoes")
    assert not (await asked.answered()).hidden


async def test_related_questions_can_be_hidden(fake, panel):
    await change(fake, panel, "related")
    asked = await fake.slash("ask", fake.alice, fake.general, question="sun or shade for tomatoes")
    done = await asked.answered()
    assert "" not in done.labels
    assert "Related" not in done.text


async def test_the_language_of_the_server_goes_first(fake, panel):
    done = await change(fake, panel, "locale", ["de"])
    assert "Antworten: privat" in done.text
    asked = await fake.slash("ask", fake.alice, fake.general, question="sun or shade for tomatoes")
    assert "Die Stellen sind auf Englisch" in (await asked.answered()).text


async def test_commands_go_by_the_names_in_each_persons_own_language(fake, panel):
    german = fake.add_user("greta", locale="de")
    await change(fake, panel, "locale", ["de"])
    [english, named] = [
        (await (await fake.slash("help", who, fake.general)).answered()).text
        for who in (fake.alice, german)
    ]
    assert "`/topics` zeigt alles" in english
    assert "Find a sourced answer" in english
    assert "`/themen` zeigt alles" in named


async def test_mentions_are_answered_where_it_is_allowed(fake, panel, app):
    other = await opened(fake, "help")
    done = await change(fake, panel, "channels", [other["id"]])
    assert app.guilds.get(int(fake.guild["id"])).channels == {int(other["id"])}
    assert "Mentions are answered: in" in done.text
    await fake.say(fake.general, fake.alice, fake.mention("sun or shade for tomatoes"))
    await fake.say(other, fake.alice, fake.mention("sun or shade for tomatoes"))
    [sent] = await fake.until_seen("POST", r"/channels/\d+/messages$")
    assert sent.path.startswith(f"/channels/{other['id']}/")


async def test_a_deleted_channel_is_told_as_such(fake, panel):
    first, second = [await opened(fake, name) for name in ("help", "more")]
    await change(fake, panel, "channels", [first["id"], second["id"]])

    async def shown_without(channel):
        await fake.dispatch("CHANNEL_DELETE", fake.channels.pop(channel["id"]), fake.guild["id"])
        return (await (await fake.slash("settings", fake.bob, fake.general)).answered()).text

    assert "Mentions are answered: in #more, a deleted channel" in await shown_without(first)
    assert "Mentions are answered: nowhere" in await shown_without(second)


async def test_a_role_can_keep_the_entries(fake, panel, app):
    role = fake.add_role(fake.guild, "keepers", fake.alice)
    await change(fake, panel, "role", [role["id"]])
    settings = app.guilds.get(int(fake.guild["id"]))
    assert settings.moderator_role == int(role["id"])
    await change(fake, panel, "role", [])
    assert app.guilds.get(int(fake.guild["id"])).moderator_role is None


async def test_settings_outlive_a_restart(fake, panel, app):
    await change(fake, panel, "approval")
    app.guilds.forget(int(fake.guild["id"]))
    await app.live.catch_up()
    assert not app.guilds.get(int(fake.guild["id"])).second_approval


async def test_the_help_lines_of_a_region_can_be_chosen(fake, panel, app, monkeypatch):
    monkeypatch.setattr(SettingsCog, "_regions", lambda _: {"GB": "United Kingdom"})
    assert "for no country in particular (to change them: `/settings region`)" in panel.text
    typing = await fake.autocomplete("settings", fake.bob, fake.general, "region", region="king")
    choices = (await typing.response())["data"]["choices"]
    assert [(each["name"], each["value"]) for each in choices] == [("United Kingdom", "GB")]
    chosen = await fake.slash("settings", fake.bob, fake.general, region="GB")
    assert "United Kingdom" in (await chosen.answered()).text
    assert app.guilds.get(int(fake.guild["id"])).region == "GB"
    unknown = await fake.slash("settings", fake.bob, fake.general, region="Narnia")
    assert "choose one from the list" in (await unknown.answered()).text
    assert app.guilds.get(int(fake.guild["id"])).region == "GB"
    none = await fake.slash("settings", fake.bob, fake.general, region="any")
    assert "for no country in particular" in (await none.answered()).text


async def test_the_panel_shows_all_of_itself_however_long_the_channels_names_are(fake, app):
    names = [f"{number:02}-{'x' * 97}" for number in range(25)]
    channels = [fake.add_channel(fake.guild, name)["id"] for name in names]
    fake.permit(fake.guild, fake.bob, MANAGE_GUILD)
    async with running(fake, app):
        panel = await (await fake.slash("settings", fake.bob, fake.general)).answered()
        for kind, chosen in (("channels", channels), ("public", None)):
            pressed = panel.shown["id"]
            panel = await change(fake, panel, kind, chosen)
            await panel.until(lambda each: each.followups and each.shown["components"])
            assert panel.original["id"] == pressed
            assert panel.original["components"] == []  # they stand below all of the text
            assert [name for name in names if f"#{name}" not in panel.text] == []
            assert "Edits need a second moderator" in panel.text
        assert "shown to everybody" in panel.text


def preset(shown):
    parts = [each for row in shown["components"] for each in row["components"]]
    return [one["id"] for each in parts for one in each.get("default_values", ())]


async def test_what_was_chosen_and_is_deleted_by_now_is_not_preset(fake, bot, app):  # noqa: ARG001
    fake.permit(fake.guild, fake.bob, MANAGE_GUILD)
    guild, general = int(fake.guild["id"]), int(fake.general["id"])
    chosen = GuildSettings(
        channels=frozenset({general, 998}), moderator_role=999, log_channel=general
    )
    await app.guilds.put(app.moderation.audit.act(guild, 1, 2), chosen)
    shown = await (await fake.slash("settings", fake.bob, fake.general)).answered()
    assert preset(shown.shown) == [fake.general["id"]] * 2
    assert "allows the role these commands" in shown.text


async def test_a_role_that_everybody_has_makes_nobody_a_moderator(fake, panel):
    await change(fake, panel, "role", [fake.guild["id"]])
    done = await (await fake.slash("faq list", fake.alice, fake.general, forged=True)).answered()
    assert "moderators" in done.text
    assert "Entries changed" not in done.text


async def test_of_two_changes_at_once_neither_takes_back_the_other(fake, panel, app):
    kinds = ("public", "related", "approval")
    async with app.store.write():  # nothing else is saved meanwhile
        sent = [await fake.click(panel.shown, fake.bob, custom_id=f"set:{kind}") for kind in kinds]
        await asyncio.sleep(0.3)
    for each in sent:
        await each.answered()
    now = app.guilds.get(int(fake.guild["id"]))
    assert (now.public, now.related, now.second_approval) == (True, False, False)
