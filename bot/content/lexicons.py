"""Lists of words that the gate's rules share, from `knowledge/safety/`."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.shape import Shape, read_rows
from bot.core.errors import Fault
from bot.core.patterns import Lexicon
from bot.core.verdict import Evidence

LEXICONS = "lexicons.yaml"
"""The file of those that give evidence and traits."""

_FLAGS = {flag.name.lower().replace("_", "-"): flag for flag in Evidence if flag.name}


def read_lexicons(path: Path, root: Path, faults: list[Fault]) -> Iterator[Lexicon]:
    """Read a file of named lists; faults are named relative to `root` and collected."""
    seen: set[str] = set()
    for shape in read_rows(path, root, faults, "name forms flag"):
        name = shape.text("name")
        if name in seen:
            shape.fault(f"lexicon {name!r} stands here twice")
        seen.add(name)
        forms = shape.texts("forms")
        if not forms:
            shape.fault("a lexicon needs at least one form")
        yield Lexicon(name, forms, read_flag(shape, shape.text("flag", default="")))


def read_flag(shape: Shape, name: str) -> Evidence:
    """Give the evidence of a name; none for an empty one. An unknown one is a fault."""
    if not name:
        return Evidence.NONE
    if name.replace("_", "-") not in _FLAGS:
        shape.fault(f"unknown flag {name!r}; known: {', '.join(_FLAGS)}")
        return Evidence.NONE
    return _FLAGS[name.replace("_", "-")]
