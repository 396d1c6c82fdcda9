"""G12: no two entries say opposite things of the same pair, nor what another one corrects.

Only plain statements count: a name, a word that says up or down, another name, in one clause and
without a negation. That is little, and what it finds is sure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.finding import Finding
from bot.core.ground import Grounds
from bot.core.lexicon import STRONG
from bot.core.model import Entry, EntryId
from bot.core.negation import SOFT
from bot.core.relation import kinds
from bot.core.wording import NAME_CLASS, Sentence, Word

_REACH = 3
"""Words on either side of a verb in which subject and object stand."""
_BREAKS = frozenset(
    {"of", "in", "with", "by", "for", "to", "and", "or", "while", "when", "because", "as", "is"}
    | {"are", "was", "were", "be", "been", "a", "on", "such"}
)
_THINGS = frozenset({"drug", "hormone", "enzyme", "test", "condition"})


@dataclass(frozen=True, slots=True)
class Statement:
    """Who does what to what: subject, object, and 1 for raising or -1 for lowering it."""

    subject: str
    object: str
    sign: int


@dataclass(frozen=True, slots=True)
class Said:
    """Where a statement stands; `denied` when the entry corrects it."""

    entry: EntryId
    number: int
    text: str
    denied: bool


class Record:
    """The plain statements of all passages, and those that passages correct."""

    def __init__(self) -> None:
        self.said: defaultdict[Statement, list[Said]] = defaultdict(list)

    def add(self, entry: Entry, grounds: Grounds) -> None:
        """Take in what an entry says and corrects."""
        for number, passage in enumerate(entry.passages, 1):
            texts = [(passage.text, False), *((claim, True) for claim in passage.corrects)]
            for text, denied in texts:
                for sentence in grounds.read(text):
                    for statement in _statements(sentence):
                        self.said[statement].append(Said(entry.id, number, text, denied))

    def against(self, statement: Statement, but: EntryId | None) -> Said | None:
        """Give what says the opposite, or corrects the statement, in any entry `but` one."""
        opposite = Statement(statement.subject, statement.object, -statement.sign)
        for what, denied in ((opposite, False), (statement, True)):
            for each in self.said.get(what, ()):
                if each.denied is denied and each.entry != but:
                    return each
        return None


def find_contradictions(own: Record, known: Record, edited: EntryId | None) -> Iterator[Finding]:
    """Report the own statements whose opposite, or whose correction, stands in the record.

    The record may hold an older form of the `edited` entry, which does not count.
    """
    for statement, places in own.said.items():
        found = own.against(statement, None) or known.against(statement, edited)
        for said in places:
            if found and not said.denied:
                yield Finding(
                    "G12", said.entry, said.number, f'"{said.text}" contradicts "{found.text}"',
                    f"mend this one, or {found.entry} passage {found.number}",
                )  # fmt: skip


def _statements(sentence: Sentence) -> Iterator[Statement]:
    words = sentence.words
    if any(word.text in STRONG for word in words):
        return  # "removes all estrogen" is wrong for its strength, not for its direction
    denied = {word.clause for word in words if word.stem in SOFT}
    for at, word in enumerate(words):
        if not word.sign or "change" not in kinds(word) or word.clause in denied:
            continue
        before = _thing(reversed(words[max(0, at - _REACH) : at]), word)
        behind = _thing(words[at + 1 : at + 1 + _REACH], word)
        if before and behind and before.root != behind.root:
            yield Statement(before.root, behind.root, word.sign)


def _thing(words: Iterable[Word], verb: Word) -> Word | None:
    """Give the first name, unless another phrase begins before it."""
    for word in words:
        if word.clause != verb.clause or word.text in _BREAKS:
            return None
        if NAME_CLASS.get(word.root) in _THINGS:
            return word
    return None
