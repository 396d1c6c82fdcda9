"""The people's side: what a person does in Discord, from what the bot registered and sent.

Options come from the command as the bot registered it, components from the message as the bot
sent it; so a test cannot press what nobody could see, unless it says `forged`.
"""

import asyncio
import collections
import secrets
import time
from collections.abc import Callable
from typing import Any

from tests.fakediscord import payloads
from tests.fakediscord.gateway import CONTENT, DM_MESSAGES, GUILD_MESSAGES
from tests.fakediscord.world import find

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
GUILD, BOT_DM, PRIVATE = 0, 1, 2


class Interaction:
    """What the person sees of one interaction."""

    def __init__(self, payload: dict, at: float) -> None:
        self.payload, self.id, self.token = payload, payload["id"], payload["token"]
        self.type = payload["type"]
        self.sent_at = at
        self.began = time.monotonic()
        self.acknowledged: asyncio.Future = asyncio.get_running_loop().create_future()
        self.acknowledged_at = 0.0
        self.callback: dict | None = None
        self.opener: Interaction | None = None
        self.original: dict | None = None
        self.followups: list[dict] = []
        self.changed = asyncio.Event()

    async def response(self, timeout: float = 20.0) -> dict:  # noqa: ASYNC109 - a person's patience
        return await asyncio.wait_for(asyncio.shield(self.acknowledged), timeout)

    async def until(
        self, condition: Callable[["Interaction"], Any], seconds: float = 20.0
    ) -> "Interaction":
        async with asyncio.timeout(seconds):
            while not condition(self):
                self.changed.clear()
                await self.changed.wait()
        return self

    async def answered(self) -> "Interaction":
        """Wait for the first response, and give the interaction."""
        await self.response()
        return self

    @property
    def text(self) -> str:
        """All that the person reads."""
        shown = [self.original, *self.followups]
        return "\n\n".join(each["content"] for each in shown if each)

    @property
    def hidden(self) -> bool:
        return bool(int((self.callback or {}).get("data", {}).get("flags") or 0) & 64)

    @property
    def shown(self) -> dict:
        """The last message of the answer: the one that carries the buttons."""
        return self.followups[-1] if self.followups else self.original

    @property
    def labels(self) -> list[str]:
        """Labels of the buttons under the answer."""
        rows = (self.shown or {}).get("components", [])
        return [each.get("label", "") for row in rows for each in row["components"]]


