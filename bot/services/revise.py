"""Withdraw, restore and undo: one press each, and each a revision of its own.

Withdrawing is open to one moderator alone, since it only makes the bot more careful. Restoring
brings back words that were published before, and only if the lint still lets them pass; what the
shipped ones say is the operator's to check.
"""

from collections.abc import Mapping, Sequence

from bot.core.errors import RefusedError
from bot.core.guild import Act
from bot.core.model import Entry, EntryId
from bot.core.revision import OF_REVISION, Change, Conflict, Kind, Published, Revision
from bot.core.undo import newest_own, standing
from bot.services.publish import Publisher
from bot.services.standing import Shelf, change_to
from bot.store.engine import Store
from bot.store.revisions import heads


class Reviser:
    """Makes revisions that need no draft."""

    def __init__(self, store: Store, shelf: Shelf, publisher: Publisher) -> None:
        self._store = store
        self.shelf = shelf
        self._publisher = publisher

    async def retire(self, act: Act, entry: EntryId, note: str = "") -> Published:
        """Withdraw an entry; its question is abstained from. Raises RefusedError."""
        now = await self.shelf.find(act.guild, entry)
        if now.entry is None:
            raise RefusedError("faq_missing")
        change = change_to(now, None, Kind.RETIRE, act.actor, note)
        return await self._publish(act, [change], {entry: None})

    async def restore(self, act: Act, entry: EntryId, number: int) -> Published:
        """Bring back a revision; 0 is the shipped entry. Raises RefusedError."""
        past = await self.shelf.past(act.guild, entry)
        now = self.shelf.newest(entry, past)
        if not now.is_known:
            raise RefusedError("faq_missing")
        wanted = self.shelf.among(entry, past, number)
        if wanted is None:  # not shipped, or retired then: nothing would come back
            raise RefusedError("faq_was_retired" if number else "faq_no_revision")
        if wanted == now.entry:
            raise RefusedError("faq_stands_already")
        note = f"{OF_REVISION}{number}"
        change = change_to(now, wanted, Kind.RESTORE, act.actor, note)
        return await self._publish(act, [change], {entry: wanted})

    async def undo(self, act: Act) -> Published:
        """Take back one's own last edit, as far as it still stands; an import as a whole.

        Again takes back the one before it, never the undo. Raises RefusedError.
        """
        newest = await heads(self._store, act.guild)
        stacks = await self._stacks(act.guild, newest)
        names = newest_own(stacks, act.actor)
        if not names:
            raise RefusedError("faq_nothing_to_undo")
        entries, changes = dict[EntryId, Entry | None](), []
        for name, past in (await self.shelf.pasts(act.guild, names)).items():
            now = self.shelf.newest(name, past)
            if now.number != newest[name].number:
                raise RefusedError("faq_faster")
            *below, top = standing(past)
            entries[name] = self.shelf.among(name, past, below[-1].number if below else 0)
            note = f"{OF_REVISION}{top.number}"
            changes.append(change_to(now, entries[name], Kind.UNDO, act.actor, note))
        return await self._publish(act, changes, entries)

    async def _stacks(
        self, guild: int, newest: Mapping[EntryId, Revision]
    ) -> Mapping[EntryId, Sequence[Revision]]:
        """Give what stands of each changed entry; only where something was undone is more read."""
        undone = [name for name, head in newest.items() if head.kind is Kind.UNDO]
        pasts = await self.shelf.pasts(guild, undone)
        return {name: standing(pasts.get(name, (head,))) for name, head in newest.items()}

    async def _publish(
        self, act: Act, changes: Sequence[Change], entries: Mapping[EntryId, Entry | None]
    ) -> Published:
        result = await self._publisher.publish(act, changes, entries)
        if isinstance(result, Conflict):
            raise RefusedError("faq_faster")
        return result
