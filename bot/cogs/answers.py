"""The buttons under an answer, and what they do."""

import discord

from bot.cogs.controls import Press
from bot.cogs.desk import LONGEST_QUESTION, Desk, Front, hides, place_of
from bot.cogs.number import long
from bot.cogs.once import Once
from bot.cogs.outbox import Rendered
from bot.cogs.paging import pages
from bot.cogs.render import Audience, ref, small_print
from bot.cogs.sourcecard import SourceCard
from bot.cogs.written import words_of
from bot.core.compose import REFERRALS
from bot.core.errors import RefusedError
from bot.core.model import Entry
from bot.services.ask import Where
from bot.services.feedback import REASONS


class Answers:
    """Answers the presses."""

    def __init__(self, front: Front, desk: Desk) -> None:
        self._front = front
        self._desk = desk
        self._shared = Once()
        for name, handler in {
            "source": self.source,
            "follow": self.follow,
            "asked": self.asked,
            "good": self.good,
            "bad": self.bad,
            "why": self.why,
            "share": self.share,
            "related": self.chosen,
            "pick": self.chosen,
            "none": self.none,
            "remove": self.remove,
            "mine": self.mine,
        }.items():
            front.controls.on(f"ask:{name}", handler)

    async def source(self, press: Press) -> None:
        """Show where the answer comes from."""
        entries = self._entries(press)
        if not entries:
            await self._desk.tell(press.interaction, "entry_gone")
            return
        pack = self._front.app.library.serving(press.interaction.guild_id).snapshot.pack
        locale = self._front.locale(press.interaction)
        card = SourceCard(self._front.app.texts, locale, self._front.app.library.words)
        message = press.interaction.message
        answer = message.content if message else ""
        await self._respond(press, Rendered(card.card(answer, entries, pack.sources)))

    def _entries(self, press: Press) -> list[Entry]:
        """Give the entries whose short names the button holds, as they are served now."""
        guild_id = press.interaction.guild_id
        by_id = self._front.app.library.serving(guild_id).snapshot.served_by_id()
        found = (self._desk.find(guild_id, name) for name in press.args)
        return [by_id[each] for each in found if each and each in by_id]

    async def follow(self, press: Press) -> None:
        """Open the form for a follow-up."""
        say = self._front.say
        question = discord.ui.Label[discord.ui.View](
            text=say(press.interaction, "followup_label"),
            description=say(press.interaction, "followup_hint"),
            component=discord.ui.TextInput(
                custom_id="question",
                style=discord.TextStyle.paragraph,
                max_length=LONGEST_QUESTION,
            ),
        )
        title = say(press.interaction, "followup_title")
        form = self._front.controls.form("ask:asked", title, [question], *press.args)
        await self._front.out.form(press.interaction, form)

    async def asked(self, press: Press) -> None:
        """Answer a follow-up to the answer below which it was asked, whoever had asked for that."""
        question = press.fields.get("question")
        if not question:
            raise RefusedError("worn_out")  # no form of ours can be sent without
        for entry in self._entries(press)[:1]:
            guild_id = press.interaction.guild_id
            self._front.app.asker.lean(place_of(press.interaction), entry.id, guild_id)
        await self._desk.ask(press.interaction, words_of(question))

    async def chosen(self, press: Press) -> None:
        """Show the entry that was chosen from a list."""
        name = press.args[0] if press.args else press.choice
        await self._desk.show(press.interaction, name)

    async def good(self, press: Press) -> None:
        """Count that an answer helped."""
        await self._vote(press, "thanks_helpful")

    async def bad(self, press: Press) -> None:
        """Ask what was wrong with an answer."""
        say = self._front.say
        options = [
            discord.SelectOption(label=say(press.interaction, f"reason_{name}"), value=name)
            for name in REASONS
        ]
        hint = say(press.interaction, "select_reason")
        select = self._front.controls.select("ask:why", hint, options, *press.args)
        await self._respond(press, Rendered((hint,), ([select],)))

    async def why(self, press: Press) -> None:
        """Count that an answer did not help, and why."""
        await self._vote(press, "thanks_unhelpful")

    async def _vote(self, press: Press, thanks: str) -> None:
        interaction = press.interaction
        entries = self._entries(press)
        if not entries:
            await self._desk.tell(interaction, "entry_gone")
            return
        reason = press.values[0] if press.values and press.values[0] in REASONS else ""
        self._front.app.feedback.vote(
            interaction.guild_id,
            entries[0].id,
            interaction.user.id,
            helpful=not press.values,
            reason=reason,
        )
        said = Rendered((self._front.say(interaction, thanks),))
        if press.values:
            await self._front.out.update(interaction, said)
        else:
            await self._respond(press, said)

    async def share(self, press: Press) -> None:
        """Show the passages and their source to everybody here, never the question."""
        interaction = press.interaction
        entries = [entry.id for entry in self._entries(press)]
        locale = self._front.locale(interaction)
        quoted = self._front.app.asker.quote(entries, Where(interaction.guild_id, locale))
        if quoted is None:
            await self._desk.tell(interaction, "entry_gone")
            return
        if interaction.message and not self._shared.first(interaction.message.id):
            await self._desk.tell(interaction, "shared_already")
            return
        label = self._front.say(interaction, "button_source")
        source = self._front.controls.button("ask:source", label, *press.args)
        closing = self._desk.render.closing(Audience(interaction.user.id, locale), source)
        head = self._front.say(interaction, "shared_by")
        text = small_print(quoted.text.removesuffix(quoted.kin).rstrip())
        shown = Rendered(pages(f"-# {head}\n{text}"), closing=closing)
        try:
            await self._front.out.respond(interaction, shown, hidden=False)
        except Exception:
            if interaction.message:
                self._shared.forget(interaction.message.id)
            raise

    async def none(self, press: Press) -> None:
        """Say that there is no answer, and offer to tell the moderators."""
        interaction = press.interaction
        locale = self._front.locale(interaction)
        server = interaction.guild_id if interaction.is_guild_integration() else None
        audience = Audience(interaction.user.id, locale, server)
        text = self._front.say(interaction, "none_fits")
        rows = ([self._desk.render.teller(audience)],) if server else ()
        await self._respond(press, Rendered((text,), rows))

    async def mine(self, press: Press) -> None:
        """Show a referral to the one who asked in a channel."""
        interaction, guild_id = press.interaction, press.interaction.guild_id
        name, *beside = press.args  # an entry, the language of the question, both or neither
        message = next((each for each in REFERRALS if ref(each) == name), None)
        if message is None:
            raise RefusedError("worn_out")  # a text of another version
        tongues = self._front.app.library.serving(guild_id).tongues
        language = next((each for each in beside if each in tongues), "")
        entry = next(filter(None, (self._desk.find(guild_id, each) for each in beside)), None)
        where = Where(guild_id, self._front.locale(interaction))
        reply = self._front.app.asker.refer(message, entry, where, language)
        await self._respond(press, Rendered(pages(small_print(reply.text))))

    async def remove(self, press: Press) -> None:
        """Take a public answer away."""
        await self._front.out.remove(press.interaction, [long(each) for each in press.args])
        removed = press.interaction.message
        origin = removed.interaction_metadata if removed else None
        if origin and origin.interacted_message_id:
            self._shared.forget(origin.interacted_message_id)  # where it was shared from

    async def _respond(self, press: Press, what: Rendered) -> None:
        hidden = hides(press.interaction)
        await self._front.out.respond(press.interaction, what, hidden=hidden)
