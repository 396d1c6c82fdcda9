import asyncio

import pytest

from bot.core.guild import GuildSettings
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
        for _ in range(8):
            await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        await sent(fake, 6)
        said = [each["content"] for each in fake.posted(fake.general)]
        assert sum("More is being asked at once" in each for each in said) == 1
        await fake.dm(fake.alice, QUESTION)
        assert "More is being asked at once" in (await sent(fake, 7))["content"]

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


DOSE = "how much anastrozole should I take"
GERMAN_DOSE = "wie viel Anastrozol soll ich nehmen?"
MINE = "ask:mine"


@pytest.mark.usefixtures("bot", "unlimited")
class TestReplies:
    """A mention in a message that replies to another one."""

    async def test_words_that_only_point_answer_what_they_reply_to(self, fake):
        asked = await fake.say(fake.general, fake.bob, QUESTION)
        for count, text in enumerate(("please", "^", "can you answer this?", "any source?"), 1):
            await fake.say(fake.general, fake.alice, fake.mention(text), replies_to=asked)
            assert ANSWER in (await sent(fake, count))["content"]

    async def test_words_that_ask_something_are_answered_themselves(self, fake):
        asked = await fake.say(fake.general, fake.bob, QUESTION)
        text = fake.mention("sun or shade for tomatoes")
        await fake.say(fake.general, fake.alice, text, replies_to=asked)
        assert "full sun" in (await sent(fake))["content"]
        text = fake.mention("I took 30 tablets, help")
        await fake.say(fake.general, fake.alice, text, replies_to=asked)
        assert "emergency number" in (await sent(fake, 2))["content"]

    async def test_what_the_other_needs_is_for_whoever_mentioned(self, fake):
        asked = await fake.say(fake.general, fake.bob, f"my e2 is 60, {DOSE}")
        await fake.say(fake.general, fake.alice, fake.mention(), replies_to=asked)
        await sent(fake)
        [aside] = fake.posted(fake.general)
        shown = await (await fake.click(aside, fake.alice, custom_id=MINE)).answered()
        assert "ask your clinician" in shown.text

    @pytest.mark.parametrize("way", ["mention", "menu"])
    async def test_what_the_other_said_is_not_held_against_whoever_passes_it_on(self, fake, way):
        asked = await fake.say(fake.general, fake.bob, f"I am on 1 mg of anastrozole, {DOSE}")
        if way == "mention":
            await fake.say(fake.general, fake.alice, fake.mention(), replies_to=asked)
            await sent(fake)
        else:
            name = "Find a sourced answer"
            await (await fake.menu(name, fake.alice, fake.general, asked)).answered()
        for text in ("so half of it?", "?"):
            done = await (
                await fake.slash("ask", fake.alice, fake.general, question=text)
            ).answered()
            assert "clinician" not in done.text
        before = len(fake.posted(fake.general))
        own = await fake.say(fake.general, fake.alice, asked["content"])
        await fake.say(fake.general, fake.alice, fake.mention(), replies_to=own)
        await fake.until(lambda: len(fake.posted(fake.general)) > before)
        done = await (await fake.slash("ask", fake.alice, fake.general, question="?")).answered()
        assert "clinician" in done.text

    async def test_a_follow_up_leans_on_the_answer_to_the_other(self, fake):
        asked = await fake.say(fake.general, fake.bob, "signs of too much water")
        await fake.say(fake.general, fake.alice, fake.mention("please"), replies_to=asked)
        await sent(fake)
        await fake.say(fake.general, fake.alice, fake.mention("and too little?"))
        assert "dry, curled leaves" in (await sent(fake, 2))["content"]

    async def test_a_deleted_question_is_said_to_be_gone(self, fake):
        where = {"channel_id": fake.general["id"], "message_id": "1234567890123456789"}
        gone = {"type": 19, "message_reference": where, "referenced_message": None}
        await fake.say(fake.general, fake.alice, fake.mention(), **gone)
        assert "you replied to is gone" in (await sent(fake))["content"]

    async def test_a_reply_to_a_commands_answer_is_said_to_be_unheard(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION, private=False)
        answer = (await asked.answered()).original
        await fake.say(fake.general, fake.alice, "", replies_to=answer)  # as Discord hands it on
        assert 'press "Ask a follow-up"' in (await sent(fake))["content"]

    async def test_a_picture_alone_in_a_channel_gets_a_hint(self, fake):
        picture = fake.add_file("labs.png", b"...", "image/png")
        await fake.say(fake.general, fake.alice, fake.mention(), attachments=[picture])
        assert "only read text" in (await sent(fake))["content"]


