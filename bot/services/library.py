"""What questions are answered from: the pack's snapshot, and what each server answers with."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from bot.content.cache import FORMAT, load_compiled, save_compiled
from bot.content.stamp import fingerprint
from bot.core.compose import Composer, Reply
from bot.core.converse import Memory
from bot.core.errors import together
from bot.core.freshness import NO_COPIES, Copies, fresh_words, stale_in
from bot.core.gate import Gate
from bot.core.model import Entry, EntryId, Locator, Pack
from bot.core.outcome import Answered, Outcome, Referred, Urgent
from bot.core.overlay import overlay
from bot.core.pipeline import Pipeline
from bot.core.snapshot import Calibration, Compiled, Snapshot, assemble, compile_pack
from bot.core.tongue import Tongues, tongue, tongues_of


class Serving(NamedTuple):
    """Everything that answers in one server; replaced as a whole, never changed."""

    snapshot: Snapshot
    pipeline: Pipeline
    compose: Callable[[str], Composer]
    tongues: Tongues

    def composer(self, locale: str = "en") -> Composer:
        """Give the composer of a locale ("pt-BR"), else of its language, else the English one."""
        spoken, language = self.snapshot.pack.messages, locale.partition("-")[0]
        return self.compose(next((each for each in (locale, language) if each in spoken), "en"))

    def tongue(self, text: str) -> str:
        """Give the language of a question, among those with texts; empty where it is not clear."""
        return tongue(text, self.tongues)

    def reply(self, outcome: Outcome, text: str, locale: str = "", region: str = "") -> Reply:
        """Reply to a question in a locale; without one in the question's language."""
        return self.reply_in(self.tongue(text), outcome, locale, region)

    def reply_in(
        self, language: str, outcome: Outcome, locale: str = "", region: str = ""
    ) -> Reply:
        """Reply in a locale; without one in `language`, that of the question.

        Whoever needs help is told so in the question's language first, whatever the locale.
        """
        if not isinstance(outcome, Urgent | Referred):
            return self.composer(locale or language).reply(outcome, region)
        asked, beside = self.composer(locale), self.composer(language or locale)
        reply = asked.reply(outcome, region)
        if beside is asked:
            return reply
        return replace(reply, text=f"{beside.fixed(outcome.message)}\n\n{reply.text}")


def serve(snapshot: Snapshot, gate: Gate) -> Serving:
    """Make everything that answers from a snapshot."""
    pipeline = Pipeline(snapshot, gate)

    def is_answered(question: str) -> bool:
        return isinstance(pipeline.ask(question, Memory(), 0.0).outcome, Answered)

    make = partial(Composer, snapshot.pack, is_answered=None if snapshot.is_whole else is_answered)
    compose = cache(make)  # few of the languages are ever needed
    return Serving(snapshot, pipeline, compose, tongues_of(snapshot.pack.messages))


