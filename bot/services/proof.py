"""Shows an edit before it is published: its lint, its difference, its reply and its impact."""

import asyncio
from collections import deque
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import thread_time
from typing import TYPE_CHECKING

from bot.core.compose import Reply
from bot.core.difference import Part, difference
from bot.core.finding import Finding, Tick
from bot.core.golden import GoldenQuestion
from bot.core.impact import Impact, Probe, Side, concerned, find_impact
from bot.core.model import Entry, EntryId, Locator
from bot.core.outcome import Answer, Answered
from bot.services.library import Library, Serving

if TYPE_CHECKING:
    from bot.services.linter import Linter

IMPACT_SECONDS = 2.0
"""Processor time for questions to be asked of both sides; a moderator waits for it."""

MOST_SIDES = 4
"""Servers of which is kept what they answered: drafts there are looked at again."""

_NONE = Impact((), 0, 0)


@dataclass(frozen=True, slots=True)
class Proof:
    """What an edit would make of an entry. `reply`: gives the answer as people of a locale see it.

    `unchecked`: ids of the rules that need the article's text, where it is not at hand. `missed`:
    of the entry's own question and the gap it is for, those that it would not answer.
    """

    before: Entry | None
    after: Entry | None
    findings: tuple[Finding, ...]
    changes: tuple[Part, ...]
    impact: Impact
    reply: Callable[[str], Reply] | None
    unchecked: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not any(each.blocks for each in self.findings)


@dataclass(frozen=True, slots=True)
class GapProbes:
    """The open gaps that an edit is asked about; `meant`: the one that it is for, or 0."""

    open: Sequence[Probe]
    meant: int = 0


class Proofreader:
    """Makes proofs. `words`: gives the blocks' texts, where the operator has the articles.

    `today`: gives the latest date that it is anywhere, as YYYY-MM-DD.
    """

    def __init__(
        self,
        library: Library,
        words: Callable[[], Mapping[Locator, str]],
        golden: Sequence[GoldenQuestion],
        today: Callable[[], str],
    ) -> None:
        self._library = library
        self._words = words
        self._golden = [Probe(each.q, each) for each in golden]
        self._today = today
        self._sides: deque[tuple[Serving, Side]] = deque(maxlen=MOST_SIDES)

    @cached_property
    def _linter(self) -> "Linter":
        """The lint, ready for several servers; imported once a moderator edits, for its memory."""
        from bot.services.linter import Linter  # noqa: PLC0415

        return Linter(self._library, self._words, self._today)

    async def lint(
        self, guild: int, edits: Mapping[EntryId, Entry | None], tick: Tick | None = None
    ) -> dict[EntryId, tuple[Finding, ...]]:
        """Check entries against what a server would be served with all of them.

        They come from elsewhere, or stood before: a related entry that is away is only noted. What
        the shipped entries say is the operator's to check: of them only what they would not be
        told in the pack that they came with.
        """
        return await asyncio.to_thread(lambda: self._linter.lint_all(guild, edits, tick))

    async def proof(
        self,
        guild: int,
        before: Entry | None,
        after: Entry | None,
        gaps: GapProbes | None,
        lapsed: Container[EntryId] = (),
    ) -> Proof:
        """Make the proof of one edit; work of some seconds, beside the event loop.

        `gaps`: None where nobody asks for the impact; `lapsed`: ids that may be named as related
        though no entry bears them now.
        """
        return await asyncio.to_thread(self._proof, guild, before, after, gaps, lapsed)

    async def answered(
        self, guild: int, edits: Mapping[EntryId, Entry | None], gaps: Sequence[Probe]
    ) -> dict[EntryId, list[int]]:
        """Tell which gaps an edit's entries would answer."""
        return await asyncio.to_thread(self._answered, guild, edits, gaps)

    def _answered(
        self, guild: int, edits: Mapping[EntryId, Entry | None], gaps: Sequence[Probe]
    ) -> dict[EntryId, list[int]]:
        found: dict[EntryId, list[int]] = {}
        side = _side(self._library.preview(guild, edits))
        for probe in gaps:
            entry, _ = side.ask(probe)
            if entry and entry in edits and probe.gap:
                found.setdefault(entry, []).append(probe.gap)
        return found

    def _proof(
        self,
        guild: int,
        before: Entry | None,
        after: Entry | None,
        gaps: GapProbes | None,
        lapsed: Container[EntryId],
    ) -> Proof:
        changed = after or before
        if changed is None:
            return Proof(None, None, (), (), _NONE, None)
        serving = self._library.serving(guild)
        try:
            preview = self._library.preview(guild, {changed.id: after})
        except ValueError as error:
            return _unsearchable(before, after, changed, error)
        impact = self._impact(serving, preview, (before, after), gaps.open) if gaps else _NONE
        report = self._linter.lint(guild, after, lapsed) if after else None
        return Proof(
            before,
            after,
            report.findings if report else (),
            difference(before, after),
            impact,
            _reply(preview, after) if after else None,
            tuple(rule.id for rule in report.unchecked) if report else (),
            _missed(preview, after, gaps) if after else (),
        )

    def _impact(
        self,
        serving: Serving,
        preview: Serving,
        versions: Sequence[Entry | None],
        gaps: Sequence[Probe],
    ) -> Impact:
        until = thread_time() + IMPACT_SECONDS
        probes = concerned([*gaps, *self._golden], versions, preview.snapshot.analyser)
        before, after = self._before(serving), _side(preview)
        return find_impact(before, after, probes, lambda: thread_time() < until)

    def _before(self, serving: Serving) -> Side:
        """Give what answers now, with what it answered: drafts are looked at again and again."""
        side = next((side for known, side in self._sides if known is serving), None)
        if side is None:
            side = _side(serving)
            self._sides.append((serving, side))
        return side


def _unsearchable(
    before: Entry | None, after: Entry | None, changed: Entry, error: ValueError
) -> Proof:
    finding = Finding("form", changed.id, 0, str(error), "write each text in words")
    return Proof(before, after, (finding,), difference(before, after), _NONE, None)


def _missed(preview: Serving, after: Entry, gaps: GapProbes | None) -> tuple[str, ...]:
    meant = [each for each in gaps.open if each.gap == gaps.meant] if gaps and gaps.meant else []
    asked = [Probe(after.question), *meant]
    side = _side(preview)
    return tuple(each.text for each in asked if side.ask(each)[0] != after.id)


def _side(serving: Serving) -> Side:
    return Side(serving.pipeline, serving.composer())


def _reply(serving: Serving, entry: Entry) -> Callable[[str], Reply]:
    answered = Answered((Answer(entry.id, entry.passages),))
    return lambda locale: serving.composer(locale).reply(answered)