@pytest.mark.usefixtures("bot")
class TestWhereNothingCanBeWritten:
    """An emergency is answered by direct message there, and nothing else is."""

    @pytest.fixture
    async def elsewhere(self, fake, app):
        """A channel in which mentions are not answered."""
        guild, general = int(fake.guild["id"]), int(fake.general["id"])
        allowed = GuildSettings(channels=frozenset({general}))
        await app.guilds.put(app.moderation.audit.act(guild, 1, 2), allowed)
        return fake.add_channel(fake.guild, "elsewhere")

    async def test_an_emergency_in_an_excluded_channel(self, fake, elsewhere):
        await fake.say(elsewhere, fake.alice, fake.mention(QUESTION))
        await fake.say(elsewhere, fake.alice, fake.mention(DOSE))
        await fake.say(elsewhere, fake.alice, fake.mention("ich habe 30 Tabletten geschluckt"))
        assert "Notruf" in (await sent(fake))["content"]
        assert fake.posted(elsewhere) == []
        [told] = fake.posted(fake.dm_with(fake.alice))
        assert told["components"] == []

    async def test_an_emergency_that_the_mention_points_at(self, fake, elsewhere):
        asked = await fake.say(elsewhere, fake.bob, "I took 30 tablets, help")
        await fake.say(elsewhere, fake.alice, fake.mention("help him"), replies_to=asked)
        assert "emergency number" in (await sent(fake))["content"]
        assert len(fake.posted(fake.dm_with(fake.alice))) == 1

    async def test_an_emergency_where_it_may_not_write(self, fake, caplog):
        missing = {"message": "Missing Permissions", "code": 50013}
        for text in (DOSE, "I took 30 tablets, help"):
            fake.fail_next("POST", MESSAGES, 403, missing)
            await fake.say(fake.general, fake.alice, fake.mention(text))
        await fake.until(lambda: fake.posted(fake.dm_with(fake.alice)))
        [told] = fake.posted(fake.dm_with(fake.alice))
        assert "emergency number" in told["content"]
        assert not [each for each in caplog.records if each.levelname == "ERROR"]

    async def test_whoever_takes_no_direct_messages_is_left_alone(self, fake, elsewhere, caplog):
        closed = {"message": "Cannot send messages to this user", "code": 50007}
        fake.fail_next("POST", MESSAGES, 403, closed)
        await fake.say(elsewhere, fake.alice, fake.mention("I took 30 tablets, help"))
        await fake.until_seen("POST", MESSAGES)
        await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        assert ANSWER in (await sent(fake, 2))["content"]
        assert not [each for each in caplog.records if each.levelname == "ERROR"]


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (GERMAN_DOSE, "Dazu habe ich etwas für dich", "frag deine Ärztin"),
            ("¿cuánto anastrozol debo tomar?", "Pulsa el botón", "a tu médico"),
        ],
    )
    async def test_a_referral_is_in_the_questions_language_too(self, fake, bot, text, line, words):  # noqa: ARG002
        await fake.say(fake.general, fake.alice, fake.mention(text))
        await sent(fake)
        [aside] = fake.posted(fake.general)
        assert line in aside["content"]
        shown = await (await fake.click(aside, fake.alice, custom_id=MINE)).answered()
        assert words in shown.text
        assert "ask your clinician" in shown.text

    async def test_a_server_that_chose_no_language_speaks_the_questions(self, fake, bot):  # noqa: ARG002
        await fake.say(fake.general, fake.alice, fake.mention("Wie ist das Wetter in Berlin?"))
        assert "keine belegte Antwort" in (await sent(fake))["content"]
        [posted] = fake.posted(fake.general)
        labels = [each["label"] for row in posted["components"] for each in row["components"]]
        assert labels == ["Der Moderation sagen", "Entfernen"]

    async def test_a_server_that_chose_one_speaks_it(self, fake, app):
        fake.guild["features"] = ["COMMUNITY"]
        async with running(fake, app):
            await fake.say(fake.general, fake.alice, fake.mention("Wie ist das Wetter in Berlin?"))
            assert "no sourced answer" in (await sent(fake))["content"]

    async def test_the_language_of_the_settings_wins(self, fake, bot, app):  # noqa: ARG002
        chosen = GuildSettings(locale="de")
        await app.guilds.put(app.moderation.audit.act(int(fake.guild["id"]), 1, 2), chosen)
        await fake.say(fake.general, fake.alice, fake.mention("what is the weather in Berlin"))
        assert "keine belegte Antwort" in (await sent(fake))["content"]


async def test_hints_are_in_the_servers_language(fake, app):
    fake.guild["preferred_locale"] = "de"
    async with running(fake, app):
        await fake.say(fake.general, fake.alice, fake.mention())
        assert "Hallo! Erwähne mich" in (await sent(fake))["content"]
