"""The operator's copies of the articles: their words, and what differs from the manifests.

They are optional. What this imports is imported at every start of the bot, other than the lint.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import UserError
from bot.core.freshness import stale_blocks, stale_entries
from bot.core.model import EntryId, Locator, Pack, Source
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
    stale = stale_in(pack, copies)
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
