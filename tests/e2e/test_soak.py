from tests.cogs.conftest import app, bot, fake  # noqa: F401 - fixtures
from tests.e2e.soak import soak


async def test_no_question_is_lost_and_none_answered_twice(fake, bot):  # noqa: F811, ARG001
    asked = await fake.slash(
        "ask", fake.alice, fake.general,
        question="when should tomatoes be watered", private=False,
    )  # fmt: skip
    fake.old = (await asked.answered()).shown
    done = await soak(fake, asked=120, faults=16, seconds=8)
    assert done.answers == {1: 120}
