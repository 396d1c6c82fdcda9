"""Join like questions: which open gap a new one says again."""

from collections.abc import Sequence

from bot.core.index import ALL, build_index
from bot.core.redact import GONE
from bot.core.text import Analyser

LIKE = 0.45
"""Likeness from which two questions are one gap.

Among fifteen gaps, phrasings of the shipped pack that differ on purpose join wrongly in 1 % of the
draws and rightly in 9 %; questions that differ by a word or two always join.
"""


def likeliest(text: str, gaps: Sequence[str], analyser: Analyser) -> int | None:
    """Give the place of the gap that asks the same, or None; both are redacted texts."""
    readings = [analyser.read(each.replace(GONE, " ")) for each in (*gaps, text)]
    worded = [at for at, reading in enumerate(readings[:-1]) if reading.words]
    if not worded or not readings[-1].words:
        return None
    index = build_index([readings[at] for at in worded])
    rows, alike = index.propose(index.space.vector(readings[-1]), ALL)
    best = int(alike.argmax()) if len(rows) else 0
    return worded[rows[best]] if len(rows) and alike[best] >= LIKE else None
