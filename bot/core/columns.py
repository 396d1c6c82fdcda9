"""G5 for tables: a sign stands under the column that the table has it in.

A row's cells take their direction (high or low) from the manifest, and so the sentence has to say
it. A sentence names the side either before its signs ("for high estradiol, water retention") or
after them ("water retention for high estradiol"); it is right when one of both readings is.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core.finding import Problem
from bot.core.ground import Claim
from bot.core.lexicon import TELLS, listed
from bot.core.pointing import point_back, said
from bot.core.signs import Row, is_sign, keys_of, row_of
from bot.core.wording import Word

_SIDE_OF = {"high": "high", "higher": "high", "elevated": "high", "raised": "high",
            "excess": "high", "low": "low", "lower": "low", "deficient": "low"}  # fmt: skip
_HEADS = listed("estradiol column columns side sides one sign signs")
_VERBS = listed("is are too gets becomes")
_LEADS = listed("for under in of among to with the and or both either")
_DENY = listed("not neither nor never none no")
_AMOUNTS = listed("much little")
"""What is read as "high" and "low" behind "too"."""
_LEVELS = listed("estradiol level levels")
_WHERE = listed("where when if")
_FAR = 6
_BOTH = listed("both either shared overlap")
_APPEAR = listed("appear stand count are belong point speak can show occur")


def check_columns(claim: Claim) -> Iterator[Problem]:
    """Compare the side that the passage gives each sign with the side that the table has."""
    rows = [row for ground in claim.cited if (row := row_of(ground))]
    if not rows:
        return
    high = frozenset(root for row in rows for root in row.high)
    low = frozenset(root for row in rows for root in row.low)
    both = frozenset(root for row in rows for root in row.both)
    sides = {"high": high - low - both, "low": low - high - both}
    for sentence in claim.sentences:
        yield from _sentence(sentence.words, sides, both, is_table=len(rows) == len(claim.cited))
    named = {
        side
        for sentence in claim.sentences
        for denied in (False, True)
        for _, side in _marks(sentence.words, denied=denied)
    }
    if named:
        yield from _unnamed(claim, rows)
    if len(named) == 1:
        yield from _half_said(claim, sides, both)


def _sentence(
    words: Sequence[Word],
    sides: dict[str, frozenset[str]],
    both: frozenset[str],
    *,
    is_table: bool,
) -> Iterator[Problem]:
    """Check the sides that one sentence names and denies; `is_table`: no paragraph is cited too."""
    marks = list(_marks(words))
    own = [mark for mark in marks if not _is_aside(words, mark[0])] or marks
    named = {side for _, side in own}
    if _denies_itself(words, own, sides):
        yield Problem("the sentence names and denies the same column", "deny the other one")
    if _denied_own(words, sides, both):
        yield Problem("the table has the sign that is denied", "say in which column it stands")
    wrong = _misplaced(words, own, sides, both) or _shared_wrongly(words, own, sides)
    for at in wrong[:1]:
        yield Problem(
            f'"{words[at].written}" is given to the wrong column',
            f"say it of {min(_own(words, at, sides))} estradiol: there the cited table has it",
        )
    if is_table and len(own) > 1 and len(named) == 1 and any(word.root in both for word in words):
        yield Problem("the sentence names one column twice", "name high once and low once")


def _half_said(
    claim: Claim, sides: dict[str, frozenset[str]], both: frozenset[str]
) -> Iterator[Problem]:
    """Find a sign of both columns in a passage that names one of them only."""
    if any(_is_of_sides(claim.words, at) for at in range(len(claim.words))):
        return
    for sentence in claim.sentences:
        for at, word in enumerate(sentence.words):
            is_whole = is_sign(word) and not _is_part(sentence.words, at, sides)
            if word.root in both and is_whole and len(_own(sentence.words, at, sides)) > 1:
                yield Problem(
                    f'"{word.written}" stands in both columns of the cited table',
                    'say "in both columns", or add that the other column has it too',
                )
                return


def _is_of_sides(words: Sequence[Word], at: int) -> bool:
    """Tell "in both columns", "the other side too" from "pain and fatigue both appear"."""
    behind = words[at + 1].text if words[at + 1 :] else ""
    if words[at].text == "other" and behind in _HEADS:
        return True
    if words[at].text not in _BOTH:
        return False
    before = words[at - 1] if at else None
    return not (before and is_sign(before) and behind in _APPEAR)


def _unnamed(claim: Claim, rows: Sequence[Row]) -> Iterator[Problem]:
    """Find rows cited for a column of which the passage names no sign."""
    said = {
        key
        for sentence in claim.sentences
        for at in range(len(sentence.words))
        for key in keys_of(sentence.words, at)
    }
    for row in rows:
        if not said & (row.high | row.low | row.both):
            yield Problem("a cited row lists none of these signs", "cite the row that does")


def _marks(words: Sequence[Word], *, denied: bool = False) -> Iterator[tuple[int, str]]:
    """Find where a sentence names a side: "high estradiol", "the low column", "for low.".

    A side that is denied ("and not among those of low") or named for both ("in both columns, high
    and low") gives no sign its place.
    """
    for at, word in enumerate(words):
        side = _SIDE_OF.get(word.text)
        points = not denied and any(each.text == "where" for each in words[at + 1 : at + 4])
        is_wanted = points or _is_denied(words, at) is denied
        if not side or not is_wanted or _is_summed(words, at):
            continue
        after = [word for word in words[at + 1 : at + 5] if word.text != "once"][:3]
        is_last = not after or after[0].clause != word.clause or after[0].text in ("too", "as")
        led = at > 0 and (words[at - 1].text in _LEADS or words[at - 1].clause != word.clause)
        paired = _is_paired([each.text for each in after])
        heads = any(each.text in _HEADS for each in after[: 2 + paired])
        is_amount = word.written in _AMOUNTS and not (after and after[0].is_topic)
        if heads or is_amount or _is_predicate(words, at) or (led and (is_last or paired)):
            yield at, side


def _is_paired(behind: list[str]) -> bool:
    """Tell "high and low", "for high and for low"."""
    sides = behind[1:3] if _LEADS & set(behind[1:2]) else behind[1:2]
    return behind[:1] in (["and"], ["or"]) and bool(_SIDE_OF.keys() & sides)


def _is_predicate(words: Sequence[Word], at: int) -> bool:
    """Tell "when estradiol is high", and "where it is low" behind that."""
    before = [each.text for each in words[max(0, at - 4) : at] if each.clause == words[at].clause]
    names = bool(_LEVELS & set(before[-3:])) or (
        any(one in _WHERE and two == "it" for one, two in pairwise(before))
        and any(each.text == "estradiol" for each in words[:at])
    )
    return names and before[-1] in _VERBS


def _is_denied(words: Sequence[Word], at: int) -> bool:
    clause = words[at].clause
    return any(
        word.text in _DENY for word in words[max(0, at - _FAR) : at] if word.clause == clause
    )


def _is_summed(words: Sequence[Word], at: int) -> bool:
    """Tell "high" and "low" in "both columns, high and low"."""
    around = [word.text for word in words[max(0, at - 2) : at + 3]]
    here = min(at, 2)
    pairs = (around[here : here + 3], around[max(0, here - 2) : here + 1])
    is_pair = any(
        len(pair) == 3 and pair[1] in ("and", "or") and {pair[0], pair[2]} == {"high", "low"}
        for pair in pairs
    )
    return is_pair and any(word.text in _BOTH for word in words[max(0, at - _FAR) : at])


def _is_aside(words: Sequence[Word], at: int) -> bool:
    """Tell whether a side is only named as the other one: "high also has", "for high too"."""
    if any(word.text in ("also", "likewise") for word in words[at + 1 : at + 4]):
        return True
    clause = [word.text for word in words if word.clause == words[at].clause]
    return any(text in ("too", "also", "likewise", "as") for text in clause[1:]) and clause[0] in (
        "which", "also", "though",
    )  # fmt: skip


def _misplaced(
    words: Sequence[Word],
    marks: list[tuple[int, str]],
    sides: dict[str, frozenset[str]],
    both: frozenset[str],
) -> list[int]:
    """Give the places of the signs on the wrong side, in the reading that suits best."""
    known = sides["high"] | sides["low"] | both
    free = [at for at in range(len(words)) if at not in dict(marks)]
    signs = [at for at in free if known.intersection(keys_of(words, at))]
    if not marks or not signs:
        return []
    pointed = point_back(words, marks, signs, lambda at: _own(words, at, sides))
    if wrong := [at for at, side in pointed.items() if side not in _own(words, at, sides)]:
        return wrong
    signs = [at for at in signs if at not in pointed]
    if not signs:
        return []
    told = {at: _own(words, at, sides) for at in signs}
    before = [at for at in signs if said(at, marks, after=False) not in told[at]]
    after = [at for at in signs if said(at, marks, after=True) not in told[at]]
    leads = marks[0][0] < signs[0]
    trails = marks[-1][0] > signs[-1]
    if leads != trails:
        return before if leads else after
    return min(before, after, key=len)


def _shared_wrongly(
    words: Sequence[Word], marks: list[tuple[int, str]], sides: dict[str, frozenset[str]]
) -> list[int]:
    """Give the places of the signs that are named for both sides and stand on one only."""
    summed = [at for at in range(len(words)) if _is_summed(words, at)]
    spans = (words[max(0, at - _FAR) : at + 1] for at in summed)
    clauses = {word.clause for span in spans for word in span if word.text in (*_BOTH, "high")}
    clauses -= {words[at].clause for at, _ in marks}
    clauses |= {
        one.clause
        for one, two in pairwise(words)
        if one.text in ("both", "either")
        and two.text in ("columns", "column")
        and not _is_denied(words, words.index(one))
    }
    return [
        at
        for at, word in enumerate(words)
        if word.clause in clauses and len(_own(words, at, sides)) == 1
    ]


def _denies_itself(
    words: Sequence[Word], marks: Sequence[tuple[int, str]], sides: dict[str, frozenset[str]]
) -> bool:
    """Tell "for low, and not among those of low", which denies the column that is named before."""
    named = {word.clause for at, word in enumerate(words) if len(_own(words, at, sides)) == 1}
    for at, side in _marks(words, denied=True):
        before = {each for there, each in marks if there < at}
        if words[at].clause not in named and side in (before or {each for _, each in marks}):
            return True
    return False


def _denied_own(
    words: Sequence[Word], sides: dict[str, frozenset[str]], both: frozenset[str]
) -> bool:
    """Tell "low libido is not listed for low estradiol", which the table has for it."""
    for mark, side in _marks(words, denied=True):
        clause = words[mark].clause
        if any(word.text in TELLS for word in words if word.clause == clause):
            continue
        signs = [at for at in range(mark) if words[at].clause == clause and is_sign(words[at])]
        if not signs and any(
            words[at].root in both and not _is_part(words, at, sides)
            for at in range(mark)
            if is_sign(words[at])
        ):
            return True  # "of high, not of low estradiol"
        known = [at for at in signs if words[at].root in both | sides["high"] | sides["low"]]
        if known and all(side in _own(words, at, sides) for at in known):
            return True
    denied = {word.clause for word in words if word.text in _DENY}
    clauses = [word for word in words if word.clause in denied]
    shares = any(word.root in both for word in clauses)
    return shares and any(word.text in _BOTH for word in clauses)  # "not in both columns"


def _is_part(words: Sequence[Word], at: int, sides: dict[str, frozenset[str]]) -> bool:
    """Tell "mood" in "mood swings", which is a sign of one side though "low mood" is another."""
    beside = [words[there] for there in (at - 1, at + 1) if 0 <= there < len(words)]
    return any(
        word.clause == words[at].clause and word.root in sides["high"] | sides["low"]
        for word in beside
    )


def _own(words: Sequence[Word], at: int, sides: dict[str, frozenset[str]]) -> set[str]:
    """Give the sides on which a sign may stand; both for one that the table has twice."""
    for key in keys_of(words, at):
        if found := {side for side, roots in sides.items() if key in roots}:
            return found
    return {"high", "low"}
