"""Use cases of the lint: check a pack, prove the lint by mutants, find what is stale.

The operator's copies of the articles are optional. With one at hand all rules run against its
words; without it those run that the manifest allows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.english import is_english
from bot.content.load import load_pack
from bot.content.safety import (
    load_safety,
    pattern_faults,
)
from bot.content.stamp import is_tested, mark_tested
from bot.core.errors import UserError
from bot.core.finding import Report, Tick
from bot.core.freshness import is_due, stale_blocks, stale_entries
from bot.core.gate import self_test
from bot.core.lint import lint_pack
from bot.core.model import EntryId, Locator, Pack, Source, Vocabulary
from bot.core.mutate import MOST, Proof, prove
from bot.services.sources import read_words

_ENDINGS = (".txt", ".md", ".text")


@dataclass(frozen=True, slots=True)
class Copies:
    """The words of the operator's copies, and the sources that have none or a broken one."""

    words: Mapping[Locator, str]
    read: tuple[str, ...]
    missing: tuple[str, ...]
    broken: Mapping[str, str]
    """Source → why its copy cannot be read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack and what the lint says of it; `stale` entries are not to be served."""

    pack: Pack
    report: Report
    copies: Copies
    stale: frozenset[EntryId]
    due: tuple[str, ...]


def check_pack(
    knowledge: Path,
    today: str,
    file: Path | None = None,
    folder: Path | None = None,
    tick: Tick | None = None,
) -> Checked:
    """Lint a knowledge folder, with one article's `file` or a `folder` of copies at hand.

    Raises ContentError for a broken pack and UserError for a `file` that belongs to no source.
    """
    pack = load_pack(knowledge)
    copies = read_copies(pack, file, folder)
    return Checked(
        pack,
        lint_pack(pack, copies.words, tick, today, is_english),
        copies,
        find_stale(pack, copies),
        tuple(source.id for source in pack.sources if is_due(source, today)),
    )


def rule_faults(knowledge: Path, vocabulary: Vocabulary, clock: Callable[[], float]) -> list[str]:
    """Compile each pattern of the gate and ask each rule its examples; stamp rules that are sound.

    The stamp saves a start the examples. Raises ContentError for rules that cannot be read.
    """
    folder = knowledge / "safety"
    rules = load_safety(folder, vocabulary.spelt)
    faults = [*map(str, pattern_faults(folder, rules)), *self_test(rules, clock=clock)]
    if not faults and not is_tested(folder):
        mark_tested(folder)
    return faults


def prove_lint(
    knowledge: Path,
    file: Path | None = None,
    folder: Path | None = None,
    *,
    seed: int = 1,
    most: int = MOST,
    tick: Tick | None = None,
) -> Proof:
    """Mutate the pack's passages and count what the lint rejects. Needs the articles' text."""
    pack = load_pack(knowledge)
    copies = read_copies(pack, file, folder)
    if not copies.words:
        raise UserError("mutants are made against the article: give --source FILE")
    return prove(pack, copies.words, seed, most, tick, is_english)


def read_copies(pack: Pack, file: Path | None = None, folder: Path | None = None) -> Copies:
    """Read the copies of a pack's articles: one `file`, else what stands in `folder`."""
    files = {_owner(pack, file).id: file} if file else _files_in(pack, folder)
    words: dict[Locator, str] = {}
    broken: dict[str, str] = {}
    for source in pack.sources:
        if source.id in files:
            try:
                words |= {Locator(k): v for k, v in read_words(files[source.id], source).items()}
            except UserError as error:
                if file:
                    raise
                broken[source.id] = str(error)
    return Copies(
        words,
        tuple(each for each in files if each not in broken),
        tuple(source.id for source in pack.sources if source.id not in files),
        broken,
    )


def find_stale(pack: Pack, copies: Copies) -> frozenset[EntryId]:
    """Give the entries that cite a block that differs in a copy."""
    return stale_entries(pack.entries, stale_in(pack, copies))


def stale_in(pack: Pack, copies: Copies) -> frozenset[Locator]:
    """Give the blocks that differ in a copy; of an unreadable copy, all of them.

    A source without a copy is taken as unchanged.
    """
    blocks: frozenset[Locator] = frozenset()
    for source in pack.sources:
        if source.id in copies.broken:
            blocks |= {block.locator for block in source.blocks}
        elif source.id in copies.read:
            blocks |= stale_blocks(source, copies.words)
    return blocks


def fresh_words(pack: Pack, copies: Copies) -> Mapping[Locator, str]:
    """Give the words of the blocks that are in the copies as the manifests know them."""
    stale = frozenset(
        where for source in pack.sources for where in stale_blocks(source, copies.words)
    )
    return {where: text for where, text in copies.words.items() if where not in stale}


def _owner(pack: Pack, file: Path) -> Source:
    """Tell whose copy a file is: named after a source, or the only one that there is."""
    named = next((source for source in pack.sources if source.id == file.stem), None)
    if named or len(pack.sources) == 1:
        return named or pack.sources[0]
    known = ", ".join(source.id for source in pack.sources)
    raise UserError(f"{file.name}: name it after the source that it is a copy of ({known})")


def _files_in(pack: Pack, folder: Path | None) -> dict[str, Path]:
    """Find `<source id>.txt` or `.md`; the only text of a folder is the only source's."""
    if folder is None or not folder.is_dir():
        return {}
    texts = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    found = {
        source.id: path
        for source in pack.sources
        for path in reversed(texts)
        if path.stem == source.id
    }
    if not found and len(texts) == 1 and len(pack.sources) == 1:
        found = {pack.sources[0].id: texts[0]}
    return found
