"""Export a server's entries, and import them: a dry run first, reviewed, then all or nothing."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.content.bundle import MOST_BYTES, Bundle, pack_bundle, read_bundle
from bot.content.dump import dump_entry
from bot.core.difference import Part, difference
from bot.core.edit import edit_of, read_edit
from bot.core.errors import RefusedError
from bot.core.finding import Finding, Tick
from bot.core.guild import Act
from bot.core.model import Entry, EntryId
from bot.core.revision import Change, Conflict, Draft, DraftState, Kind, Published
from bot.services.curate import Curator
from bot.services.draft import draft_kept
from bot.services.library import Library
from bot.services.proof import Proofreader
from bot.services.publish import Publisher
from bot.services.standing import Standing, change_to
from bot.store.drafts import draft_of, keep_draft
from bot.store.engine import Store

WHOLE = EntryId("import")
"""Stands in an import's draft where an entry's id stands in others."""

NAMED = 20
"""Entries that a refusal names."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One entry of an import: what it changes, and what the lint says of it."""

    standing: Standing
    entry: Entry | None
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A dry run: only what differs. `draft` is kept when something does and nothing blocks.

    `moved`: entries that were changed since it was kept; it must be compared anew.
    """

    arrivals: tuple[Arrival, ...]
    draft: Draft | None = None
    moved: tuple[EntryId, ...] = ()

    @property
    def blocking(self) -> list[Finding]:
        """What keeps it from being imported."""
        return [each for one in self.arrivals for each in one.findings if each.blocks]

    @property
    def is_clean(self) -> bool:
        """Whether the lint lets it pass."""
        return not self.blocking

    @property
    def is_ready(self) -> bool:
        """Whether there is something to import, and nothing keeps it from that."""
        return bool(self.arrivals) and self.is_clean and not self.moved


class Exchange:
    """Takes a server's work out and in."""

    def __init__(
        self,
        store: Store,
        library: Library,
        curator: Curator,
        proofs: Proofreader,
        publisher: Publisher,
    ) -> None:
        self._store = store
        self._library = library
        self._curator = curator
        self._proofs = proofs
        self._publisher = publisher

    @property
    def most_bytes(self) -> int:
        """Bytes of a file that is read at all: look at its stated size before fetching it."""
        return MOST_BYTES

    async def export(self, guild: int) -> bytes:
        """Pack every entry that the server changed, and the ids of those it retired.

        Raises RefusedError when there is nothing, or something that the database spoilt.
        """
        edits = await self._curator.shelf.edits(guild)
        if not edits:
            raise RefusedError("faq_nothing_to_export")
        spoilt = [name for name, each in edits.items() if each.is_spoilt]
        if spoilt:
            raise RefusedError("faq_spoilt", entry=_some(spoilt))
        entries = [each.entry for each in edits.values() if each.entry]
        retired = [name for name, each in edits.items() if not each.entry]
        return await asyncio.to_thread(pack_bundle, entries, retired)

    async def export_entry(self, guild: int, entry: EntryId) -> str:
        """Write one entry as its file. Raises RefusedError."""
        standing = await self._curator.shelf.find(guild, entry)
        if standing.entry is None:
            raise RefusedError("faq_missing")
        return dump_entry(standing.entry)

    async def plan(self, act: Act, name: str, content: bytes) -> ImportPlan:
        """Read a file and tell what it would change; keep it for the review if it is clean.

        Raises ContentError with the line of every fault.
        """
        plan = await self.compare(act.guild, name, content)
        if not plan.is_ready:
            return plan
        kept = {"name": name, "content": b64encode(content).decode()}
        draft = Draft(
            act.guild, WHOLE, Kind.IMPORT, json.dumps(kept), 0, act.actor, act.at,
            state=DraftState.SUBMITTED,
        )  # fmt: skip
        return await self._keep(act, plan, draft, "import planned")

    async def renew(self, act: Act, number: int) -> ImportPlan:
        """Compare a planned import with what stands now, for a review of that.

        It stays as it was when nothing would change, or the lint refuses it now. Raises
        RefusedError when it is gone.
        """
        draft, bundle, _ = await self._kept(act.guild, number)
        if draft.state is not DraftState.SUBMITTED:
            raise RefusedError("faq_changed")
        plan = await self._plan(act.guild, bundle)
        if not plan.is_ready:
            return replace(plan, draft=draft)
        return await self._keep(act, plan, replace(draft, at=act.at), "import compared anew")

    async def _keep(self, act: Act, plan: ImportPlan, draft: Draft, action: str) -> ImportPlan:
        """Keep a plan with the revisions that it was compared with."""
        based_on = {each.standing.id: each.standing.number for each in plan.arrivals}
        text = json.dumps(json.loads(draft.text) | {"based_on": based_on})
        kept = await keep_draft(self._store, act, replace(draft, text=text), action)
        return replace(plan, draft=draft_kept(kept))

    async def compare(
        self, guild: int, name: str, content: bytes, tick: Tick | None = None
    ) -> ImportPlan:
        """Read a file and tell what it would change; nothing is kept.

        Raises ContentError with the line of every fault.
        """
        return await self._plan(guild, await asyncio.to_thread(read_bundle, name, content), tick)

    async def take_in(self, act: Act, plan: ImportPlan) -> Published:
        """Import at once what was compared, all or nothing: the operator's way, without a review.

        Raises RefusedError.
        """
        based_on = {each.standing.id: each.standing.number for each in plan.arrivals}
        changes = await asyncio.to_thread(_changes, plan, act, act.actor, based_on)
        return await self._publish(act, plan, changes)

    async def look(self, guild: int, number: int) -> ImportPlan:
        """Show a planned import again. Raises RefusedError when it is gone."""
        draft, bundle, based_on = await self._kept(guild, number)
        plan = await self._plan(guild, bundle)
        seen = [(each.standing.id, each.standing.number) for each in plan.arrivals]
        moved = tuple(name for name, number in seen if based_on.get(name) != number)
        return replace(plan, draft=draft, moved=moved)

    async def carry_out(self, act: Act, number: int, edition: int) -> Published:
        """Import what was planned, all or nothing. Raises RefusedError."""
        draft, bundle, based_on = await self._kept(act.guild, number)
        if draft.edition != edition or draft.state is not DraftState.SUBMITTED:
            raise RefusedError("faq_changed")
        self._curator.second(act, draft.author)
        plan = await self._plan(act.guild, bundle)
        changes = await asyncio.to_thread(_changes, plan, act, draft.author, based_on)
        changes[:1] = [
            replace(first, draft=draft.id, edition=draft.edition) for first in changes[:1]
        ]
        return await self._publish(act, plan, changes)

    async def _publish(self, act: Act, plan: ImportPlan, changes: Sequence[Change]) -> Published:
        if plan.blocking:
            raise RefusedError("faq_lint_refuses", finding=plan.blocking[0])
        if not changes:
            raise RefusedError("faq_stands_already")
        entries = {each.standing.id: each.entry for each in plan.arrivals}
        result = await self._publisher.publish(act, changes, entries)
        if isinstance(result, Conflict):
            raise RefusedError("faq_import_stale", names=_some(result.current))
        return result

    async def _kept(self, guild: int, number: int) -> tuple[Draft, Bundle, Mapping[EntryId, int]]:
        draft = await draft_of(self._store, guild, number)
        if draft is None or draft.kind is not Kind.IMPORT:
            raise RefusedError("faq_gone")
        kept = json.loads(draft.text)
        content = b64decode(kept["content"])
        bundle = await asyncio.to_thread(read_bundle, kept["name"], content)
        return draft, bundle, kept["based_on"]

    async def _plan(self, guild: int, bundle: Bundle, tick: Tick | None = None) -> ImportPlan:
        standings = await self._curator.shelf.all(guild)
        wanted: dict[EntryId, Entry | None] = dict.fromkeys(bundle.retired)
        for entry in bundle.entries:
            now = standings.get(entry.id)
            old = now and (now.entry or now.shipped)
            wanted[entry.id] = replace(entry, topic=old.topic) if bundle.single and old else entry
        nothing = {name: Standing(name, None, 0, None) for name in wanted}
        changed = {
            name: (standing, wanted[name])
            for name, standing in sorted((nothing | standings).items())
            if name in wanted and wanted[name] != standing.entry
        }
        found = await self._proofs.lint(
            guild, {name: after for name, (_, after) in changed.items()}, tick
        )
        return ImportPlan(await asyncio.to_thread(self._arrivals, changed, found))

    def _arrivals(
        self,
        changed: Mapping[EntryId, tuple[Standing, Entry | None]],
        found: Mapping[EntryId, tuple[Finding, ...]],
    ) -> tuple[Arrival, ...]:
        return tuple(
            Arrival(
                standing,
                after,
                difference(standing.entry, after),
                (*self._typed(after, standing.shipped), *found.get(name, ())),
            )
            for name, (standing, after) in changed.items()
        )

    def _typed(self, entry: Entry | None, shipped: Entry | None) -> tuple[Finding, ...]:
        """Check an entry as if it had been typed into the form: one lint for all ways in."""
        if entry == shipped:
            return ()
        sources = self._library.serving(None).snapshot.pack.sources
        read = read_edit(edit_of(entry), sources, entry.reviewed) if entry else None
        return () if read is None or isinstance(read, Entry) else read


def _some(names: Iterable[EntryId]) -> str:
    """List names for a message, of which there may be a thousand."""
    first = list(islice(names, NAMED + 1))
    return ", ".join(first[:NAMED]) + (", …" if len(first) > NAMED else "")


def file_of(draft: Draft) -> str:
    """Give the name of the file that an import's draft holds."""
    return str(json.loads(draft.text)["name"])


def _changes(
    plan: ImportPlan, act: Act, author: int | None, based_on: Mapping[EntryId, int]
) -> list[Change]:
    return [
        _change(each, act, author, based_on.get(each.standing.id, -1)) for each in plan.arrivals
    ]


def _change(arrival: Arrival, act: Act, author: int | None, based_on: int) -> Change:
    change = change_to(arrival.standing, arrival.entry, Kind.IMPORT, author)
    return replace(change, based_on=based_on, reviewer=act.actor)
