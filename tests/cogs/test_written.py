"""Discord's own marks are no words, whichever way a text comes in."""

import pytest

from bot.cogs.written import words_of
from tests.fakediscord.payloads import forwarded

QUESTION = "when should tomatoes be watered"
ANSWER = "early morning"
BLANK = "<@123456789012345678> <#123456789012345678>"
VOICE = {"type": 2, "bitrate": 64000, "user_limit": 0, "rtc_region": None}
STAGE = VOICE | {"type": 13}
NEWS = {"type": 5}
POST = {
    "type": 11,
    "parent_id": "1",
    "owner_id": "1",
    "message_count": 1,
    "member_count": 1,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 60,
        "archive_timestamp": "2026-01-01T00:00:00+00:00",
        "locked": False,
    },
}
MESSAGES = r"/channels/\d+/messages$"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@123> what is e2", "what is e2"),
        ("<@!123> and <@&456> in <#789>", "and   in"),
        ("since <t:1700000000:R> <t:1700000000>", "since"),
        ("</ask:123> how", "how"),
        ("</faq add:123>", ""),
        ("see <id:customize>", "see"),
        ("<:gyno:123> <a:big_smile:456>", "gyno   big smile"),
        ("if e2 < 20 and > 10", "if e2 < 20 and > 10"),
        ("how much <@1>adex", "how much  adex"),
        ("<@12", "<@12"),
    ],
)
def test_marks_are_left_out(text, words):
    assert words_of(text) == words


@pytest.mark.usefixtures("bot")
class TestEveryWay:
    async def test_a_command(self, fake):
        text = f"{BLANK} {QUESTION} <:tomato:123456789012345678>"
        asked = await fake.slash("ask", fake.alice, fake.general, question=text)
        assert ANSWER in (await asked.answered()).text

    async def test_a_command_of_marks_alone_is_greeted(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=BLANK)
        assert (await asked.answered()).text.startswith("Hello!")

    async def test_a_follow_up(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        form = await fake.click((await asked.answered()).shown, fake.alice, label="Ask a follow-up")
        await form.response()
        sent = await fake.submit(form, fake.alice, question=f"{BLANK} sun or shade for tomatoes")
        assert "full sun" in (await sent.answered()).text

    async def test_a_message_of_marks_alone_has_nothing_to_look_up(self, fake):
        message = await fake.say(fake.general, fake.bob, BLANK)
        found = await fake.menu("Find a sourced answer", fake.alice, fake.general, message)
        assert ANSWER not in (await found.answered()).text
        assert found.labels == []

    async def test_a_mention_among_others(self, fake):
        await fake.say(fake.general, fake.alice, fake.mention(f"{BLANK} {QUESTION}"))
        [sent] = await fake.until_seen("POST", MESSAGES)
        assert ANSWER in sent.body["content"]

    async def test_a_message_that_is_forwarded_to_it(self, fake):
        await fake.dm(fake.alice, "", **forwarded(f"{BLANK} {QUESTION}"))
        [sent] = await fake.until_seen("POST", MESSAGES)
        assert ANSWER in sent.body["content"]

    async def test_the_menu_of_a_forwarded_message(self, fake):
        message = await fake.say(fake.general, fake.bob, "", **forwarded(QUESTION))
        found = await fake.menu("Find a sourced answer", fake.alice, fake.general, message)
        assert ANSWER in (await found.answered()).text

    async def test_others_mentioned_without_a_word_get_a_hint(self, fake):
        await fake.say(fake.general, fake.alice, fake.mention(BLANK))
        [sent] = await fake.until_seen("POST", MESSAGES)
        assert sent.body["content"].startswith("Hello! Mention me")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", [VOICE, STAGE, NEWS, POST], ids=["voice", "stage", "news", "post"])
class TestEveryKindOfChannel:
    async def test_a_command(self, fake, kind):
        channel = fake.add_channel(fake.guild, "other", **kind)
        asked = await fake.slash("ask", fake.alice, channel, question=QUESTION)
        done = await asked.answered()
        assert ANSWER in done.text
        assert done.hidden

    async def test_a_mention(self, fake, kind):
        channel = fake.add_channel(fake.guild, "other", **kind)
        await fake.say(channel, fake.alice, fake.mention(QUESTION))
        [sent] = await fake.until_seen("POST", MESSAGES)
        assert channel["id"] in sent.path
        assert ANSWER in sent.body["content"]


@pytest.mark.usefixtures("bot")
class TestLeftAlone:
    async def test_what_a_webhook_says(self, fake):
        await _said(fake, webhook_id="123456789012345678")

    async def test_a_message_that_is_changed_after_its_answer(self, fake):
        said = await fake.say(fake.general, fake.alice, fake.mention("sun or shade for tomatoes"))
        await fake.until_seen("POST", MESSAGES)
        changed = said | {"content": fake.mention(QUESTION), "guild_id": fake.guild["id"]}
        await fake.announce(changed, fake.general, "MESSAGE_UPDATE")
        await _nothing_more(fake, 1)

    async def test_what_the_bot_says_itself(self, fake):
        await _said(fake, author=fake.bot)


async def _said(fake, **extra):
    """Let something be said that must not be answered, then something that must."""
    said = await fake.say(fake.general, fake.bob, "nothing")
    event = said | {"content": fake.mention(QUESTION), "mentions": [fake.bot], **extra}
    event |= {"id": str(int(said["id"]) + 1), "guild_id": fake.guild["id"]}
    await fake.announce(event, fake.general)
    await _nothing_more(fake, 0)


async def _nothing_more(fake, before):
    await fake.say(fake.general, fake.alice, fake.mention("signs of too much water"))
    found = await fake.until_seen("POST", MESSAGES, count=before + 1)
    assert len(found) == before + 1
    assert "early morning" not in found[-1].body["content"]
