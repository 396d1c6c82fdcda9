"""What a question can end in: one union, matched exhaustively; exceptions are for broken things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.core.model import Entry, EntryId, Locator, Passage, PlainPassage


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry's passages, the one that leads first. Raises ValueError without any."""

    entry: EntryId
    passages: tuple[Passage, ...]
    related: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        if not self.passages:
            raise ValueError("an answer needs a passage, and so a citation")


@dataclass(frozen=True, slots=True)
class Answered:
    """The gate lets the question pass and an entry is clearly the match; one answer a question."""

    name: ClassVar[str] = "answer"
    answers: tuple[Answer, ...]

    def __post_init__(self) -> None:
        if not self.answers:
            raise ValueError("an outcome without an answer is not answered")


@dataclass(frozen=True, slots=True)
class Referred:
    """Ask your clinician. It can carry plain passages only: no figure can be in it."""

    name: ClassVar[str] = "clinician"
    message: str
    entry: EntryId | None = None
    passages: tuple[PlainPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Urgent:
    """Someone may be in danger: help lines and nothing else."""

    name: ClassVar[str] = "urgent"
    message: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """Did you mean: two or three entries that are near."""

    name: ClassVar[str] = "suggest"
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Abstained:
    """No sourced answer; `message` names the fixed text that says why, `topic` what is asked."""

    name: ClassVar[str] = "abstain"
    message: str
    topic: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether an entry could answer it, so that the moderators may want to hear of it."""
        return self.message in _GAPS

    @property
    def is_unknown(self) -> bool:
        """Whether it is not even clear what was asked."""
        return self.message == "abstain_unknown"


_GAPS = frozenset({"abstain_unknown", "abstain_topic", "abstain_other_drug", "abstain_stale"})


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting, thanks, or a question about the bot itself; `message` names the fixed text."""

    name: ClassVar[str] = "smalltalk"
    message: str


Outcome = Answered | Referred | Urgent | Suggested | Abstained | SmallTalk


def cited(passages: Iterable[Passage]) -> tuple[Locator, ...]:
    """Give the locators that passages cite in order of appearance, each once."""
    return tuple(dict.fromkeys(where for each in passages for where in each.citations))


def entries_of(outcome: Outcome) -> tuple[tuple[EntryId, ...], tuple[EntryId, ...]]:
    """Give the entries that were shown, and those that were offered."""
    match outcome:
        case Answered(answers):
            shown = tuple(each.entry for each in answers)
            return shown, tuple(other.id for each in answers for other in each.related)
        case Suggested(entries):
            return (), tuple(entry.id for entry in entries)
        case _:
            return (), ()


def plain_of(passages: tuple[Passage, ...]) -> tuple[PlainPassage, ...]:
    """Give what of an entry may stand beside a referral: nothing when a passage states a figure."""
    plain = tuple(each for each in passages if isinstance(each, PlainPassage))
    return plain[:2] if len(plain) == len(passages) else ()


def without_figures(outcome: Answered, entries: Mapping[EntryId, Entry]) -> Answered | Suggested:
    """Leave passages with figures out; offer the entries where one leads with such a passage.

    What follows it would be no answer to what was asked.
    """
    answers = []
    for each in outcome.answers:
        plain = tuple(p for p in each.passages if isinstance(p, PlainPassage))
        if plain[:1] != each.passages[:1]:
            return Suggested(tuple(entries[answer.entry] for answer in outcome.answers))
        answers.append(Answer(each.entry, plain, each.related))
    return Answered(tuple(answers))