class People:
    """What people do."""

    def __init__(self) -> None:
        super().__init__()
        self.interactions: dict[str, Interaction] = {}
        self.reaction_s = 0.02
        """People are slower than discord.py, which learns a message's id from the answer."""

    async def interact(
        self, kind: int, about: dict, user: dict, channel: dict, **extra: Any
    ) -> Interaction:
        opener = extra.pop("opener", None)
        payload = self._payload(kind, about, user, channel, extra.pop("by_user", None))
        payload |= {key: value for key, value in extra.items() if value is not None}
        found = Interaction(payload, self.clock())
        found.opener = opener
        self.interactions[found.token] = found
        await self.dispatch("INTERACTION_CREATE", payload, channel.get("guild_id"))
        return found

    async def repeat(self, interaction: Interaction) -> None:
        """Send the same event again, as Discord may after an outage."""
        guild_id = interaction.payload.get("guild_id")
        await self.dispatch("INTERACTION_CREATE", interaction.payload, guild_id)

    def _payload(
        self, kind: int, about: dict, user: dict, channel: dict, by_user: dict | None
    ) -> dict:
        gid = channel.get("guild_id")
        context = GUILD if gid else BOT_DM if channel["type"] == 1 else PRIVATE
        owners = {"1": by_user["id"]} if by_user else {"0": gid or "0"}
        place = {key: value for key, value in channel.items() if key != "recipients"}
        place |= (
            {"permissions": str(payloads.ORDINARY)}
            if gid
            else {"recipients": channel.get("recipients", [])}
        )
        payload = {
            "id": payloads.snowflake(), "application_id": self.app["id"], "type": kind,
            "token": secrets.token_urlsafe(48), "version": 1, "data": about, "channel": place,
            "channel_id": channel["id"], "app_permissions": str(payloads.ORDINARY),
            "locale": self.locales.get(user["id"], "en-US"), "entitlements": [],
            "entitlement_sku_ids": [], "attachment_size_limit": 10485760,
            "authorizing_integration_owners": owners, "context": context,
        }  # fmt: skip
        if not gid:
            return payload | {"user": user}
        permissions = str(self.permissions_of(gid, user))
        return payload | {
            "guild_id": gid, "guild_locale": "en-US",
            "guild": {"id": gid, "locale": "en-US", "features": []},
            "member": {**self.member_of(gid, user), "permissions": permissions},
        }  # fmt: skip

    # commands
    async def slash(
        self, path: str, user: dict, channel: dict, *, by_user: dict | None = None, **options: Any
    ) -> Interaction:
        about = self._slash(path, user, channel, options)
        return await self.interact(COMMAND, about, user, channel, by_user=by_user)

    async def autocomplete(
        self, path: str, user: dict, channel: dict, focused: str, **options: Any
    ) -> Interaction:
        about = self._slash(path, user, channel, options, focused)
        return await self.interact(AUTOCOMPLETE, about, user, channel)

    def _slash(
        self, path: str, user: dict, channel: dict, options: dict, focused: str = ""
    ) -> dict:
        name, *below = path.split()
        forged = options.pop("forged", False)
        command = self.registered(name, 1, channel.get("guild_id"))
        assert forged or self.may_use(command, user, channel), f"/{name} is not offered here"
        chain, spec = [], command
        for each in below:
            spec = next(option for option in spec["options"] if option["name"] == each)
            chain.append(spec)
        resolved: dict = collections.defaultdict(dict)
        filled = [
            self._option(spec, key, value, resolved, channel) | _focus(key == focused)
            for key, value in options.items()
        ]
        for option in spec.get("options", ()) if not focused else ():
            due = option.get("required") and option["name"] not in options
            assert not due, f"/{path} needs {option['name']}"
        for each in reversed(chain):
            filled = [{"name": each["name"], "type": each["type"], "options": filled}]
        about = {"id": command["id"], "name": name, "type": 1, "options": filled}
        return about | ({"resolved": dict(resolved)} if resolved else {})

    def _option(self, spec: dict, key: str, value: Any, resolved: dict, channel: dict) -> dict:
        """Fill one option; people, channels, roles and files go into `resolved`."""
        option = next((each for each in spec.get("options", ()) if each["name"] == key), None)
        assert option, f"there is no option {key!r}"
        kind = option["type"]
        if kind in (6, 7, 8, 11):
            table = {6: "users", 7: "channels", 8: "roles", 11: "attachments"}[kind]
            shape = value
            if kind == 7:
                fields = ("id", "type", "name", "permission_overwrites", "parent_id", "flags")
                shape = {field: value[field] for field in fields if field in value}
                shape |= {"permissions": str(payloads.ORDINARY)}
            resolved[table][value["id"]] = shape
            if kind == 6 and channel.get("guild_id"):
                resolved["members"][value["id"]] = self._partial(value, channel)
            value = value["id"]
        return {"name": key, "type": kind, "value": value}

    def _partial(self, user: dict, channel: dict) -> dict:
        member = self.member_of(channel["guild_id"], user)
        kept = {key: value for key, value in member.items() if key not in ("user", "deaf", "mute")}
        return kept | {"permissions": "0"}

    def may_use(self, command: dict, user: dict, channel: dict) -> bool:
        """Tell whether Discord shows a command to this person here."""
        gid = channel.get("guild_id")
        context = GUILD if gid else BOT_DM if channel["type"] == 1 else PRIVATE
        contexts = command.get("contexts")
        if contexts is not None and context not in contexts:
            return False
        needed = int(command.get("default_member_permissions") or 0)
        return not gid or self.permissions_of(gid, user) & needed == needed

    def add_file(self, name: str, content: bytes, kind: str = "application/x-yaml") -> dict:
        """Put a file where a person's upload would stand."""
        where = payloads.snowflake()
        self.files[where] = content
        url = f"{self.base_url}/cdn/{where}"
        return {
            "id": where, "filename": name, "size": len(content), "url": url, "proxy_url": url,
            "content_type": kind,
        }  # fmt: skip

    async def menu(
        self, name: str, user: dict, channel: dict, message: dict, **extra: Any
    ) -> Interaction:
        """Choose a command from a message's menu."""
        command = self.registered(name, 3, channel.get("guild_id"))
        forged = extra.pop("forged", False)
        assert forged or self.may_use(command, user, channel), f"{name} is not offered here"
        about = {
            "id": command["id"], "name": name, "type": 3, "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }  # fmt: skip
        return await self.interact(COMMAND, about, user, channel, **extra)

    # components
    async def click(self, message: dict, user: dict, **want: Any) -> Interaction:
        component = find(message["components"], **want)
        assert not component.get("disabled"), "a disabled component cannot be clicked"
        return await self.press(message, user, component)

    async def choose(
        self, message: dict, user: dict, values: list[str], **want: Any
    ) -> Interaction:
        component = find(message["components"], **want)
        assert component.get("min_values", 1) <= len(values) <= component.get("max_values", 1)
        if component["type"] == 3:
            offered = {option["value"] for option in component["options"]}
            assert set(values) <= offered, "not an offered option"
        return await self.press(message, user, component, values=values)

    async def press(self, message: dict, user: dict, component: dict, **extra: Any) -> Interaction:
        """Send a component interaction as it is, whatever the message offers."""
        await asyncio.sleep(self.reaction_s)
        about = {
            "component_type": component["type"], "custom_id": component["custom_id"],
            "id": component.get("id", 1),
        }  # fmt: skip
        if "values" in extra:
            about |= {"values": extra["values"]}
            if component["type"] in (6, 8):
                about["resolved"] = self._resolved(component["type"], extra["values"], message)
        channel = self.channels[message["channel_id"]]
        return await self.interact(COMPONENT, about, user, channel, message=message)

    def _resolved(self, kind: int, values: list[str], message: dict) -> dict:
        guild = self.guilds[self.channels[message["channel_id"]]["guild_id"]]
        if kind == 6:
            return {"roles": {e["id"]: e for e in guild["roles"] if e["id"] in values}}
        fields = ("id", "type", "name", "parent_id", "flags")
        shapes = {
            value: {field: self.channels[value].get(field) for field in fields}
            | {"permissions": str(payloads.ORDINARY), "permission_overwrites": []}
            for value in values
        }
        return {"channels": shapes}

    async def submit(self, opened: Interaction, user: dict, **values: Any) -> Interaction:
        """Fill in and send the form that an interaction opened."""
        assert opened.callback, "nothing came back"
        assert opened.callback["type"] == 9, "that interaction opened no form"
        form = opened.callback["data"]
        resolved: dict = {}
        parts = [_filled(each, values, resolved) for each in payloads.numbered(form["components"])]
        about = {"custom_id": form["custom_id"], "components": parts}
        if resolved:
            about["resolved"] = {"attachments": resolved}
        channel = self.channels[opened.payload["channel_id"]]
        message = opened.payload.get("message")
        return await self.interact(MODAL, about, user, channel, message=message, opener=opened)

    # messages
    async def say(
        self,
        channel: dict,
        user: dict,
        content: str,
        *,
        replies_to: dict | None = None,
        **extra: Any,
    ) -> dict:
        """Write a message; a reply pings the author of what it replies to."""
        message = payloads.message(channel, user, {"content": content}) | extra
        gid = channel.get("guild_id")
        if replies_to:
            message |= {
                "type": 19, "referenced_message": replies_to,
                "message_reference": {
                    "type": 0, "channel_id": channel["id"], "message_id": replies_to["id"],
                },
            }  # fmt: skip
        pinged = replies_to is not None and replies_to["author"]["id"] == self.bot["id"]
        if pinged or f"<@{self.bot['id']}>" in content:
            message["mentions"] = [self.bot]
        self.messages[channel["id"]][message["id"]] = message
        event = message | {"channel_type": channel["type"]}
        if gid:
            member = self.member_of(gid, user)
            rest = {key: value for key, value in member.items() if key != "user"}
            event |= {"guild_id": gid, "member": rest}
        await self.announce(event, channel)
        return message

    async def announce(self, event: dict, channel: dict, name: str = "MESSAGE_CREATE") -> None:
        """Tell the bot of a message, without the words that it may not read."""
        gid = channel.get("guild_id")
        intent = GUILD_MESSAGES if gid else DM_MESSAGES
        mine = event["author"]["id"] == self.bot["id"]
        addressed = self.bot in event["mentions"]
        reads = any(each.intents & CONTENT for each in self.sessions.values())
        if gid and not (mine or addressed or reads):
            event = event | {"content": "", "embeds": [], "attachments": [], "components": []}
        quoted = event.get("referenced_message")
        foreign = quoted and quoted["author"]["id"] != self.bot["id"]
        if gid and foreign and not reads and not self.quotes_are_readable:
            event = event | {"referenced_message": quoted | {"content": ""}}
        await self.dispatch(name, event, gid, intent)

    async def dm(self, user: dict, content: str, **extra: Any) -> dict:
        return await self.say(self.dm_with(user), user, content, **extra)

    def mention(self, text: str = "") -> str:
        return f"<@{self.bot['id']}> {text}".strip()


def _focus(focused: bool) -> dict:  # noqa: FBT001 - a flag of Discord's own
    return {"focused": True} if focused else {}


def _filled(part: dict, values: dict, resolved: dict) -> dict:
    """Fill one part of a form as the person would; the form's own bounds hold."""
    out: dict[str, Any] = {"id": part["id"], "type": part["type"]}
    if "components" in part:
        return out | {
            "components": [_filled(each, values, resolved) for each in part["components"]]
        }
    if "component" in part:
        return out | {"component": _filled(part["component"], values, resolved)}
    if "custom_id" not in part:
        return out
    name = part["custom_id"]
    out["custom_id"] = name
    given = values.get(name, part.get("value", "" if part["type"] == 4 else []))
    if part["type"] == 4:
        assert given or not part.get("required", True), f"{name} is required"
        assert (part.get("min_length") or 0) <= len(given) <= (part.get("max_length") or 4000)
        return out | {"value": given}
    if part["type"] == 19:
        resolved |= {each["id"]: each for each in given}
        return out | {"values": [each["id"] for each in given]}
    return out | {"values": given}
