"""Outcome to reply: approved passages and fixed texts, and nothing else.

Nothing that a person typed reaches a reply; there is no parameter for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import assert_never

from bot.core.helplines import LineKind
from bot.core.memo import Memo
from bot.core.model import Entry, EntryId, Locator, Pack, Passage, Source
from bot.core.offers import offer_only
from bot.core.outcome import (
    Abstained,
    Answer,
    Answered,
    Outcome,
    Referred,
    SmallTalk,
    Suggested,
    Urgent,
    cited,
)
from bot.core.verdict import Route, RuleClass

RECENT = 200
"""Answers of late whose replies are kept: the same ones are given again and again."""

REQUIRED = frozenset(
    {
        *(each.message for each in RuleClass),
        *("abstain_topic", "abstain_unknown", "abstain_stale", "covers", "covers_examples"),
        *("suggest", "suggest_none", "answer_source", "answer_related", "answer_language"),
        *("clinician_topic", "block_p", "block_l", "block_t"),
        *(f"line_{kind}" for kind in LineKind),
        "talk_greeting",
    }
)
"""Names of the fixed texts that a pack must have in English."""

REFERRALS = tuple(each.message for each in RuleClass if each.route is Route.CLINICIAN)
"""Names of the texts that lead to a clinician."""

_HELP = {
    "urgent_emergency": (LineKind.EMERGENCY, LineKind.POISON),
    "urgent_self_harm": (LineKind.EMERGENCY, LineKind.CRISIS),
}
"""The lines that each urgent text is followed by."""

BLOCK_TEXTS = {"p": "block_p", "l": "block_l", "t": "block_t"}
"""Names of the texts for a paragraph, an item and a row of a table, by their locator's letter."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A platform-free message.

    `text` is the whole reply as shown; the rest is what it was made of, for machines and buttons.
    `answers` are the entries that were answered, `kin` the line that names related ones.
    `is_gap`: an entry could answer the question, so that the moderators may want to hear of it.
    """

    outcome: str
    text: str
    entry: EntryId | None = None
    passages: tuple[Passage, ...] = ()
    suggestions: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()
    answers: tuple[EntryId, ...] = ()
    kin: str = ""
    is_gap: bool = False


class Composer:
    """Makes replies from one pack in one locale; English fills what a locale lacks.

    `is_answered`: tells which of the questions in fixed texts may be offered, where not all may.
    """

    def __init__(
        self, pack: Pack, locale: str = "en", is_answered: Callable[[str], bool] | None = None
    ) -> None:
        self._offer = cache(partial(offer_only, is_answered=is_answered)) if is_answered else str
        self._texts: Mapping[str, str] = pack.messages["en"] | pack.messages.get(locale, {})
        self._is_foreign = locale != "en"
        self._recent = Memo[Reply](RECENT)
        self._entries = {entry.id: entry for entry in pack.entries}
        self._regions = {region.code: region for region in pack.regions}
        self._sources = {source.id: source for source in pack.sources}
        self._topics = {
            topic.about: self._texts.get(topic.about_text, topic.about) for topic in pack.uncovered
        }
        self._labels = {
            block.locator: self._label(source, block.locator, block.grade)
            for source in pack.sources
            for block in source.blocks
        }

    def reply(self, outcome: Outcome, region: str = "") -> Reply:
        """Turn any outcome into a reply; the help lines are those of a region, when it is known."""
        match outcome:
            case Answered(answers):
                return self._recent.of(answers, lambda: self._answered(answers))
            case Referred(message, entry, passages):
                return self._referred(message, entry, passages)
            case Suggested(entries):
                return self._suggested(entries)
            case Abstained(message, topic):
                text = self._offer(self.fixed(message, "covers", "covers_examples"))
                named = text.replace("{topic}", self._topics.get(topic, topic))
                return Reply(outcome.name, named, is_gap=outcome.is_gap)
            case Urgent(message):
                return Reply(outcome.name, self.fixed(message) + self._lines(message, region))
            case SmallTalk(message):
                return Reply(outcome.name, self._offer(self.fixed(message)))
            case _:
                assert_never(outcome)

    def fixed(self, *names: str) -> str:
        """Give fixed texts, one below the other."""
        return "\n\n".join(self._texts[name].strip() for name in names)

    def _lines(self, message: str, code: str) -> str:
        """Name the numbers of a region for one kind of danger; nothing where none are known."""
        region = self._regions.get(code)
        if region is None:
            return ""
        numbers = [(f"line_{each.kind}", each.call) for each in region.of(*_HELP[message])]
        lines = [f"• {self._texts[kind]}: {call}" for kind, call in numbers]
        return "\n\n" + "\n".join([f"{region.name}:", *lines])

    def _answered(self, answers: tuple[Answer, ...]) -> Reply:
        passages = tuple(passage for each in answers for passage in each.passages)
        numbers = _numbers(passages)
        lines = []
        for each in answers:
            lines.append(f"**{self._entries[each.entry].question}**")
            lines.extend(_numbered(passage, numbers) for passage in each.passages)
        lines.append(self._citations(numbers))
        # by their names: hashing an entry means hashing all its phrasings
        shown = tuple(each.entry for each in answers)
        others = {entry.id: entry for each in answers for entry in each.related}
        related = tuple(entry for name, entry in others.items() if name not in shown)
        kin = ""
        if related:
            kin = self._texts["answer_related"] + " · ".join(entry.question for entry in related)
            lines.append(kin)
        return Reply(Answered.name, "\n\n".join(lines), shown[0], passages, (), related, shown, kin)

    def _referred(
        self, message: str, entry: EntryId | None, passages: tuple[Passage, ...]
    ) -> Reply:
        lines = [self.fixed(message)]
        if passages:
            numbers = _numbers(passages)
            lines.append(self._texts["clinician_topic"])
            lines.extend(_numbered(passage, numbers) for passage in passages)
            lines.append(self._citations(numbers))
        return Reply(Referred.name, "\n\n".join(lines), entry, passages)

    def _suggested(self, entries: tuple[Entry, ...]) -> Reply:
        choices = "\n".join(f"{n}. {entry.question}" for n, entry in enumerate(entries, 1))
        text = "\n\n".join([self.fixed("suggest"), choices, self.fixed("suggest_none")])
        return Reply(Suggested.name, text, None, (), entries)

    def _citations(self, numbers: Mapping[Locator, int]) -> str:
        lines = [f"[{n}] {self._labels.get(where, where)}" for where, n in numbers.items()]
        used = dict.fromkeys(where.split(":")[0] for where in numbers)
        grades = [self._grade(self._sources[name]) for name in used if name in self._sources]
        notice = self._texts["answer_source"].replace("{grade}", "; ".join(grades))
        language = [self._texts["answer_language"]] if self._is_foreign else []
        return "\n".join([*lines, notice, *language])

    def _grade(self, source: Source) -> str:
        """Say what kind of work a source is, in the reader's language where the pack has that."""
        return self._texts.get(source.grade_text, source.grade)

    def _label(self, source: Source, locator: Locator, grade: str) -> str:
        """Name a block for people: title, heading, which paragraph, what kind of work it names."""
        _, slug, place = locator.split(":")
        titles = {section.slug: section.title for section in source.sections}
        kind = f"{self._texts[BLOCK_TEXTS[place[0]]]} {place[1:]}"
        label = f"{source.title} › {titles.get(slug, slug)}, {kind} ({locator})"  # noqa: RUF001
        return f"{label}: {grade}" if grade else label


def suggestion(entry: Entry) -> dict[str, object]:
    """Give an entry as the JSON contract has it."""
    return {"entry": entry.id, "citations": list(cited(entry.passages))}


def _numbers(passages: tuple[Passage, ...]) -> dict[Locator, int]:
    return {where: n for n, where in enumerate(cited(passages), 1)}


def _numbered(passage: Passage, numbers: Mapping[Locator, int]) -> str:
    marks = "".join(f"[{numbers[where]}]" for where in passage.citations)
    return f"{passage.text} {marks}"
