"""G9 for tables: what one row is about is not told of another row of its table."""

from collections.abc import Iterator, Sequence

from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.lexicon import NEGATIONS, listed
from bot.core.wording import Sentence

_POST = listed("post after following since")
_SPAN = 5
"""Words behind "after" that say what it is after."""
_SHARED = listed("again both")
"""What stands with these is told of every row that the sentence names."""


def check_rows(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Compare what a passage says with the first cell of the cited rows and of the others."""
    cited = [each for each in claim.cited if each.block.kind == "t"]
    if not cited:
        return
    yield from _not_shared(claim, cited)
    tables = {each.block.locator.rpartition(":")[0] for each in cited}
    rows = [
        each
        for each in grounds.of.values()
        if each.block.kind == "t"
        and each.sentences
        and each not in cited
        and each.block.locator.rpartition(":")[0] in tables
    ]
    if not rows:
        return
    own = frozenset(root for each in cited for root in label_of(each))
    afters = [_after(line) for line in claim.sentences]
    own_after = frozenset(root for each in cited for root in _after(each.sentences[0]))
    for row in rows:
        is_named = bool((label_of(row) - claim.known) & claim.topics) and not own & claim.topics
        other_after = _after(row.sentences[0]) - own_after
        is_after = any(other_after & each and not own_after & each for each in afters)
        if is_named or (is_after and own_after):
            yield Problem(
                f"the sentence speaks of the row {row.block.locator}",
                f"cite {row.block.locator}, or say what the cited row is about",
            )
            return


def _not_shared(claim: Claim, rows: Sequence[Ground]) -> Iterator[Problem]:
    """Find "CBC at the start and again later" where one of the two rows has no CBC."""
    labels = frozenset().union(*map(label_of, rows))
    listed_ = frozenset().union(*(row.roots for row in rows)) - labels
    for sentence in claim.sentences:
        named = [row for row in rows if label_of(row) & {word.root for word in sentence.words}]
        said = {word.text for word in sentence.words}
        if len(named) < 2 or not said & _SHARED or said & NEGATIONS:
            continue
        for word in sentence.words:
            lacking = [row for row in named if word.root in listed_ - row.roots]
            if lacking and word.is_topic and word.is_own:
                where = lacking[0].block.locator
                yield Problem(
                    f'"{word.written}" does not stand in the row {where}',
                    "say of each row what it lists",
                )
                return


def label_of(row: Ground) -> frozenset[str]:
    """Give the topics of a row's first cell."""
    return frozenset(word.root for word in row.sentences[0].words if word.is_topic and word.is_own)


def _after(line: Sentence) -> frozenset[str]:
    """Give what a sentence says that something comes after: "4-6 weeks post-initiation"."""
    return frozenset(
        each.root
        for at, word in enumerate(line.words)
        if word.text in _POST
        for each in line.words[at + 1 : at + 1 + _SPAN]
        if each.is_topic and each.is_own
    )
