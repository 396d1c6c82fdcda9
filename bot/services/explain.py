"""Every step from a question to its outcome, as lines of text: `footnote why`."""

from collections.abc import Iterator

from bot.core.compose import Composer
from bot.core.converse import Memory
from bot.core.pipeline import Pipeline
from bot.core.read import Considered
from bot.core.signals import SIGNALS
from bot.core.snapshot import Snapshot


def explain(text: str, snapshot: Snapshot, pipeline: Pipeline) -> Iterator[str]:
    """Describe how one question is answered."""
    result = pipeline.ask(text, Memory(), 0.0)
    verdict = result.verdict
    label = verdict.rule_class.label if verdict.rule_class else "no rule fired"
    yield f"gate: {verdict.route} ({label})"
    yield from (f"  rule {hit.rule} in view {hit.view}" for hit in verdict.hits)
    if verdict.evidence:
        yield f"  evidence: {verdict.evidence.name}"
    for considered in result.considered:
        yield from _considered(considered, snapshot)
    policy = snapshot.calibration.policy
    yield f"bounds: answer from {policy.answer:.3f}, suggest from {policy.suggest:.3f}"
    reply = Composer(snapshot.pack).reply(result.outcome)
    yield f"outcome: {reply.outcome}" + (f", entry {reply.entry}" if reply.entry else "")


def _considered(considered: Considered, snapshot: Snapshot) -> Iterator[str]:
    reading = considered.reading
    yield f"read as: {' '.join(reading.words)}"
    for name, value in (
        ("repaired", ", ".join(f"{a} → {b}" for a, b in reading.repairs)),
        ("meanings", ", ".join(reading.concepts)),
        ("unknown", ", ".join(reading.unknown)),
        ("out of scope", ", ".join(reading.outside)),
    ):
        if value:
            yield f"  {name}: {value}"
    for each in considered.weighed:
        signals = " ".join(f"{name}={getattr(each.signals, name):.2f}" for name in SIGNALS)
        yield f"  chance {each.chance:.3f}  {snapshot.pack.entries[each.entry].id}  ({signals})"
    entries = len(snapshot.pack.entries)
    topics = considered.ranking.fused[entries:]
    if topics.size:
        nearest = snapshot.pack.uncovered[int(topics.argmax())]
        yield f"  nearest topic that is not covered: {nearest.id} ({float(topics.max()):.2f})"
