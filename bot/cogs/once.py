"""Answer each event once: after an outage Discord may send the same one again."""

from collections import OrderedDict

KEPT = 20_000
"""Ids that are remembered; the oldest is forgotten first."""


class Once:
    """Remembers which interactions and messages were taken up."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()

    def first(self, event_id: int) -> bool:
        """Tell whether this event is new, and remember it."""
        if event_id in self._seen:
            return False
        self._seen[event_id] = None
        if len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        return True

    def forget(self, event_id: int) -> None:
        """Take an event for new again: what was to be done for it failed."""
        self._seen.pop(event_id, None)
