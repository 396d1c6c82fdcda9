"""`help-lines.yaml`: whom to call, by region, each number with its source and date."""

import re
from datetime import date
from pathlib import Path

from bot.content.shape import Shape, read_rows
from bot.core.errors import Fault
from bot.core.helplines import HelpLine, LineKind, Region

FILE = "help-lines.yaml"
_CODE = re.compile(r"[A-Z]{2}")


def load_regions(root: Path, faults: list[Fault]) -> tuple[Region, ...]:
    """Read the regions of a pack, none when it has no such file; faults are collected."""
    if not (root / FILE).is_file():
        return ()
    shapes = read_rows(root / FILE, root, faults, "region name lines", "regions")
    return tuple(map(_region, shapes))


def _region(shape: Shape) -> Region:
    code = shape.text("region")
    if not _CODE.fullmatch(code):
        shape.fault(f"region {code!r} must be two capital letters, as in ISO 3166")
    lines = tuple(_line(each) for each in shape.shapes("lines", "kind call source noted"))
    if LineKind.EMERGENCY not in {line.kind for line in lines}:
        shape.fault("a region needs its emergency number")
    return Region(code, shape.text("name"), lines)


def _line(shape: Shape) -> HelpLine:
    kind, noted, source = shape.text("kind"), shape.text("noted"), shape.text("source")
    if kind not in set(LineKind):
        shape.fault(f"unknown kind {kind!r}; known: {', '.join(LineKind)}")
        kind = LineKind.EMERGENCY
    try:
        date.fromisoformat(noted)
    except ValueError:
        shape.fault(f"'noted' must be a day such as 2026-01-31, not {noted!r}")
    if not source.startswith("https://"):
        shape.fault("'source' must be the https address of the page that gives the number")
    return HelpLine(LineKind(kind), shape.text("call"), source, noted)
