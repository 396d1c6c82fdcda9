"""The nouns of the knowledge pack: sources, blocks, entries, passages and vocabulary."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NewType

from bot.core.helplines import Region
from bot.core.numbers import NUMBER
from bot.core.patterns import Lexicon

Locator = NewType("Locator", str)
"""`<source>:<section>:<p|l|t><n>`: where a block stands, as in `anastrozole-trt:protocols:p2`."""

EntryId = NewType("EntryId", str)

FIGURES = 4_096
"""Texts of which it is remembered whether they state a figure: each is asked about twice."""

_RATE = r"(?:\s|-)*(?:a|an|per|each|every)?\s*(?:day|daily|week|weekly|month|monthly)\b"
_FIGURE = re.compile(
    rf"""(?x)
    {NUMBER}(?:
      (?:-|to|and|\s)*                               # an amount, or the end of a range
      (?:mg|milligrams?|mcg|micrograms?|g|ml|iu|tablets?|pills?|tabs?
        |pg\s*/?\s*ml|ng\s*/?\s*dl|pmol\s*/?\s*l|nmol\s*/?\s*l)\b
      | \s*(?:times|x){_RATE}
    )
    | [<>≤≥]\s*\d                                   # a bare threshold
    | \b(?:once|twice){_RATE}
    | \bevery\s+(?:other|second|{NUMBER})\s+days?\b
    """
)
_CUE = re.compile(
    r"[<>≤≥]|(?<![a-z])(?:(?:m?c?g|ml|iu|tabs?|tablets?|pills?|x)\b|milli|micro|[pn]g|[pn]mol"
    r"|once|twice|times|every)"
)
"""Of these every figure has some: a quick look that spares most texts the rest."""


@lru_cache(FIGURES)
def has_figure(text: str) -> bool:
    """Tell whether `text` states a dose or a laboratory figure.

    A time such as "4-6 weeks" is neither; a frequency ("twice a week") is part of a dose.
    """
    text = text.lower()
    return _CUE.search(text) is not None and _FIGURE.search(text) is not None


@dataclass(frozen=True, slots=True)
class PlainPassage:
    """One or two sentences without a dose or laboratory figure, and the blocks that support them.

    Raises ValueError without a citation or with a figure, so that whatever may hold only plain
    passages (a referral to the clinician) can never show a figure.
    """

    text: str
    citations: tuple[Locator, ...]
    corrects: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a passage needs a citation")
        if has_figure(self.text):
            raise ValueError("a plain passage cannot state a dose or laboratory figure")


@dataclass(frozen=True, slots=True)
class FigurePassage:
    """One or two sentences that state a dose or laboratory figure, and their blocks."""

    text: str
    citations: tuple[Locator, ...]
    corrects: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a passage needs a citation")


Passage = PlainPassage | FigurePassage


def passage(text: str, citations: tuple[Locator, ...], corrects: tuple[str, ...] = ()) -> Passage:
    """Make the kind of passage that the text asks for."""
    kind = FigurePassage if has_figure(text) else PlainPassage
    return kind(text, citations, corrects)


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated question with its phrasings and its answer."""

    id: EntryId
    topic: str
    question: str
    phrasings: tuple[str, ...]
    passages: tuple[Passage, ...]
    related: tuple[EntryId, ...] = ()
    reviewed: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether no passage states a dose or laboratory figure."""
        return all(isinstance(each, PlainPassage) for each in self.passages)

    @property
    def locators(self) -> frozenset[Locator]:
        """Every block that the answer cites."""
        return frozenset(where for each in self.passages for where in each.citations)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a block states it, with what stands around it; empty where nothing does."""

    number: str
    unit: str = ""
    comparator: str = ""
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a source; `parent` is the slug of the heading above it, or empty."""

    slug: str
    title: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (p), list item (l) or table row (t) of a source, without its words.

    `columns`: direction (`high`, `low` or empty) of each cell of a row. `gap`: the text lost a
    word here. `waived`: why no entry needs to cite it. `grade`: what kind of work it names, for an
    item of a reference list.
    """

    locator: Locator
    section: str
    kind: str
    sha256: str
    figures: tuple[Figure, ...] = ()
    columns: tuple[str, ...] = ()
    gap: bool = False
    waived: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The column headers of one table; tables stand in the order of the text."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line of the text that is no part of the work: its hash and the reason."""

    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A work that passages cite: its manifest, never its text."""

    id: str
    title: str
    kind: str
    grade: str
    url: str
    retrieved: str
    review: str
    sha256: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def grade_text(self) -> str:
        """The name of the text that says in other languages what kind of work it is."""
        return f"grade_{self.id}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of the field.

    `aliases`: variant → canonical word, for words that mean the same (adex → anastrozole).
    `concepts`: word → concept, for words that are near in meaning; they are added, not replaced.
    `contrasts`: concept → group of concepts of which a follow-up takes one for another.
    `translations`: foreign word → English words.
    `out_of_scope`: term → topic, for what the sources do not cover.
    `common`: words that carry no topic, in any language.
    `pointing`: words that only point at what was said or shown, in any language.
    """

    aliases: dict[str, str] = field(default_factory=dict)
    concepts: dict[str, str] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)
    out_of_scope: dict[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    contrasts: dict[str, str] = field(default_factory=dict)
    pointing: frozenset[str] = frozenset()

    @property
    def spelt(self) -> frozenset[str]:
        """The words that the gate's repair must leave alone."""
        return self.common | self.translations.keys()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A topic that people ask about and the sources do not cover; `about` is a noun phrase."""

    id: str
    about: str
    phrasings: tuple[str, ...]

    @property
    def about_text(self) -> str:
        """The name of the text that says in other languages what it is about."""
        return f"uncovered_{self.id}"


@dataclass(frozen=True, slots=True)
class TalkKind:
    """A kind of small talk: phrasings, and the name of the fixed text that replies."""

    message: str
    phrasings: tuple[str, ...]


OPEN = "open"
"""Label of examples that must pass."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a policy class (or `open`), for the sentinel to learn from."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that a knowledge folder holds, the gate's rules and golden questions apart.

    `messages`: locale → name → fixed text. Entries are sorted by id. `regions`: whom to call where.
    """

    sources: tuple[Source, ...]
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    messages: dict[str, dict[str, str]]
    talk: tuple[TalkKind, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    examples: tuple[Example, ...] = ()
    regions: tuple[Region, ...] = ()
    lexicons: tuple[Lexicon, ...] = ()
