"""Drafts on their way to revisions: kept as typed, checked, reviewed by another, published.

Nothing that a moderator wrote is lost: an invalid draft is kept with its findings, a draft that
lost a race stays where it was, and what is published stays in the history.
"""

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from datetime import UTC, datetime

from bot.content.dump import dump_entry
from bot.core.edit import EntryEdit, edit_of, read_edit
from bot.core.errors import RefusedError
from bot.core.finding import Finding
from bot.core.gap import Gap
from bot.core.guild import Act
from bot.core.impact import Impact
from bot.core.model import Entry, EntryId
from bot.core.redact import GONE
from bot.core.revision import (
    Change,
    Conflict,
    Draft,
    DraftState,
    Kind,
    Outdated,
    Published,
)
from bot.services.draft import Clash, DraftProof, draft_kept, edit_kept
from bot.services.guilds import GuildBook
from bot.services.library import Library
from bot.services.proof import Proof, Proofreader
from bot.services.publish import Publisher
from bot.services.standing import Shelf, Standing
from bot.store.drafts import draft_of, drop_draft, keep_draft, list_drafts
from bot.store.engine import Store


class Curator:
    """Keeps, checks and publishes drafts of entries."""

    def __init__(
        self,
        store: Store,
        library: Library,
        guilds: GuildBook,
        proofs: Proofreader,
        publisher: Publisher,
    ) -> None:
        self._store = store
        self._library = library
        self._guilds = guilds
        self._proofs = proofs
        self._publisher = publisher
        self.shelf = Shelf(store, library)

    async def form(self, guild: int, entry: EntryId) -> tuple[EntryEdit, int]:
        """Give an entry as a form shows it, with the revision it shows. Raises RefusedError."""
        standing = await self.shelf.find(guild, entry)
        if standing.entry is None:
            raise RefusedError("faq_missing")
        return edit_of(standing.entry), standing.number

    async def save(
        self, act: Act, edit: EntryEdit, based_on: int, draft: Draft | None = None, gap: int = 0
    ) -> Draft:
        """Keep what was typed, valid or not; `draft` is the one that is edited again.

        Where somebody was faster with that draft, it is kept as another one. Raises NotSavedError.
        """
        if draft and act.actor != draft.author:
            raise RefusedError("faq_not_author")
        text = json.dumps(asdict(edit), ensure_ascii=False)
        if draft and draft.text == text:
            return draft  # a form sent in as it was takes nothing back from a review
        fresh = Draft(
            act.guild, edit.entry, Kind.PUBLISH, text, based_on, act.actor, act.at, gap=gap
        )
        if draft:
            seen = replace(fresh, id=draft.id, edition=draft.edition)
            changed = replace(seen, reviewer=draft.reviewer, reason=draft.reason, gap=draft.gap)
            kept = await keep_draft(self._store, act, changed, "draft kept")
            if not isinstance(kept, Outdated):
                return draft_kept(kept)
        return draft_kept(await keep_draft(self._store, act, fresh, "draft kept"))

    async def keep(self, act: Act, edit: EntryEdit, based_on: int, gap: int = 0) -> DraftProof:
        """Keep what was typed, as `save` does, and tell what would come of it."""
        kept = await self.save(act, edit, based_on, gap=gap)
        return DraftProof(kept, edit, *await self._proof(act.guild, edit, kept))

    async def adopt(self, act: Act, entry: EntryId, gap: Gap) -> DraftProof:
        """Draft a gap's question as a further phrasing of an entry. Raises RefusedError."""
        edit, number = await self.form(act.guild, entry)
        phrasing = " ".join(gap.text.replace(GONE, " ").split())
        more = replace(edit, phrasings=f"{edit.phrasings}\n{phrasing}")
        return await self.keep(act, more, number, gap=gap.id)

    async def draft(self, guild: int, number: int) -> Draft | None:
        """Give a draft of an entry; None when it is gone."""
        draft = await draft_of(self._store, guild, number)
        return None if draft is None or draft.kind is Kind.IMPORT else draft

    async def look(self, guild: int, number: int) -> DraftProof:
        """Tell what would come of a draft. Raises RefusedError when it is gone."""
        draft = await self.draft(guild, number)
        if draft is None:
            raise RefusedError("faq_gone")
        edit = edit_kept(draft)
        return DraftProof(draft, edit, *await self._proof(guild, edit, draft))

    async def drafts(self, guild: int) -> list[Draft]:
        """Give a server's drafts, those that wait for a review first."""
        found = await list_drafts(self._store, guild)
        return sorted(found, key=lambda each: each.state is not DraftState.SUBMITTED)

    async def submit(self, act: Act, number: int) -> DraftProof:
        """Hand a draft to the reviewers. Raises RefusedError while findings keep it back."""
        drafted = await self.look(act.guild, number)
        if act.actor != drafted.draft.author:
            raise RefusedError("faq_not_author")
        if drafted.draft.state is DraftState.SUBMITTED:
            raise RefusedError("faq_waits")
        if not drafted.is_ready:
            raise RefusedError(drafted.hindrance)
        findings = "\n".join(map(str, drafted.proof.findings))
        changed = replace(drafted.draft, state=DraftState.SUBMITTED, at=act.at, findings=findings)
        kept = await keep_draft(self._store, act, changed, "draft submitted")
        return replace(drafted, draft=draft_kept(kept))

    async def give_back(self, act: Act, number: int, edition: int, reason: str) -> Draft:
        """Return a submitted draft to its author with a reason."""
        draft = await self._submitted(act, number, edition)
        changed = replace(
            draft, state=DraftState.RETURNED, reviewer=act.actor, reason=reason, at=act.at
        )
        return draft_kept(await keep_draft(self._store, act, changed, "draft returned"))

    async def discard(self, act: Act, number: int) -> Draft:
        """Drop a draft of one's own, or one that nobody touched for long."""
        draft = await draft_of(self._store, act.guild, number)
        if draft is None:
            raise RefusedError("faq_gone")
        if act.actor != draft.author and not draft.is_abandoned(act.at):
            raise RefusedError("faq_not_author")
        return draft_kept(await drop_draft(self._store, act, draft, "draft discarded"))

    async def approve(self, act: Act, number: int, edition: int) -> Published | Clash:
        """Publish a draft that was looked at in this edition, and serve it.

        The loser of a race gets both texts; their draft stays. Raises RefusedError.
        """
        draft = await self._submitted(act, number, edition)
        self.second(act, draft.author)
        edit = edit_kept(draft)
        proof, stands = await self._proof(act.guild, edit, draft, weighed=False)
        if proof.after is None or not proof.is_clean:
            raise RefusedError("faq_lint_refuses", finding=_first(proof.findings))
        if not proof.changes and draft.based_on == stands:
            raise RefusedError("faq_stands_already")
        change = Change(
            edit.entry,
            draft.based_on,
            draft.kind,
            edit.topic,
            dump_entry(proof.after),
            draft.author,
            act.actor,
            draft=draft.id,
            edition=draft.edition,
            gaps=(draft.gap,) if draft.gap else (),
        )
        result = await self._publisher.publish(act, [change], {edit.entry: proof.after})
        if isinstance(result, Conflict):
            if await self.draft(act.guild, draft.id) is None:  # another reviewer was faster
                raise RefusedError("faq_gone")
            theirs = await self.shelf.find(act.guild, edit.entry)
            return Clash(DraftProof(draft, edit, proof, stands), theirs)
        return result

    def second(self, act: Act, author: int | None) -> None:
        """Refuse to let somebody approve their own work where a second person is asked for."""
        alone = author is None or act.actor == author
        if alone and self._guilds.get(act.guild).second_approval:
            raise RefusedError("faq_second")

    async def rebase(self, act: Act, number: int) -> DraftProof:
        """Let a draft that lost a race go on from what stands now, its text unchanged."""
        drafted = await self.look(act.guild, number)
        if act.actor != drafted.draft.author:
            raise RefusedError("faq_not_author")
        if not drafted.is_outrun:
            return drafted
        changed = replace(drafted.draft, based_on=drafted.number, state=DraftState.OPEN, at=act.at)
        kept = await keep_draft(self._store, act, changed, "draft kept")
        return replace(drafted, draft=draft_kept(kept))

    async def _submitted(self, act: Act, number: int, edition: int) -> Draft:
        draft = await draft_of(self._store, act.guild, number)
        if draft is None:
            raise RefusedError("faq_gone")
        if draft.state is not DraftState.SUBMITTED or draft.edition != edition:
            raise RefusedError("faq_changed")
        return draft

    async def _proof(
        self, guild: int, edit: EntryEdit, draft: Draft, *, weighed: bool = True
    ) -> tuple[Proof, int]:
        """Make the proof of a draft, and give the revision that stands; `weighed`: with impact."""
        standing = await self.shelf.find(guild, edit.entry)
        sources = self._library.serving(guild).snapshot.pack.sources
        day = datetime.fromtimestamp(draft.at, UTC).date().isoformat()
        read = read_edit(edit, sources, day)
        if not isinstance(read, Entry):
            return _unreadable(standing.entry, read), standing.number
        gaps = await self._publisher.gaps(guild, draft.gap) if weighed else None
        lapsed = await self._lapsed(guild, standing, read)
        proof = await self._proofs.proof(guild, standing.entry, read, gaps, lapsed)
        return proof, standing.number

    async def _lapsed(self, guild: int, before: Standing, after: Entry) -> AbstractSet[EntryId]:
        """Give the related entries that are away, yet were there once."""
        kept = before.entry.related if before.entry else ()
        served = {each.id for each in self._library.serving(guild).snapshot.pack.entries}
        away = set(after.related) - served
        return away & {*kept, *await self.shelf.known(guild)} if away else frozenset()


def _first(findings: Sequence[Finding]) -> Finding | str:
    return next((each for each in findings if each.blocks), "")


def _unreadable(before: Entry | None, findings: Sequence[Finding]) -> Proof:
    return Proof(before, None, tuple(findings), (), Impact((), 0, 0), None)
