"""Whom to call in an emergency, by region."""

from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is for."""

    EMERGENCY = "emergency"
    POISON = "poison"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One number. `source`: the page that gives it; `noted`: the day it was read there (ISO)."""

    kind: LineKind
    call: str
    source: str
    noted: str


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of a country. `code`: ISO 3166, two capitals; `name`: as its people call it."""

    code: str
    name: str
    lines: tuple[HelpLine, ...]

    def of(self, *kinds: LineKind) -> tuple[HelpLine, ...]:
        """Give the lines of some kinds, in their order."""
        return tuple(line for kind in kinds for line in self.lines if line.kind is kind)
