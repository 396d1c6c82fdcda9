"""What exists in the double: people, servers, channels, messages, registered commands."""

import collections
from typing import Any

from tests.fakediscord import payloads

EPHEMERAL, LOADING = 1 << 6, 1 << 7


class World:
    """Everything that both sides of the wire refer to."""

    def __init__(self) -> None:
        self.bot = payloads.user(payloads.snowflake(), "footnote", bot=True)
        self.owner = payloads.user(payloads.snowflake(), "owner")
        self.app = payloads.application(self.bot["id"], self.bot, self.owner)
        self.users: dict[str, dict] = {each["id"]: each for each in (self.bot, self.owner)}
        self.guilds: dict[str, dict] = {}
        self.channels: dict[str, dict] = {}
        self.messages: dict[str, dict[str, dict]] = collections.defaultdict(dict)
        self.commands: dict[str | None, dict[str, dict]] = collections.defaultdict(dict)
        self.files: dict[str, bytes] = {}
        self.permissions: dict[tuple[str, str], int] = {}
        self.locales: dict[str, str] = {}

    def add_user(self, name: str, *, locale: str = "en-US") -> dict:
        user = payloads.user(payloads.snowflake(), name)
        self.users[user["id"]] = user
        self.locales[user["id"]] = locale
        return user

    def add_guild(
        self, name: str, members: list[dict], channels: tuple[str, ...] = ("general",)
    ) -> dict:
        gid = payloads.snowflake()
        everyone = [payloads.member(each) for each in (self.bot, self.owner, *members)]
        guild = payloads.guild(gid, name, self.owner, everyone)
        self.guilds[gid] = guild
        for each in channels:
            self.add_channel(guild, each)
        return guild

    def add_channel(self, guild: dict, name: str, **extra: Any) -> dict:
        """Add a text channel; with `extra` another kind, which the bot hears of by what is said."""
        channel = payloads.text_channel(payloads.snowflake(), guild["id"], name) | extra
        guild["channels"].append(channel)
        self.channels[channel["id"]] = channel
        return channel

    def add_role(self, guild: dict, name: str, *holders: dict, permissions: int = 0) -> dict:
        """Add a role and give it to members."""
        role = payloads.role(payloads.snowflake(), name, permissions)
        guild["roles"].append(role)
        for each in guild["members"]:
            if each["user"]["id"] in {holder["id"] for holder in holders}:
                each["roles"].append(role["id"])
        return role

    def permit(self, guild: dict, user: dict, permissions: int) -> None:
        """Give a member permissions beside those that everybody has."""
        self.permissions[guild["id"], user["id"]] = permissions

    def permissions_of(self, guild_id: str, user: dict) -> int:
        if user["id"] == self.owner["id"]:
            return payloads.EVERYTHING
        return payloads.ORDINARY | self.permissions.get((guild_id, user["id"]), 0)

    def member_of(self, guild_id: str, user: dict) -> dict:
        members = self.guilds[guild_id]["members"] if guild_id in self.guilds else []
        found = (each for each in members if each["user"]["id"] == user["id"])
        return next(found, None) or payloads.member(user)

    def dm_with(self, *people: dict) -> dict:
        """Give the direct messages of the bot with one person, or a group without the bot."""
        wanted = [each["id"] for each in people]
        for channel in self.channels.values():
            if [each["id"] for each in channel.get("recipients", ())] == wanted:
                return channel
        channel = payloads.dm_channel(payloads.snowflake(), *people)
        self.channels[channel["id"]] = channel
        return channel

    def registered(self, name: str, kind: int, guild_id: str | None) -> dict:
        """Find a command as the bot registered it."""
        for scope in (guild_id, None):
            for command in self.commands[scope].values():
                if command["name"] == name and command["type"] == kind:
                    return command
        raise AssertionError(f"command {name!r} (type {kind}) was never registered")

    def posted(self, channel: dict, author: dict | None = None) -> list[dict]:
        """Give the messages in a channel, oldest first; the bot's unless another is named."""
        who = (author or self.bot)["id"]
        found = self.messages[channel["id"]].values()
        return sorted(
            (each for each in found if each["author"]["id"] == who),
            key=lambda each: int(each["id"]),
        )


def find(components: list[dict], **want: Any) -> dict:
    """Find a component; a custom id may be named by its kind (`custom_id="ask:source"`)."""
    for each in components:
        if all(_is_like(key, each.get(key), value) for key, value in want.items()):
            return each
        children = [*(each.get("components") or ()), each.get("component"), each.get("accessory")]
        try:
            return find([child for child in children if child], **want)
        except LookupError:
            continue
    raise LookupError(f"no component {want}")


def _is_like(key: str, value: Any, wanted: Any) -> bool:
    if key == "custom_id":
        return bool(value) and (value == wanted or value.startswith(f"f1|{wanted}|"))
    return value == wanted
