"""G5 for tables: a sign stands under the column that the table has it in.

A row's cells take their direction (high or low) from the manifest, and so the sentence has to say
it. A sentence names the side either before its signs ("for high estradiol, water retention") or
after them ("water retention for high estradiol"); it is right when one of both readings is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.finding import Problem
from bot.core.ground import Claim, Ground
from bot.core.wording import Word

_SIDE_OF = {"high": "high", "higher": "high", "elevated": "high", "raised": "high",
            "excess": "high", "low": "low", "lower": "low", "deficient": "low"}  # fmt: skip
_HEADS = frozenset("estradiol column columns side sides".split())  # noqa: SIM905
_LEADS = frozenset("for under in of among to with the and or both either".split())  # noqa: SIM905
_BOTH = frozenset("both either likewise shared overlap".split())  # noqa: SIM905
_SIGNLESS = frozenset(
    "sign symptom categori estradiol testosteron high low physic mental emot function sexual"
    " decreas sens feel difficulti".split()  # noqa: SIM905 - stems that name no sign of their own
)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the roots that stand on one side only, and those on both."""

    high: frozenset[str]
    low: frozenset[str]
    both: frozenset[str]


def row_of(ground: Ground) -> Row | None:
    """Read a row whose columns point both ways; None for any other block."""
    columns = ground.block.columns
    if not {"high", "low"} <= set(columns) or not ground.text:
        return None
    cells: dict[str, set[str]] = {"high": set(), "low": set()}
    first_cell = ground.text.split(" | ")
    sentence_of = iter(ground.sentences)
    for side, _ in zip(columns, first_cell, strict=False):
        words = next(sentence_of).words
        if side:
            cells[side] |= {word.root for word in words if _is_sign(word)}
    both = cells["high"] & cells["low"]
    return Row(frozenset(cells["high"] - both), frozenset(cells["low"] - both), frozenset(both))


def check_columns(claim: Claim) -> Iterator[Problem]:
    """Compare the side that the passage gives each sign with the side that the table has."""
    rows = [row for ground in claim.cited if (row := row_of(ground))]
    if not rows:
        return
    high = frozenset(root for row in rows for root in row.high)
    low = frozenset(root for row in rows for root in row.low)
    both = frozenset(root for row in rows for root in row.both)
    sides = {"high": high - low - both, "low": low - high - both}
    named: set[str] = set()
    for sentence in claim.sentences:
        marks = list(_marks(sentence.words))
        named |= {side for _, side in marks}
        wrong = min((_misplaced(sentence.words, marks, sides, after) for after in (0, 1)), key=len)
        for word in wrong[:1]:
            there = "high" if word.root in sides["high"] else "low"
            yield Problem(
                f'"{word.text}" stands under the wrong column',
                f"the cited table lists it for {there} estradiol",
            )
    shared = [word for word in claim.words if word.root in both]
    says_both = any(word.text in _BOTH for word in claim.words)
    if shared and len(named) == 1 and not says_both:
        yield Problem(
            f'"{shared[0].text}" stands in both columns of the cited table',
            "name the other column too",
        )


def _is_sign(word: Word) -> bool:
    return word.is_topic and not word.sign and word.stem not in _SIGNLESS


def _marks(words: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """Find where a sentence names a side: "high estradiol", "the low column", "for low."."""
    for at, word in enumerate(words):
        side = _SIDE_OF.get(word.text)
        if not side:
            continue
        after = words[at + 1 : at + 4]
        is_last = not after or after[0].clause != word.clause
        led = at > 0 and words[at - 1].text in _LEADS
        if any(each.text in _HEADS for each in after[:2]) or (is_last and led):
            yield at, side
        elif led and len(after) > 1 and after[0].text in ("and", "or") and after[1].text in _SIDE_OF:
            yield at, side


def _misplaced(
    words: Sequence[Word], marks: list[tuple[int, str]], sides: dict[str, frozenset[str]], after: int
) -> list[Word]:
    """Give the signs on the wrong side; `after` reads sides as named after their signs."""
    wrong = []
    for at, word in enumerate(words):
        own = next((side for side, roots in sides.items() if word.root in roots), "")
        if not own or not marks or any(at == place for place, _ in marks):
            continue
        before = [side for place, side in marks if place < at]
        behind = [side for place, side in marks if place > at]
        said = (behind[0] if behind else before[-1]) if after else (
            before[-1] if before else behind[0]
        )  # fmt: skip
        if said != own:
            wrong.append(word)
    return wrong
