"""Which entries may no longer be served because the source has changed under them."""

import hashlib
from collections.abc import Iterable, Mapping

from bot.core.model import Entry, EntryId, Locator, Source


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


def stale_entries(entries: Iterable[Entry], blocks: frozenset[Locator]) -> frozenset[EntryId]:
    """Give the entries that cite one of these blocks; they are not to be served."""
    return frozenset(entry.id for entry in entries if entry.locators & blocks)


def is_due(source: Source, today: str) -> bool:
    """Tell whether a source is past its review date (both dates as YYYY-MM-DD)."""
    return bool(source.review) and today > source.review
