"""What follows a deed that is done and saved: the answer, the server's log channel, the notices.

None of it undoes the deed, so none of it may look like its failure.
"""

import logging
from dataclasses import replace
from functools import partial

import discord
from discord.ext import commands

from bot.cogs.desk import Front
from bot.cogs.marks import code_span, mention, people_of, quoted
from bot.cogs.notices import Notices
from bot.cogs.outbox import GONE, Rendered
from bot.cogs.paging import LIMIT
from bot.cogs.screens import name_of
from bot.core.guild import Act
from bot.core.revision import Draft, Published

log = logging.getLogger(__name__)

LONGEST_LIST = 20
"""Entries that are named when many are published at once."""


class Bulletin:
    """Answers whoever acted, and tells others."""

    def __init__(self, client: commands.AutoShardedBot, front: Front, notices: Notices) -> None:
        self._client = client
        self._front = front
        self._notices = notices

    async def published(
        self, interaction: discord.Interaction, act: Act, result: Published, what: Rendered
    ) -> None:
        """Tell of a publication: whoever acted, the log channel, all whose gap it answers."""
        live = self._front.say(interaction, "live_now" if result.is_live else "live_later")
        *pages, last = what.pages
        what = replace(what, pages=(*pages, f"{last} {live}"))
        names = [f"{each.entry} ({each.number})" for each in result.revisions[:LONGEST_LIST]]
        self._notices.wake()
        kind = result.revisions[0].kind
        await self.done(interaction, act, what, f"log_{kind}", entry=", ".join(names))

    async def approved(self, interaction: discord.Interaction, act: Act, result: Published) -> None:
        """Tell of what a reviewer approved, by its entries' names."""
        names = [each.entry for each in result.revisions]
        listed = ", ".join(names[:LONGEST_LIST]) + (" …" if len(names) > LONGEST_LIST else "")
        named = code_span(listed)
        text = self._front.say(interaction, "published", entry=listed)
        await self.published(interaction, act, result, Rendered((text,)))
        author = result.revisions[0].author
        await self.tell_author(interaction, act, author, "author_published", entry=named)

    async def returned(self, interaction: discord.Interaction, act: Act, draft: Draft) -> None:
        """Tell of a draft that went back to its author, and them why."""
        name = code_span(name_of(partial(self._front.say, interaction), draft))
        text = self._front.say(
            interaction, "draft_given_back", entry=name, author=mention(draft.author)
        )
        what = Rendered((text,), people=people_of(draft.author))
        await self.done(interaction, act, what, "log_returned", entry=name)
        reason = quoted(draft.reason)
        await self.tell_author(
            interaction, act, draft.author, "author_returned", entry=name, reason=reason
        )

    async def tell_author(
        self,
        interaction: discord.Interaction,
        act: Act,
        author: int | None,
        name: str,
        **fills: object,
    ) -> None:
        """Write to an author what somebody else made of their work. Never raises."""
        if author is None or author == act.actor:
            return
        server = code_span(interaction.guild.name if interaction.guild else str(act.guild))
        locale = self._front.app.guilds.get(act.guild).locale or "en"
        actor = mention(act.actor)
        text = self._front.app.texts.say(name, locale, actor=actor, server=server, **fills)
        what = Rendered((text[:LIMIT],), people=people_of(act.actor))
        await self._notices.tell_author(author, what, str(act.operation))

    async def done(
        self, interaction: discord.Interaction, act: Act, what: Rendered, name: str, **fills: object
    ) -> None:
        """Answer whoever did something, then post it to the log channel. Never raises."""
        is_shown = await self._answered(interaction, what)
        if not is_shown:
            await self._answered(interaction, self._line(interaction, "saved_unshown"))
        await self.note(interaction, act, name, **fills)

    async def note(
        self, interaction: discord.Interaction, act: Act, name: str, **fills: object
    ) -> None:
        """Post what somebody did to the log channel, and tell them if that fails. Never raises."""
        if not await self._posted(act, name, fills):
            await self._answered(interaction, self._line(interaction, "log_unwritten"))

    def _line(self, interaction: discord.Interaction, name: str) -> Rendered:
        return Rendered((self._front.say(interaction, name),))

    async def _answered(self, interaction: discord.Interaction, what: Rendered) -> bool:
        try:
            await self._front.out.respond(interaction, what)
        except Exception as error:
            if isinstance(error, discord.HTTPException) and error.code in GONE:
                log.info("nobody waits for this answer any more")
                return True
            log.exception("the answer to a deed that is done cannot be shown")
            return False
        return True

    async def _posted(self, act: Act, name: str, fills: dict[str, object]) -> bool:
        """Post a line to the server's log channel, if it has one; False when that fails."""
        try:
            await self._post(act, name, fills)
        except discord.HTTPException as error:
            log.warning("a log channel cannot be written", extra={"code": error.code})
            return False
        except Exception:
            log.exception("a log channel cannot be written")
            return False
        return True

    async def _post(self, act: Act, name: str, fills: dict[str, object]) -> None:
        settings = self._front.app.guilds.get(act.guild)
        if settings.log_channel is None:
            return
        locale, actor = settings.locale or "en", mention(act.actor)
        text = self._front.app.texts.say(name, locale, actor=actor, **fills)
        channel = self._client.get_partial_messageable(settings.log_channel, guild_id=act.guild)
        what = Rendered((text[:LIMIT],), people=people_of(act.actor))
        await self._front.out.post(channel, what, str(act.operation))
