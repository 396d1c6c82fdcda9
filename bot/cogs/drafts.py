"""Drafts on Discord: the form, the table they lie on, and the review."""

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.controls import Item, Press
from bot.cogs.forms import filled, parts
from bot.cogs.number import long, short
from bot.cogs.outbox import Rendered, Row
from bot.cogs.render import ref
from bot.cogs.room import Room
from bot.cogs.screens import clash_pages, desk_pages, mention, people_of, plan_pages
from bot.core.edit import EntryEdit, name_entry
from bot.core.errors import RefusedError
from bot.core.model import EntryId
from bot.core.revision import Draft, DraftState, Kind, Published
from bot.services.curate import Clash, Desk
from bot.services.exchange import WHOLE, Plan

NEW, OLD, AGAIN = "n", "e", "d"
"""What a form is for: a new entry, one that stands, a draft."""

REASON = 500
"""Characters of a reason to return a draft."""


class Drafts:
    """Opens forms and answers what is pressed under a draft."""

    def __init__(self, room: Room, bulletin: Bulletin) -> None:
        self._room = room
        self._bulletin = bulletin
        room.listen(
            {
                "faq:form": self._sent,
                "faq:again": self._again,
                "faq:submit": self._submit,
                "faq:discard": self._discard,
                "faq:rebase": self._rebase,
                "faq:open": self._open,
                "faq:approve": self._approve,
                "faq:return": self._ask_reason,
                "faq:reason": self._give_back,
                "faq:carry": self._carry_out,
            }
        )

    async def open_new(
        self, interaction: discord.Interaction, topic: str, question: str = "", gap: int = 0
    ) -> None:
        """Open the form of an entry that is not there yet."""
        edit = EntryEdit(EntryId(""), topic, question, "", question)
        await self._open_form(interaction, edit, "form_new", NEW, topic, short(gap))

    async def open_entry(
        self, interaction: discord.Interaction, entry: EntryId, gap: int = 0
    ) -> None:
        """Open the form of an entry that stands. Raises RefusedError."""
        edit, number = await self._room.moderation.curator.form(interaction.guild_id or 0, entry)
        args = (OLD, ref(entry), str(number), short(gap))
        await self._open_form(interaction, edit, "form_edit", *args)

    async def change(self, press: Press) -> None:
        """Open the form of an entry that is shown."""
        entry = await self._room.find(press.interaction, press.args[0])
        await self.open_entry(press.interaction, entry)

    async def show(self, interaction: discord.Interaction, desk: Desk) -> None:
        """Lay a draft on the table."""
        say = self._room.sayer(interaction)
        await self._room.front.out.respond(
            interaction,
            Rendered(
                desk_pages(say, desk),
                self._rows(interaction, desk),
                people=people_of(desk.draft.author),
            ),
        )

    async def show_plan(self, interaction: discord.Interaction, plan: Plan) -> None:
        """Show a dry run; somebody else carries it out."""
        say = self._room.sayer(interaction)
        rows: tuple[Row, ...] = ()
        if plan.draft:
            args = (short(plan.draft.id), str(plan.draft.edition))
            owner = plan.draft.author
            make = self._room.front.controls.button
            discard = make("faq:discard", say("button_discard"), args[0], owner=owner)
            rows = ((self._confirm(say("button_import"), "faq:carry", args, owner), discard),)
        await self._room.front.out.respond(interaction, Rendered(plan_pages(say, plan), rows))

    async def review(self, interaction: discord.Interaction) -> None:
        """List drafts; one is opened by choosing it."""
        say = self._room.sayer(interaction)
        found = await self._room.moderation.curator.drafts(interaction.guild_id or 0)
        if not found:
            await self._room.tell(interaction, "review_none")
            return
        options = [
            discord.SelectOption(
                label=(say("import_name") if each.entry == WHOLE else each.entry)[:100],
                value=short(each.id),
                description=say(f"draft_{each.state}")[:100],
            )
            for each in found[:25]
        ]
        select = self._room.front.controls.select("faq:open", say("review_hint"), options)
        text = say("review_head", n=len(found))
        await self._room.front.out.respond(interaction, Rendered((text,), ((select,),)))

    async def _open_form(
        self, interaction: discord.Interaction, edit: EntryEdit, title: str, *args: str
    ) -> None:
        say = self._room.sayer(interaction)
        form = self._room.front.controls.form(
            "faq:form", say(title), parts(say, edit), *args, owner=interaction.user.id
        )
        await self._room.front.out.form(interaction, form)

    async def _sent(self, press: Press) -> None:
        """Keep what was typed, valid or not, and show what would come of it."""
        guild = press.interaction.guild_id or 0
        await self._room.front.out.wait(press.interaction)
        draft, edit, based_on, gap = await self._form_of(guild, press)
        curator = self._room.moderation.curator
        desk = await curator.keep(
            self._room.act(press.interaction), filled(press.fields, edit), based_on, draft, gap
        )
        await self.show(press.interaction, desk)

    async def _form_of(self, guild: int, press: Press) -> tuple[Draft | None, EntryEdit, int, int]:
        """Give what a form was opened for: its draft, what it showed, the revision, the gap."""
        curator = self._room.moderation.curator
        match press.args:
            case (str(kind), number) if kind == AGAIN:
                desk = await curator.look(guild, long(number))
                return desk.draft, desk.edit, desk.draft.based_on, desk.draft.gap
            case (str(kind), name, number, gap) if kind == OLD:
                entry = await self._room.find(press.interaction, name)
                edit, _ = await curator.form(guild, entry)
                return None, edit, int(number), long(gap)
            case (str(kind), topic, gap) if kind == NEW:
                taken = await curator.shelf.all(guild)
                entry = name_entry(str(press.fields.get("question", "")), taken)
                return None, EntryEdit(entry, topic, "", "", ""), 0, long(gap)
            case _:
                raise RefusedError("faq_gone")

    async def _again(self, press: Press) -> None:
        guild = press.interaction.guild_id or 0
        desk = await self._room.moderation.curator.look(guild, long(press.args[0]))
        await self._open_form(press.interaction, desk.edit, "form_edit", AGAIN, press.args[0])

    async def _submit(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        desk = await self._room.moderation.curator.submit(act, long(press.args[0]))
        await self.show(press.interaction, desk)
        await self._bulletin.post(act, "log_submitted", entry=desk.draft.entry)

    async def _discard(self, press: Press) -> None:
        act = self._room.act(press.interaction)
        draft = await self._room.moderation.curator.discard(act, long(press.args[0]))
        await self._room.tell(press.interaction, "draft_discarded", entry=draft.entry)
        await self._bulletin.post(act, "log_discarded", entry=draft.entry)

    async def _rebase(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        desk = await self._room.moderation.curator.rebase(act, long(press.args[0]))
        await self.show(press.interaction, desk)

    async def _open(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        guild, number = press.interaction.guild_id or 0, long(press.values[0])
        found = await self._room.moderation.curator.drafts(guild)
        draft = next((each for each in found if each.id == number), None)
        if draft and draft.kind is Kind.IMPORT:
            plan = await self._room.moderation.exchange.look(guild, number)
            await self.show_plan(press.interaction, plan)
            return
        await self.show(press.interaction, await self._room.moderation.curator.look(guild, number))

    async def _approve(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        number, edition = long(press.args[0]), int(press.args[1])
        result = await self._room.moderation.curator.approve(act, number, edition)
        if isinstance(result, Clash):
            say = self._room.sayer(press.interaction)
            await self._room.front.out.respond(
                press.interaction, Rendered(clash_pages(say, result))
            )
            return
        await self._published(press, result)

    async def _carry_out(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        number, edition = long(press.args[0]), int(press.args[1])
        result = await self._room.moderation.exchange.carry_out(act, number, edition)
        await self._published(press, result)

    async def _published(self, press: Press, result: Published) -> None:
        names = ", ".join(each.entry for each in result.revisions)
        await self._room.tell(press.interaction, "published", entry=names)
        await self._bulletin.published(self._room.act(press.interaction), result)

    async def _ask_reason(self, press: Press) -> None:
        say = self._room.sayer(press.interaction)
        field: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(
            custom_id="reason", style=discord.TextStyle.paragraph, max_length=REASON
        )
        label: discord.ui.Label[discord.ui.View] = discord.ui.Label(
            text=say("reason_label"), component=field
        )
        author = await self._author(press)
        form = self._room.front.controls.form(
            "faq:reason", say("reason_title"), [label], *press.args, owner=author
        )
        await self._room.front.out.form(press.interaction, form)

    async def _author(self, press: Press) -> int | None:
        guild = press.interaction.guild_id or 0
        found = await self._room.moderation.curator.drafts(guild)
        number = long(press.args[0])
        draft = next((each for each in found if each.id == number), None)
        if draft is None:
            raise RefusedError("faq_gone")
        return draft.author

    async def _give_back(self, press: Press) -> None:
        act = self._room.act(press.interaction)
        reason = " ".join(str(press.fields.get("reason", "")).split())
        number, edition = long(press.args[0]), int(press.args[1])
        draft = await self._room.moderation.curator.give_back(act, number, edition, reason)
        text = self._room.front.say(
            press.interaction, "draft_given_back", entry=draft.entry, author=mention(draft.author)
        )
        what = Rendered((text,), people=people_of(draft.author))
        await self._room.front.out.respond(press.interaction, what)
        await self._bulletin.post(act, "log_returned", entry=draft.entry)

    def _rows(self, interaction: discord.Interaction, desk: Desk) -> tuple[Row, ...]:
        """Offer what whoever looks may do next; each press is checked again."""
        say, make = self._room.sayer(interaction), self._room.front.controls.button
        draft = desk.draft
        owner, number = draft.author, short(draft.id)
        args = (number, str(draft.edition))
        row: list[Item] = []
        alone = not self._room.front.app.guilds.get(interaction.guild_id).second_approval
        if draft.state is DraftState.SUBMITTED and (alone or interaction.user.id != owner):
            row.append(self._confirm(say("button_approve"), "faq:approve", args, owner))
            row.append(make("faq:return", say("button_return"), *args, owner=owner))
        if interaction.user.id == owner:
            if draft.state is not DraftState.SUBMITTED and desk.is_ready:
                row.append(self._confirm(say("button_submit"), "faq:submit", (number,), owner))
            if desk.is_outrun:
                row.append(make("faq:rebase", say("button_rebase"), number, owner=owner))
            row.append(make("faq:again", say("button_again"), number, owner=owner))
            row.append(make("faq:discard", say("button_discard"), number, owner=owner))
        return (row,) if row else ()

    def _confirm(self, label: str, kind: str, args: tuple[str, ...], owner: int | None) -> Item:
        style = discord.ButtonStyle.success
        return self._room.front.controls.button(kind, label, *args, owner=owner, style=style)
