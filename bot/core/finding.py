"""What a lint says: findings, and a report of what was and was not checked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.core.model import EntryId


class Needs(StrEnum):
    """What a rule has to have at hand."""

    MANIFEST = "the manifest"
    WORDS = "the source's text"


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule of the lint: its id, one line of reason, and what it needs."""

    id: str
    reason: str
    needs: Needs = Needs.MANIFEST


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `passage_number` counts from 1; 0 means the whole entry.

    `entry` is empty when the finding is about a source. `text` says what is wrong, `hint` how to
    mend it. A finding that does not block is for the curator to judge.
    """

    rule: str
    entry: EntryId
    passage_number: int
    text: str
    hint: str
    blocks: bool = True

    def __str__(self) -> str:
        place = f"{self.entry} passage {self.passage_number}" if self.passage_number else self.entry
        return f"{self.rule} {place}: {self.text}; {self.hint}"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, the rules that ran and those that could not.

    `against_text` counts the passages that were compared with the words of their blocks.
    """

    findings: tuple[Finding, ...]
    checked: tuple[LintRule, ...]
    unchecked: tuple[LintRule, ...]
    entries: int
    passages: int
    against_text: int

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that keep an entry from being published."""
        return tuple(each for each in self.findings if each.blocks)

    @property
    def is_clean(self) -> bool:
        """Whether nothing blocks."""
        return not self.blocking

    @property
    def counts(self) -> dict[str, int]:
        """Findings per rule that ran, zeros included."""
        found = Counter(each.rule for each in self.findings)
        return {rule.id: found[rule.id] for rule in self.checked}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule finds in one passage; the lint adds where it stands."""

    text: str
    hint: str
    blocks: bool = True


Tick = Callable[[int, int], None]
"""Called with (entries done, entries in all), for a progress bar."""


def locate(
    rule: str, problems: Iterable[Problem], entry: EntryId, number: int = 0
) -> Iterator[Finding]:
    """Turn a rule's problems into findings with their place."""
    for each in problems:
        yield Finding(rule, entry, number, each.text, each.hint, each.blocks)
