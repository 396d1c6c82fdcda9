"""Notes each decision: in the figures, and in the log by an id that leads to no person."""

import logging
from secrets import token_hex

from bot.services.ask import Asked
from bot.services.metrics import Metrics

log = logging.getLogger(__name__)


class Recorder:
    """Records what was decided, never what was asked, nor by whom."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def __call__(self, asked: Asked) -> None:
        """Record one decision."""
        verdict = asked.result.verdict
        self._metrics.asked(asked.reply.outcome, asked.ms / 1000)
        if verdict.rule_class:
            self._metrics.gate(verdict.rule_class.label)
        log.info(
            "decided",
            extra={
                "decision": token_hex(6),
                "outcome": asked.reply.outcome,
                "entry": asked.reply.entry,
                "rules": verdict.rules,
                "ms": round(asked.ms, 1),
            },
        )
