"""The one way out: every message, edit and form that the bot sends passes here.

Nothing pings, no link is shown but registered ones, no preview unfolds. discord.py retries neither
a 503 of its ordinary routes nor a connection that Linux reports as reset: that is done here, within
the time in which an answer still counts. A message that Discord took although the answer to it got
lost is not sent twice: interactions are acknowledged once, ordinary messages carry a nonce.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from time import monotonic
from typing import Any, TypeVar

import aiohttp
import discord

from bot.cogs.callback import Layout, Row, acknowledge, respond
from bot.cogs.paging import LIMIT, pages
from bot.core.defuse import defuse

FIRST_S = 2.9
"""Seconds for a first response; Discord gives up after three."""
PATIENCE_S = 20.0
"""Seconds for everything else."""
WAIT_S = 0.05
"""Seconds before the first retry; each further one doubles it."""
TRIES = 4
"""Attempts in any case: on a machine that is too busy, time passes without Discord being tried."""

ACKNOWLEDGED = 40060
GONE = frozenset({10008, 10015, 10062, ACKNOWLEDGED, 50027})
"""Unknown message, webhook or interaction, answered, token out of date: nobody waits any more."""
NO_HISTORY = 160002
"""A reply needs the permission to read a channel's history, an ordinary message does not."""

UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)
"""What is raised when Discord cannot be reached."""

