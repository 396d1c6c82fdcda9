"""The lint for moderators: checks what they write against what their server is served."""

from collections import deque
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace

from bot.core.finding import Finding, Report, Tick
from bot.core.lint import LintContext, lint_entry, prepare_lint
from bot.core.model import Entry, EntryId, Locator, Pack
from bot.services.library import Library

MOST_CONTEXTS = 4
"""Servers whose entries are kept ready to be checked; one takes half a second to prepare."""

_Words = Mapping[Locator, str]


class Linter:
    """Checks entries. `words`: gives the blocks' texts, where the operator has the articles."""

    def __init__(
        self,
        library: Library,
        words: Callable[[], _Words],
        today: Callable[[], str],
    ) -> None:
        self._library = library
        self._words = words
        self._today = today
        self._contexts: deque[tuple[LintContext, _Words]] = deque(maxlen=MOST_CONTEXTS)

    def lint_all(
        self, guild: int, edits: Mapping[EntryId, Entry | None], tick: Tick | None
    ) -> dict[EntryId, tuple[Finding, ...]]:
        """Check entries against what a server would be served with all of them."""
        context = self._context_with(self._library.pack(guild), edits)
        found = {}
        for done, (name, entry) in enumerate(edits.items(), 1):
            if entry:
                known = self._known(entry)
                report = lint_entry(entry, context, entry.related, self._today())
                found[name] = tuple(each for each in report.findings if each not in known)
            if tick:
                tick(done, len(edits))
        return found

    def _known(self, entry: Entry) -> Sequence[Finding]:
        """Give what is found in a shipped entry anyway; nothing for others."""
        pack = self._library.pack(None)
        if entry not in pack.entries:
            return ()
        return lint_entry(entry, self._context(pack), entry.related, self._today()).findings

    def lint(self, guild: int, entry: Entry, lapsed: Container[EntryId]) -> Report:
        """Check one entry; `lapsed` ids may be named as related though no entry bears them."""
        return lint_entry(entry, self._context(self._library.pack(guild)), lapsed, self._today())

    def _context_with(self, pack: Pack, edits: Mapping[EntryId, Entry | None]) -> LintContext:
        """Prepare what is served with all the edits; a single one is checked without that."""
        if len(edits) == 1:
            return self._context(pack)
        entries = {entry.id: entry for entry in pack.entries} | dict(edits)
        kept = sorted(filter(None, entries.values()), key=lambda entry: entry.id)
        return self._prepare(replace(pack, entries=tuple(kept)))

    def _context(self, pack: Pack) -> LintContext:
        words = self._words()
        for context, read in self._contexts:
            if context.pack is pack and read is words:
                return context
        context = self._prepare(pack)
        self._contexts.append((context, words))
        return context

    def _prepare(self, pack: Pack) -> LintContext:
        english = self._library.serving(None).snapshot.analyser.english
        return prepare_lint(pack, self._words(), english.__contains__)
