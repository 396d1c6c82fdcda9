"""Notes each decision: in the figures, and in the log by an id that leads to no person."""

import logging
from collections.abc import Callable
from secrets import token_hex

from bot.services.ask import Asked
from bot.services.metrics import Metrics

log = logging.getLogger(__name__)


class Recorder:
    """Records what was decided, never what was asked, nor by whom."""

    def __init__(self, metrics: Metrics, count: Callable[[int | None, str, str], None]) -> None:
        """Take what counts a question by server, entry and outcome."""
        self._metrics = metrics
        self._count = count

    def __call__(self, asked: Asked, guild: int | None) -> None:
        """Record one decision in a server, or in a direct message (None)."""
        self._count(guild, asked.reply.entry or "", asked.reply.outcome)
        verdict = asked.result.verdict
        self._metrics.asked(asked.reply.outcome, asked.ms / 1000)
        if verdict.rule_class:
            self._metrics.gate(verdict.rule_class.label)
        if not log.isEnabledFor(logging.INFO):
            return
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
