"""Direct messages: an answer to whoever waits for it, and to authors what became of their drafts.

Whoever waits is told once, and then nobody knows who asked. A process first takes it on in the
database, so that of several only one writes; then the message goes, and its deletion follows. A
crash between the two may send it twice, never not at all (and Discord drops a second one within
minutes, by its nonce).
"""

import asyncio
import logging
from contextlib import suppress

import discord
from discord.ext import commands

from bot.cogs.desk import Front
from bot.cogs.outbox import UNREACHABLE, Rendered
from bot.core.errors import UnavailableError
from bot.core.gap import Telling
from bot.core.model import Entry

ROUND = 60.0
"""Seconds between two looks at who waits; a publication asks for one at once."""
PAUSE = 60.0
"""Seconds before a second attempt; each further one waits twice as long."""
MOST_TRIES = 10
"""Attempts over 17 hours; then nobody is kept waiting any longer."""
TOO_FAST = 40003
"""Discord's code for a bot that opens direct messages faster than it may."""

log = logging.getLogger(__name__)


class Notices(commands.Cog):
    """Writes to those whose gap is answered, on the servers that this process serves."""

    def __init__(self, client: commands.AutoShardedBot, front: Front) -> None:
        self._client = client
        self._front = front
        self._woken = asyncio.Event()
        self._late: dict[Telling, tuple[int, float]] = {}
        """Attempts so far, and the time of the next one."""
        self._told: set[Telling] = set()
        """Told already, while the database does not take it."""

    async def cog_load(self) -> None:
        """Begin with whom a stop or a crash kept from being told."""
        self._following = asyncio.create_task(self._follow())

    async def cog_unload(self) -> None:
        """Write to nobody any more."""
        self._following.cancel()
        await asyncio.wait([self._following])

    def wake(self) -> None:
        """Look at once who can be told."""
        self._woken.set()

    async def _follow(self) -> None:
        while True:
            self._woken.clear()
            await self._round()
            with suppress(TimeoutError):
                async with asyncio.timeout(ROUND):
                    await self._woken.wait()

    async def _round(self) -> None:
        try:
            due = await self._front.app.moderation.gaps.due()
            self._late = {each: late for each, late in self._late.items() if each in {*due}}
            for telling in due:
                await self._tell(telling)
        except UnavailableError as error:
            log.warning("nobody is told for now: %s", error)
        except Exception:
            log.exception("whoever waits could not be told")

    async def _tell(self, telling: Telling) -> None:
        """Tell one person and forget them; who cannot be told now is left for a later round."""
        gaps = self._front.app.moderation.gaps
        entry = gaps.answer(telling)
        tries, at = self._late.get(telling, (0, 0.0))
        now = asyncio.get_running_loop().time()
        if entry is None or now < at:
            return
        if telling not in self._told:
            claimed = await gaps.claim(telling)
            if not claimed:
                return
            if not await self._is_settled(telling, entry):
                if tries + 1 < MOST_TRIES:
                    self._late[telling] = (tries + 1, now + PAUSE * 2**tries)
                    await gaps.give_up(telling, claimed)
                    return
                log.warning("a person could not be told in %s attempts", MOST_TRIES)
        self._told.add(telling)
        await gaps.forget(telling)
        self._told.discard(telling)

    async def tell_author(self, author: int, what: Rendered, name: str) -> None:
        """Write to an author what became of their draft; `name` keeps it from coming twice.

        Never raises: who takes no messages finds it in /faq review and /faq history.
        """
        try:
            channel = await self._client.create_dm(discord.Object(author))
            await self._front.out.post(channel, what, name)
        except (discord.HTTPException, *UNREACHABLE) as error:
            log.info("an author cannot be told: %s", type(error).__name__)
        except Exception:
            log.exception("an author cannot be told")

    async def _is_settled(self, telling: Telling, entry: Entry) -> bool:
        """Write to a person; False for a fault that may pass."""
        app = self._front.app
        locale = app.guilds.get(telling.guild).locale or "en"
        text = app.texts.say("told_answered", locale, question=entry.question)
        try:
            channel = await self._client.create_dm(discord.Object(telling.watcher))
            await self._front.out.post(channel, Rendered((text,)), str(telling.gap))
        except discord.HTTPException as error:
            # most likely they take no messages from members of the server; they asked for one only
            log.info("a person cannot be told", extra={"code": error.code})
            return not _may_pass(error)
        except UNREACHABLE:
            log.info("Discord cannot be reached to tell a person")
            return False
        return True


def _may_pass(error: discord.HTTPException) -> bool:
    return error.status >= 500 or error.status == 429 or error.code == TOO_FAST
