"""A random walk over two servers that try each other's ids: nothing may cross."""

import random
from collections import Counter

from sqlalchemy import event

from bot.core.gap import GapState
from bot.core.guild import Act, GuildSettings
from bot.core.revision import Change, Conflict, Deed, Draft, DraftState, Kind, Outdated, Published
from bot.store.audit import deeds, note
from bot.store.counts import add_counts, read_counts
from bot.store.drafts import draft_of, drop_draft, keep_draft, list_drafts
from bot.store.engine import Store
from bot.store.gaps import (
    claim_telling,
    close_gap,
    forget_watcher,
    list_gaps,
    tell_gap,
    tellings,
    watch_gap,
)
from bot.store.guilds import keep_settings, settings_of
from bot.store.personal import forget_guild
from bot.store.revisions import heads, history, publish
from bot.store.tables import tallies, votes

SERVERS = (1, 2)
ENTRIES = ("alpha", "beta")
STAY = 200
"""Steps after which a server removes the bot, and all its rows go."""
DAY = "2026-11-28"


class Walker:
    """Acts in a random server with ids of either; every text names the server it belongs to."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._random = random.Random(seed)  # noqa: S311 - it shuffles
        self._operation = 0
        self._ids = [0]
        self._numbers: Counter[tuple[int, str]] = Counter()
        self._counted: Counter[tuple[int, str]] = Counter()
        self.statements: set[str] = set()
        event.listen(store.engine.sync_engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_) -> None:
        self.statements.add(statement)

    async def walk(self, steps: int) -> None:
        every = (
            self._publish, self._draft, self._drop, self._gap, self._close, self._watch,
            self._count, self._settings, self._deny, self._look,
        )  # fmt: skip
        for _ in range(steps):
            self._operation += 1
            act = Act(self._random.choice(SERVERS), self._operation, 5, self._operation)
            await self._random.choice(every)(act)
            if self._operation % STAY == 0:
                await self._leave(act)
        for server in SERVERS:
            await self._look(Act(server, 0, None, 0))
            assert await self._counts(server) == self._counted[server, "tallies"]

    def _text(self, act: Act) -> str:
        return f"of server {act.guild}, step {act.operation}"

    def _any_id(self) -> int:
        """Give an id of either server, or of nothing."""
        return self._random.choice(self._ids[-20:])

    async def _publish(self, act: Act) -> None:
        entry = self._random.choice(ENTRIES)
        wrong = self._random.random() < 0.2
        based_on = self._numbers[act.guild, entry] + wrong
        draft = self._any_id() if self._random.random() < 0.3 else 0
        seen = await draft_of(self._store, act.guild, draft)
        text = self._random.choice((self._text(act), None))
        change = Change(
            entry, based_on, Kind.PUBLISH, "topic", text, 5, note=self._text(act), draft=draft,
            edition=seen.edition if seen else 1, gaps=(self._any_id(), self._any_id()),
        )  # fmt: skip
        match await publish(self._store, act, [change]):
            case Published((revision,)):
                assert not wrong
                assert revision.number == based_on + 1
                self._numbers[act.guild, entry] += 1
            case Conflict(current):
                assert wrong
                assert all(each is None or each.guild == act.guild for each in current.values())

    async def _draft(self, act: Act) -> None:
        number = self._any_id()
        known = await draft_of(self._store, act.guild, number)
        draft = Draft(
            act.guild, "alpha", Kind.PUBLISH, self._text(act), 0, 5, act.at, id=number,
            edition=known.edition if known else 0,
            state=self._random.choice(list(DraftState)),
        )  # fmt: skip
        done = await keep_draft(self._store, act, draft, "draft kept")
        if isinstance(done, Draft):
            self._ids.append(done.id)
        else:
            assert done == Outdated()
            assert number

    async def _drop(self, act: Act) -> None:
        number = self._any_id()
        draft = await draft_of(self._store, act.guild, number)
        forged = Draft(act.guild, "alpha", Kind.PUBLISH, "", 0, 5, 0, id=number, edition=1)
        done = await drop_draft(self._store, act, draft or forged, "draft dropped")
        assert done == (draft or Outdated())

    async def _gap(self, act: Act) -> None:
        nameless = Act(act.guild, act.operation, None, act.at)
        gap = await tell_gap(self._store, nameless, self._text(act), like=self._any_id())
        assert gap.guild == act.guild
        self._ids.append(gap.id)

    async def _close(self, act: Act) -> None:
        number = self._any_id()
        ours = {gap.id for gap in await list_gaps(self._store, act.guild)}
        done = await close_gap(self._store, act, number, GapState.ANSWERED, "alpha")
        assert (done is not None) == (number in ours)

    async def _watch(self, act: Act) -> None:
        number = self._any_id()
        ours = {gap.id for gap in await list_gaps(self._store, act.guild)}
        if await watch_gap(self._store, act.guild, number, 42):
            assert number in ours
        for told in await tellings(self._store):
            assert await claim_telling(self._store, told, act.at)
            await forget_watcher(self._store, told)

    async def _count(self, act: Act) -> None:
        counts = {(act.guild, DAY, self._random.choice(ENTRIES), "answer"): 1}
        await add_counts(self._store, tallies, counts)
        await add_counts(self._store, votes, counts)
        self._counted[act.guild, "tallies"] += 1

    async def _settings(self, act: Act) -> None:
        mine = GuildSettings(moderator_role=act.guild, log_channel=act.operation)
        assert await keep_settings(self._store, act, mine) == mine
        assert await settings_of(self._store, act.guild) == mine

    async def _deny(self, act: Act) -> None:
        await note(self._store, Deed(act, "denied", self._text(act)))

    async def _leave(self, act: Act) -> None:
        other = 3 - act.guild
        before = await heads(self._store, other), await deeds(self._store, other)
        await forget_guild(self._store, act.guild)
        assert await heads(self._store, act.guild) == {}
        assert await deeds(self._store, act.guild) == []
        assert before == (await heads(self._store, other), await deeds(self._store, other))
        for counts in (self._numbers, self._counted):
            for key in [key for key in counts if key[0] == act.guild]:
                del counts[key]

    async def _look(self, act: Act) -> None:
        """Read everything of a server; whatever it says has to be the server's own."""
        server, own = act.guild, f"of server {act.guild}, "
        for entry, revision in (await heads(self._store, server)).items():
            assert revision.number == self._numbers[server, entry]
            found = await history(self._store, server, entry)
            assert all(each.guild == server and each.note.startswith(own) for each in found)
        assert all(d.text.startswith(own) for d in await list_drafts(self._store, server))
        for state in GapState:
            gaps = await list_gaps(self._store, server, state)
            assert all(gap.text.startswith(own) for gap in gaps)
        denied = [d for d in await deeds(self._store, server, 100) if d.action == "denied"]
        assert all(deed.target.startswith(own) for deed in denied)
        role = (await settings_of(self._store, server)).moderator_role
        assert role in (None, server)

    async def _counts(self, server: int) -> int:
        voted = await read_counts(self._store, votes, server, DAY)
        tallied = await read_counts(self._store, tallies, server, DAY)
        assert voted == tallied
        return sum(tallied.values())
