"""Buttons, selects and forms whose whole state is in their custom id, so that they outlive us.

A custom id is `f1|kind|owner|arguments|tag`. The tag is a keyed hash of the rest: an id that this
bot did not make, or that somebody changed, does nothing. Who may press is decided by the table in
`bot.core.permission`, from the payload of that very press.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

import discord
from discord.ext import commands

from bot.cogs.faults import Faults, locale_of
from bot.cogs.handback import typed
from bot.cogs.once import Once
from bot.core.catalogue import Texts
from bot.core.errors import RefusedError
from bot.core.permission import Denial, Member, denial, is_kept
from bot.services.guilds import GuildBook

TEMPLATE = re.compile(
    r"f1\|(?P<kind>[a-z]+:[a-z]+)\|(?P<owner>\d*)\|(?P<args>[\w.,+-]*)\|(?P<tag>[\w-]{12})",
    re.ASCII,
)
Item = discord.ui.Item[Any]

_SELECT = discord.ComponentType.string_select.value

KEPT = 1_000
"""Buttons of late that are kept, of no person: the same ones stand under the same answers."""
MOST = 1 << 63
"""No number is as great; a database holds none that is."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button, one choice, or one form sent in.

    `args` are those the control was made with; `values` what was chosen; `fields` what was filled
    in, by the part's custom id: a text, or the chosen values.
    """

    interaction: discord.Interaction
    args: tuple[str, ...]
    values: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def choice(self) -> str:
        """Give the one value that was chosen. Raises RefusedError when a client sent none."""
        if not self.values:
            raise RefusedError("worn_out")
        return self.values[0]

    def number(self, read: Callable[[str], int] = int) -> int:
        """Read a number that was chosen. Raises RefusedError when a client made it up."""
        try:
            number = read(self.choice)
        except ValueError:
            raise RefusedError("worn_out") from None
        if not 0 <= number < MOST:
            raise RefusedError("worn_out")
        return number


Handler = Callable[[Press], Awaitable[None]]
Admits = Callable[[discord.Interaction], Awaitable[bool]]
"""Tells whether a press is answered now; else it is refused already."""
Denied = Callable[[discord.Interaction, str, str], Awaitable[None]]
"""Takes note of a press that was denied: of which kind, and why."""


class Controls:
    """Makes controls and answers them."""

    def __init__(
        self,
        key: str,
        texts: Texts,
        faults: Faults,
        guilds: GuildBook,
        admits: Admits,
        denied: Denied,
    ) -> None:
        self._key = blake2b(b"controls" + key.encode(), digest_size=32).digest()
        self._texts = texts
        self._guilds = guilds
        self._admits = admits
        self._denied = denied
        self._faults = faults
        self._once = Once()
        self._handlers: dict[str, Handler] = {}
        self._anybodys = lru_cache(KEPT)(self._button)

    def listen(self, client: commands.AutoShardedBot) -> None:
        """Take up presses and forms, of whatever age, that reach this client."""
        client.add_dynamic_items(_item_class(self._pressed))
        client.add_listener(self._submitted, "on_interaction")

    @property
    def kinds(self) -> frozenset[str]:
        """What is answered."""
        return frozenset(self._handlers)

    def on(self, kind: str, handler: Handler) -> None:
        """Say what answers a kind, as in "faq:open"; its row in the permission table is due."""
        self._handlers[kind] = handler

    def name(self, kind: str, *args: str, owner: int | None = None) -> str:
        """Make a custom id. Raises ValueError when it is too long or an argument has odd signs."""
        body = f"f1|{kind}|{owner or ''}|{','.join(args)}"
        name = f"{body}|{self._tag(body)}"
        if len(name) > 100 or not TEMPLATE.fullmatch(name):
            raise ValueError(f"no custom id can hold {body}")
        return name

    def button(
        self,
        kind: str,
        label: str,
        *args: str,
        owner: int | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> Item:
        """Make a button."""
        make = self._button if owner else self._anybodys
        return make(style, label, kind, args, owner)

    def _button(
        self,
        style: discord.ButtonStyle,
        label: str,
        kind: str,
        args: tuple[str, ...],
        owner: int | None,
    ) -> Item:
        name = self.name(kind, *args, owner=owner)
        return discord.ui.Button(label=label[:80], style=style, custom_id=name)

    def select(
        self,
        kind: str,
        hint: str,
        options: Sequence[discord.SelectOption],
        *args: str,
    ) -> Item:
        """Make a select of at most 25 options."""
        name = self.name(kind, *args)
        return discord.ui.Select(custom_id=name, placeholder=hint[:150], options=list(options[:25]))

    def form(
        self,
        kind: str,
        title: str,
        parts: Sequence[discord.ui.Label[Any] | discord.ui.TextDisplay[Any]],
        *args: str,
        owner: int | None = None,
    ) -> discord.ui.Modal:
        """Make a form; it is answered after a restart too."""
        name = self.name(kind, *args, owner=owner)
        form = discord.ui.Modal(title=title[:45], custom_id=name)
        for part in parts:
            form.add_item(part)
        return form

    async def _submitted(self, interaction: discord.Interaction) -> None:
        """Answer forms ourselves: discord.py forgets them at a restart."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._pressed(interaction)

    async def _pressed(self, interaction: discord.Interaction) -> None:
        """Check a press and hand it to its handler; whatever fails is answered."""
        if not self._once.first(interaction.id) or not await self._admits(interaction):
            return
        try:
            sent: Any = interaction.data
            found = TEMPLATE.fullmatch(sent["custom_id"])
            handler = self._handlers.get(found["kind"]) if found else None
            if not found or not handler or not self._is_ours(found[0]):
                await self._refuse(interaction, "worn_out")
                await self._note(interaction, "worn_out", "forged")
                return
            denied = self._denial(interaction, found["kind"], found["owner"])
            if denied:
                await self._refuse(interaction, denied.value)
                await self._note(interaction, denied.value)
                return
            args = tuple(each for each in found["args"].split(",") if each)
            values = _chosen(sent)
            await handler(Press(interaction, args, values, typed(sent.get("components", ()))))
        except Exception as error:  # noqa: BLE001 - the one handler: everything ends here
            await self._faults.answer(interaction, error)
            if isinstance(error, RefusedError):
                await self._note(interaction, error.name)

    async def _note(self, interaction: discord.Interaction, why: str, name: str = "") -> None:
        """Record what was denied under its kind, or a name, where it is moderators' concern."""
        sent: Any = interaction.data
        found = TEMPLATE.fullmatch(sent["custom_id"])
        if found and is_kept(found["kind"]):
            await self._denied(interaction, name or found["kind"], why)

    def _denial(self, interaction: discord.Interaction, kind: str, owner: str) -> Denial | None:
        settings = self._guilds.get(interaction.guild_id)
        return denial(kind, member_of(interaction), settings, int(owner) if owner else None)

    async def _refuse(self, interaction: discord.Interaction, name: str) -> None:
        locale = locale_of(self._guilds, interaction)
        text = self._texts.say(name, locale, interaction.locale.value)
        await self._faults.refuse(interaction, text)

    def _tag(self, body: str) -> str:
        made = blake2b(body.encode(), key=self._key, digest_size=9).digest()
        return urlsafe_b64encode(made).decode()

    def _is_ours(self, name: str) -> bool:
        body, _, tag = name.rpartition("|")
        return compare_digest(tag, self._tag(body))