NOBODY = discord.AllowedMentions.none()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is to be sent: texts of up to 2,000 characters; the rest goes with the last one.

    `people` may be named by a mention, which Discord shows as their name; nobody is pinged.
    `closing` makes one more row below the last text, of the ids of the messages before it.
    """

    pages: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    files: tuple[discord.File, ...] = ()
    people: frozenset[int] = frozenset()
    closing: Callable[[Sequence[int]], Row] | None = None


class Outbox:
    """Sends; `links` are the addresses that may stand in a text."""

    def __init__(self, links: Collection[str] = ()) -> None:
        self._links = frozenset(links)

    async def respond(
        self, interaction: discord.Interaction, what: Rendered, *, hidden: bool = True
    ) -> None:
        """Answer an interaction; `hidden` shows it to that person only."""
        what = self._defused(what)
        brief = len(what.pages) == 1 and not what.files and not interaction.response.is_done()
        sent: list[int] = []
        for page, more in _parts(what, sent, brief=brief):
            until = monotonic() + FIRST_S
            if interaction.response.is_done():
                send: Callable[..., Awaitable[object]] = interaction.followup.send
                until = monotonic() + PATIENCE_S
            elif "files" in more or (what.closing and not brief):
                send = interaction.response.send_message
            else:
                send = partial(respond, interaction)
            done = await _insist(
                _rewinding(partial(send, page, ephemeral=hidden, **more), what), until
            )
            sent += _ids_of(done)
            acknowledge(interaction)

    async def update(self, interaction: discord.Interaction, what: Rendered) -> None:
        """Change the message whose button was pressed; where it is gone, answer anew.

        What has no room in it follows, with the controls below it.
        """
        first, *rest = self._defused(what).pages
        here = replace(what, pages=(first,), files=()) if not rest else Rendered((first,))
        [(page, more)] = _parts(here)
        change = partial(interaction.response.edit_message, content=page)
        try:
            await _insist(partial(change, **({"view": None} | more)), monotonic() + FIRST_S)
        except discord.NotFound as error:
            if error.code != 10008:
                raise
            await self.respond(interaction, what)
            return
        if rest:
            await self.respond(interaction, replace(what, pages=tuple(rest), files=()))

    async def form(self, interaction: discord.Interaction, form: discord.ui.Modal) -> None:
        """Open a form; a stopped one is not kept by discord.py."""
        form.stop()
        await _insist(lambda: interaction.response.send_modal(form), monotonic() + FIRST_S)

    async def wait(self, interaction: discord.Interaction, *, hidden: bool = True) -> None:
        """Tell Discord that the answer takes longer than three seconds."""
        await _insist(
            lambda: interaction.response.defer(ephemeral=hidden, thinking=True),
            monotonic() + FIRST_S,
        )

    async def reply(self, message: discord.Message, what: Rendered) -> None:
        """Reply to a message, without a ping; it may be deleted by now."""
        reference, name = message.to_reference(fail_if_not_exists=False), str(message.id)
        try:
            await self.post(message.channel, what, name, reference=reference)
        except discord.Forbidden as error:
            if error.code != NO_HISTORY:
                raise
            await self.post(message.channel, what, name)

    async def post(
        self,
        channel: discord.abc.Messageable,
        what: Rendered,
        name: str,
        reference: discord.MessageReference | None = None,
    ) -> None:
        """Post messages; `name` (up to 22 signs) keeps them from being there twice."""
        sent: list[int] = []
        for number, (page, more) in enumerate(_parts(self._defused(what), sent)):
            if reference and not number:
                more["reference"] = reference
            nonce = f"{name}.{number}"
            send = partial(channel.send, page, nonce=nonce, **more)
            sent += _ids_of(await _insist(send, monotonic() + PATIENCE_S))

    async def remove(self, interaction: discord.Interaction, earlier: Collection[int]) -> None:
        """Delete the message whose button was pressed, and those with the same answer before it."""
        until = monotonic() + FIRST_S
        await _insist(interaction.response.defer, until)
        channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
        for each in earlier:
            with suppress(discord.NotFound, discord.Forbidden):
                await _insist(channel.get_partial_message(each).delete, until + PATIENCE_S)
        await _insist(interaction.delete_original_response, until + PATIENCE_S)

    def _defused(self, what: Rendered) -> Rendered:
        """Take the sting out of the texts; what that adds may make two messages of one."""
        links = self._links | {f"<@{person}>" for person in what.people}
        texts = [defuse(page, links) for page in what.pages]
        fitting = (pages(text) if len(text) > LIMIT else (text,) for text in texts)
        return replace(what, pages=tuple(chain.from_iterable(fitting)))


def _parts(
    what: Rendered, sent: Sequence[int] = (), *, brief: bool = False
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each text with what goes with it, for discord.py or for our own `brief` way.

    `sent` holds the ids of the messages before by the time at which the last one is asked for.
    """
    *earlier, last = what.pages
    for page in earlier:
        yield page, {"allowed_mentions": NOBODY, "suppress_embeds": True}
    more: dict[str, Any] = {"allowed_mentions": NOBODY, "suppress_embeds": True}
    rows = (*what.rows, what.closing(sent)) if what.closing else what.rows
    if brief:
        more["rows"] = rows
    elif rows:
        more["view"] = Layout(rows)
    if what.files:
        more["files"] = list(what.files)
    yield last, more


def _ids_of(sent: object) -> list[int]:
    """Give the id of a message, where Discord told it."""
    if isinstance(sent, discord.InteractionCallbackResponse):
        return [sent.message_id] if sent.message_id else []
    return [sent.id] if isinstance(sent, discord.Message) else []


def _rewinding(send: Callable[[], Awaitable[T]], what: Rendered) -> Callable[[], Awaitable[T]]:
    """Read the files from their begin at every attempt: discord.py does so only at its own."""

    def attempt() -> Awaitable[T]:
        for file in what.files:
            file.reset(seek=True)
        return send()

    return attempt


async def _insist(send: Callable[[], Awaitable[T]], until: float) -> T | None:
    """Send, and again after a passing fault: some times in any case, then until a time.

    Raises what the last attempt raised.
    """
    wait, tried = WAIT_S, 0
    while True:
        tried += 1
        try:
            return await send()
        except discord.HTTPException as error:
            if tried > 1 and error.code == ACKNOWLEDGED:
                return None  # the attempt before got through, only its answer did not
            if error.status != 503 or (tried >= TRIES and monotonic() + wait > until):
                raise
        except (aiohttp.ClientConnectionError, ConnectionError):
            if tried >= TRIES and monotonic() + wait > until:
                raise
        await asyncio.sleep(wait)
        wait *= 2
