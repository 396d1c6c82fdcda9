"""Drafts on Discord: the form, the table they lie on, and the review."""

import logging
from dataclasses import asdict, replace

import discord

from bot.cogs.bulletin import Bulletin
from bot.cogs.callback import Row
from bot.cogs.controls import Press
from bot.cogs.forms import filled, parts
from bot.cogs.handback import text_file
from bot.cogs.imports import Imports
from bot.cogs.marks import people_of
from bot.cogs.number import long, short
from bot.cogs.origin import of_draft, of_entry, of_new, origin
from bot.cogs.outbox import Rendered
from bot.cogs.paging import page_of
from bot.cogs.room import Room
from bot.cogs.screens import clash_screen, desk_screen, drafts_lines, name_of
from bot.cogs.shelf import plain
from bot.core.edit import EntryEdit
from bot.core.errors import RefusedError
from bot.core.guild import Act
from bot.core.model import EntryId
from bot.core.revision import DraftState, Kind
from bot.services.draft import Clash, DraftProof, edit_kept

SHOWN = 12
"""Drafts on a page."""

REASON = 500
"""Characters of a reason to return a draft."""

log = logging.getLogger(__name__)


class Drafts:
    """Opens forms and answers what is pressed under a draft."""

    def __init__(self, room: Room, bulletin: Bulletin, imports: Imports) -> None:
        self._room = room
        self._bulletin = bulletin
        self._imports = imports
        room.listen(
            {
                "faq:form": self._sent,
                "faq:again": self._again,
                "faq:submit": self._submit,
                "faq:discard": self._discard,
                "faq:clear": self._discard,
                "faq:rebase": self._rebase,
                "faq:drafts": self._turn,
                "faq:open": self._open,
                "faq:approve": self._approve,
                "faq:return": self._ask_reason,
                "faq:reason": self._give_back,
            }
        )

    async def open_new(
        self, interaction: discord.Interaction, topic: str, question: str = "", gap: int = 0
    ) -> None:
        """Open the form of an entry that is not there yet."""
        edit = EntryEdit(EntryId(""), topic, question, "", question)
        await self._open_form(interaction, edit, "form_new", of_new(topic, gap))

    async def open_entry(self, interaction: discord.Interaction, entry: EntryId) -> None:
        """Open the form of an entry that stands. Raises RefusedError."""
        edit, number = await self._room.moderation.curator.form(interaction.guild_id or 0, entry)
        await self._open_form(interaction, edit, "form_edit", of_entry(entry, number))

    async def change(self, press: Press) -> None:
        """Open the form of an entry that is shown."""
        entry = await self._room.find(press.interaction, press.args[0])
        await self.open_entry(press.interaction, entry)

    async def show(self, interaction: discord.Interaction, desk: DraftProof) -> None:
        """Lay a draft on the table."""
        await self._room.front.out.respond(interaction, self._screen(interaction, desk))

    async def kept(self, interaction: discord.Interaction, act: Act, desk: DraftProof) -> None:
        """Lay a draft on the table that was kept just now."""
        what, entry = self._screen(interaction, desk), desk.draft.entry
        await self._bulletin.done(interaction, act, what, "log_kept", entry=entry)

    def _screen(self, interaction: discord.Interaction, desk: DraftProof) -> Rendered:
        locale = self._room.front.locale(interaction)
        shown = desk_screen(self._room.sayer(interaction), desk, locale)
        people = people_of(desk.draft.author)
        return replace(shown, rows=self._rows(interaction, desk), people=people)

    async def review(
        self, interaction: discord.Interaction, at: int = 0, *, turns: bool = False
    ) -> None:
        """List drafts, page by page; one is opened by choosing it."""
        say = self._room.sayer(interaction)
        found = await self._room.moderation.curator.drafts(interaction.guild_id or 0)
        if not found:
            await self._room.tell(interaction, "review_none")
            return
        page = page_of(found, at, SHOWN)
        options = [
            discord.SelectOption(
                label=name_of(say, each)[:100],
                value=short(each.id),
                description=say(f"draft_{each.state}")[:100],
            )
            for each in page.items
        ]
        select = self._room.front.controls.select("faq:open", say("review_hint"), options)
        rows = ((select,), *self._room.pager(interaction, "faq:drafts", page))
        text = "\n".join([say("review_head", n=len(found)), *drafts_lines(say, page.items)])
        people = people_of(*(each.author for each in page.items))
        what = Rendered((text,), rows, people=people)
        await self._room.lay(interaction, what, turns=turns)

    async def _turn(self, press: Press) -> None:
        await self.review(press.interaction, int(press.args[0]), turns=True)

    async def _open_form(
        self, interaction: discord.Interaction, edit: EntryEdit, title: str, args: tuple[str, ...]
    ) -> None:
        say = self._room.sayer(interaction)
        form = self._room.front.controls.form(
            "faq:form", say(title), parts(say, edit), *args, owner=interaction.user.id
        )
        await self._room.front.out.form(interaction, form)

    async def _sent(self, press: Press) -> None:
        """Keep what was typed, valid or not, then show what would come of it.

        Discord hears of it only afterwards: until then the form stays open with its text in it.
        """
        act = self._room.act(press.interaction)
        where = await origin(self._room, press)
        typed = filled(press.fields, where.edit)
        curator = self._room.moderation.curator
        draft = await curator.save(act, typed, where.based_on, where.draft, where.gap)
        await self._room.front.out.wait(press.interaction)
        try:
            desk = await curator.look(act.guild, draft.id)
        except Exception:
            log.exception("a draft is kept and cannot be shown")
            await self._room.tell(press.interaction, "draft_kept", entry=draft.entry)
        else:
            await self.kept(press.interaction, act, desk)

    async def _again(self, press: Press) -> None:
        guild = press.interaction.guild_id or 0
        desk = await self._room.moderation.curator.look(guild, long(press.args[0]))
        await self._open_form(press.interaction, desk.edit, "form_edit", of_draft(desk))

    async def _submit(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        desk = await self._room.moderation.curator.submit(act, long(press.args[0]))
        what, entry = self._screen(press.interaction, desk), desk.draft.entry
        await self._bulletin.done(press.interaction, act, what, "log_submitted", entry=entry)

    async def _discard(self, press: Press) -> None:
        """Drop a draft, and hand its text back: a slip of the finger must not lose it."""
        act = self._room.act(press.interaction)
        draft = await self._room.moderation.curator.discard(act, long(press.args[0]))
        say, texts = self._room.sayer(press.interaction), self._room.front.app.texts
        if draft.kind is Kind.IMPORT:
            what = Rendered((say("import_discarded"),))
        else:
            typed = asdict(edit_kept(draft)) | {"reason": draft.reason}
            files = text_file(texts, self._room.front.locale(press.interaction), typed)
            what = Rendered((say("draft_discarded", entry=draft.entry),), (), files)
        await self._bulletin.done(press.interaction, act, what, "log_discarded", entry=draft.entry)

    async def _rebase(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        desk = await self._room.moderation.curator.rebase(act, long(press.args[0]))
        await self.kept(press.interaction, act, desk)

    async def _open(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        guild, number = press.interaction.guild_id or 0, press.number(long)
        found = await self._room.moderation.curator.drafts(guild)
        draft = next((each for each in found if each.id == number), None)
        if draft and draft.kind is Kind.IMPORT:
            await self._imports.show(press.interaction, number)
            return
        await self.show(press.interaction, await self._room.moderation.curator.look(guild, number))

    async def _approve(self, press: Press) -> None:
        await self._room.front.out.wait(press.interaction)
        act = self._room.act(press.interaction)
        number, edition = long(press.args[0]), int(press.args[1])
        result = await self._room.moderation.curator.approve(act, number, edition)
        if isinstance(result, Clash):
            say = self._room.sayer(press.interaction)
            await self._room.front.out.respond(press.interaction, clash_screen(say, result))
            return
        await self._bulletin.approved(press.interaction, act, result)

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
        lines = str(press.fields.get("reason", "")).splitlines()
        reason = "\n".join(filter(None, map(plain, lines)))
        if not reason:
            raise RefusedError("faq_reason_blank")
        number, edition = long(press.args[0]), int(press.args[1])
        draft = await self._room.moderation.curator.give_back(act, number, edition, reason)
        await self._bulletin.returned(press.interaction, act, draft)

    def _rows(self, interaction: discord.Interaction, desk: DraftProof) -> tuple[Row, ...]:
        """Offer what whoever looks may do next; each press is checked again."""
        say, make = self._room.sayer(interaction), self._room.front.controls.button
        draft = desk.draft
        owner, number = draft.author, short(draft.id)
        row = self._room.verdict(interaction, draft, "faq:approve", "button_approve")
        if interaction.user.id != owner and draft.is_abandoned(self._room.act(interaction).at):
            row.append(make("faq:clear", say("button_clear"), number))
        if interaction.user.id == owner:
            if draft.state is not DraftState.SUBMITTED and desk.is_ready:
                row.append(
                    make(
                        "faq:submit", say("button_submit"), number, owner=owner,
                        style=discord.ButtonStyle.success,
                    )
                )  # fmt: skip
            if desk.is_outrun:
                row.append(make("faq:rebase", say("button_rebase"), number, owner=owner))
            row.append(make("faq:again", say("button_again"), number, owner=owner))
            row.append(make("faq:discard", say("button_discard"), number, owner=owner))
        return (row,) if row else ()
