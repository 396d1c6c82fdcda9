"""Which entries may no longer be served because the source has changed under them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.model import Entry, EntryId, Locator, Pack, Source


@dataclass(frozen=True, slots=True)
class Copies:
    """The words of the operator's copies, and the sources whose copy is not there or broken.

    `broken`: source → why its copy cannot be read. `seen`: source → the checksum of its file, or
    the same reason, by which a change is noticed.
    """

    words: Mapping[Locator, str] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    broken: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)


NO_COPIES = Copies()
"""What is known where the operator keeps none."""


def digest(text: str) -> str:
    """SHA-256 of a text with its white space folded, as the manifest keeps it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def stale_blocks(source: Source, words: Mapping[Locator, str]) -> frozenset[Locator]:
    """Give the blocks that differ from the manifest in a copy, or are missing from it."""
    return frozenset(
        block.locator
        for block in source.blocks
        if block.locator not in words or digest(words[block.locator]) != block.sha256
    )


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


def fresh_words(copies: Copies, stale: frozenset[Locator]) -> Mapping[Locator, str]:
    """Give the words of the blocks that are in the copies as the manifests know them."""
    return {where: text for where, text in copies.words.items() if where not in stale}


def stale_entries(entries: Iterable[Entry], blocks: frozenset[Locator]) -> frozenset[EntryId]:
    """Give the entries that cite one of these blocks; they are not to be served."""
    return frozenset(entry.id for entry in entries if entry.locators & blocks)


def is_due(source: Source, today: str) -> bool:
    """Tell whether a source is past its review date (both dates as YYYY-MM-DD)."""
    return bool(source.review) and today > source.review
