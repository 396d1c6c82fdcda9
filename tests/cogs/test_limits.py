"""What one person may do at once, beside asking and by asking, and how they hear of it."""

import pytest

from tests.benchmarks.neighbour import mixed

QUESTION = "sun or shade for tomatoes"
NOTICE = "More is being asked at once"
BRIEF = "Please wait a few seconds."
URGENT = "I took a whole bottle of pills"

pytestmark = pytest.mark.usefixtures("bot", "at_once")


async def settled(fake, sent):
    """Wait until the bot has read all that was sent: it answers in order."""
    await (await fake.slash("help", fake.bob, fake.general)).answered()
    return [each.text if each.callback else None for each in sent]


class TestActs:
    @pytest.mark.parametrize("name", ["help", "topics", "privacy", "sources"])
    async def test_of_a_flood_of_commands_a_few_are_answered(self, fake, name):
        sent = [await fake.slash(name, fake.alice, fake.general) for _ in range(60)]
        for each in sent[:31]:
            await each.answered()
        said = await settled(fake, sent)
        assert all(text and NOTICE not in text for text in said[:20])
        assert NOTICE in said[20]
        assert said[21:31] == [BRIEF] * 10
        assert said[31:] == [None] * 29

    async def test_presses_count_like_commands_and_others_are_not_held_up(self, fake):
        shown = await fake.slash("ask", fake.alice, fake.general, question=QUESTION, private=False)
        message = (await shown.answered()).original
        pressed = [await fake.click(message, fake.alice, label="Source") for _ in range(22)]
        for each in pressed:
            await each.answered()
        assert NOTICE not in pressed[19].text
        assert NOTICE in pressed[20].text
        other = await fake.click(message, fake.bob, label="Source")
        assert NOTICE not in (await other.answered()).text

    async def test_lists_of_suggestions_end_in_empty_ones(self, fake):
        typed = [
            await fake.autocomplete("ask", fake.alice, fake.general, "question", question="water")
            for _ in range(50)
        ]
        for each in typed[:40]:
            await each.answered()
        await settled(fake, typed)
        choices = [len(each.callback["data"]["choices"]) for each in typed[:40]]
        assert all(choices[:30])
        assert choices[30:] == [0] * 10
        assert [each.callback for each in typed[40:]] == [None] * 10
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        assert "full sun" in (await asked.answered()).text

    async def test_a_filled_in_form_is_answered_whatever_was_done_before(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
        message = (await asked.answered()).original
        opened = await fake.click(message, fake.alice, label="Ask a follow-up")
        await opened.answered()
        for _ in range(25):
            await fake.slash("ask", fake.alice, fake.general, question=QUESTION)
            await fake.slash("help", fake.alice, fake.general)
        sent = await fake.submit(opened, fake.alice, question="when should tomatoes be watered")
        assert "early morning" in (await sent.answered()).text


class TestQuestions:
    async def test_the_reason_is_given_once(self, fake):
        asked = [
            await fake.slash("ask", fake.alice, fake.general, question=QUESTION) for _ in range(20)
        ]
        for each in asked[:16]:
            await each.answered()
        said = await settled(fake, asked)
        assert NOTICE in said[5]
        assert said[6:16] == [BRIEF] * 10
        assert said[16:] == [None] * 4

    async def test_a_message_without_words_in_the_menu_counts_as_a_question(self, fake):
        message = await fake.say(fake.general, fake.bob, "")
        menu = "Find a sourced answer"
        tried = [await fake.menu(menu, fake.alice, fake.general, message) for _ in range(6)]
        for each in tried:
            await each.answered()
        assert NOTICE in tried[5].text
        assert NOTICE not in tried[4].text

    async def test_every_emergency_of_a_burst_is_answered(self, fake):
        flood = [
            await fake.slash("ask", fake.alice, fake.general, question=QUESTION) for _ in range(30)
        ]
        texts = [URGENT + "!" * number for number in range(40)]
        cried = [await fake.slash("ask", fake.alice, fake.general, question=text) for text in texts]
        for each in cried:
            assert "emergency number" in (await each.answered()).text
        assert flood[-1].callback is None

    async def test_every_emergency_of_a_burst_of_messages_is_answered(self, fake):
        for number in range(40):
            await fake.dm(fake.alice, "I want to kill myself" + "." * number)
        await fake.until_seen("POST", r"/channels/\d+/messages$", count=40)
        said = [each["content"] for each in fake.posted(fake.dm_with(fake.alice))]
        assert all("You matter" in text for text in said)


class TestFlood:
    async def test_few_of_a_flood_are_read_and_others_are_answered(self, fake, app):
        """The bounded form of `tests.benchmarks.neighbour`: work is counted, not timed."""
        others = [fake.add_user(f"other{number}") for number in range(10)]
        flood, asked = [], []
        for number, text in enumerate(mixed()[:600]):
            flood.append(await fake.slash("ask", fake.alice, fake.general, question=text[:1000]))
            if number % 60 == 0:
                who = others[number // 60]
                asked.append(await fake.slash("ask", who, fake.general, question=QUESTION))
        for each in asked:
            assert "full sun" in (await each.answered()).text
        await settled(fake, flood)
        said = [each.text for each in flood if each.callback]
        plain = [
            text for text in said if "emergency number" not in text and "You matter" not in text
        ]
        computed = [text for text in plain if BRIEF not in text and NOTICE not in text]
        assert len(computed) <= 5
        assert len(plain) <= 5 + 1 + 10
        assert outcomes(app) <= 5 + 10 + 50 + len(asked)


def outcomes(app) -> float:
    """Count the questions that were decided, whichever way."""
    lines = app.metrics.text().decode().splitlines()
    return sum(
        float(line.split()[-1]) for line in lines if line.startswith("footnote_questions_total{")
    )
