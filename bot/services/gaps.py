"""Unanswered questions that people hand to the moderators, by their own wish and redacted."""

import asyncio
import hashlib
import secrets
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import replace

from bot.content.everyday import load_everyday
from bot.core.converse import Memory
from bot.core.errors import RefusedError
from bot.core.gap import Gap, GapState, Telling
from bot.core.gist import likeliest
from bot.core.guild import Act
from bot.core.model import Entry, EntryId
from bot.core.outcome import Outcome, Referred, Urgent
from bot.core.read import Reader
from bot.core.redact import LONGEST, Language, redact, says_enough
from bot.core.revision import Repeated
from bot.services.library import Library
from bot.store.engine import Store
from bot.store.gaps import (
    claim_telling,
    close_gap,
    forget_watcher,
    give_up_telling,
    is_watched,
    list_gaps,
    tell_gap,
    tellings,
    watch_gap,
)

MOST_OPEN = 500
"""Open gaps of a server; beyond it only like questions are counted, nothing new is kept."""

OFFERED = 5
"""Entries that are offered to take a gap as a phrasing."""

MOST_COUNTED = 10_000
"""Countings that are remembered, so that a person counts once for a gap."""


class Counted:
    """Knows for a while who was counted to which gap, in memory only.

    What is kept is a hash with a key that this process drew and never writes: who holds it cannot
    tell who asked, and after a restart nobody can.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def add(self, gap: Gap, person: int | None) -> None:
        """Remember that a person was counted; the oldest are forgotten."""
        self._seen[self._mark(gap, person)] = None
        if len(self._seen) > MOST_COUNTED:
            self._seen.popitem(last=False)

    def has(self, gap: Gap, person: int | None) -> bool:
        """Tell whether a person was counted to a gap, as far as is remembered."""
        return self._mark(gap, person) in self._seen

    def _mark(self, gap: Gap, person: int | None) -> bytes:
        text = f"{gap.guild} {gap.id} {person}".encode()
        return hashlib.blake2b(text, digest_size=16, key=self._key).digest()


class GapBook:
    """Takes gaps in, and tells who waits for them."""

    def __init__(
        self,
        store: Store,
        library: Library,
        serves: Callable[[int], bool],
        now: Callable[[], float],
    ) -> None:
        """Keep gaps; `serves` tells the servers of this process from others.

        `now` gives seconds since 1970, UTC.
        """
        self._store = store
        self._library = library
        self._serves = serves
        self._now = now
        self._counted = Counted()
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def redacted(self, guild: int, text: str) -> str:
        """Give what the moderators would read; empty where nothing of worth is left."""
        snapshot = self._library.serving(guild).snapshot
        analyser = snapshot.analyser
        english = analyser.english.__contains__
        language = Language(analyser.is_field, english, load_everyday())
        kept = redact(text[: 4 * LONGEST], language)
        return kept if says_enough(kept) else ""

    def outcome(self, guild: int, text: str) -> Outcome:
        """Give what a question ends in now: only one without an answer is a gap."""
        return self._library.serving(guild).pipeline.ask(text, Memory(), 0.0).outcome

    async def tell(self, act: Act, text: str) -> Gap:
        """Keep a question, redacted once more, or count it to one that asks the same.

        The gap comes back in the words of whoever acts, whatever words it is kept in. A person
        counts once; nobody's name is kept with it: the act names none. Raises RefusedError, also
        for what is about one person's health: that is no gap of the knowledge.
        """
        kept = self.redacted(act.guild, text)
        if isinstance(self.outcome(act.guild, text), Urgent | Referred):
            raise RefusedError("gap_personal")
        if not kept:
            raise RefusedError("gap_says_nothing")
        async with self._turns[act.guild]:
            return await self._keep(act, kept)

    async def _keep(self, act: Act, kept: str) -> Gap:
        """Keep a redacted question, or count it; one after the other, so that none comes twice."""
        gaps = await list_gaps(self._store, act.guild)
        analyser = self._library.serving(act.guild).snapshot.analyser
        texts = [each.text for each in gaps]
        like = await asyncio.to_thread(likeliest, kept, texts, analyser)  # a tenth of a second
        if like is None and len(gaps) >= MOST_OPEN:
            raise RefusedError("gap_full")
        known = gaps[like] if like is not None else None
        if known and await self._has_counted(known, act.actor):
            return replace(known, text=kept)
        nameless = Act(act.guild, act.operation, None, act.at)
        gap = await tell_gap(self._store, nameless, kept, known.id if known else 0)
        if isinstance(gap, Repeated):
            raise RefusedError("faq_repeated")
        self._counted.add(gap, act.actor)
        return replace(gap, text=kept)

    async def _has_counted(self, gap: Gap, person: int | None) -> bool:
        """Tell whether a person asked this before: who waits for it did, in any process."""
        if self._counted.has(gap, person):
            return True
        return person is not None and await is_watched(self._store, gap.guild, gap.id, person)

    async def watch(self, guild: int, gap: int, person: int) -> bool:
        """Let a person hear when a gap is answered; False when it is not open any more."""
        return await watch_gap(self._store, guild, gap, person)

    async def open(self, guild: int) -> list[Gap]:
        """Give a server's open gaps, the most asked first."""
        return await list_gaps(self._store, guild)

    async def find(self, guild: int, number: int) -> Gap:
        """Give one open gap. Raises RefusedError when it is none any more."""
        found = next((each for each in await self.open(guild) if each.id == number), None)
        if found is None:
            raise RefusedError("gap_gone")
        return found

    async def dismiss(self, act: Act, gap: int) -> Gap:
        """Close a gap without an answer. Raises RefusedError."""
        closed = await close_gap(self._store, act, gap, GapState.DISMISSED, EntryId(""))
        if isinstance(closed, Repeated):
            raise RefusedError("faq_repeated")
        if closed is None:
            raise RefusedError("gap_gone")
        return closed

    def candidates(self, guild: int, text: str) -> list[Entry]:
        """Give the entries that come nearest to a gap, the nearest first."""
        snapshot = self._library.serving(guild).snapshot
        entries = snapshot.pack.entries
        found = Reader(snapshot).consider(text)
        near = [entries[each.entry] for each in found.weighed[:OFFERED]]
        served = snapshot.served_by_id()
        return [entry for entry in near if entry.id in served]

    async def due(self) -> list[Telling]:
        """Give everybody whose gap is answered by now, on the servers of this process."""
        return [each for each in await tellings(self._store) if self._serves(each.guild)]

    def answer(self, telling: Telling) -> Entry | None:
        """Give the entry that a person is to be told of; None where it is not served (yet)."""
        return self._library.serving(telling.guild).snapshot.served_by_id().get(telling.entry)

    async def claim(self, telling: Telling) -> int:
        """Take it on to tell a person: when that was, or 0 where another process does.

        Raises NotSavedError.
        """
        now = int(self._now())
        return now if await claim_telling(self._store, telling, now) else 0

    async def give_up(self, telling: Telling, claimed: int) -> None:
        """Let go of a person who could not be told now. Raises NotSavedError."""
        await give_up_telling(self._store, telling, claimed)

    async def forget(self, telling: Telling) -> None:
        """Delete who waited, once they are told or cannot be. Raises NotSavedError."""
        await forget_watcher(self._store, telling)
