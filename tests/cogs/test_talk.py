import pytest

QUESTION = "when should tomatoes be watered"
MESSAGES = r"/channels/\d+/messages$"


@pytest.mark.usefixtures("bot")
class TestTalk:
    async def test_a_direct_message_is_answered(self, fake):
        await fake.dm(fake.alice, QUESTION)
        [sent] = await fake.until_seen("POST", MESSAGES)
        assert "early morning" in sent.body["content"]
        assert sent.body["allowed_mentions"]["parse"] == []

    async def test_a_mention_is_answered_as_a_reply(self, fake):
        said = await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        [sent] = await fake.until_seen("POST", MESSAGES)
        assert sent.body["message_reference"]["message_id"] == int(said["id"])
        assert "early morning" in sent.body["content"]
