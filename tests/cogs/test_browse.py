import pytest


async def topics(fake, channel):
    return await (await fake.slash("topics", fake.alice, channel)).answered()


@pytest.mark.usefixtures("bot")
class TestBrowse:
    async def test_topics_lead_to_questions_and_their_answers(self, fake):
        done = await topics(fake, fake.general)
        assert done.hidden
        chosen = await fake.choose(done.shown, fake.alice, ["watering"], custom_id="browse:topic")
        page = await chosen.answered()
        assert page.callback["type"] == 7
        assert "• When should tomatoes be watered?" in page.text
        assert "1 of 1" not in page.text
        [option, *_] = page.shown["components"][0]["components"][0]["options"]
        answered = await fake.choose(
            page.shown, fake.alice, [option["value"]], custom_id="ask:pick"
        )
        assert "[1]" in (await answered.answered()).text

    async def test_back_leads_to_all_topics(self, fake):
        done = await topics(fake, fake.dm_with(fake.alice))
        chosen = await fake.choose(done.shown, fake.alice, ["light"], custom_id="browse:topic")
        back = await fake.click((await chosen.answered()).shown, fake.alice, label="Back")
        assert "Choose one" in (await back.answered()).text

    async def test_a_select_that_comes_without_a_choice_is_answered(self, fake, caplog):
        done = await topics(fake, fake.general)
        [select] = done.shown["components"][0]["components"]
        sent = await (await fake.press(done.shown, fake.alice, select, values=[])).answered()
        assert "no longer works" in sent.text
        assert not [each for each in caplog.records if each.levelname == "ERROR"]

    async def test_sources_are_named_with_their_outline(self, fake):
        done = await (await fake.slash("sources", fake.alice, fake.general)).answered()
        assert "The tomato guide" in done.text
        assert "• Sunlight" in done.text
        assert "2027-11-23" in done.text

    async def test_help_says_what_is_kept(self, fake):
        done = await (await fake.slash("help", fake.alice, fake.general)).answered()
        assert "`/ask`" in done.text
        assert "Your questions are not stored, unless you pass one on" in done.text
        assert "`/privacy`" in done.text
        assert "`/sources`" in done.text
        assert done.hidden
