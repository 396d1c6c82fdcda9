"""What is kept of people: `/privacy`, `/mydata`, and `/forget` for whoever runs the bot."""

import asyncio
import io
import json
import re
import zipfile
from collections.abc import Mapping

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.cogs.controls import MOST, Press
from bot.cogs.desk import Front, hides
from bot.cogs.outbox import Rendered
from bot.cogs.paging import pages
from bot.core.errors import DeniedError, RefusedError
from bot.services.privacy import (
    COPY_DAYS,
    COUNT_DAYS,
    DIRECT_DAYS,
    GAP_DAYS,
    IMPORT_DAYS,
    KEPT,
    LEFT_DAYS,
    UNNAMED,
    Forgotten,
)

TERMS: Mapping[str, int] = {
    "imports": IMPORT_DAYS,
    "gaps": GAP_DAYS,
    "counts": COUNT_DAYS // 30,
    "left": LEFT_DAYS,
    "direct": DIRECT_DAYS,
    "copies": COPY_DAYS,
}
"""Days, and months for counts, as the texts name them."""

LARGEST = 8_000_000
"""Bytes that go as they are: Discord takes a file of some ten million at most."""


class PrivacyCog(commands.Cog):
    """Says what is kept, and deletes it."""

    mydata = app_commands.Group(
        name=locale_str("mydata", key="mydata_name"), description="mydata_about"
    )

    def __init__(self, front: Front, client: commands.AutoShardedBot) -> None:
        self._front = front
        self._client = client
        self._privacy = front.app.privacy
        front.controls.on("mydata:delete", self.confirmed)

    @app_commands.command(
        name=locale_str("privacy", key="privacy_name"), description="privacy_about"
    )
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Say what is kept, of whom, and for how long."""
        kept = "\n".join(f"  ◦ {self._what(interaction, table)}" for table in KEPT)
        unnamed = "; ".join(self._what(interaction, table) for table in UNNAMED)
        text = self._front.say(interaction, "privacy_text", kept=kept, unnamed=unnamed, **TERMS)
        await self._tell(interaction, text)

    @mydata.command(
        name=locale_str("show", key="mydata_show_name"), description="mydata_show_about"
    )
    async def show(self, interaction: discord.Interaction) -> None:
        """Show every row that names the person."""
        rows = await self._privacy.show(interaction.user.id)
        if not any(rows.values()):
            await self._tell(interaction, self._front.say(interaction, "mydata_nothing"))
            return
        lines = [
            self._line(interaction, "mydata_row", table, len(found))
            for table, found in rows.items()
            if found
        ]
        text = "\n".join([self._front.say(interaction, "mydata_shown"), *lines])
        await self._tell(interaction, text, await asyncio.to_thread(file_of, rows))

    @mydata.command(
        name=locale_str("delete", key="mydata_delete_name"), description="mydata_delete_about"
    )
    async def delete(self, interaction: discord.Interaction) -> None:
        """Ask whether everything is to be deleted."""
        button = self._front.controls.button(
            "mydata:delete",
            self._front.say(interaction, "mydata_confirm"),
            owner=interaction.user.id,
            style=discord.ButtonStyle.danger,
        )
        warning = self._front.say(interaction, "mydata_ask", **TERMS)
        asked = Rendered((warning,), ((button,),))
        await self._front.out.respond(interaction, asked, hidden=hides(interaction))

    async def confirmed(self, press: Press) -> None:
        """Delete everything, and say what was."""
        person = press.interaction.user.id
        self._front.app.asker.forget(person)
        gone = await self._privacy.forget(person)
        text = self._account(press.interaction, gone)
        await self._front.out.update(press.interaction, Rendered((text,)))

    @app_commands.command(name=locale_str("forget", key="forget_name"), description="forget_about")
    @app_commands.describe(account="forget_account_about")
    @app_commands.rename(account=locale_str("account", key="forget_account_name"))
    @app_commands.default_permissions()
    async def forget(self, interaction: discord.Interaction, account: str) -> None:
        """Forget an account that Discord deleted; only for whoever owns the application."""
        if not await self._client.is_owner(interaction.user):
            raise DeniedError("forget_denied")
        person = number_of(account)
        self._front.app.asker.forget(person)
        gone = (await self._privacy.forget(person)).values()
        deleted, unnamed = sum(each.deleted for each in gone), sum(each.unnamed for each in gone)
        name = "forget_done" if deleted or unnamed else "forget_nothing"
        done = self._front.say(interaction, name, deleted=deleted, unnamed=unnamed)
        await self._tell(interaction, done)

    def _account(self, interaction: discord.Interaction, gone: Mapping[str, Forgotten]) -> str:
        """Give a line for each table that named the person."""
        lines = [self._front.say(interaction, "mydata_done")]
        for table, rows in gone.items():
            if rows.deleted:
                lines.append(self._line(interaction, "mydata_deleted", table, rows.deleted))
            if rows.unnamed:
                lines.append(self._line(interaction, "mydata_unnamed", table, rows.unnamed))
        return "\n".join(lines)

    def _line(self, interaction: discord.Interaction, name: str, table: str, count: int) -> str:
        what = self._what(interaction, table)
        return "• " + self._front.say(interaction, name, what=what, count=count)

    def _what(self, interaction: discord.Interaction, table: str) -> str:
        return self._front.say(interaction, f"privacy_kept_{table}", **TERMS)

    async def _tell(
        self, interaction: discord.Interaction, text: str, *files: discord.File
    ) -> None:
        rendered = Rendered(pages(text), files=files)
        await self._front.out.respond(interaction, rendered, hidden=hides(interaction))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Note the servers that removed the bot, or took it back, while it was away."""
        client = self._client
        shards = client.shard_count or 1
        self._privacy.attend(
            lambda: {guild.id for guild in client.guilds},
            lambda guild: (guild >> 22) % shards in client.shards,
        )
        await self._privacy.compare()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that a server removed the bot."""
        await self._privacy.leave(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that a server has the bot again."""
        await self._privacy.come(guild.id)


def number_of(account: str) -> int:
    """Read an account's number. Raises RefusedError where no account can have it."""
    written = account.strip()
    if not re.fullmatch(r"[0-9]{17,19}", written) or int(written) >= MOST:
        raise RefusedError("forget_wrong")
    return int(written)


def file_of(rows: Mapping[str, object]) -> discord.File:
    """Write down what is kept; packed where it is much, as of who imported thousands of entries."""
    content = json.dumps(rows, indent=2, ensure_ascii=False).encode()
    if len(content) <= LARGEST:
        return discord.File(io.BytesIO(content), "mydata.json")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("mydata.json", content)
    packed.seek(0)
    return discord.File(packed, "mydata.zip")