def _chosen(sent: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what was chosen. Raises RefusedError where a select of ours was sent in without."""
    values = tuple(sent.get("values", ()))
    if not values and sent.get("component_type") == _SELECT:
        raise RefusedError("worn_out")
    return values


def _item_class(
    pressed: Callable[[discord.Interaction], Awaitable[None]],
) -> type[discord.ui.DynamicItem[Item]]:
    class Control(discord.ui.DynamicItem[Item], template=TEMPLATE):
        """What discord.py makes of any component whose custom id looks like ours."""

        @classmethod
        async def from_custom_id(
            cls, _: discord.Interaction, item: Item, __: re.Match[str], /
        ) -> "Control":
            return cls(item)

        async def callback(self, interaction: discord.Interaction) -> None:
            await pressed(interaction)

    return Control


def member_of(interaction: discord.Interaction) -> Member:
    """Give what the payload of an interaction says of whoever acts."""
    user = interaction.user
    held = user.roles if isinstance(user, discord.Member) else ()
    roles = (role.id for role in held if not role.is_default())  # which everybody has
    may = interaction.permissions
    return Member(
        user.id,
        interaction.guild_id,
        frozenset(roles),
        manage_messages=may.manage_messages,
        manage_guild=may.manage_guild,
        is_bot=user.bot,
    )
