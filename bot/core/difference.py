"""What two revisions of an entry say differently, part by part, for people to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core.model import Entry, Passage


@dataclass(frozen=True, slots=True)
class Part:
    """One part that differs. `before` is empty for what is new, `after` for what is gone.

    `part` is one of topic, question, passage, phrasing, related.
    """

    part: str
    before: str
    after: str


def difference(before: Entry | None, after: Entry | None) -> tuple[Part, ...]:
    """Compare two revisions; None stands for an entry that is not there (yet, or any more)."""
    return tuple(_changes(before, after))


def _changes(before: Entry | None, after: Entry | None) -> Iterator[Part]:
    for part in ("topic", "question"):
        old, new = _text(before, part), _text(after, part)
        if old != new:
            yield Part(part, old, new)
    yield from _aligned("passage", _passages(before), _passages(after))
    for part, name in (("phrasing", "phrasings"), ("related", "related")):
        yield from _sets(part, getattr(before, name, ()), getattr(after, name, ()))


def _text(entry: Entry | None, part: str) -> str:
    return str(getattr(entry, part, ""))


def _passages(entry: Entry | None) -> list[str]:
    return [_shown(each) for each in entry.passages] if entry else []


def _shown(each: Passage) -> str:
    claims = "".join(f" (corrects: {claim})" for claim in each.corrects)
    return f"{each.text} [{', '.join(each.citations)}]{claims}"


def _aligned(part: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    """Pair what stands in the same place; order matters to passages, the first one leads."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(b - a, d - c)):
            yield Part(
                part,
                old[a + at] if a + at < b else "",
                new[c + at] if c + at < d else "",
            )


def _sets(part: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    """Name what came and went; the order of phrasings means nothing."""
    yield from (Part(part, text, "") for text in old if text not in new)
    yield from (Part(part, "", text) for text in new if text not in old)


BEFORE = 30
"""Characters that are left of what both sides of a long part begin with."""


def focus(change: Part, most: int) -> Part:
    """Leave out what both sides of a long part begin with, but for a few characters.

    `most`: the length from which a part is long. Both then begin with an ellipsis.
    """
    if max(len(change.before), len(change.after)) <= most:
        return change
    pairs = list(zip(change.before, change.after, strict=False))
    alike = next((at for at, (old, new) in enumerate(pairs) if old != new), len(pairs))
    start = max(alike - BEFORE, 0)
    if not start:
        return change
    return Part(change.part, f"…{change.before[start:]}", f"…{change.after[start:]}")
