"""What an operator watches, as Prometheus metrics: counts only, of no person and no server."""

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds of the time histogram; Discord gives up on an interaction after three seconds."""


class Metrics:
    """The figures of one process, in a registry of its own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._outcomes = Counter(
            "footnote_questions", "Questions by outcome", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "footnote_answer_seconds", "Time to an outcome", buckets=SECONDS, registry=registry
        )
        self._gate = Counter(
            "footnote_gate", "Questions by the strictest class that fired", ["rule_class"],
            registry=registry,
        )  # fmt: skip
        self._refused = Counter("footnote_limited", "Questions over a limit", registry=registry)
        self._shard = Gauge(
            "footnote_gateway_up", "1 while a shard is connected", ["shard"], registry=registry
        )
        self._reconnects = Counter(
            "footnote_gateway_reconnects", "Connections after the first", registry=registry
        )
        self._gaps = Gauge("footnote_gaps_open", "Gaps that wait for moderators", registry=registry)
        self._entries = Gauge("footnote_index_entries", "Entries served", registry=registry)
        self._phrasings = Gauge("footnote_index_phrasings", "Phrasings served", registry=registry)
        self._build = Gauge(
            "footnote_index_build_seconds", "Time of the last build of an index", registry=registry
        )
        self._database = Gauge(
            "footnote_database_up", "1 while the database answers", registry=registry
        )
        self._lag = Gauge(
            "footnote_loop_lag_seconds", "How late the last heartbeat was", registry=registry
        )

    def asked(self, outcome: str, seconds: float) -> None:
        """Count one question."""
        self._outcomes.labels(outcome).inc()
        self._seconds.observe(seconds)

    def gate(self, rule_class: str) -> None:
        """Count one question that the gate decided."""
        self._gate.labels(rule_class).inc()

    def limited(self) -> None:
        """Count one question over a limit."""
        self._refused.inc()

    def gateway(self, shard: int, *, up: bool) -> None:
        """Note whether a shard is connected."""
        self._shard.labels(str(shard)).set(up)

    def reconnected(self) -> None:
        """Count a connection after the first."""
        self._reconnects.inc()

    def gaps(self, count: int) -> None:
        """Note how many gaps wait for moderators."""
        self._gaps.set(count)

    def index(self, entries: int, phrasings: int, seconds: float) -> None:
        """Note the size of an index, and the time to build it."""
        self._entries.set(entries)
        self._phrasings.set(phrasings)
        self._build.set(seconds)

    def database(self, *, up: bool) -> None:
        """Note whether the database answers."""
        self._database.set(up)

    def lag(self, seconds: float) -> None:
        """Note how late the event loop is."""
        self._lag.set(seconds)

    def text(self) -> bytes:
        """Give everything in the text format of Prometheus."""
        return generate_latest(self._registry)
