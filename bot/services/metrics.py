"""What an operator watches, as Prometheus metrics: counts only, of no person and no server."""

from importlib.metadata import version

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from bot.core.measure import OUTCOMES
from bot.core.verdict import RuleClass

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds of the time histogram; Discord gives up on an interaction after three seconds."""

CLASSES = tuple(each.label for each in RuleClass)


class Metrics:
    """The figures of one process, in a registry of its own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # twice the lines, for nobody
        self._registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        outcomes = Counter(
            "footnote_questions", "Questions by outcome", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "footnote_answer_seconds", "Seconds from a question to its outcome, without Discord",
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
        self._gate = Counter(
            "footnote_gate", "Questions by the strictest class of the gate that fired",
            ["rule_class"], registry=registry,
        )  # fmt: skip
        # a rate needs a zero to begin from
        self._asked = {name: outcomes.labels(name) for name in OUTCOMES}
        for name in CLASSES:
            self._gate.labels(name)
        self._refused = Counter(
            "footnote_limited", "What was not answered: too much at a time", registry=registry
        )
        self._errors = Counter(
            "footnote_log_errors", "Log lines of level ERROR and above, by whose they are",
            ["source"], registry=registry,
        )  # fmt: skip
        self._errors.labels("bot")
        self._shard = Gauge(
            "footnote_gateway_up", "1 while a shard is connected", ["shard"], registry=registry
        )
        self._reconnects = Counter(
            "footnote_gateway_reconnects", "Connections of shards after their first",
            registry=registry,
        )  # fmt: skip
        self._gaps = Gauge(
            "footnote_gaps_open", "Questions handed over that wait for moderators; of all servers",
            registry=registry,
        )  # fmt: skip
        self._entries = Gauge(
            "footnote_index_entries", "Entries of the pack that is served", registry=registry
        )
        self._phrasings = Gauge(
            "footnote_index_phrasings", "Phrasings of the pack that is served", registry=registry
        )
        self._build = Gauge(
            "footnote_index_build_seconds", "Seconds it took to open the pack and its rules",
            registry=registry,
        )  # fmt: skip
        self._database = Gauge(
            "footnote_database_up", "1 while the database answers", registry=registry
        )
        self._lag = Gauge(
            "footnote_loop_lag_seconds", "Seconds by which the last heartbeat was late",
            registry=registry,
        )  # fmt: skip
        build = Gauge("footnote_build_info", "Always 1", ["version"], registry=registry)
        build.labels(version("footnote-bot")).set(1)

    def asked(self, outcome: str, seconds: float) -> None:
        """Count one question."""
        self._asked[outcome].inc()
        self._seconds.observe(seconds)

    def gate(self, rule_class: str) -> None:
        """Count one question that the gate decided."""
        self._gate.labels(rule_class).inc()

    def limited(self) -> None:
        """Count one question, command or press over a limit."""
        self._refused.inc()

    def erred(self, source: str) -> None:
        """Count one line of the log that tells of an error."""
        self._errors.labels(source).inc()

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
