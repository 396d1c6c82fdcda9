"""Where every question comes in, whichever way, and its reply goes out."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import discord

from bot.cogs.controls import Controls
from bot.cogs.faults import locale_of
from bot.cogs.limits import Limiter
from bot.cogs.outbox import UNREACHABLE, Outbox, Rendered
from bot.cogs.paging import pages
from bot.cogs.render import ROUTES, Audience, Renderer, ref
from bot.cogs.turns import Turns
from bot.core.converse import Memory
from bot.core.model import EntryId
from bot.core.outcome import Referred, Urgent
from bot.services.app import App
from bot.services.ask import Asked, Where
from bot.services.limits import Admission, Look, Refusal

LONGEST_QUESTION = 1000
"""Characters of a command or form; a message may be longer, and the gate says where it stops."""

Answerer = Callable[[str, str, Where], Asked]
"""Answers a text in a place."""

AT_ONCE = frozenset({"clinician_exposure"})
"""Referrals that are shown at once, whoever reads along: they name the poison line."""


@dataclass(frozen=True, slots=True)
class Front:
    """What every cog is made with: the services, the way out, and the maker of buttons."""

    app: App
    out: Outbox
    controls: Controls

    def say(self, interaction: discord.Interaction, name: str, /, **fills: object) -> str:
        """Give a text in the language of whoever acts."""
        client = interaction.locale.value
        return self.app.texts.say(name, self.locale(interaction), client, **fills)

    def locale(self, interaction: discord.Interaction) -> str:
        """Give the server's language where it has set one, else the person's own."""
        return locale_of(self.app.guilds, interaction)


class Desk:
    """Answers questions that came as an interaction or as a message."""

    def __init__(self, front: Front, limiter: Limiter) -> None:
        self._app = front.app
        self._front = front
        self._limiter = limiter
        self._turns = Turns()
        self.render = Renderer(front.app.texts, front.controls)

    async def ask(
        self,
        interaction: discord.Interaction,
        text: str,
        *,
        private: bool | None = None,
        relayed: bool = False,
    ) -> None:
        """Answer a question. `private`: what the person wished, None for the server's way.

        `relayed`: it is somebody else's.
        """
        admission = self._admit(interaction.user.id, interaction.guild_id, text)
        if admission is Admission.REFUSED and not _is_form(interaction):
            await self._limiter.refuse(interaction)
            return
        where = self._where(interaction.guild_id, self._front.locale(interaction))
        answer = self._answerer(admission, relayed=relayed)
        asked = await self._turns.take(
            partial(answer, place_of(interaction), text, where),
            late=partial(self._front.out.wait, interaction, hidden=hides(interaction)),
        )
        # who sees it was settled when Discord was told to wait, before anything was known of it
        private = True if interaction.response.is_done() else private
        await self._respond(interaction, asked, private=private)

    def _where(self, guild_id: int | None, locale: str) -> Where:
        """Say where something is asked, in which language, and whose help lines count there."""
        return Where(guild_id, locale, self._app.guilds.get(guild_id).region)

    def _admit(self, person: int, guild: int | None, text: str) -> Admission:
        """Decide whether a question is answered now, and count it where it is not."""
        asker = self._app.asker
        look = Look(partial(asker.is_urgent, text), partial(asker.seems_urgent, text))
        admission = self._app.limits.admit(person, guild, look)
        if admission is Admission.REFUSED:
            self._app.metrics.limited()
        return admission

    def _answerer(self, admission: Admission, *, relayed: bool) -> Answerer:
        """Give what answers a question in a place."""
        asker = self._app.asker
        if admission is Admission.URGENT:
            return asker.relieve
        return asker.relay if relayed else asker.converse

    async def remark(self, interaction: discord.Interaction, name: str) -> None:
        """Answer a command that asks nothing with a fixed text, as often as a question."""
        admission = self._admit(interaction.user.id, interaction.guild_id, "")
        if admission is Admission.OPEN:
            await self.tell(interaction, name)
        else:
            await self._limiter.refuse(interaction)

    async def show(self, interaction: discord.Interaction, name: str) -> None:
        """Answer with an entry that was chosen from a list, by its short name."""
        entry = self.find(interaction.guild_id, name)
        where = self._where(interaction.guild_id, self._front.locale(interaction))
        asked = entry and self._app.asker.show(place_of(interaction), entry, where)
        if asked:
            await self._respond(interaction, asked)
        else:
            await self.tell(interaction, "entry_gone")

    def find(self, guild_id: int | None, name: str) -> EntryId | None:
        """Find the entry of a short name among those that a server has."""
        entries = self._app.library.serving(guild_id).snapshot.pack.entries
        return next((each.id for each in entries if ref(each.id) == name), None)

    async def tell(self, interaction: discord.Interaction, name: str, **fills: object) -> None:
        """Answer with a fixed text, for that person only."""
        text = self._front.say(interaction, name, **fills)
        await self._front.out.respond(interaction, Rendered((text,)), hidden=hides(interaction))

    async def _respond(
        self, interaction: discord.Interaction, asked: Asked, *, private: bool | None = None
    ) -> None:
        settings = self._app.guilds.get(interaction.guild_id)
        hidden = self.is_hidden(interaction, private=private) or (
            hides(interaction) and asked.reply.outcome in ROUTES
        )
        audience = Audience(
            interaction.user.id,
            self._front.locale(interaction),
            interaction.guild_id if interaction.is_guild_integration() else None,
            hidden,
            settings.related,
        )
        rendered = self.render.reply(asked.reply, audience)
        await self._front.out.respond(interaction, rendered, hidden=hidden)

    def is_hidden(self, interaction: discord.Interaction, *, private: bool | None = None) -> bool:
        """Decide who sees an answer: in the bot's own direct messages there is nobody else."""
        if not hides(interaction):
            return False
        if not interaction.is_guild_integration():
            return True  # whoever brought it along is its only reader, wished or not
        if private is not None:
            return private
        public = self._app.guilds.get(interaction.guild_id).public
        is_press = interaction.type is not discord.InteractionType.application_command
        return is_press or not public

    async def hear(self, message: discord.Message, text: str, *, relayed: bool = False) -> None:
        """Answer a question where a message asks it. `relayed`: it is somebody else's."""
        guild_id = message.guild.id if message.guild else None
        settings = self._app.guilds.get(guild_id)
        locale = self.locale_of(message)
        # a message says nothing of its author's language, so that the question's own has to do
        language = self._app.library.serving(guild_id).tongue(text)
        shown = locale or language
        admission = await self._admitted(message, text, shown)
        if admission is Admission.REFUSED:
            return
        place = f"{message.channel.id}:{message.author.id}"
        answer = self._answerer(admission, relayed=relayed)
        where = self._where(guild_id, locale)
        asked = await self._turns.take(partial(answer, place, text, where))
        audience = Audience(message.author.id, shown, guild_id, related=settings.related)
        outcome = asked.result.outcome
        if message.guild and isinstance(outcome, Referred) and outcome.message not in AT_ONCE:
            text = self._aside(guild_id, shown, language)
            await self._send(message, self.render.aside(text, outcome, audience, language))
        else:
            await self._send(message, self.render.reply(asked.reply, audience))

    def _aside(self, guild_id: int | None, locale: str, language: str) -> str:
        """Say that something is there for whoever asked, in the question's language first."""
        texts, pack = self._app.texts, self._app.library.serving(guild_id).snapshot.pack
        if texts.language(language) == language:
            asked = texts.say("aside", language)
        else:  # the pack speaks more languages than the buttons do
            asked = pack.messages.get(language, {}).get("aside", "")
        both = dict.fromkeys((asked, texts.say("aside", locale)))
        return "\n".join(filter(None, both))

    def locale_of(self, message: discord.Message) -> str:
        """Give the language of the server where a message stands; none in direct messages.

        Only Communities choose one of their own: of all others Discord says American English.
        """
        guild = message.guild
        if guild is None:
            return ""
        preferred = guild.preferred_locale
        is_chosen = (
            "COMMUNITY" in guild.features or preferred is not discord.Locale.american_english
        )
        return self._app.guilds.get(guild.id).locale or (str(preferred) if is_chosen else "")

    async def hint(self, message: discord.Message, name: str, locale: str) -> None:
        """Answer a message that asks nothing with a fixed text, as often as a question."""
        if await self._admitted(message, "", locale) is not Admission.REFUSED:
            await self.write(message, self._app.texts.say(name, locale))

    async def rescue(self, message: discord.Message, text: str) -> None:
        """Answer an emergency by direct message, where no answer can be written in the channel.

        All else stays unanswered, and so does whoever takes no direct messages.
        """
        guild_id = message.guild.id if message.guild else None
        admission = self._admit(message.author.id, guild_id, text) if text else Admission.REFUSED
        if admission is Admission.REFUSED:
            return
        where = self._where(guild_id, self.locale_of(message))
        asker, place = self._app.asker, f"{message.channel.id}:{message.author.id}"
        is_sure = admission is Admission.URGENT
        whole = partial(asker.ask, text, Memory(), where)
        asked = await self._turns.take(
            partial(asker.relieve, place, text, where) if is_sure else whole
        )
        if not isinstance(asked.result.outcome, Urgent):
            return
        with suppress(discord.HTTPException, *UNREACHABLE):
            channel = await message.author.create_dm()
            await self._front.out.post(channel, Rendered(pages(asked.reply.text)), str(message.id))

    async def _admitted(self, message: discord.Message, text: str, locale: str) -> Admission:
        """Decide on a message; whoever wrote too many is told so, once a minute."""
        person, guild_id = message.author.id, message.guild.id if message.guild else None
        admission = self._admit(person, guild_id, text)
        if admission is Admission.REFUSED:
            refusal = self._app.limits.refuse(person, guild_id)
            if refusal is Refusal.NOTICE:
                await self.write(message, self._app.texts.say("limited", locale))
        return admission

    async def write(self, message: discord.Message, text: str) -> None:
        """Answer a message with a fixed text."""
        await self._send(message, Rendered((text,)))

    async def _send(self, message: discord.Message, rendered: Rendered) -> None:
        """In channels as a reply, so that one sees to what; in direct messages plainly."""
        if message.guild:
            await self._front.out.reply(message, rendered)
        else:
            await self._front.out.post(message.channel, rendered, str(message.id))


def _is_form(interaction: discord.Interaction) -> bool:
    """Tell whether it is a form: its opening was counted, and what is in it shall not get lost."""
    return interaction.type is discord.InteractionType.modal_submit


def place_of(interaction: discord.Interaction) -> str:
    """Name the conversation: a person in a channel."""
    return f"{interaction.channel_id}:{interaction.user.id}"


def hides(interaction: discord.Interaction) -> bool:
    """Tell whether others could read along: everywhere but in the bot's own direct messages."""
    return not interaction.context.dm_channel
