"""The one road from changes to what people read: gaps are answered, all is saved, then served.

Whatever fails after the changes are saved is not a failure of the edit: the poll serves it soon.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.content.bundle import MOST_ENTRIES, MOST_TEXT, check_portable
from bot.core.errors import ContentError, RefusedError, UnavailableError
from bot.core.gap import GapState
from bot.core.guild import Act
from bot.core.impact import Probe
from bot.core.model import Entry, EntryId
from bot.core.revision import Change, Conflict, Kind, Moved, Outdated, Published, Repeated
from bot.services.live import Live
from bot.services.proof import GapProbes, Proofreader
from bot.store.engine import Store
from bot.store.gaps import list_gaps
from bot.store.revisions import publish, sizes

TRIES = 20
"""How often an edit is checked anew because other processes published meanwhile."""

MOST_GAPS = 200
"""Open gaps that are asked of an edit, the most asked ones."""

log = logging.getLogger(__name__)


class Publisher:
    """Saves changes and serves them."""

    def __init__(self, store: Store, live: Live, proofs: Proofreader) -> None:
        self._store = store
        self._live = live
        self._proofs = proofs
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def gaps(self, guild: int, meant: int) -> GapProbes:
        """Give the open gaps that an edit is asked about."""
        return GapProbes(await self._probes(guild, [meant]), meant)

    async def _probes(
        self, guild: int, meant: Collection[int], edited: Collection[EntryId] = ()
    ) -> list[Probe]:
        """Give gaps as questions to ask: those that an edit is meant for, then the open ones.

        All that its entries answered until now come too: what they answer no more opens again.
        """
        found = await list_gaps(self._store, guild, GapState.OPEN)
        ranked = sorted(found, key=lambda each: each.id not in meant)[:MOST_GAPS]
        if edited:
            closed = await list_gaps(self._store, guild, GapState.ANSWERED)
            ranked += [each for each in closed if each.entry in edited]
        return [Probe(each.text, gap=each.id) for each in ranked]

    async def publish(
        self, act: Act, changes: Sequence[Change], entries: Mapping[EntryId, Entry | None]
    ) -> Published | Conflict:
        """Save all changes or none, and mark the gaps that their entries (None retires) answer.

        They are checked against what stands in the moment in which they are saved. A change's own
        gaps are those that it is meant for: they are looked at first, and stay open when it does
        not answer them; a gap that an entry answered until now and does not any more opens again.
        Raises RefusedError, NotSavedError.
        """
        for entry in filter(None, (entries[c.entry] for c in changes if c.kind is Kind.PUBLISH)):
            _check_portable(entry)
        meant = [gap for each in changes for gap in each.gaps]
        answered = await self._answered(act.guild, entries, meant)
        whole = [replace(each, gaps=tuple(answered.get(each.entry, ()))) for each in changes]
        match await self._save(act, whole, entries):
            case Published() as result:
                return replace(result, is_live=await self._serve(act.guild))
            case Conflict() as lost:
                return lost
            case Outdated():
                raise RefusedError("faq_changed")
            case Repeated():
                raise RefusedError("faq_repeated")
            case Moved():
                raise RefusedError("faq_busy")

    async def _save(
        self, act: Act, changes: Sequence[Change], entries: Mapping[EntryId, Entry | None]
    ) -> Published | Conflict | Outdated | Repeated | Moved:
        """Check and save, again as often as others change what it was checked against.

        A withdrawal needs no check: it waits for nothing, and what is served may be broken.
        """
        if not any(entries.values()):
            return await publish(self._store, act, changes)
        async with self._turns[act.guild]:
            for _ in range(TRIES):
                seen = await self._live.refresh(act.guild)
                await self._check_room(act.guild, changes)
                found = await self._proofs.lint(act.guild, entries)
                if blocking := [each for every in found.values() for each in every if each.blocks]:
                    raise RefusedError("faq_lint_refuses", finding=blocking[0])
                result = await publish(self._store, act, changes, seen)
                if not isinstance(result, Moved):
                    break
        return result

    async def _check_room(self, guild: int, changes: Sequence[Change]) -> None:
        """Refuse what would make a server's own entries too many for one export."""
        stands = await sizes(self._store, guild)
        whole = stands | {each.entry: len((each.content or "").encode()) for each in changes}
        for most, count in ((MOST_ENTRIES, _number), (MOST_TEXT, _bytes)):
            if count(whole) > max(most, count(stands)):
                raise RefusedError("faq_full", most=MOST_ENTRIES)

    async def _answered(
        self, guild: int, entries: Mapping[EntryId, Entry | None], meant: Sequence[int]
    ) -> Mapping[EntryId, Sequence[int]]:
        if not any(entries.values()):
            return {}
        try:
            return await self._proofs.answered(
                guild, entries, await self._probes(guild, meant, entries)
            )
        except ValueError as error:  # no question could ever find such an entry
            raise RefusedError("faq_lint_refuses", finding=error) from error

    async def _serve(self, guild: int) -> bool:
        """Serve what is saved; False when that has to wait for the next look at the database."""
        try:
            await self._live.refresh(guild)
        except UnavailableError as error:
            log.warning("server %s is served its edit later: %s", guild, error)
        except Exception:
            log.exception("server %s is not served its edit", guild)
        else:
            return True
        self._live.wake()
        return False


def _number(sizes: Mapping[EntryId, int]) -> int:
    return sum(size > 0 for size in sizes.values())


def _bytes(sizes: Mapping[EntryId, int]) -> int:
    return sum(sizes.values())


def _check_portable(entry: Entry) -> None:
    try:
        check_portable(entry)
    except ContentError as error:
        raise RefusedError("faq_lint_refuses", finding=error.faults[0]) from error
