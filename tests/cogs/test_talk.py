import asyncio

import pytest

from tests.cogs.conftest import running

QUESTION = "when should tomatoes be watered"
ANSWER = "early morning"
MESSAGES = r"/channels/\d+/messages$"


async def sent(fake, count=1):
    found = await fake.until_seen("POST", MESSAGES, count=count)
    assert len(found) == count
    return found[-1].body


@pytest.mark.usefixtures("bot")
class TestTalk:
    async def test_a_direct_message_is_answered(self, fake):
        await fake.dm(fake.alice, QUESTION)
        body = await sent(fake)
        assert ANSWER in body["content"]
        assert body["allowed_mentions"]["parse"] == []

    async def test_a_conversation_goes_on_in_direct_messages(self, fake):
        await fake.dm(fake.alice, "signs of too much water")
        await sent(fake)
        await fake.dm(fake.alice, "and too little?")
        assert "dry, curled leaves" in (await sent(fake, 2))["content"]

    @pytest.mark.usefixtures("at_once")
    async def test_a_limit_is_told_in_direct_messages_whatever_was_told_elsewhere(self, fake):
        for _ in range(6):
            await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        await sent(fake)
        await fake.dm(fake.alice, QUESTION)
        assert "More is being asked at once" in (await sent(fake, 2))["content"]

    async def test_a_mention_is_answered_as_a_reply_without_a_ping(self, fake):
        said = await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        body = await sent(fake)
        assert body["message_reference"]["message_id"] == int(said["id"])
        assert not body["allowed_mentions"].get("replied_user")
        assert ANSWER in body["content"]

    async def test_a_reply_to_the_bot_goes_on(self, fake):
        await fake.say(fake.general, fake.alice, fake.mention("signs of too much water"))
        await sent(fake)
        [answer] = fake.posted(fake.general)
        await fake.say(fake.general, fake.alice, "and too little?", replies_to=answer)
        assert "dry, curled leaves" in (await sent(fake, 2))["content"]

    async def test_each_person_has_a_conversation_of_their_own(self, fake):
        await fake.say(fake.general, fake.alice, fake.mention("signs of too much water"))
        await fake.say(fake.general, fake.bob, fake.mention("and too little?"))
        await fake.until_seen("POST", MESSAGES, count=2)
        to_bob = fake.posted(fake.general)[-1]
        assert "dry, curled leaves" not in to_bob["content"]

    async def test_a_bare_mention_answers_what_it_replies_to(self, fake):
        asked = await fake.say(fake.general, fake.bob, QUESTION)
        await fake.say(fake.general, fake.alice, fake.mention(), replies_to=asked)
        assert ANSWER in (await sent(fake))["content"]

    async def test_a_question_that_cannot_be_read_leads_to_the_menu(self, fake):
        fake.quotes_are_readable = False
        asked = await fake.say(fake.general, fake.bob, QUESTION)
        await fake.say(fake.general, fake.alice, fake.mention(), replies_to=asked)
        assert "Find a sourced answer" in (await sent(fake))["content"]

    @pytest.mark.usefixtures("at_once")
    async def test_bare_mentions_are_answered_as_often_as_questions(self, fake):
        for _ in range(12):
            await fake.say(fake.general, fake.alice, fake.mention())
        await fake.say(fake.general, fake.bob, fake.mention(QUESTION))
        due = 5 + 1 + 1  # what a person gets at once, the notice, and bob's
        await fake.until(lambda: len(fake.posted(fake.general)) >= due)
        await asyncio.sleep(0.2)
        texts = [each["content"] for each in fake.posted(fake.general)]
        assert (len(texts), len(set(texts))) == (due, 3)

    async def test_a_picture_alone_in_direct_messages_gets_a_hint(self, fake):
        picture = fake.add_file("labs.png", b"...", "image/png")
        await fake.dm(fake.alice, "", attachments=[picture])
        assert "only read text" in (await sent(fake))["content"]

    async def test_a_mention_of_its_role_gets_a_hint(self, fake):
        role = fake.add_role(fake.guild, "footnote", fake.bot)
        role["tags"] = {"bot_id": fake.bot["id"]}
        other = fake.add_role(fake.guild, "others")
        for each in (role, other):
            await fake.dispatch(
                "GUILD_ROLE_CREATE", {"guild_id": fake.guild["id"], "role": each}, fake.guild["id"]
            )
        for each in (other, role):
            text = f"<@&{each['id']}> {QUESTION}"
            await fake.say(fake.general, fake.alice, text, mention_roles=[each["id"]])
        assert "mentions my role" in (await sent(fake))["content"]

    async def test_in_a_server_that_it_does_not_know_yet_nothing_is_direct(self, fake):
        late = fake.add_guild("late", [fake.alice])["channels"][0]
        await fake.say(late, fake.alice, "")
        await fake.say(late, fake.alice, fake.mention("how much anastrozole should I take"))
        await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        assert ANSWER in (await sent(fake))["content"]

    async def test_a_bare_mention_alone_gets_a_hint(self, fake):
        await fake.say(fake.general, fake.alice, fake.mention())
        assert "Mention me together with your question" in (await sent(fake))["content"]

    async def test_a_referral_in_a_channel_is_for_the_asker_alone(self, fake):
        text = fake.mention("I overwatered, how much anastrozole should I take")
        await fake.say(fake.general, fake.alice, text)
        await sent(fake)
        [aside] = fake.posted(fake.general)
        assert aside["content"].startswith("I have something on that for you")
        shown = await (await fake.click(aside, fake.alice, custom_id="ask:mine")).answered()
        assert shown.hidden
        assert "ask your clinician" in shown.text
        assert shown.labels == []
        other = await (await fake.click(aside, fake.bob, custom_id="ask:mine")).answered()
        assert "clinician" not in other.text

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("I took 30 tablets, help", "emergency number"),
            ("my child licked my testosterone gel", "poison line"),
        ],
    )
    async def test_help_in_a_channel_is_there_at_once(self, fake, text, words):
        await fake.say(fake.general, fake.alice, fake.mention(text))
        body = await sent(fake)
        assert words in body["content"]
        assert body.get("components", []) == []

    async def test_a_referral_in_a_direct_message_needs_no_button(self, fake):
        await fake.dm(fake.alice, "how much anastrozole should I take")
        body = await sent(fake)
        assert "ask your clinician" in body["content"]
        assert body.get("components", []) == []

    async def test_the_answer_to_a_deleted_question_arrives(self, fake):
        fake.delay_next("POST", MESSAGES, 0.05)
        said = await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        await fake.remove(said)
        assert ANSWER in (await sent(fake))["content"]

    async def test_what_is_not_meant_for_it_is_left_alone(self, fake):
        await fake.say(fake.general, fake.alice, QUESTION)
        await fake.say(fake.general, fake.alice, "@everyone " + QUESTION)
        robot = fake.add_user("robot") | {"bot": True}
        await fake.say(fake.general, robot, fake.mention(QUESTION))
        await fake.say(fake.general, fake.bob, fake.mention("sun or shade for tomatoes"))
        assert "full sun" in (await sent(fake))["content"]

    async def test_where_it_may_not_write_it_stays_quiet(self, fake, caplog):
        missing = {"message": "Missing Permissions", "code": 50013}
        fake.fail_next("POST", MESSAGES, 403, missing)
        await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        await fake.say(fake.general, fake.alice, fake.mention("sun or shade for tomatoes"))
        found = await fake.until_seen("POST", MESSAGES, count=2)
        assert [each.status for each in found] == [403, 200]
        assert not [each for each in caplog.records if each.levelname == "ERROR"]

    async def test_where_it_may_not_read_on_it_answers_without_a_reply(self, fake, caplog):
        missing = "Cannot reply without permission to read message history"
        fake.fail_next("POST", MESSAGES, 403, {"message": missing, "code": 160002})
        await fake.say(fake.general, fake.alice, fake.mention("I took 30 tablets, help"))
        [refused, answer] = await fake.until_seen("POST", MESSAGES, count=2)
        assert "message_reference" in refused.body
        assert "message_reference" not in answer.body
        assert "emergency number" in answer.body["content"]
        assert not [each for each in caplog.records if each.levelname == "ERROR"]

    async def test_where_no_answer_can_arrive_it_says_so_once_in_the_log(self, fake, caplog):
        for _ in range(2):
            closed = {"message": "Thread is archived", "code": 50083}
            fake.fail_next("POST", MESSAGES, 400, closed)
        await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        await fake.until_seen("POST", MESSAGES, count=2)
        await fake.say(fake.general, fake.alice, fake.mention("sun or shade for tomatoes"))
        assert "full sun" in (await sent(fake, 3))["content"]
        assert len([each for each in caplog.records if each.levelname == "ERROR"]) == 1

    @pytest.mark.usefixtures("at_once")
    async def test_an_emergency_is_answered_in_a_flood(self, fake):
        for _ in range(12):
            await fake.dm(fake.alice, QUESTION)
        await fake.dm(fake.alice, "I took 30 tablets, help")
        await fake.until_seen("POST", MESSAGES, count=7)
        texts = [each["content"] for each in fake.posted(fake.dm_with(fake.alice))]
        assert sum(ANSWER in each for each in texts) == 5
        assert sum("More is being asked" in each for each in texts) == 1
        assert "emergency number" in texts[-1]


async def test_hints_are_in_the_servers_language(fake, app):
    fake.guild["preferred_locale"] = "de"
    async with running(fake, app):
        await fake.say(fake.general, fake.alice, fake.mention())
        assert "Hallo! Erwähne mich" in (await sent(fake))["content"]
