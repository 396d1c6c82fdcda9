"""What moderators do on Discord, for the tests of their room."""

import asyncio
from dataclasses import dataclass

from tests.services.rooms import MOON

MANAGE_MESSAGES = 1 << 13
MANAGE_GUILD = 1 << 5
DEFERRED = 5
MOON_QUESTION = "sowing by the full moon"

MOON_FORM = {
    "question": MOON.question,
    "answer": MOON.answer,
    "phrasings": MOON.phrasings,
    "more": "",
    "related": MOON.related,
}


async def settled(interaction):
    """Wait until everything has come that an interaction is answered with."""
    await interaction.answered()
    if interaction.callback["type"] == DEFERRED:
        await interaction.until(lambda each: (each.original or {}).get("content"), 60)
    seen = -1
    while seen != len(interaction.followups):
        seen = len(interaction.followups)
        for _ in range(30):  # one long wait is over before the bot got on, where a machine is busy
            await asyncio.sleep(0.001)
    return interaction


async def until_written(fake, person):
    """Wait for a direct message."""
    async with asyncio.timeout(5):
        while not (found := fake.posted(fake.dm_with(person))):  # noqa: ASYNC110 - a test waits
            await asyncio.sleep(0.02)
    return found


async def until_forgotten(app):
    """Wait until nobody waits to be told any more."""
    async with asyncio.timeout(5):
        while await app.moderation.gaps.due():  # noqa: ASYNC110 - a test waits
            await asyncio.sleep(0.02)


async def drafts_of(app, fake):
    """Give the drafts of the double's server."""
    return await app.moderation.curator.drafts(int(fake.guild["id"]))


@dataclass
class Moderators:
    """Bob writes, the owner reviews; alice is nobody special."""

    fake: object

    async def slash(self, path, user=None, channel=None, **options):
        done = await self.fake.slash(
            path, user or self.fake.bob, channel or self.fake.general, **options
        )
        return await settled(done)

    async def click(self, shown, user=None, **want):
        return await settled(await self.fake.click(shown, user or self.fake.bob, **want))

    async def choose(self, shown, value, user=None, **want):
        sent = await self.fake.choose(shown, user or self.fake.bob, [value], **want)
        return await settled(sent)

    async def submit(self, opened, user=None, **values):
        return await settled(await self.fake.submit(opened, user or self.fake.bob, **values))

    async def write(self, **changes):
        """Write a new entry; give the draft on the table."""
        opened = await self.slash("faq add", topic="light")
        return await self.submit(opened, **(MOON_FORM | changes))

    async def submitted(self, **changes):
        desk = await self.write(**changes)
        return await self.click(desk.shown, custom_id="faq:submit")

    async def review(self, user=None):
        """Open the first draft that waits."""
        listed = await self.slash("faq review", user or self.owner)
        [row] = listed.shown["components"]
        value = row["components"][0]["options"][0]["value"]
        return await self.choose(listed.shown, value, user or self.owner, custom_id="faq:open")

    async def publish(self, **changes):
        await self.submitted(**changes)
        desk = await self.review()
        return await self.click(desk.shown, self.owner, custom_id="faq:approve")

    @property
    def owner(self):
        return self.fake.owner

    async def hand_over(self, text=MOON_QUESTION, user=None):
        """Ask, take no suggestion, and open the form that hands the question over."""
        asked = await self.ask(text, user)
        if "None of these" in asked.labels:
            asked = await self.click(asked.shown, user or self.fake.alice, custom_id="ask:none")
        assert "no sourced answer" in asked.text
        return await self.click(asked.shown, user or self.fake.alice, custom_id="gap:tell")

    async def ask(self, text=MOON_QUESTION, user=None, channel=None):
        return await self.slash("ask", user or self.fake.alice, channel, question=text)
