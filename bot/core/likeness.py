"""Join like questions: which open gap a new one says again.

Two questions are one gap only when no word of meaning differs: joined wrongly, a person would be
told an answer to what somebody else asked; joined too seldom, a moderator reads a question twice.
"""

from collections.abc import Sequence

from bot.core.gist import Gists
from bot.core.text import Analyser


def likeliest(text: str, gaps: Sequence[str], analyser: Analyser) -> int | None:
    """Give the place of the first gap that asks the same, or None; all are redacted texts."""
    gists = Gists(analyser)
    asked = gists.of(text)
    if not asked:
        return None
    alike = (at for at, gap in enumerate(gaps) if not asked.isdisjoint(gists.of(gap)))
    return next(alike, None)
