"""Where a page may be written: not over anything that is no such page."""

from pathlib import Path

from bot.content.files import UnreadableError, read_bytes
from bot.core.errors import UserError, visible

MARK = '<meta name="generator" content="footnote lint">'
"""Stands near the top of every page, by which it is known for one."""

_LARGEST = 50_000_000
_TOP = 300


def check_place(page: Path, knowledge: Path) -> None:
    """Refuse to write a page where it would destroy something else. Raises UserError."""
    check_folder(page, "--html")
    if page.resolve().is_relative_to(knowledge.resolve()):
        raise UserError(f"{_named(page)}: it is inside the pack: name a file elsewhere")
    if (page.exists() or page.is_symlink()) and not _is_page(page):
        raise UserError(f"{_named(page)}: it is no page of this command: name another file")


def check_folder(file: Path, option: str) -> None:
    """Refuse the name of a file that cannot be there. Raises UserError."""
    if not file.name or file.is_dir():
        raise UserError(f"{option} {visible(file)}: it is a directory: name a file in it")
    if not file.parent.is_dir():
        raise UserError(f"{option} {visible(file)}: its folder is not there: make it first")


def write_page(page: Path, html: str) -> None:
    """Write a page. Raises UserError."""
    try:
        page.write_text(html, "utf-8")
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise UserError(f"{_named(page)}: {reason}: name a file that can be written") from error


def _named(page: Path) -> str:
    return f"--html {visible(page)}"


def _is_page(path: Path) -> bool:
    try:
        return MARK.encode() in read_bytes(path, _LARGEST)[:_TOP]
    except UnreadableError:
        return False
