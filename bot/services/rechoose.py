"""Choose anew how sure the bot must be in a server whose edits changed much of what it says.

As `footnote calibrate` does it for a pack: phrasings of the server's own entries are held out and
asked, and so are some of entries held out whole, which then have no answer.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.core.decide import Policy
from bot.core.holdout import CAUTIOUS, bucket, is_left_out, left_out, lowest_bound
from bot.core.model import Entry, EntryId, Locator
from bot.core.overlay import overlay
from bot.core.read import Reader
from bot.core.snapshot import Snapshot

MUCH, FEWEST = 0.2, 10
"""Edited entries from which on the bound is chosen anew: a share of all entries, and a number."""

ASKED, PHRASINGS = 40, 12
"""Most entries that are held out, each costs some hundredths of a second a fold; of each so many
phrasings."""

Question = tuple[str, frozenset[Locator]]


def differs_much(snapshot: Snapshot, chosen: Collection[Entry]) -> bool:
    """Tell whether a server's own entries are far from those that its bound was chosen with.

    What is retired does not count: it leaves no new texts, and the shipped bound was chosen with
    entries left out.
    """
    changed = set(own_entries(snapshot)).symmetric_difference(chosen)
    return len(changed) >= max(FEWEST, MUCH * len(snapshot.pack.entries))


def own_entries(snapshot: Snapshot) -> list[Entry]:
    """Give the entries that a server has changed or added."""
    return [each.entry for each in snapshot.edited.values() if each]


def with_bound(snapshot: Snapshot, bound: float) -> Snapshot:
    """Answer from this chance on, and never from a lower one than the shipped pack does."""
    policy = (snapshot.compiled or snapshot).calibration.policy
    answer = Policy(max(policy.answer, bound), policy.suggest)
    return replace(snapshot, calibration=replace(snapshot.calibration, policy=answer))


def cautious(snapshot: Snapshot) -> Snapshot:
    """Answer only when surely right, until a bound is chosen."""
    return with_bound(snapshot, CAUTIOUS)


def is_own(snapshot: Snapshot) -> bool:
    """Tell whether so much is a server's own that the shipped bound says little of it."""
    return differs_much(snapshot, ())


def bound_of(found: Sequence[tuple[float, bool]]) -> float:
    """Choose the bound by what `ask_held_out` gave for all folds."""
    return round(lowest_bound(found)[0], 4)


def ask_held_out(snapshot: Snapshot, fold: int) -> list[tuple[float, bool]]:
    """Ask what a fold leaves out of the server's own entries.

    Gives how sure each reply is, and whether it is right.
    """
    own = sorted(own_entries(snapshot), key=lambda each: bucket(each.id, 2**32))[:ASKED]
    asked, edits = _held_out(own, fold)
    reader = Reader(overlay(snapshot, edits))
    return [_judge(reader, *each) for each in asked]


def _judge(reader: Reader, text: str, gold: frozenset[Locator]) -> tuple[float, bool]:
    found = reader.consider(text)
    sureness = 0.0 if reader.strays(found) else found.sureness
    return sureness, any(reader.entries[each.entry].locators & gold for each in found.shown)


def _held_out(own: list[Entry], fold: int) -> tuple[list[Question], dict[EntryId, Entry | None]]:
    asked: list[Question] = []
    edits: dict[EntryId, Entry | None] = {}
    for entry in own:
        some = sorted(entry.phrasings, key=lambda each: bucket(each, 2**32))[:PHRASINGS]
        out = left_out(entry.id, some, fold)
        main = frozenset(entry.passages[0].citations)
        asked += [(text, main) for text in some if text in out]
        rest = tuple(text for text in entry.phrasings if text not in out)
        edits[entry.id] = None if is_left_out(entry.id, fold) else replace(entry, phrasings=rest)
    return asked, edits
