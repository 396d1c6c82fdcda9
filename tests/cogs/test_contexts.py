"""One command in every place where Discord offers it."""

import pytest

QUESTION = "when should tomatoes be watered"


@pytest.fixture
def group(fake):
    """A group chat without the bot: only who installed it brings it along."""
    return fake.dm_with(fake.alice, fake.bob)


@pytest.mark.usefixtures("bot")
class TestUserInstalls:
    async def test_in_a_foreign_server_answers_stay_private(self, fake):
        abroad = fake.add_guild("abroad", [fake.alice])["channels"][0]
        asked = await fake.slash("ask", fake.alice, abroad, by_user=fake.alice, question=QUESTION)
        done = await asked.answered()
        assert "early morning" in done.text
        assert done.hidden
        assert "Share" not in done.labels

    async def test_in_a_group_answers_stay_private(self, fake, group):
        asked = await fake.slash("ask", fake.alice, group, by_user=fake.alice, question=QUESTION)
        assert (await asked.answered()).hidden

    async def test_nobody_can_wish_for_a_public_one_there(self, fake, group):
        abroad = fake.add_guild("abroad", [fake.alice])["channels"][0]
        for channel in (group, abroad):
            asked = await fake.slash(
                "ask", fake.alice, channel, by_user=fake.alice, question=QUESTION, private=False
            )
            assert (await asked.answered()).hidden

    async def test_a_message_in_a_group_can_be_looked_up(self, fake, group):
        message = await fake.say(group, fake.bob, QUESTION)
        name = "Find a sourced answer"
        asked = await fake.menu(name, fake.alice, group, message, by_user=fake.alice)
        assert "early morning" in (await asked.answered()).text

    async def test_nobody_is_there_to_be_told(self, fake, group):
        asked = await fake.slash("ask", fake.alice, group, by_user=fake.alice, question="zebrafish")
        assert (await asked.answered()).labels == []

    @pytest.mark.parametrize("name", ["topics", "sources", "help"])
    async def test_one_can_look_around(self, fake, group, name):
        done = await (await fake.slash(name, fake.alice, group, by_user=fake.alice)).answered()
        assert done.text
        assert done.hidden

    async def test_settings_are_for_servers(self, fake, group):
        command = fake.registered("settings", 1, None)
        assert not fake.may_use(command, fake.alice, group)
        assert not fake.may_use(command, fake.alice, fake.general)
        forged = await fake.slash("settings", fake.alice, group, by_user=fake.alice, forged=True)
        assert "servers only" in (await forged.answered()).text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("name", ["topics", "sources", "help"])
async def test_in_direct_messages_one_can_look_around(fake, name):
    done = await (await fake.slash(name, fake.alice, fake.dm_with(fake.alice))).answered()
    assert done.text
    assert not done.hidden


@pytest.mark.usefixtures("bot")
async def test_a_message_without_text_has_nothing_to_look_up(fake):
    message = await fake.say(fake.general, fake.bob, "")
    asked = await fake.menu("Find a sourced answer", fake.alice, fake.general, message)
    assert "no text" in (await asked.answered()).text


@pytest.mark.usefixtures("bot")
class TestGerman:
    async def test_the_interface_speaks_the_persons_language(self, fake):
        greta = fake.add_user("greta", locale="de")
        asked = await fake.slash("ask", greta, fake.general, question=QUESTION)
        done = await asked.answered()
        assert done.labels[:2] == ["Quelle", "Nachfragen"]
        assert "Die Stellen sind auf Englisch" in done.text
        shown = await fake.click(done.shown, greta, custom_id="ask:source")
        assert "Woher das kommt" in (await shown.answered()).text

    async def test_referrals_too(self, fake):
        greta = fake.add_user("greta", locale="de")
        text = "how much anastrozole should I take"
        asked = await fake.slash("ask", greta, fake.general, question=text)
        assert "frag deine Ärztin oder deinen Arzt" in (await asked.answered()).text

    async def test_other_languages_read_english(self, fake):
        ana = fake.add_user("ana", locale="es-ES")
        asked = await fake.slash("ask", ana, fake.general, question=QUESTION)
        assert (await asked.answered()).labels[0] == "Source"
