"""What a matcher looks for, as plain values: drawn up once of a rule set and kept between starts.

Everything that may occur in a text has a number, and a set of them is a number with those bits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Numbers = Sequence[int]


@dataclass(frozen=True, slots=True)
class Literals:
    """Texts sought within one word.

    `texts`: for each, which of the `groups` of numbers stands for it. `begins`: the lengths of the
    texts that begin with a few letters.
    """

    texts: Mapping[str, int] = field(default_factory=dict)
    groups: Sequence[Numbers] = ()
    begins: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions sought, each with the numbers that stand for it.

    `literals`: those that stand for a few texts within one word. `words`: others
    that match within one word: (expression, numbers). `phrases`: those of several words:
    (expression, groups of words of which it needs one each, numbers); without a group, it is
    sought everywhere. `beyond`: places of the phrases that may match beyond one sentence.
    """

    literals: Literals = field(default_factory=Literals)
    words: Sequence[tuple[str, Numbers]] = ()
    phrases: Sequence[tuple[str, Numbers, Numbers]] = ()
    beyond: Numbers = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What each rule asks for; rules by their place, the strictest first.

    `flags`: (what gives evidence, its value). `direct`: for each rule, what makes it fire alone.
    `attempts`: (rule, what has to occur, pattern), where no pattern means that this is enough;
    `beyond`: places of those that may look beyond one sentence.
    `masks`: for each kind of phrases, (what has to occur, pattern). `forms`: what stands for each
    lexicon's placeholder in patterns.
    """

    expressions: Expressions = field(default_factory=Expressions)
    flags: Sequence[tuple[Numbers, int]] = ()
    direct: Sequence[Numbers] = ()
    attempts: Sequence[tuple[int, Numbers, str]] = ()
    beyond: Numbers = ()
    masks: Mapping[str, Sequence[tuple[Numbers, str]]] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)


def bits_of(numbers: Iterable[int]) -> int:
    """Give the number in which these bits are set."""
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


def numbers(bits: int) -> Iterator[int]:
    """Give the places of the bits that are set, from the lowest on."""
    written = bin(bits)[:1:-1]
    at = written.find("1")
    while at >= 0:
        yield at
        at = written.find("1", at + 1)
