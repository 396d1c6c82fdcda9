"""Gaps on Discord: handing a question over, and what moderators make of it."""

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.controls import Press
from bot.cogs.desk import Desk, place_of
from bot.cogs.drafts import Drafts
from bot.cogs.number import long, short
from bot.cogs.outbox import Rendered
from bot.cogs.paging import page_of
from bot.cogs.render import options
from bot.cogs.room import Room
from bot.cogs.written import words_of
from bot.core.edit import UNSORTED
from bot.core.outcome import Abstained, Outcome, Suggested
from bot.core.redact import LONGEST
from bot.services.privacy import GAP_DAYS

SHOWN = 10
"""Gaps on a page."""


class Gaps:
    """Takes questions in, and shows them to moderators."""

    def __init__(self, room: Room, desk: Desk, drafts: Drafts, bulletin: Bulletin) -> None:
        self._room = room
        self._desk = desk
        self._drafts = drafts
        self._bulletin = bulletin
        room.listen(
            {
                "gap:tell": self._preview,
                "gap:send": self._tell,
                "gap:notify": self._notify,
                "faq:gaps": self._turn,
                "faq:gap": self._show,
                "faq:write": self._write,
                "faq:adopt": self._adopt,
                "faq:dismiss": self._dismiss,
            }
        )

    async def list(
        self, interaction: discord.Interaction, at: int = 0, *, turns: bool = False
    ) -> None:
        """List open gaps, the most asked first, page by page."""
        found = await self._room.moderation.gaps.open(interaction.guild_id or 0)
        say = self._room.sayer(interaction)
        if not found:
            await self._room.tell(interaction, "gaps_none")
            return
        page = page_of(found, at, SHOWN)
        lines = [f"**{each.count}×** {each.text[:150]}" for each in page.items]  # noqa: RUF001
        choices = [
            discord.SelectOption(label=each.text[:100], value=short(each.id)) for each in page.items
        ]
        select = self._room.front.controls.select("faq:gap", say("gaps_hint"), choices)
        text = "\n".join([say("gaps_head", n=len(found)), *lines])
        rows = ((select,), *self._room.pager(interaction, "faq:gaps", page))
        await self._room.lay(interaction, Rendered((text,), rows), turns=turns)

    async def _turn(self, press: Press) -> None:
        await self.list(press.interaction, int(press.args[0]), turns=True)

    async def _preview(self, press: Press) -> None:
        """Show what would be handed over: nothing is kept before it is sent."""
        interaction = press.interaction
        asked = self._room.front.app.asker.unanswered(place_of(interaction))
        gaps = self._room.moderation.gaps
        guild = interaction.guild_id or 0
        if asked and not _is_gap(gaps.outcome(guild, asked)):
            asked = ""  # the last question was another one by now
        say, shown = self._room.sayer(interaction), gaps.redacted(guild, asked)
        field: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            default=shown or None,
            max_length=LONGEST,
        )
        label: discord.ui.Label[discord.ui.View] = discord.ui.Label(
            text=say("tell_label")[:45],
            description=say("tell_hint" if shown else "tell_again")[:100],
            component=field,
        )
        form = self._room.front.controls.form(
            "gap:send", say("tell_title"), [label], owner=interaction.user.id
        )
        await self._room.front.out.form(interaction, form)

    async def _tell(self, press: Press) -> None:
        """Keep what was sent, redacted once more; what has an answer by now gets it instead."""
        interaction, text = press.interaction, str(press.fields.get("text", ""))
        gaps = self._room.moderation.gaps
        if not _is_gap(gaps.outcome(interaction.guild_id or 0, text)):
            if words_of(text):
                await self._desk.ask(interaction, text, private=True)
            await self._room.tell(interaction, "not_told")
            return
        gap = await gaps.tell(self._room.act(interaction), text)
        say = self._room.sayer(interaction)
        button = self._room.front.controls.button(
            "gap:notify", say("button_notify"), short(gap.id), owner=interaction.user.id
        )
        shown = say("told_text", text=gap.text)
        what = Rendered((f"{say('told')}\n{shown}",), ((button,),))
        await self._room.front.out.respond(interaction, what)

    async def _notify(self, press: Press) -> None:
        """Let a person hear of the answer, once."""
        interaction = press.interaction
        taken = await self._room.moderation.gaps.watch(
            interaction.guild_id or 0, long(press.args[0]), interaction.user.id
        )
        await self._room.tell(interaction, "will_tell" if taken else "will_not_tell", days=GAP_DAYS)

    async def _show(self, press: Press) -> None:
        """Show a gap with what can be done about it."""
        guild = press.interaction.guild_id or 0
        gap = await self._room.moderation.gaps.find(guild, press.number(long))
        say, controls = self._room.sayer(press.interaction), self._room.front.controls
        number = short(gap.id)
        near = self._room.moderation.gaps.candidates(guild, gap.text)
        write = controls.button("faq:write", say("button_write"), number)
        dismiss = controls.button("faq:dismiss", say("button_dismiss"), number)
        adopt = controls.select("faq:adopt", say("adopt_hint"), options(near), number)
        text = say("gap_head", n=gap.count, text=gap.text)
        rows = ((adopt,), (write, dismiss)) if near else ((write, dismiss),)
        await self._room.front.out.respond(press.interaction, Rendered((text,), rows))

    async def _write(self, press: Press) -> None:
        guild = press.interaction.guild_id or 0
        gap = await self._room.moderation.gaps.find(guild, long(press.args[0]))
        await self._drafts.open_new(press.interaction, UNSORTED, gap.text, gap.id)

    async def _adopt(self, press: Press) -> None:
        """Draft the gap's question as a further phrasing of an entry."""
        await self._room.front.out.wait(press.interaction)
        guild = press.interaction.guild_id or 0
        gap = await self._room.moderation.gaps.find(guild, long(press.args[0]))
        entry = await self._room.find(press.interaction, press.choice)
        act = self._room.act(press.interaction)
        desk = await self._room.moderation.curator.adopt(act, entry, gap)
        await self._drafts.kept(press.interaction, act, desk)

    async def _dismiss(self, press: Press) -> None:
        act = self._room.act(press.interaction)
        await self._room.moderation.gaps.dismiss(act, long(press.args[0]))
        what = Rendered((self._room.front.say(press.interaction, "gap_dismissed"),))
        await self._bulletin.done(press.interaction, act, what, "log_dismissed")


def _is_gap(outcome: Outcome) -> bool:
    return isinstance(outcome, Suggested) or (isinstance(outcome, Abstained) and outcome.is_gap)
