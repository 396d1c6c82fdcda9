"""Many questions while everything goes wrong: none may stay without an answer, none have two."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass

from tests.fakediscord.server import FakeDiscord

QUESTIONS = (
    "when should tomatoes be watered",
    "signs of too much water",
    "sun or shade for tomatoes",
    "how much anastrozole should I take",
    "hello",
)
CALLBACK, MESSAGES = "/callback$", r"/channels/\d+/messages$"


@dataclass(frozen=True)
class Soaked:
    """What came of it: questions by the number of their answers."""

    asked: int
    faults: int
    answers: Counter[int]


async def soak(fake: FakeDiscord, asked: int, faults: int, seconds: float) -> Soaked:
    """Ask so many questions, let so many faults happen meanwhile, and count the answers."""
    fake.first_s = (
        60.0  # after an outage, or on a busy machine, three seconds are over: not asked here
    )
    chance = random.Random(7)  # noqa: S311 - the same run every time
    due = sorted(chance.uniform(0, seconds * 0.9) for _ in range(faults))
    troubles = asyncio.create_task(_trouble(fake, due, chance))
    counts = [
        asyncio.create_task(_question(fake, number, number * seconds / asked))
        for number in range(asked)
    ]
    answers = Counter(await asyncio.gather(*counts))
    await troubles
    return Soaked(asked, faults, answers)


async def _question(fake: FakeDiscord, number: int, after: float) -> int:
    """Ask by command, message, or an old button; give how many answers came."""
    await asyncio.sleep(after)
    user = fake.add_user(f"soaked{number}")
    text = QUESTIONS[number % len(QUESTIONS)]
    if number % 3 == 0:
        await fake.dm(user, text)
        place = fake.dm_with(user)
        await fake.until(lambda: fake.posted(place), 60)
        await asyncio.sleep(0.5)
        return len(fake.posted(place))
    guild = fake.add_guild(f"guild{number}", [user]) if number % 3 == 1 else None
    if guild:
        asked = await fake.slash("ask", user, guild["channels"][0], question=text)
    else:
        asked = await fake.click(fake.old, user, custom_id="ask:source")
    if number % 7 == 0:
        await fake.repeat(asked)
    await asyncio.wait_for(asyncio.shield(asked.acknowledged), 60)
    await asyncio.sleep(0.5)
    return 1 + len(asked.followups)


async def _trouble(fake: FakeDiscord, due: list[float], chance: random.Random) -> None:
    """Let one thing after the other go wrong."""
    kinds = [
        fake.drop,
        lambda: fake.drop(code=4000),
        fake.ask_to_reconnect,
        lambda: fake.invalidate(resumable=True),
        lambda: _outage(fake),
        lambda: _now(fake.limit_next, CALLBACK),
        lambda: _now(fake.limit_next, MESSAGES),
        lambda: _now(fake.fail_next, "POST", CALLBACK, 502),
        lambda: _now(fake.fail_next, "POST", CALLBACK, 503),
        lambda: _now(fake.fail_next, "POST", MESSAGES, 503),
        lambda: _now(fake.fail_next, "POST", MESSAGES, 500),
        lambda: _now(fake.cut_next, "POST", CALLBACK),
        lambda: _now(fake.cut_next, "POST", CALLBACK, "after"),
        lambda: _now(fake.cut_next, "POST", MESSAGES),
        lambda: _now(fake.cut_next, "POST", MESSAGES, "after"),
        lambda: _now(fake.delay_next, "POST", CALLBACK, 0.8),
    ]
    began = asyncio.get_running_loop().time()
    chance.shuffle(kinds)
    for number, at in enumerate(due):
        await asyncio.sleep(max(0.0, began + at - asyncio.get_running_loop().time()))
        await kinds[number % len(kinds)]()


async def _outage(fake: FakeDiscord) -> None:
    fake.gate.clear()
    await fake.drop()
    await asyncio.sleep(0.4)
    fake.gate.set()


async def _now(inject, *args) -> None:
    inject(*args)
