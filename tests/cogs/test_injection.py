"""Whatever people type into whatever there is: nothing of it comes back, and nothing pings."""

import asyncio
from itertools import count

import pytest

from bot.cogs.outbox import Rendered
from tests.core.test_defuse import LINK, MENTION, injections

TYPED = 1000
"""Texts that people type; each is a question of its own."""
WRITTEN = 5000


def assert_harmless(body):
    """Judge one body that the bot sent."""
    about = body.get("data", body)
    if "content" not in about:
        return
    mentions = about["allowed_mentions"]
    assert mentions["parse"] == []
    assert not mentions.get("users")
    assert not mentions.get("roles")
    assert not mentions.get("replied_user")
    assert not MENTION.search(about["content"])
    assert not LINK.search(about["content"])
    assert int(about.get("flags") or 0) & 4  # no preview unfolds
    assert not about.get("embeds")


class Ways:
    """The ways in, each by somebody new."""

    def __init__(self, fake, opened):
        self.fake, self.opened, self.numbers = fake, opened, count()
        self.all = (self.command, self.form, self.menu, self.message, self.mention)

    def somebody(self):
        return self.fake.add_user(f"p{next(self.numbers)}")

    async def command(self, text):
        asked = await self.fake.slash("ask", self.somebody(), self.fake.general, question=text)
        await asked.response(60)

    async def form(self, text):
        await (await self.fake.submit(self.opened, self.somebody(), question=text)).response(60)

    async def menu(self, text):
        message = await self.fake.say(self.fake.general, self.fake.bob, text)
        name = "Find a sourced answer"
        asked = await self.fake.menu(name, self.somebody(), self.fake.general, message)
        await asked.response(60)

    async def message(self, text):
        person = self.somebody()
        await self.fake.dm(person, text)
        await self.fake.until(lambda: self.fake.posted(self.fake.dm_with(person)), 60)

    async def mention(self, text):
        channel = self.fake.add_channel(self.fake.guild, f"n{next(self.numbers)}")
        await self.fake.say(channel, self.fake.alice, self.fake.mention(f"?{text}"))
        await self.fake.until(lambda: self.fake.posted(channel), 60)


@pytest.mark.usefixtures("unlimited")
async def test_what_people_type_never_comes_back(fake, app, bot):  # noqa: ARG001
    """By command, form, menu, message and mention; the answers are judged where they arrive."""
    fake.contract, fake.reaction_s, fake.first_s = None, 0.0, 60.0
    first = await fake.slash("ask", fake.alice, fake.general, question="sun or shade")
    done = await first.answered()
    opened = await fake.click(done.shown, fake.alice, custom_id="ask:follow")
    ways = Ways(fake, await opened.answered()).all
    typed = [text if text.strip() else f"{text}a" for text in injections(TYPED)]
    for start in range(0, TYPED, 50):
        batch = enumerate(typed[start : start + 50])
        await asyncio.gather(*(ways[n % len(ways)](text) for n, text in batch))
    assert judged(fake) >= TYPED


async def test_what_moderators_wrote_is_harmless_on_every_way_out(fake, bot):
    """Follow-ups, changes, replies and posts pass the same way out; many texts to a message."""
    fake.contract, fake.first_s = None, 60.0
    out = bot.front.out
    pages = tuple(page for text in [" ".join(injections(WRITTEN))] for page in in_pieces(text))

    async def press(press):
        """Send everything in the ways in which an interaction is answered."""
        await out.update(press.interaction, Rendered(pages[:1]))
        await out.respond(press.interaction, Rendered(pages), hidden=False)

    bot.front.controls.on("ask:source", press)
    asked = await fake.slash("ask", fake.alice, fake.general, question="sun or shade for tomatoes")
    done = await asked.answered()
    pressed = await fake.click(done.shown, fake.alice, custom_id="ask:source")
    await pressed.until(lambda each: len(each.followups) == len(pages), 60)
    channel = bot.get_channel(int(fake.general["id"]))
    await out.post(channel, Rendered(pages), "post")
    said = await fake.say(fake.general, fake.alice, fake.mention("sun or shade for tomatoes"))
    message = await channel.fetch_message(int(said["id"]))
    await out.reply(message, Rendered(pages))
    assert judged(fake) >= 3 * len(pages)


def in_pieces(text):
    """Cut a text where it may; a mark that defuses makes it longer."""
    return [text[start : start + 1200] for start in range(0, len(text), 1200)]


def judged(fake):
    """Judge every body that was sent; give how many there were."""
    bodies = [e.body for e in fake.requests if e.method in ("POST", "PATCH") and e.body]
    for body in bodies:
        assert_harmless(body)
    return len(bodies)
