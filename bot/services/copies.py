"""The operator's copies of the articles: their words, and what is wrong with them.

They are optional; a bot without them does not import this.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.content.files import UnreadableError, read_bytes
from bot.core.errors import UserError, visible
from bot.core.freshness import Copies, stale_entries, stale_in
from bot.core.model import EntryId, Locator, Pack, Source
from bot.services.sources import LARGEST, read_words

if TYPE_CHECKING:
    from bot.services.library import Library

_ENDINGS = (".txt", ".md", ".text")


def read_copies(pack: Pack, file: Path | None = None, folder: Path | None = None) -> Copies:
    """Read the copies of a pack's articles: one `file`, else what stands in `folder`.

    `missing` are those that the folder lacks.
    """
    files = {_owner(pack, file).id: file} if file else files_in(pack, folder)
    seen = look(pack, files)  # before they are read: what changes meanwhile is noticed later
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
        tuple(s.id for s in pack.sources if s.id not in files) if folder and not file else (),
        broken,
        seen,
    )


def find_stale(pack: Pack, copies: Copies) -> frozenset[EntryId]:
    """Give the entries that cite a block that differs in a copy."""
    return stale_entries(pack.entries, stale_in(pack, copies))


def told(copies: Copies, held_back: int) -> Iterator[str]:
    """Say what keeps entries from being served, or from being compared, and what to do about it."""
    for name, reason in copies.broken.items():
        yield f"the copy of {name} cannot be read: {reason}"
    if copies.missing:
        files = ", ".join(f"{each}.txt" for each in copies.missing)
        yield f"FOOTNOTE_SOURCE_DIR has no {files}: put your copy of the article there"
    if held_back:
        why = "until it can be read" if copies.broken else "since your copy of their source changed"
        size = "1 entry is" if held_back == 1 else f"{held_back:,} entries are"
        yield f"{size} held back, {why}; footnote lint names them"


def state_of(library: "Library") -> str:
    """Say in one line what is wrong with the copies that a library is held against, and what to do.

    Empty where they are as they should be, or the operator keeps none.
    """
    shipped = library.serving(None).snapshot
    held_back = len(shipped.pack.entries) - len(shipped.served)
    return "; ".join(told(library.copies, held_back))


def look(pack: Pack, files: Mapping[str, Path]) -> dict[str, str]:
    """Give the checksum of each file, or why it cannot be read; its date may be set back."""
    seen = {}
    for source in pack.sources:
        if source.id in files:
            try:
                raw = read_bytes(files[source.id], LARGEST)
                seen[source.id] = hashlib.sha256(raw).hexdigest()
            except UnreadableError as error:
                seen[source.id] = str(error)
    return seen


def _owner(pack: Pack, file: Path) -> Source:
    """Tell whose copy a file is: named after a source, or the only one that there is."""
    named = next((source for source in pack.sources if source.id == file.stem), None)
    if named or len(pack.sources) == 1:
        return named or pack.sources[0]
    if not pack.sources:
        raise UserError("the pack has no sources to compare with: footnote source add makes one")
    known = ", ".join(source.id for source in pack.sources)
    raise UserError(f"{visible(file.name)}: name it after the source that it copies ({known})")


def files_in(pack: Pack, folder: Path | None) -> dict[str, Path]:
    """Find `<source id>.txt` or `.md`; the only text of a folder is the only source's."""
    if folder is None or not folder.is_dir():
        return {}
    try:
        texts = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    except OSError:  # there may be copies: whoever reads them is told why they cannot be read
        return {source.id: folder / f"{source.id}.txt" for source in pack.sources}
    found = {
        source.id: path
        for source in pack.sources
        for path in reversed(texts)
        if path.stem == source.id
    }
    if not found and len(texts) == 1 and len(pack.sources) == 1:
        found = {pack.sources[0].id: texts[0]}
    return found
