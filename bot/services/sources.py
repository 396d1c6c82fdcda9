"""Use cases around sources: make a manifest from a text, compare a copy with it."""

import hashlib
from dataclasses import replace
from pathlib import Path

from bot.content.dump import dump_source
from bot.content.files import UnreadableError, decode, read_bytes
from bot.content.load import load_source
from bot.content.source import Article, Outline, compare, describe, read_article
from bot.core.errors import UserError, visible
from bot.core.model import Source

LARGEST = 20_000_000
"""Bytes of a text."""


def add_source(file: Path, manifest: Path, today: str, about: dict[str, str]) -> Source:
    """Read `file` and write (or renew) `manifest`; `about` holds title, kind, grade, url, review.

    An existing manifest keeps its outline, and what a curator decided on paragraphs whose words
    stand there still: waivers, gaps and grades.
    """
    old = load_source(manifest) if manifest.exists() else None
    outline = Outline(old.sections, old.tables) if old else Outline()
    article, checksum = _read(file, manifest.stem, outline)
    source = _renew(old or _blank(manifest.stem, article, about), article)
    given = {key: value for key, value in about.items() if value}
    source = replace(source, sha256=checksum, retrieved=today, **given)  # type: ignore[arg-type]
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(dump_source(source), "utf-8")
    return source


def check_source(file: Path, manifest: Path) -> list[str]:
    """Say where a copy of the text differs from the manifest; an empty list when nowhere."""
    source = load_source(manifest)
    article, checksum = _read(file, source.id, Outline(source.sections, source.tables))
    return compare(source, article) if checksum != source.sha256 else []


def read_words(file: Path, source: Source) -> dict[str, str]:
    """Give the words of each block from an operator's copy: locator → text."""
    article, _ = _read(file, source.id, Outline(source.sections, source.tables))
    return {each.locator: each.text for each in article.paragraphs}


def _read(file: Path, source: str, outline: Outline) -> tuple[Article, str]:
    """Read a text into blocks; give the checksum of its bytes too."""
    text, checksum = _text_of(file)
    try:
        return read_article(text, source, outline), checksum
    except UserError as error:
        raise UserError(f"{visible(file)}: {error}") from error


def _text_of(file: Path) -> tuple[str, str]:
    try:
        raw = read_bytes(file, LARGEST)
        return decode(raw), hashlib.sha256(raw).hexdigest()
    except UnreadableError as error:
        raise UserError(f"{visible(file)}: {error}") from error


def _blank(name: str, article: Article, about: dict[str, str]) -> Source:
    return Source(
        id=name,
        title=about.get("title") or name,
        kind=about.get("kind") or "web article",
        grade=about.get("grade") or "ungraded source",
        url="",
        retrieved="",
        review="",
        sha256="",
        sections=tuple(article.sections),
        blocks=(),
    )


def _renew(source: Source, article: Article) -> Source:
    blocks = tuple(describe(article, source.blocks))
    new = tuple(each for each in article.sections if each not in source.sections)
    sections = source.sections + new
    return replace(source, sections=sections, blocks=blocks, skipped=tuple(article.skipped))
