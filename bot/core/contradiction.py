"""G12: no two entries say opposite things of the same pair, nor what another one corrects.

Only plain statements count: a name, a word that says up or down, another name, in one clause and
without a negation. That is little, and what it finds is sure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.finding import Finding
from bot.core.ground import Grounds
from bot.core.lexicon import STRONG
from bot.core.model import Entry, EntryId
from bot.core.negation import SOFT
from bot.core.relation import kinds
from bot.core.wording import NAME_CLASS, Sentence, Word

_REACH = 3
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


Record = Mapping[Statement, list[Said]]


def record(entries: Iterable[Entry], grounds: Grounds) -> Record:
    """Collect the plain statements of all passages, and those that passages correct."""
    found: defaultdict[Statement, list[Said]] = defaultdict(list)
    for entry in entries:
        for number, passage in enumerate(entry.passages, 1):
            texts = [(passage.text, False), *((claim, True) for claim in passage.corrects)]
            for text, denied in texts:
                for sentence in grounds.read(text):
                    for statement in _statements(sentence):
                        found[statement].append(Said(entry.id, number, text, denied))
    return found


def find_contradictions(own: Record, known: Record) -> Iterator[Finding]:
    """Report the own statements whose opposite, or whose correction, stands in the record."""
    for statement, places in own.items():
        opposite = Statement(statement.subject, statement.object, -statement.sign)
        against = next((each for each in known.get(opposite, ()) if not each.denied), None)
        against = against or next((each for each in known.get(statement, ()) if each.denied), None)
        for said in places:
            if against and not said.denied:
                yield Finding(
                    "G12", said.entry, said.number, f'"{said.text}" against "{against.text}"',
                    f"one of it and {against.entry} passage {against.number} is wrong",
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
