"""`/faq`: the moderators' commands. Each turns an interaction into one call."""

import asyncio
import io
from datetime import UTC, datetime

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.cogs.bulletin import LONGEST_LIST, Bulletin
from bot.cogs.controls import Press
from bot.cogs.desk import Desk
from bot.cogs.drafts import Drafts
from bot.cogs.gaps import Gaps
from bot.cogs.history import History
from bot.cogs.imports import Imports
from bot.cogs.outbox import UNREACHABLE, Rendered
from bot.cogs.paging import page_of
from bot.cogs.render import ref
from bot.cogs.room import Room
from bot.cogs.screens import note_of
from bot.cogs.shelf import (
    LINES,
    entry_pages,
    listed,
    named,
    offers,
    plain,
    stats_text,
    topic_of,
    words_of,
)
from bot.core.errors import ContentError, RefusedError

MOST_FAULTS = 15


class FaqCog(commands.Cog):
    """The commands of whoever keeps a server's entries."""

    faq = app_commands.Group(
        name=locale_str("faq", key="faq_name"),
        description="faq_about",
        guild_only=True,
        default_permissions=discord.Permissions(manage_messages=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, room: Room, desk: Desk, bulletin: Bulletin) -> None:
        self._room = room
        self._bulletin = bulletin
        self._imports = Imports(room, bulletin)
        self._drafts = Drafts(room, bulletin, self._imports)
        self._history = History(room, bulletin)
        self._gaps = Gaps(room, desk, self._drafts, bulletin)
        room.listen({"faq:change": self._drafts.change, "faq:list": self._turn})
        self.menu = app_commands.ContextMenu(
            name=locale_str("Add to FAQ", key="menu_add_name"),
            callback=self.adopt,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self.menu.default_permissions = discord.Permissions(manage_messages=True)

    async def entries(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer entries whose id or question holds what was typed; retired ones too."""
        standings = await self._room.moderation.curator.shelf.all(interaction.guild_id or 0)
        return [app_commands.Choice(name=n, value=v) for n, v in offers(standings, typed)]

    @faq.command(name=locale_str("add", key="faq_add_name"), description="faq_add_about")
    @app_commands.describe(topic="faq_topic_about")
    @app_commands.rename(topic=locale_str("topic", key="faq_topic_name"))
    async def add(self, interaction: discord.Interaction, topic: str = "") -> None:
        """Open the form of a new entry."""
        await self._drafts.open_new(interaction, topic_of(topic))

    @faq.command(name=locale_str("edit", key="faq_edit_name"), description="faq_edit_about")
    @app_commands.describe(entry="faq_entry_about")
    @app_commands.rename(entry=locale_str("entry", key="faq_entry_name"))
    @app_commands.autocomplete(entry=entries)
    async def edit(self, interaction: discord.Interaction, entry: str) -> None:
        """Open the form of an entry."""
        await self._drafts.open_entry(interaction, named(entry))

    @faq.command(name=locale_str("retire", key="faq_retire_name"), description="faq_retire_about")
    @app_commands.describe(entry="faq_entry_about", note="faq_note_about")
    @app_commands.rename(
        entry=locale_str("entry", key="faq_entry_name"),
        note=locale_str("note", key="faq_note_name"),
    )
    @app_commands.autocomplete(entry=entries)
    async def retire(
        self,
        interaction: discord.Interaction,
        entry: str,
        note: app_commands.Range[str, 0, 200] = "",
    ) -> None:
        """Withdraw an entry at once."""
        await self._room.front.out.wait(interaction)
        act = self._room.act(interaction)
        name = named(entry)
        result = await self._room.moderation.reviser.retire(act, name, plain(note))
        say, before = self._room.sayer(interaction), result.revisions[0].number - 1
        button = self._room.front.controls.button(
            "faq:revert", say("button_restore"), ref(name), str(before)
        )
        what = Rendered((say("retired", entry=name),), ((button,),))
        await self._bulletin.published(interaction, act, result, what)

    @faq.command(
        name=locale_str("restore", key="faq_restore_name"), description="faq_restore_about"
    )
    @app_commands.describe(entry="faq_entry_about", revision="faq_revision_about")
    @app_commands.rename(
        entry=locale_str("entry", key="faq_entry_name"),
        revision=locale_str("revision", key="faq_revision_name"),
    )
    @app_commands.autocomplete(entry=entries)
    async def restore(
        self,
        interaction: discord.Interaction,
        entry: str,
        revision: app_commands.Range[int, 0, 1_000_000] | None = None,
    ) -> None:
        """Bring back an earlier revision."""
        await self._history.restore(interaction, named(entry), revision)

    @faq.command(name=locale_str("undo", key="faq_undo_name"), description="faq_undo_about")
    async def undo(self, interaction: discord.Interaction) -> None:
        """Take back one's own last edit; again, the one before it."""
        await self._room.front.out.wait(interaction)
        act = self._room.act(interaction)
        result = await self._room.moderation.reviser.undo(act)
        say, first = self._room.sayer(interaction), result.revisions[0]
        names = [
            f"`{each.entry}` ({note_of(say, each)})" for each in result.revisions[:LONGEST_LIST]
        ]
        again = self._room.front.controls.button(
            "faq:past", say("button_history"), ref(first.entry)
        )
        what = Rendered((say("undone", entry=", ".join(names)),), ((again,),))
        await self._bulletin.published(interaction, act, result, what)

    @faq.command(name=locale_str("list", key="faq_list_name"), description="faq_list_about")
    @app_commands.describe(topic="faq_topic_about")
    @app_commands.rename(topic=locale_str("topic", key="faq_topic_name"))
    async def list(self, interaction: discord.Interaction, topic: str = "") -> None:
        """List what the server changed, or the entries of a topic."""
        what = await self._list(interaction, topic_of(topic) if topic else "", 0)
        await self._room.front.out.respond(interaction, what)

    async def _list(self, interaction: discord.Interaction, topic: str, at: int) -> Rendered:
        standings = await self._room.moderation.curator.shelf.all(interaction.guild_id or 0)
        head, lines = listed(self._room.sayer(interaction), standings, topic)
        page = page_of(lines, at, LINES)
        rows = self._room.pager(interaction, "faq:list", page, *filter(None, [topic]))
        return Rendered(("\n".join([head, *page.items]),), rows)

    async def _turn(self, press: Press) -> None:
        """Turn to another page of a list."""
        *topic, at = press.args
        what = await self._list(press.interaction, "".join(topic), int(at))
        await self._room.front.out.update(press.interaction, what)

    @faq.command(name=locale_str("show", key="faq_show_name"), description="faq_show_about")
    @app_commands.describe(entry="faq_entry_about")
    @app_commands.rename(entry=locale_str("entry", key="faq_entry_name"))
    @app_commands.autocomplete(entry=entries)
    async def show(self, interaction: discord.Interaction, entry: str) -> None:
        """Show an entry as it stands, with its file."""
        guild, name = interaction.guild_id or 0, named(entry)
        standing = await self._room.moderation.curator.shelf.find(guild, name)
        if not standing.is_known:
            raise RefusedError("faq_missing")
        say, make = self._room.sayer(interaction), self._room.front.controls.button
        row, files = [make("faq:past", say("button_history"), ref(name))], []
        if standing.entry:
            row.insert(0, make("faq:change", say("button_edit"), ref(name)))
            text = await self._room.moderation.exchange.export_entry(guild, name)
            files.append(discord.File(io.BytesIO(text.encode()), f"{name}.yaml"))
        what = Rendered(entry_pages(say, standing), (row,), tuple(files))
        await self._room.front.out.respond(interaction, what)

    @faq.command(
        name=locale_str("history", key="faq_history_name"), description="faq_history_about"
    )
    @app_commands.describe(entry="faq_entry_about")
    @app_commands.rename(entry=locale_str("entry", key="faq_entry_name"))
    @app_commands.autocomplete(entry=entries)
    async def history(self, interaction: discord.Interaction, entry: str = "") -> None:
        """List an entry's revisions, or what was done in this server lately."""
        if entry:
            await self._history.show(interaction, named(entry))
        else:
            await self._history.record(interaction)

    @faq.command(name=locale_str("review", key="faq_review_name"), description="faq_review_about")
    async def review(self, interaction: discord.Interaction) -> None:
        """List drafts."""
        await self._drafts.review(interaction)

    @faq.command(name=locale_str("gaps", key="faq_gaps_name"), description="faq_gaps_about")
    async def gaps(self, interaction: discord.Interaction) -> None:
        """List unanswered questions."""
        await self._gaps.list(interaction)

    @faq.command(name=locale_str("stats", key="faq_stats_name"), description="faq_stats_about")
    async def stats(self, interaction: discord.Interaction) -> None:
        """Answer with the figures and their picture."""
        from bot.services.picture import draw  # noqa: PLC0415 - a bot that draws nothing needs no Pillow

        await self._room.front.out.wait(interaction)
        await self._room.front.app.feedback.flush()
        today = datetime.now(UTC).date()
        sheet = await self._room.moderation.stats.sheet(interaction.guild_id or 0, today)
        say = self._room.sayer(interaction)
        picture = await asyncio.to_thread(draw, sheet, words_of(say))
        text = stats_text(say, sheet)
        file = discord.File(io.BytesIO(picture), "statistics.png", description=text[:1024])
        await self._room.front.out.respond(interaction, Rendered((text,), (), (file,)))

    @faq.command(name=locale_str("export", key="faq_export_name"), description="faq_export_about")
    async def export(self, interaction: discord.Interaction) -> None:
        """Send the server's entries as a file."""
        content = await self._room.moderation.exchange.export(interaction.guild_id or 0)
        say = self._room.sayer(interaction)
        file = discord.File(io.BytesIO(content), "knowledge.zip")
        what = Rendered((say("exported"),), (), (file,))
        await self._room.front.out.respond(interaction, what)

    @faq.command(name=locale_str("import", key="faq_import_name"), description="faq_import_about")
    @app_commands.describe(file="faq_file_about")
    @app_commands.rename(file=locale_str("file", key="faq_file_name"))
    async def take_in(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Show what a file would change; another moderator carries it out."""
        most = self._room.moderation.exchange.most_bytes
        if file.size > most:
            raise RefusedError("import_too_large", most=most // 1_000_000)
        await self._room.front.out.wait(interaction)
        act = self._room.act(interaction)
        try:
            content = await _fetched(file)
            plan = await self._room.moderation.exchange.plan(act, file.filename, content)
        except ContentError as error:
            lines = "\n".join(f"• {each}"[:200] for each in error.faults[:MOST_FAULTS])
            raise RefusedError("import_refused", n=len(error.faults), faults=lines) from error
        await self._imports.planned(interaction, plan)

    async def adopt(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form of a new entry, prefilled with a message that asks."""
        kept = self._room.moderation.gaps.redacted(interaction.guild_id or 0, message.content)
        await self._drafts.open_new(interaction, topic_of(""), kept)


async def _fetched(file: discord.Attachment) -> bytes:
    """Fetch a file that was sent. Raises RefusedError where Discord does not give it."""
    try:
        return await file.read()
    except (discord.HTTPException, *UNREACHABLE) as error:
        raise RefusedError("import_unread") from error
