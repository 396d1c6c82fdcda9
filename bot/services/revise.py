"""Withdraw, restore and undo: one press each, and each a revision of its own.

Withdrawing is open to one moderator alone, since it only makes the bot more careful. Restoring
brings back words that were published before, and only if the lint still lets them pass; the shipped
ones are the operator's to check.
"""

from bot.content.dump import dump_entry
from bot.core.errors import RefusedError
from bot.core.guild import Act
from bot.core.model import Entry, EntryId
from bot.core.revision import Change, Conflict, Kind, Published
from bot.services.curate import Curator
from bot.services.proof import Proofreader
from bot.services.standing import Shelf, Standing
from bot.store.engine import Store
from bot.store.revisions import heads, publish


class Reviser:
    """Makes revisions that need no draft."""

    def __init__(self, store: Store, curator: Curator, proofs: Proofreader) -> None:
        self._store = store
        self._curator = curator
        self._proofs = proofs

    @property
    def shelf(self) -> Shelf:
        """Where entries are looked up."""
        return self._curator.shelf

    async def retire(self, act: Act, entry: EntryId, note: str = "") -> Published:
        """Withdraw an entry; its question is abstained from. Raises RefusedError."""
        standing = await self.shelf.find(act.guild, entry)
        if standing.entry is None:
            raise RefusedError("faq_missing")
        return await self._publish(act, standing, None, Kind.RETIRE, note)

    async def restore(self, act: Act, entry: EntryId, number: int) -> Published:
        """Bring back a revision; 0 is the shipped entry. Raises RefusedError."""
        standing = await self.shelf.find(act.guild, entry)
        wanted = await self.shelf.version(act.guild, entry, number)
        if number == 0 and wanted is None:  # not shipped: it would be retired instead
            raise RefusedError("faq_no_revision")
        return await self._bring_back(act, standing, wanted, number)

    async def undo(self, act: Act) -> Published:
        """Take back one's own last revision, if it still stands. Raises RefusedError."""
        newest = await heads(self._store, act.guild)
        own = [each for each in newest.values() if act.actor in (each.author, each.reviewer)]
        if not own:
            raise RefusedError("faq_nothing_to_undo")
        last = max(own, key=lambda each: (each.at, each.entry))
        standing = await self.shelf.find(act.guild, last.entry)
        wanted = await self.shelf.version(act.guild, last.entry, last.number - 1)
        return await self._bring_back(act, standing, wanted, last.number - 1)

    async def _bring_back(
        self, act: Act, standing: Standing, wanted: Entry | None, number: int
    ) -> Published:
        if wanted == standing.entry:
            raise RefusedError("faq_stands_already")
        if wanted is not None and wanted != standing.shipped:
            found = await self._proofs.lint(act.guild, {wanted.id: wanted})
            if blocking := [each for each in found[wanted.id] if each.blocks]:
                raise RefusedError("faq_lint_refuses", finding=blocking[0])
        return await self._publish(act, standing, wanted, Kind.RESTORE, f"revision {number}")

    async def _publish(
        self, act: Act, standing: Standing, entry: Entry | None, kind: Kind, note: str
    ) -> Published:
        shown = entry or standing.entry or standing.shipped
        change = Change(
            standing.id,
            standing.number,
            kind,
            shown.topic if shown else "",
            dump_entry(entry) if entry else None,
            act.actor,
            note=note,
        )
        result = await publish(self._store, act, [change])
        if isinstance(result, Conflict):
            raise RefusedError("faq_faster")
        return await self._curator.served(act.guild, result)
