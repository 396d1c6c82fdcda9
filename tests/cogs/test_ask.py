import pytest

QUESTION = "when should tomatoes be watered"
ANSWER = "early morning"
STORY = "My neighbour and I like to talk about our gardens and their walls. "


@pytest.mark.usefixtures("bot")
class TestAsk:
    async def test_in_a_server_the_answer_is_private_with_its_source(self, fake):
        done = await (
            await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        ).answered()
        assert ANSWER in done.text
        assert "tomato-guide:watering:p1" in done.text
        assert done.hidden

    async def test_it_can_be_public(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION, private=False)
        assert not (await asked.answered()).hidden

    async def test_in_direct_messages_it_is_an_ordinary_message(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.dm_with(fake.alice), question=QUESTION)
        assert not (await asked.answered()).hidden

    async def test_a_referral_stays_private(self, fake):
        text = "how much anastrozole should I take"
        asked = await fake.slash("ask", fake.alice, fake.general, question=text, private=False)
        done = await asked.answered()
        assert done.hidden
        assert "ask your clinician" in done.text
        assert done.labels == []

    async def test_what_was_typed_is_not_repeated(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question="zebrafish @everyone")
        assert "zebrafish" not in (await asked.answered()).text

    async def test_the_same_event_twice_is_answered_once(self, fake):
        asked = await (
            await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        ).answered()
        await fake.repeat(asked)
        later = await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        await later.answered()
        assert len([r for r in fake.requests if r.path.endswith("/callback")]) == 2

    async def test_autocomplete_starts_with_good_questions(self, fake):
        typing = await fake.autocomplete("ask", fake.alice, fake.general, "question", question="")
        choices = (await typing.response())["data"]["choices"]
        assert "When should tomatoes be watered?" in [each["value"] for each in choices]

    async def test_autocomplete_finds_phrasings(self, fake):
        typing = await fake.autocomplete(
            "ask", fake.alice, fake.general, "question", question="dry curled"
        )
        choices = (await typing.response())["data"]["choices"]
        assert choices[0]["value"] == "What are the signs of too little water?"

    async def test_a_message_can_be_looked_up_in_its_menu(self, fake):
        message = await fake.say(fake.general, fake.bob, QUESTION)
        asked = await fake.menu("Find a sourced answer", fake.alice, fake.general, message)
        done = await asked.answered()
        assert ANSWER in done.text
        assert done.hidden

    @pytest.mark.parametrize(
        ("end", "words"),
        [
            ("I want to kill myself tonight", "You matter"),
            ("how much anastrozole should I take", "ask your clinician"),
            (STORY * 20, "more than I can read with care"),
        ],
    )
    async def test_a_long_message_is_judged_to_its_end(self, fake, end, words):
        text = f"{QUESTION}? {STORY * 17} {end}"
        assert len(text) > 1000
        message = await fake.say(fake.general, fake.bob, text)
        asked = await fake.menu("Find a sourced answer", fake.alice, fake.general, message)
        done = await asked.answered()
        assert words in done.text
        assert ANSWER not in done.text

    async def test_its_own_answer_is_known_in_its_menu(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION, private=False)
        answer = (await asked.answered()).original
        found = await fake.menu("Find a sourced answer", fake.bob, fake.general, answer)
        assert "my own answer already" in (await found.answered()).text
        assert found.hidden


@pytest.mark.usefixtures("bot", "at_once")
async def test_questions_over_a_limit_are_counted(fake, app):
    for _ in range(6):
        asked = await fake.slash(
            "ask", fake.bob, fake.general, question="sun or shade for tomatoes"
        )
        done = await asked.answered()
    assert "More is being asked at once" in done.text
    assert "footnote_limited_total 1.0" in app.metrics.text().decode()


@pytest.mark.usefixtures("bot", "at_once")
async def test_a_flood_is_not_even_refused_but_an_emergency_in_it_is_answered(fake):
    question = "sun or shade for tomatoes"
    flood = [await fake.slash("ask", fake.bob, fake.general, question=question) for _ in range(17)]
    for each in flood[:16]:  # five are answered, one is told why, ten that it is too fast
        await each.answered()
    other = await fake.slash("ask", fake.alice, fake.general, question=question)
    assert "More is being asked at once" not in (await other.answered()).text
    urgent = await fake.slash("ask", fake.bob, fake.general, question="I want to kill myself")
    assert "You matter" in (await urgent.answered()).text
    assert flood[16].callback is None
