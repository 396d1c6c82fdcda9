"""Read an article's plain text into blocks, and compare a copy with its manifest.

The text is as a browser copies it: blank lines between paragraphs, bullets for lists, a table as a
header line followed by one line a cell. What plain text cannot tell (which heading stands under
which, where a table's header splits into columns) comes from the outline in the manifest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count

from bot.core.errors import UserError
from bot.core.figures import figures
from bot.core.freshness import digest
from bot.core.model import Block, Locator, Section, Skipped, Source, Table

_BULLET = re.compile(r"^\s*(?:[•*-]|\d+[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?:][”\"')\]]*$")
_NAVIGATION = re.compile(
    r"(?i)^(?:skip to (?:main )?content|menu|home|search|share|sign in|log in)$"
)
_CAPTION_WORDS = 13
"""A line of so many words that does not end like a sentence describes a picture."""
_HIGH_LOW = {"high": "high", "elevated": "high", "excess": "high", "low": "low", "deficient": "low"}

_LOST_NOUN = re.compile(
    r"""(?x)
    \b(?:of|with|for|like|an?|the|to)\s+(?:\(|(?:is|are|was|were|can|may|could|and|or|but)\b)
    | (?:^|[.,]\s|\b)(?:[Ww]hen|[Ii]f|[Ww]here|[Ww]hile)\s+
      (?:is|are|can|may|begins?|climbs?|rises?|falls?|drops?|becomes?|remains?)\b
    | \bthe\s+entire\s+\w+(?:es|s)\s+(?:in)?to\b
    | \b(?:a|an|the)\s+truly\s+[a-z]+\.
    """
)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a person has to tell about a text: its headings and the columns of its tables."""

    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block with its words; `columns` are those of a table row, else empty."""

    locator: Locator
    section: str
    kind: str
    text: str
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Article:
    """An article as read: sections, blocks with their words, and the lines left out."""

    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def has_gap(text: str) -> bool:
    """Tell whether a sentence lost a (linked) noun when the page was copied."""
    return _LOST_NOUN.search(text) is not None


def read_article(text: str, source: str, outline: Outline) -> Article:
    """Read a text into sections and blocks with locators. Raises UserError without any."""
    reader = _Reader(source, outline)
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        reader.chunk([line for line in chunk.split("\n") if line.strip()])
    if not reader.article.paragraphs:
        raise UserError("no paragraphs stand below a heading; is it the article's text?")
    return reader.article


def describe(article: Article, kept: Iterable[Block]) -> Iterator[Block]:
    """Turn paragraphs into blocks of a manifest, keeping what a curator decided on the same words.

    Words that stand there several times are told apart by their locators, then by their order.
    """
    left = defaultdict[str, list[Block]](list)
    for block in kept:
        left[block.sha256].append(block)
    for each in article.paragraphs:
        checksum = digest(each.text)
        old = _take(left[checksum], each.locator)
        yield Block(
            each.locator,
            each.section,
            each.kind,
            checksum,
            figures(each.text),
            tuple(map(_direction, each.columns)),
            has_gap(each.text) or (old is not None and old.gap),
            old.waived if old else "",
            old.grade if old else "",
        )


def _take(left: list[Block], where: Locator) -> Block | None:
    """Take out the block that stands at a locator, else the first one; None where none is left."""
    found = min(left, key=lambda block: block.locator != where, default=None)
    if found:
        left.remove(found)
    return found


def compare(source: Source, article: Article) -> list[str]:
    """Say how a copy differs from the manifest: one line a block, nothing when they agree."""
    known = {block.locator: block.sha256 for block in source.blocks}
    found = {each.locator: digest(each.text) for each in article.paragraphs}
    lines = [
        f"{where}: changed" for where in known if found.get(where, known[where]) != known[where]
    ]
    lines += [f"{where}: missing from the copy" for where in known if where not in found]
    lines += [f"{where}: new in the copy" for where in found if where not in known]
    left_out = Counter(each.sha256 for each in source.skipped)
    seen = Counter(each.sha256 for each in article.skipped)
    if left_out != seen:
        more, fewer = (seen - left_out).total(), (left_out - seen).total()
        lines.append(f"left-out lines differ: {more} new, {fewer} missing")
    return lines


def _direction(column: str) -> str:
    words = re.findall(r"[a-z]+", column.casefold())
    return next((_HIGH_LOW[word] for word in words if word in _HIGH_LOW), "")


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.casefold())) or "section"


class _Reader:
    """Walks over chunks (lines without a blank line between) and keeps the place."""

    def __init__(self, source: str, outline: Outline) -> None:
        self.article = Article()
        self._source = source
        self._titles = defaultdict[str, list[Section]](list)
        for section in outline.sections:
            self._titles[section.title].append(section)
        self._tables = list(outline.tables)
        self._section = ""
        self._counts: Counter[tuple[str, str]] = Counter()
        self._table: Table | None = None
        self._row: list[str] = []

    def chunk(self, lines: list[str]) -> None:
        """Read one chunk."""
        if len(lines) > 1 and self._opens_table(lines[0]):
            lines = lines[1:]
        for line in lines:
            self._line(line)

    def _opens_table(self, line: str) -> bool:
        header = " ".join(line.split())
        for table in self._tables:
            if header == " ".join(table.columns):
                self._tables.remove(table)
                self._table = table
                return True
        return False

    def _line(self, line: str) -> None:
        text = " ".join(line.split())
        if _NAVIGATION.match(text):
            self._skip(text, "navigation")
        elif _BULLET.match(line):
            self._add("l", _BULLET.sub("", line).strip())
        elif self._is_heading(text):
            self._open_section(text)
        elif self._is_caption(text):
            self._table = None
            self._skip(text, "image caption")
        elif self._table:
            self._cell(text)
        else:
            self._add("p", text)

    def _is_heading(self, text: str) -> bool:
        if self._titles:
            return text in self._titles
        short = len(text.split()) < _CAPTION_WORDS and not self._table
        return short and (not _SENTENCE_END.search(text) or text.endswith("?"))

    def _is_caption(self, text: str) -> bool:
        return len(text.split()) >= _CAPTION_WORDS and not _SENTENCE_END.search(text)

    def _open_section(self, title: str) -> None:
        self._table = None
        section = self._next_section(title)
        self._section = section.slug
        self.article.sections.append(section)

    def _next_section(self, title: str) -> Section:
        """Give the section of a heading: the outline's next of that title, else one of its own."""
        told = self._titles.get(title, [])
        opened = self.article.sections
        taken = {each.slug for each in chain(opened, *self._titles.values())}
        slug = _slug(title)
        numbered = (f"{slug}-{number}" for number in count(2))
        free = next(each for each in chain([slug], numbered) if each not in taken)
        return next((each for each in told if each not in opened), Section(free, title))

    def _skip(self, text: str, reason: str) -> None:
        self.article.skipped.append(Skipped(digest(text), reason))

    def _cell(self, text: str) -> None:
        columns = self._table.columns if self._table else ()
        if not self._row and _SENTENCE_END.search(text):
            self._table = None  # a sentence where a row's label should stand: the table is over
            self._add("p", text)
            return
        self._row.append(text)
        if len(self._row) == len(columns):
            named = [f"{name}: {cell}" for name, cell in zip(columns, self._row, strict=True)]
            self._row = []
            self._add("t", " | ".join(named), columns)

    def _add(self, kind: str, text: str, columns: tuple[str, ...] = ()) -> None:
        if not self._section:
            self._skip(text, "before the first heading")
            return
        self._counts[self._section, kind] += 1
        number = self._counts[self._section, kind]
        locator = Locator(f"{self._source}:{self._section}:{kind}{number}")
        self.article.paragraphs.append(Paragraph(locator, self._section, kind, text, columns))