class Library:
    """What each server answers with; servers without edits share the shipped snapshot."""

    def __init__(self, shipped: Snapshot, gate: Gate) -> None:
        """Serve a snapshot."""
        self._gate = gate
        self._stale: frozenset[Locator] = frozenset()
        self._shipped = serve(shipped, gate)
        self._servings: dict[int, Serving] = {}
        self.copies: Copies = NO_COPIES
        self.words: Mapping[Locator, str] = {}
        """The articles' own, where the operator has copies that agree with the manifests."""

    def renew(self, copies: Copies) -> None:
        """Hold back whoever cites what differs in the operator's copies, edited or not.

        Everybody else is served, from the next question on.
        """
        pack, self.copies = self._shipped.snapshot.pack, copies
        stale = stale_in(pack, copies)
        self.words = fresh_words(copies, stale)
        if stale != self._stale:
            self._stale = stale
            self._shipped = self._served(self._shipped.snapshot)
            for guild, serving in self._servings.items():
                self.swap(guild, serving.snapshot)

    def _served(self, snapshot: Snapshot) -> Serving:
        return serve(replace(snapshot, stale=self._stale), self._gate)

    def serving(self, guild_id: int | None) -> Serving:
        """Give what a server answers with now; None is a direct message. Never waits."""
        if guild_id is None:
            return self._shipped
        return self._servings.get(guild_id, self._shipped)

    def preview(self, guild_id: int | None, edits: Mapping[EntryId, Entry | None]) -> Serving:
        """Give what a server would answer with after edits (None retires); nothing is swapped.

        Raises ValueError for an entry that cannot be indexed.
        """
        return serve(self.lay(self.serving(guild_id).snapshot, edits), self._gate)

    def lay(self, base: Snapshot, edits: Mapping[EntryId, Entry | None]) -> Snapshot:
        """Lay edits over a snapshot. Raises ValueError for one that cannot be indexed.

        A snapshot is never empty: where nothing would be left, all that is in it is held back.
        """
        base.gauge.read_entries()  # once for all servers, which share what they do not change
        wanted = dict[EntryId, Entry | None](dict.fromkeys(self._lost(base))) | dict(edits)
        if base.by_id.keys() <= wanted.keys() and not any(wanted.values()):
            return replace(base, withdrawn=frozenset(base.by_id))
        return overlay(replace(base, withdrawn=base.withdrawn - wanted.keys()), wanted)

    def pack(self, guild_id: int | None) -> Pack:
        """Give what stands in a server, whether or not its source changed meanwhile."""
        snapshot = self.serving(guild_id).snapshot
        lost = self._lost(snapshot)
        if not lost:
            return snapshot.pack
        left = tuple(entry for entry in snapshot.pack.entries if entry.id not in lost)
        return replace(snapshot.pack, entries=left)

    def _lost(self, snapshot: Snapshot) -> frozenset[EntryId]:
        """Give what is only held back because it could not be taken out."""
        return snapshot.withdrawn.intersection(snapshot.by_id)

    def swap(self, guild_id: int, snapshot: Snapshot) -> None:
        """Let a server answer with another snapshot from its next question on."""
        self._servings[guild_id] = self._served(snapshot)

    def drop(self, guild_id: int) -> None:
        """Let a server answer with the shipped snapshot again."""
        self._servings.pop(guild_id, None)


def open_snapshot(root: Path, cache: Path | None, notice: Callable[[], None]) -> Snapshot:
    """Load the pack under `root`; `notice` is called before work that takes seconds.

    Raises ContentError with every fault of the pack.
    """
    path = _compiled_at(root, cache) if cache else None
    kept = load_compiled(path) if path else None
    pack, compiled, calibration = kept or _compile(root, path, notice)
    return assemble(pack, compiled, calibration)


def is_compiled(root: Path, cache: Path) -> bool:
    """Tell whether the pack under `root` was compiled before, as it stands."""
    return _compiled_at(root, cache).is_file()


def _compiled_at(root: Path, cache: Path) -> Path:
    return cache / f"{fingerprint(root)[:32]}-{FORMAT}.pack"


def _compile(
    root: Path, path: Path | None, notice: Callable[[], None]
) -> tuple[Pack, Compiled, Calibration]:
    # YAML takes time to import, and a start finds everything compiled
    from bot.content.calibration import load_calibration  # noqa: PLC0415
    from bot.content.english import load_english  # noqa: PLC0415
    from bot.content.load import load_pack, require_pack  # noqa: PLC0415

    require_pack(root)
    pack, calibration = together(partial(load_pack, root), partial(load_calibration, root))
    notice()
    compiled = compile_pack(pack, load_english())
    if path is None:
        return pack, compiled, calibration
    save_compiled(path, pack, compiled, calibration)
    # what is mapped from the file needs no memory of its own, unlike what was just computed
    return load_compiled(path) or (pack, compiled, calibration)
