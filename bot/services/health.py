"""What the process knows of its own state: is it alive, can it answer, what is broken."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bot.services.metrics import Metrics

BEAT = 5.0
"""Seconds between two heartbeats."""

STUCK = 30.0
"""Seconds without a heartbeat from which on the event loop counts as stuck."""


class Health:
    """State of one process; `clock` gives seconds and never goes back.

    `beats` is a file whose age tells a container's health check that the event loop runs.
    """

    def __init__(
        self, clock: Callable[[], float], metrics: Metrics, beats: Path | None = None
    ) -> None:
        self._clock = clock
        self._metrics = metrics
        self._beats = beats
        self._last_beat = clock()
        self._shards: dict[int, bool | None] = {}
        self._index = 0
        self._database: bool | None = None

    def beat(self) -> None:
        """Note that the event loop runs. Raises OSError when the file cannot be written."""
        now = self._clock()
        self._metrics.lag(max(0.0, now - self._last_beat - BEAT))
        self._last_beat = now
        if self._beats:
            self._beats.touch()

    def expect(self, shards: Iterable[int]) -> None:
        """Note which shards this process connects, one after the other."""
        for shard in shards:
            if shard not in self._shards:
                self._shards[shard] = None
                self._metrics.gateway(shard, up=False)

    def gateway(self, shard: int, *, up: bool) -> None:
        """Note that a shard connected, or lost its connection."""
        if up and self._shards.get(shard) is False:
            self._metrics.reconnected()
        self._shards[shard] = up
        self._metrics.gateway(shard, up=up)

    def index(self, entries: int, phrasings: int, seconds: float) -> None:
        """Note that an index is served."""
        self._index = entries
        self._metrics.index(entries, phrasings, seconds)

    def database(self, *, up: bool) -> None:
        """Note whether the database answers; answers to questions do not need it."""
        self._database = up
        self._metrics.database(up=up)

    @property
    def is_alive(self) -> bool:
        """Tell whether the event loop runs."""
        return self._clock() - self._last_beat < STUCK

    @property
    def is_ready(self) -> bool:
        """Tell whether questions can be answered: connected, and an index at hand.

        A broken database does not count: it stops edits, and taking the process out of service
        would stop answers too.
        """
        return bool(self._index and self._shards and all(self._shards.values()))

    def report(self) -> Mapping[str, object]:
        """Give the state in words."""
        database = {None: "not opened", True: "up", False: "down"}[self._database]
        words = {None: "not connected yet", True: "up", False: "down"}
        shards = {str(shard): words[up] for shard, up in sorted(self._shards.items())}
        return {
            "ready": self.is_ready,
            "gateway": shards or "not connected",
            "index": self._index,
            "database": database,
        }
