"""`/settings`: how the bot behaves in a server."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.cogs.bulletin import Bulletin
from bot.cogs.controls import MOST, Item, Press, member_of
from bot.cogs.desk import Front
from bot.cogs.outbox import Rendered
from bot.core.errors import RefusedError
from bot.core.guild import Act, GuildSettings
from bot.core.permission import denial

ANY = "any"
"""The choice of no one language."""
MOST_CHANNELS = 25

Show = Callable[[discord.Interaction, Rendered], Awaitable[None]]
Change = Callable[[GuildSettings, tuple[str, ...]], GuildSettings]

CHANGES: dict[str, Change] = {
    "public": lambda old, _: replace(old, public=not old.public),
    "related": lambda old, _: replace(old, related=not old.related),
    "approval": lambda old, _: replace(old, second_approval=not old.second_approval),
    "locale": lambda old, chosen: replace(old, locale="" if chosen[0] == ANY else chosen[0]),
    "channels": lambda old, chosen: replace(old, channels=frozenset(map(_snowflake, chosen))),
    "role": lambda old, chosen: replace(old, moderator_role=_one(chosen)),
    "log": lambda old, chosen: replace(old, log_channel=_one(chosen)),
}
"""What each part of the panel does to the settings, with what was chosen there."""


class SettingsCog(commands.Cog):
    """One panel; each press changes one setting and shows the panel again."""

    def __init__(self, front: Front, bulletin: Bulletin) -> None:
        self._front = front
        self._bulletin = bulletin
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        for name in CHANGES:
            front.controls.on(f"set:{name}", self._changer(name))

    @app_commands.command(
        name=locale_str("settings", key="settings_name"), description="settings_about"
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.rename(region=locale_str("region", key="settings_region_name"))
    @app_commands.describe(region="settings_region_about")
    async def settings(self, interaction: discord.Interaction, region: str = "") -> None:
        """Show the panel to whoever manages the server; a named region is set first."""
        current = self._front.app.guilds.get(interaction.guild_id)
        denied = denial("settings", member_of(interaction), current)
        if denied:
            text = self._front.say(interaction, denied.value)
            await self._front.out.respond(interaction, Rendered((text,)))
            return
        if region:
            if region != ANY and region not in self._regions():
                raise RefusedError("settings_region_unknown")
            known = "" if region == ANY else region
            await self._keep(
                interaction, lambda old: replace(old, region=known), self._front.out.respond
            )
        else:
            await self._front.out.respond(interaction, self._panel(interaction, current))

    @settings.autocomplete("region")
    async def complete(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the regions whose help lines are known, and none of them."""
        known = {ANY: self._front.say(interaction, "settings_no_region")} | self._regions()
        return [
            app_commands.Choice(name=name, value=code)
            for code, name in known.items()
            if typed.casefold() in name.casefold()
        ][:25]

    def _regions(self) -> dict[str, str]:
        pack = self._front.app.library.serving(None).snapshot.pack
        return {region.code: region.name for region in pack.regions}

    async def _keep(
        self,
        interaction: discord.Interaction,
        change: Callable[[GuildSettings], GuildSettings],
        show: Show,
    ) -> None:
        """Save the settings, show the panel anew, and tell the log channel."""
        at = int(interaction.created_at.timestamp())
        act = Act(interaction.guild_id or 0, interaction.id, interaction.user.id, at)
        guilds = self._front.app.guilds
        async with self._turns[act.guild]:  # of two at once, neither takes back the other's
            now = change(guilds.get(act.guild))
            await guilds.put(act, now)
        await show(interaction, self._panel(interaction, now))
        await self._bulletin.note(interaction, act, "log_settings")

    def _changer(self, name: str) -> Callable[[Press], Any]:
        async def change(press: Press) -> None:
            def changed(old: GuildSettings) -> GuildSettings:
                try:
                    now = CHANGES[name](old, press.values)
                except (IndexError, ValueError):
                    raise RefusedError("worn_out") from None  # what no panel of ours offers
                if now.locale not in ("", *self._front.app.texts.locales):
                    raise RefusedError("worn_out")
                return now

            await self._keep(press.interaction, changed, self._front.out.update)

        return change

    def _panel(self, interaction: discord.Interaction, now: GuildSettings) -> Rendered:
        say = self._front.say
        text = say(
            interaction,
            "settings_intro",
            public=say(interaction, "settings_public" if now.public else "settings_private"),
            related=say(interaction, "settings_on" if now.related else "settings_off"),
            locale=say(
                interaction, f"locale_{now.locale}" if now.locale else "settings_any_locale"
            ),
            channels=self._where(interaction, now),
            region=self._regions().get(now.region) or say(interaction, "settings_no_region"),
            approval=say(interaction, "settings_yes" if now.second_approval else "settings_no"),
        )
        if now.moderator_role:
            text += "\n\n" + say(interaction, "settings_role_note")
        rows = (self._switches(interaction, now), [self._locale(interaction, now)])
        return Rendered((text,), (*rows, *([each] for each in self._pickers(interaction, now))))

    def _where(self, interaction: discord.Interaction, now: GuildSettings) -> str:
        """Say where mentions are answered; of the chosen channels some may be deleted."""
        say, stands = self._front.say, interaction.guild
        find = stands.get_channel if stands else _nothing
        names = [f"#{each.name}" for each in map(find, sorted(now.channels)) if each]
        if not names:
            return say(interaction, "settings_nowhere" if now.channels else "settings_everywhere")
        if len(names) < len(now.channels):
            names.append(say(interaction, "settings_deleted"))
        return say(interaction, "settings_somewhere", channels=", ".join(names))

    def _switches(self, interaction: discord.Interaction, now: GuildSettings) -> list[Item]:
        names = {
            "public": "settings_make_private" if now.public else "settings_make_public",
            "related": "settings_hide_related" if now.related else "settings_show_related",
            "approval": "settings_alone" if now.second_approval else "settings_together",
        }
        return [
            self._front.controls.button(f"set:{kind}", self._front.say(interaction, text))
            for kind, text in names.items()
        ]

    def _locale(self, interaction: discord.Interaction, now: GuildSettings) -> Item:
        choices = [
            discord.SelectOption(
                label=self._front.say(interaction, f"locale_{each}"),
                value=each,
                default=each == (now.locale or ANY),
            )
            for each in (ANY, *self._front.app.texts.locales)
        ]
        hint = self._front.say(interaction, "settings_locale")
        return self._front.controls.select("set:locale", hint, choices)

    def _pickers(self, interaction: discord.Interaction, now: GuildSettings) -> list[Item]:
        """Make the selects that Discord fills itself: channels, the role, the log's channel."""
        name, say = self._front.controls.name, self._front.say
        text = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
        stands, kept = interaction.guild, sorted(now.channels)[:MOST_CHANNELS]
        here = stands.get_channel if stands else _nothing
        role = stands.get_role if stands else _nothing
        return [
            discord.ui.ChannelSelect(
                custom_id=name("set:channels"),
                placeholder=say(interaction, "settings_channels"),
                channel_types=text,
                min_values=0,
                max_values=MOST_CHANNELS,
                default_values=_defaults(kept, here, "channel"),
            ),
            discord.ui.RoleSelect(
                custom_id=name("set:role"),
                placeholder=say(interaction, "settings_role"),
                min_values=0,
                default_values=_defaults([now.moderator_role], role, "role"),
            ),
            discord.ui.ChannelSelect(
                custom_id=name("set:log"),
                placeholder=say(interaction, "settings_log"),
                channel_types=text[:2],
                min_values=0,
                default_values=_defaults([now.log_channel], here, "channel"),
            ),
        ]


def _snowflake(text: str) -> int:
    number = int(text)
    if not 0 <= number < MOST:
        raise ValueError(text[:20])
    return number


def _one(chosen: tuple[str, ...]) -> int | None:
    return _snowflake(chosen[0]) if chosen else None


def _defaults(
    chosen: Iterable[int | None], find: Callable[[int], object], kind: str
) -> list[discord.SelectDefaultValue]:
    """Give what was chosen and is still there: the role or the channel may be deleted by now."""
    shown = discord.SelectDefaultValueType(kind)
    return [
        discord.SelectDefaultValue(id=each, type=shown) for each in chosen if each and find(each)
    ]


def _nothing(_: int) -> None:
    return None
