"""Entries as moderators see them: lists, one entry, figures."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from bot.cogs.forms import Say
from bot.cogs.marks import clip, quoted
from bot.cogs.paging import pages
from bot.core.edit import UNSORTED, edit_of
from bot.core.errors import RefusedError
from bot.core.measure import OUTCOMES
from bot.core.model import EntryId
from bot.services.standing import Standing
from bot.services.stats import Sheet

MOST_OFFERED = 25
LINES = 12
"""Lines of a list on a page."""
LONGEST_TOPIC = 24
"""It has to fit into a form's custom id, beside the draft and whose form it is."""

_TITLES = [
    "stats_headline",
    "stats_per_day",
    "stats_few",
    "stats_most_asked",
    "stats_least_helpful",
    "stats_nothing",
]


def topic_of(typed: str) -> str:
    """Make a topic's short name of what was typed; nothing gives the topic of what is unsorted.

    Raises RefusedError for what no short name can be made of.
    """
    bare = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if len(plain) > LONGEST_TOPIC or (typed.strip() and not plain):
        raise RefusedError("faq_topic_unfit", most=LONGEST_TOPIC)
    return plain or UNSORTED


def named(typed: str) -> EntryId:
    """Make an id of what was typed: phones write capitals, and spaces behind words."""
    return EntryId(plain(typed).lower())


def plain(typed: str) -> str:
    """Make one line of what was typed; the sign of no character goes, which databases refuse."""
    return " ".join(typed.replace("\0", " ").split())


def offers(standings: Mapping[EntryId, Standing], typed: str) -> list[tuple[str, str]]:
    """Give (shown, id) of the entries that hold what was typed, those named so first."""
    wanted = typed.casefold().strip()
    found = []
    for name, standing in standings.items():
        shown = standing.entry or standing.shipped
        question = shown.question if shown else ""
        if wanted in name or wanted in question.casefold():
            text = f"{name} · {question}" if standing.entry else f"{name} (–) {question}"  # noqa: RUF001
            found.append((not name.startswith(wanted), clip(text, 100), str(name)))
    return [(text, name) for _, text, name in sorted(found)[:MOST_OFFERED]]


def listed(say: Say, standings: Mapping[EntryId, Standing], topic: str) -> tuple[str, list[str]]:
    """Give a head and its lines: a topic's entries, or what the server changed, then the topics."""
    entries = [each for each in standings.values() if each.entry]
    if topic:
        chosen = [each for each in entries if each.entry and each.entry.topic == topic]
        return say("list_topic", topic=topic, n=len(chosen)), [*map(_line, chosen)]
    changed = [each for each in standings.values() if each.number]
    topics = Counter(each.entry.topic for each in entries if each.entry)
    return say("list_changed", n=len(changed)), [
        *(_line(each) + ("" if each.entry else say("list_retired")) for each in changed),
        say("list_topics"),
        *(f"• {name}: {n}" for name, n in sorted(topics.items())),
    ]


def entry_pages(say: Say, standing: Standing) -> tuple[str, ...]:
    """Show an entry as it stands."""
    if standing.entry is None:
        return (say("entry_retired"),)
    edit = edit_of(standing.entry)
    name = "entry_shipped" if not standing.number else "entry_revision"
    return (
        *pages(
            "\n\n".join(
                [
                    f"**{standing.entry.question}**",
                    say(name, entry=standing.id, topic=edit.topic, number=standing.number),
                    quoted(edit.answer),
                    say(
                        "entry_phrasings",
                        n=len(standing.entry.phrasings),
                        related=edit.related or "–",  # noqa: RUF001 - none
                    ),
                ]
            )
        ),
    )


def stats_text(say: Say, sheet: Sheet) -> str:
    """Say what the picture shows, for those who cannot see it."""
    figures = sheet.figures
    lines = [
        say(
            "stats_headline", total=figures.total, gaps=figures.open_gaps, cited=figures.cited,
            blocks=figures.blocks,
        )
    ]  # fmt: skip
    shares = [f"{say(f'outcome_{name}')} {n}" for name, n in figures.by_outcome.items()]
    if shares:
        lines.append(" · ".join(shares))
    asked = [f"{clip(sheet.questions.get(n, n), 60)} ({k})" for n, k in figures.most_asked]
    bad = [f"{clip(sheet.questions.get(n, n), 60)} ({k}/{m})" for n, k, m in figures.least_helpful]
    for name, found in (("stats_most_asked", asked), ("stats_least_helpful", bad)):
        if found:
            lines.append(f"{say(name)}: {'; '.join(found)}")
    return "\n".join(lines)


def words_of(say: Say) -> dict[str, str]:
    """Gather the texts of the picture."""
    return {name: say(name) for name in (*_TITLES, *(f"outcome_{each}" for each in OUTCOMES))}


def _line(standing: Standing) -> str:
    shown = standing.entry or standing.shipped
    number = f" ({standing.number})" if standing.number else ""
    return f"• `{standing.id}`{number} {clip(shown.question, 90) if shown else ''}".rstrip()
