"""Follows the operator's copies of the articles while the bot runs."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

from bot.core.freshness import Copies
from bot.core.model import Pack
from bot.services.copies import files_in, look, read_copies, state_of
from bot.services.library import Library

EVERY = 5.0
"""Seconds after which a running bot looks at the files again."""

log = logging.getLogger(__name__)


async def follow(library: Library, folder: Path) -> None:
    """Look at the copies every few seconds, and serve by what they hold now; never returns."""
    if state := state_of(library):
        log.warning("the copies of the articles: %s", state)
    while True:
        await asyncio.sleep(EVERY)
        await look_again(library, folder)


async def look_again(library: Library, folder: Path) -> None:
    """Hold back what differs in the copies as they are now, if a file has changed since."""
    old, pack = library.copies, library.serving(None).snapshot.pack
    copies = await asyncio.to_thread(_read_changed, pack, folder, old)
    if copies is None:
        return
    library.renew(copies)
    state = state_of(library) or "every entry is served"
    log.warning("the copies of the articles changed: %s", state)


def _read_changed(pack: Pack, folder: Path, old: Copies) -> Copies | None:
    """Read the copies again; None where every file holds what it held.

    A copy that is gone leaves what was known of it: most programs that write a file take the old
    one away first.
    """
    if look(pack, files_in(pack, folder)) == old.seen:
        return None
    new = read_copies(pack, folder=folder)
    gone = [name for name in old.read if name in new.missing]
    kept = {where: text for where, text in old.words.items() if where.split(":")[0] in gone}
    return replace(new, words={**new.words, **kept}, read=(*new.read, *gone))
