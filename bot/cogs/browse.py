"""Looking around without a question: `/topics`, `/sources` and `/help`."""

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.cogs.controls import Item, Press
from bot.cogs.desk import Front, hides
from bot.cogs.outbox import Rendered
from bot.cogs.paging import pages
from bot.cogs.render import clip, options
from bot.core.model import Entry, Source

PAGE = 25
"""Questions in one select; Discord shows no more."""


class BrowseCog(commands.Cog):
    """What there is to know, where it comes from, and how to ask."""

    def __init__(self, front: Front) -> None:
        self._front = front
        front.controls.on("browse:topics", self.back)
        front.controls.on("browse:topic", self.topic)

    @app_commands.command(name=locale_str("help", key="help_name"), description="help_about")
    async def help(self, interaction: discord.Interaction) -> None:
        """Say how to ask, and what is kept."""
        await self._respond(interaction, Rendered(pages(self._front.say(interaction, "help_text"))))

    @app_commands.command(
        name=locale_str("sources", key="sources_name"), description="sources_about"
    )
    async def sources(self, interaction: discord.Interaction) -> None:
        """Show the sources with their outline."""
        pack = self._front.app.library.pack(interaction.guild_id)
        parts = [self._front.say(interaction, "sources_intro")]
        parts += [self._about(interaction, each, pack.entries) for each in pack.sources]
        if self._front.app.library.words:
            parts.append(self._front.say(interaction, "sources_kept"))
        await self._respond(interaction, Rendered(pages("\n\n".join(parts))))

    def _about(
        self, interaction: discord.Interaction, source: Source, entries: tuple[Entry, ...]
    ) -> str:
        cited = sum(any(w.startswith(f"{source.id}:") for w in e.locators) for e in entries)
        grade = self._front.app.texts.grade(source, self._front.locale(interaction))
        about = self._front.say(
            interaction,
            "sources_one",
            title=source.title,
            grade=grade[:1].upper() + grade[1:],  # a sentence begins with it
            retrieved=source.retrieved,
            review=source.review or "–",  # noqa: RUF001 - a dash
            entries=cited,
        )
        outline = [f"{'  ' if each.parent else ''}• {each.title}" for each in source.sections]
        lines = [about, self._front.say(interaction, "sources_outline"), "\n".join(outline)]
        return "\n\n".join([*lines, source.url] if source.url else lines)

    @app_commands.command(name=locale_str("topics", key="topics_name"), description="topics_about")
    async def topics(self, interaction: discord.Interaction) -> None:
        """Show the topics to choose from."""
        await self._respond(interaction, self._all(interaction))

    async def back(self, press: Press) -> None:
        """Show the topics again."""
        await self._front.out.update(press.interaction, self._all(press.interaction))

    async def topic(self, press: Press) -> None:
        """Show one page of a topic's questions."""
        name = (*press.values, *press.args)[0]
        page = int(press.args[1]) if len(press.args) > 1 else 0
        entries = self._entries(press.interaction, name)
        if not entries:
            await self.back(press)
            return
        await self._front.out.update(
            press.interaction, self._page(press.interaction, name, entries, page)
        )

    def _entries(self, interaction: discord.Interaction, topic: str) -> list[Entry]:
        served = self._front.app.library.serving(interaction.guild_id).snapshot.served
        return [entry for entry in served if entry.topic == topic]

    def _all(self, interaction: discord.Interaction) -> Rendered:
        served = self._front.app.library.serving(interaction.guild_id).snapshot.served
        names = sorted({entry.topic for entry in served})[:PAGE]
        if not names:  # Discord takes no select without a choice
            return Rendered((self._front.say(interaction, "topics_none"),))
        choices = [
            discord.SelectOption(label=clip(self._title(interaction, name)), value=name)
            for name in names
        ]
        hint = self._front.say(interaction, "select_topic")
        select = self._front.controls.select("browse:topic", hint, choices)
        return Rendered((self._front.say(interaction, "topics_intro"),), ([select],))

    def _page(
        self, interaction: discord.Interaction, topic: str, entries: list[Entry], page: int
    ) -> Rendered:
        """Render a page: its questions as text, to choose from, and the ways to other pages."""
        say, controls = self._front.say, self._front.controls
        last = (len(entries) - 1) // PAGE
        page = min(page, last)
        shown = entries[page * PAGE : (page + 1) * PAGE]
        title = self._title(interaction, topic)
        name = "topics_part" if last else "topics_in"
        head = say(interaction, name, topic=title, page=page + 1, pages=last + 1)
        questions = "\n".join(f"• {entry.question}" for entry in shown)
        text = "\n\n".join([head, questions, say(interaction, "topics_next")])
        hint = say(interaction, "select_entry")
        select = controls.select("ask:pick", hint, options(shown))
        previous, after = say(interaction, "button_previous"), say(interaction, "button_next")
        row: list[Item] = [
            controls.button("browse:topic", previous, topic, str(page - 1))
            if page
            else controls.button("browse:topics", previous)
        ]
        if page < last:
            row.append(controls.button("browse:topic", after, topic, str(page + 1)))
        return Rendered(pages(text)[:1], ([select], row))

    def _title(self, interaction: discord.Interaction, topic: str) -> str:
        """Name a topic; one that the catalogue does not know by its folder's name."""
        name = f"topic_{topic.replace('-', '_')}"
        found = self._front.app.texts.find(name, self._front.locale(interaction))
        return found or topic.replace("-", " ").capitalize()

    async def _respond(self, interaction: discord.Interaction, what: Rendered) -> None:
        await self._front.out.respond(interaction, what, hidden=hides(interaction))
