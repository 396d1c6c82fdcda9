"""What the Source button shows: where each passage comes from, and what stands around it."""

import re
from collections.abc import Mapping

import discord

from bot.cogs.paging import pages
from bot.core.catalogue import Texts
from bot.core.compose import BLOCK_TEXTS
from bot.core.model import Entry, Locator, Section, Source
from bot.core.outcome import cited

_CITED = re.compile(r"(?m)^-# \[(\d+)\] .*?\(([\w-]+:[\w-]+:[a-z]\d+)\)")
"""How a citation stands below an answer: `core.compose` writes it, `cogs.render` sets it small."""


class SourceCard:
    """Writes cards in one language; `words` are the articles' own, where they are at hand."""

    def __init__(self, texts: Texts, locale: str, words: Mapping[Locator, str]) -> None:
        self._texts = texts
        self._locale = locale
        self._words = words

    def card(
        self, answer: str, entries: list[Entry], sources: tuple[Source, ...]
    ) -> tuple[str, ...]:
        """Give the pages about all that an answer cites, numbered as in it.

        `entries` are those that it shows, not always whole or in their own order.
        """
        known = {source.id: source for source in sources}
        cites = _cited_in(answer) or cited(each for entry in entries for each in entry.passages)
        found = [where for where in cites if where.partition(":")[0] in known]
        parts = [self._say("source_head")]
        first = {_section_of(where): where for where in reversed(found)}
        for number, where in enumerate(found, 1):
            source = known[where.partition(":")[0]]
            lines = self._block(number, where, source)
            if first[_section_of(where)] == where:  # once is enough
                lines += self._around(source, where.split(":")[1])
            parts.append("\n".join(lines))
        parts += [self._kind(known[name]) for name in dict.fromkeys(w.split(":")[0] for w in found)]
        return pages("\n\n".join(parts))

    def _block(self, number: int, where: Locator, source: Source) -> list[str]:
        block = next((each for each in source.blocks if each.locator == where), None)
        place = self._say("source_place", locator=where)
        if block is None:
            return [place]
        title = self._path(source, block.section)
        label = self._label(where)
        lines = [self._say("source_line", number=number, section=title, block=label), place]
        if block.figures:
            from bot.core.figures import show  # noqa: PLC0415 - the lint's; few ask for a source

            figures = "; ".join(map(show, block.figures))
            lines.append(self._say("source_figures", figures=figures))
        if block.gap:
            lines.append(self._say("source_gap"))
        if where in self._words:
            lines += [self._say("source_words"), self._quote(where)]
        return lines

    def _path(self, source: Source, slug: str) -> str:
        """Name a section with those above it."""
        sections = {each.slug: each for each in source.sections}
        names: list[str] = []
        section: Section | None = sections.get(slug)
        while section and section.title not in names:
            names.insert(0, section.title)
            section = sections.get(section.parent)
        return " › ".join(names) or slug  # noqa: RUF001 - a typographic sign

    def _around(self, source: Source, slug: str) -> list[str]:
        """Name a section's place in the outline, between the headings before and after it."""
        slugs = [each.slug for each in source.sections]
        if slug not in slugs:
            return []
        at = slugs.index(slug)
        edges = self._say("source_begin"), self._say("source_end")
        titles = [edges[0], *(each.title for each in source.sections), edges[1]]
        before, here, after = titles[at : at + 3]
        fills = {"number": at + 1, "total": len(slugs)}
        return [self._say("source_around", before=before, here=here, after=after, **fills)]

    def _label(self, where: Locator) -> str:
        letter, number = where.rsplit(":", 1)[1][0], where.rsplit(":", 1)[1][1:]
        return f"{self._say(BLOCK_TEXTS[letter])} {number}"

    def _quote(self, where: Locator) -> str:
        """Quote a block; the cells of a table's row stand below each other, for small screens."""
        cells = [discord.utils.escape_markdown(cell) for cell in self._words[where].split(" | ")]
        if len(cells) == 1:
            return f"> {cells[0]}"
        head, *rest = (cell.partition(": ") for cell in cells)
        rows = [f"> • {name}: {text}" for name, _, text in rest]
        return "\n".join([f"> **{head[2] or head[0]}**", *rows])

    def _kind(self, source: Source) -> str:
        grade = self._texts.grade(source, self._locale)
        kind = self._say("source_kind", title=source.title, grade=grade, retrieved=source.retrieved)
        return f"{kind}\n{source.url}".strip()

    def _say(self, name: str, **fills: object) -> str:
        return self._texts.say(name, self._locale, **fills)


def _section_of(where: Locator) -> str:
    return where.rpartition(":")[0]


def _cited_in(answer: str) -> list[Locator]:
    """Read what a message cites; nothing where its citations began in another message."""
    found = _CITED.findall(answer)
    return [Locator(where) for _, where in found] if found and found[0][0] == "1" else []
