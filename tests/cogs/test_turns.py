"""Many ask at once: each is told in time, and answered when its turn comes."""

import asyncio
import time

import pytest

from bot.cogs import turns
from bot.cogs.turns import Turns

QUESTION = "when should tomatoes be watered"
ANSWER = "early morning"
WAIT = 5
HIDDEN = 64


async def test_answers_are_given_in_the_order_of_the_questions():
    line, done = Turns(), []
    await asyncio.gather(*(line.take(lambda n=n: done.append(n)) for n in range(20)))
    assert done == list(range(20))


async def test_whoever_would_wait_long_is_told_first():
    line, told, done = Turns(), [], []

    async def late(number):
        await asyncio.sleep(0)
        told.append((number, len(done)))

    def work(number):
        time.sleep(0.02)  # an answer holds the event loop
        done.append(number)

    for _ in range(60):  # so that it is known how long an answer takes
        await line.take(lambda: time.sleep(0.02))
    people = range(50)
    asked = (line.take(lambda n=n: work(n), late=lambda n=n: late(n)) for n in people)
    await asyncio.gather(*asked)
    assert done == list(people)
    assert len(told) >= len(people) / 2
    assert all(before <= 2 for _, before in told), "people are told before others are answered"


async def test_a_question_that_fails_keeps_nobody_waiting():
    line = Turns()
    with pytest.raises(ZeroDivisionError):
        await line.take(lambda: 1 // 0)
    assert await line.take(lambda: "next") == "next"
    assert line.wait == 0


@pytest.mark.usefixtures("bot")
class TestCrowd:
    @pytest.fixture(autouse=True)
    def crowd(self, monkeypatch):
        """Whoever asks is told to wait."""
        monkeypatch.setattr(turns, "LONG", 0.0)

    async def test_the_answer_follows_for_that_person_only(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.general, question=QUESTION, private=False)
        assert await asked.response() == {"type": WAIT, "data": {"flags": HIDDEN}}
        await asked.until(lambda it: it.text)
        assert ANSWER in asked.text
        assert {"Source", "Helpful", "Share"} <= set(asked.labels)

    async def test_in_direct_messages_too(self, fake):
        asked = await fake.slash("ask", fake.alice, fake.dm_with(fake.alice), question=QUESTION)
        assert (await asked.response())["type"] == WAIT
        await asked.until(lambda it: it.text)
        assert ANSWER in asked.text

    async def test_a_referral_stays_private(self, fake):
        text = "how much anastrozole should I take"
        asked = await fake.slash("ask", fake.alice, fake.general, question=text, private=False)
        assert (await asked.response())["data"]["flags"] == HIDDEN
        await asked.until(lambda it: it.text)
        assert "ask your clinician" in asked.text
        assert asked.labels == []
