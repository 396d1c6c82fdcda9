"""Reply to messages: text that reads well without embeds, within Discord's limits, and buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import discord

from bot.cogs.callback import Row
from bot.cogs.controls import Controls, Item
from bot.cogs.number import short
from bot.cogs.outbox import Rendered
from bot.cogs.paging import pages
from bot.core.catalogue import Texts
from bot.core.compose import Reply
from bot.core.memo import Memo
from bot.core.model import Entry
from bot.core.outcome import Referred

KEPT = 500
"""Replies of late whose layout is kept: the same entries are asked for again and again."""
OPTION = 100
"""Characters of a select's option."""
REMOVED = ("answer", "suggest", "abstain")
"""Outcomes that who asked, or a moderator, can take away where everybody sees them."""
MOST_EARLIER = 3
"""Messages whose ids have room in a button."""
ROUTES = ("urgent", "clinician")
"""Outcomes that carry no buttons and are nobody else's business."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a reply: `person` asked; `server` where it stands; `hidden` for that person only.

    `related`: related questions are offered.
    """

    person: int
    locale: str
    server: int | None = None
    hidden: bool = False
    related: bool = True


class Renderer:
    """Makes messages of replies."""

    def __init__(self, texts: Texts, controls: Controls) -> None:
        self._texts = texts
        self._controls = controls
        self._related = lru_cache(KEPT)(self._select)
        self._answered = Memo[tuple[Row, ...]](KEPT)

    def reply(self, reply: Reply, audience: Audience) -> Rendered:
        """Render a reply with what can be done about it."""
        is_public = audience.server and not audience.hidden
        closing = self.closing(audience) if is_public and reply.outcome in REMOVED else None
        rows = tuple(self._rows(reply, audience))
        return Rendered(_laid_out(reply.text, reply.kin), rows, closing=closing)

    def _rows(self, reply: Reply, audience: Audience) -> list[Row]:
        match reply.outcome:
            case "answer":
                return self._under_answer(reply, audience)
            case "suggest":
                return [self._choices(reply.suggestions, audience)]
            case "abstain" if audience.server and reply.is_gap:
                return [[self.teller(audience)]]
            case _:
                return []

    def _under_answer(self, reply: Reply, audience: Audience) -> list[Row]:
        locale, related = audience.locale, audience.related
        first, *others = self._answered.of(
            reply, lambda: tuple(self._for_anybody(reply, locale, related=related)), locale, related
        )
        rows = [first, *others]
        if audience.server and audience.hidden:
            refs, label = map(ref, reply.answers), self._texts.say("button_share", locale)
            share = self._controls.button("ask:share", label, *refs, owner=audience.person)
            rows[0] = (*first, share)
        return rows

    def _for_anybody(self, reply: Reply, locale: str, *, related: bool) -> list[Row]:
        """Make what stands under an answer whoever asked."""
        refs = tuple(map(ref, reply.answers))
        make, say = self._controls.button, self._texts.say
        row: list[Item] = [
            make("ask:source", say("button_source", locale), *refs),
            make("ask:follow", say("button_followup", locale), *refs),
            make("ask:good", say("button_helpful", locale), refs[0]),
            make("ask:bad", say("button_unhelpful", locale), refs[0]),
        ]
        rows: list[Row] = [row]
        if reply.related and related:
            choices = tuple((clip(each.question), ref(each.id)) for each in reply.related)
            rows.append([self._related(say("select_related", locale), choices)])
        return rows

    def _select(self, hint: str, choices: tuple[tuple[str, str], ...]) -> Item:
        options = [discord.SelectOption(label=label, value=value) for label, value in choices]
        return self._controls.select("ask:related", hint, options)

    def aside(self, text: str, outcome: Referred, audience: Audience, language: str) -> Rendered:
        """Render what others need not read: a text for everybody, and a button for the asker.

        The button keeps the language of the question, if that is clear.
        """
        args = [ref(each) for each in (outcome.message, outcome.entry) if each]
        args += [language] if language else []
        label = self._texts.say("button_mine", audience.locale)
        button = self._controls.button("ask:mine", label, *args, owner=audience.person)
        rows = ((button, self._remover(audience, ())),)
        return Rendered((text,), rows)

    def closing(self, audience: Audience, *beside: Item) -> Callable[[Sequence[int]], Row]:
        """Make what makes the row with the button that takes a public answer away."""
        return lambda earlier: (*beside, self._remover(audience, earlier))

    def _remover(self, audience: Audience, earlier: Sequence[int]) -> Item:
        """Make that button; `earlier` are the messages that hold the answer's beginning."""
        label = self._texts.say("button_remove", audience.locale)
        args = map(short, earlier[-MOST_EARLIER:])
        return self._controls.button("ask:remove", label, *args, owner=audience.person)

    def _choices(self, entries: Sequence[Entry], audience: Audience) -> list[Item]:
        row = [
            self._controls.button("ask:pick", f"{n}. {entry.question}", ref(entry.id))
            for n, entry in enumerate(entries, 1)
        ]
        label = self._texts.say("button_none", audience.locale)
        return [*row, self._controls.button("ask:none", label, owner=audience.person)]

    def teller(self, audience: Audience) -> Item:
        """Make the button that hands a question to the moderators."""
        label = self._texts.say("button_tell", audience.locale)
        return self._controls.button("gap:tell", label, owner=audience.person)


@lru_cache(maxsize=4096)
def ref(name: str) -> str:
    """Give the short name of an entry or a text in custom ids: several have to fit into one."""
    return blake2b(name.encode(), digest_size=6).hexdigest()


@lru_cache(KEPT)
def _laid_out(text: str, kin: str) -> tuple[str, ...]:
    """Lay out the text of a reply, in which nothing is that a person typed.

    It goes without `kin`: a select names related questions, or they are not to be shown.
    """
    return pages(small_print(text.removesuffix(kin).rstrip() if kin else text))


def small_print(text: str) -> str:
    """Set the citations small: they matter, and the passages go first."""
    return "\n\n".join(
        "\n".join(f"-# {line}" for line in part.split("\n")) if part.startswith("[1] ") else part
        for part in text.split("\n\n")
    )


def options(entries: Sequence[Entry]) -> list[discord.SelectOption]:
    """Make options of entries' questions."""
    return [
        discord.SelectOption(label=clip(entry.question), value=ref(entry.id)) for entry in entries
    ]


def clip(text: str, longest: int = OPTION) -> str:
    """Shorten a text at a word."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"
