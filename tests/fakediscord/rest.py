"""The REST routes, but for interactions: each handler gives (status, body)."""

from typing import Any

from aiohttp import web

from tests.fakediscord import payloads
from tests.fakediscord.plumbing import BODY, FILES, ApiError, invalid
from tests.fakediscord.world import EPHEMERAL, LOADING

LONGEST = 2000
SUPPRESSED = 1 << 2
"""The flag of a message whose links unfold no preview: the one that an edit can change."""


class Rest:
    """What a bot may ask for."""

    def _routes(self) -> list[tuple[str, str, Any]]:
        channel, app = "/channels/{cid}", "/applications/{aid}"
        return [
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._about),
            ("GET", "/applications/@me", self._about),
            ("GET", "/gateway", self._address),
            ("GET", "/gateway/bot", self._address_of_bot),
            ("GET", "/users/{uid}", self._user),
            ("POST", "/users/@me/channels", self._open_dm),
            ("GET", f"{app}/commands", self._commands),
            ("PUT", f"{app}/commands", self._replace_commands),
            ("GET", "/guilds/{gid}", self._guild),
            ("GET", "/guilds/{gid}/members/{uid}", self._member),
            ("GET", channel, self._channel),
            ("POST", f"{channel}/typing", self._nothing),
            ("POST", f"{channel}/messages", self._post),
            ("GET", f"{channel}/messages/{{mid}}", self._message),
            ("PATCH", f"{channel}/messages/{{mid}}", self._change),
            ("DELETE", f"{channel}/messages/{{mid}}", self._delete),
        ]

    async def _nothing(self, _: web.Request) -> tuple[int, Any]:
        return 204, None

    async def _me(self, _: web.Request) -> tuple[int, Any]:
        return 200, payloads.me(self.bot)

    async def _about(self, _: web.Request) -> tuple[int, Any]:
        return 200, self.app

    async def _address(self, _: web.Request) -> tuple[int, Any]:
        return 200, {"url": self.gateway_url}

    async def _address_of_bot(self, _: web.Request) -> tuple[int, Any]:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return 200, {"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit}

    async def _user(self, request: web.Request) -> tuple[int, Any]:
        return 200, need(self.users, request.match_info["uid"], 10013, "Unknown User")

    async def _guild(self, request: web.Request) -> tuple[int, Any]:
        guild = need(self.guilds, request.match_info["gid"], 10004, "Unknown Guild")
        kept = guild.keys() - set(payloads.GUILD_CREATE_ONLY)
        return 200, {key: guild[key] for key in guild if key in kept}

    async def _member(self, request: web.Request) -> tuple[int, Any]:
        guild = need(self.guilds, request.match_info["gid"], 10004, "Unknown Guild")
        members = {each["user"]["id"]: each for each in guild["members"]}
        return 200, need(members, request.match_info["uid"], 10007, "Unknown Member")

    async def _open_dm(self, request: web.Request) -> tuple[int, Any]:
        who = str(request[BODY]["recipient_id"])
        return 200, self.dm_with(need(self.users, who, 10013, "Unknown User"))

    # commands
    async def _commands(self, request: web.Request) -> tuple[int, Any]:
        found = list(self.commands[None].values())
        if request.query.get("with_localizations", "").lower() in ("1", "true"):
            return 200, found
        return 200, [
            {k: v for k, v in each.items() if not k.endswith("_localizations")} for each in found
        ]

    async def _replace_commands(self, request: web.Request) -> tuple[int, Any]:
        made = [self._command(each) for each in request[BODY]]
        self.commands[None] = {each["id"]: each for each in made}
        return 200, made

    def _command(self, body: dict) -> dict:
        name, kind = body["name"], body.get("type", 1)
        if kind == 1 and name != name.lower():
            raise invalid("name", "Command name is invalid")
        known = self.commands[None].values()
        old = next((e for e in known if (e["name"], e["type"]) == (name, kind)), None)
        made = {
            "id": old["id"] if old else payloads.snowflake(), "application_id": self.app["id"],
            "version": payloads.snowflake(), "type": 1, "description": "",
            "default_member_permissions": None, "dm_permission": True, "nsfw": False,
            "name_localizations": None, "description_localizations": None,
            **{key: value for key, value in body.items() if key != "id"},
        }  # fmt: skip
        if made.get("default_member_permissions") is not None:
            made["default_member_permissions"] = str(made["default_member_permissions"])
        if made.get("integration_types") is None:
            made["integration_types"] = [0]
        if made.get("contexts") is None:
            made.pop("contexts", None)
        return made

    # messages
    async def post_as_bot(
        self, channel: dict, body: dict, files: dict, *, kind: int = 0, **more: Any
    ) -> dict:
        """Post a message of the bot; a nonce that was seen before gives the earlier one."""
        if body.get("enforce_nonce"):
            key = channel["id"], str(body["nonce"])
            if key in self.nonces:
                return self.nonces[key]
        message = payloads.message(channel, self.bot, body, kind=kind) | more
        self._attach(message, body, files)
        check(message)
        if body.get("message_reference"):
            self._refer(message, channel, body["message_reference"])
        if body.get("enforce_nonce"):
            self.nonces[key] = message
        if not message["flags"] & EPHEMERAL:
            self.messages[channel["id"]][message["id"]] = message
            await self._echo("MESSAGE_CREATE", message, channel)
        return message

    async def _echo(self, event: str, message: dict, channel: dict) -> None:
        """Tell the bot of its own message, as Discord does."""
        if self.echoes:
            gid = channel.get("guild_id")
            about = message | {"channel_type": channel["type"]} | ({"guild_id": gid} if gid else {})
            await self.announce(about, channel, event)

    def _attach(self, message: dict, body: dict, files: dict) -> None:
        described = {str(each.get("id")): each for each in body.get("attachments") or []}
        for key, (name, content) in files.items():
            about = self.add_file(name, content)
            more = described.get(key[6:-1], {})
            about |= {"description": more["description"]} if more.get("description") else {}
            message["attachments"].append(about)

    def _refer(self, message: dict, channel: dict, reference: dict) -> None:
        where = str(reference["message_id"])
        found = self.messages[channel["id"]].get(where)
        if found is None:
            if reference.get("fail_if_not_exists", True):
                raise invalid("message_reference", "Unknown message")
            return
        message["type"] = 19
        message["referenced_message"] = found
        message["message_reference"] = {
            "type": 0, "channel_id": channel["id"], "message_id": where,
            **({"guild_id": channel["guild_id"]} if channel.get("guild_id") else {}),
        }  # fmt: skip

    async def change(self, message: dict, body: dict) -> dict:
        """Edit a message of the bot in place."""
        for key in ("content", "embeds"):
            if body.get(key) is not None:
                message[key] = body[key]
        if body.get("flags") is not None:
            kept = message["flags"] & ~SUPPRESSED
            message["flags"] = kept | int(body["flags"]) & SUPPRESSED
        if "components" in body:
            message["components"] = payloads.numbered(body["components"])
        message["flags"] &= ~LOADING
        check(message)
        message["edited_timestamp"] = payloads.iso()
        if not message["flags"] & EPHEMERAL:
            await self._echo("MESSAGE_UPDATE", message, self.channels[message["channel_id"]])
        return message

    def _in(self, request: web.Request) -> dict:
        return need(self.channels, request.match_info["cid"], 10003, "Unknown Channel")

    def _at(self, request: web.Request) -> dict:
        messages = self.messages[request.match_info["cid"]]
        return need(messages, request.match_info["mid"], 10008, "Unknown Message")

    async def _channel(self, request: web.Request) -> tuple[int, Any]:
        return 200, self._in(request)

    async def _post(self, request: web.Request) -> tuple[int, Any]:
        return 200, await self.post_as_bot(self._in(request), request[BODY], request[FILES])

    async def _message(self, request: web.Request) -> tuple[int, Any]:
        return 200, self._at(request)

    async def _change(self, request: web.Request) -> tuple[int, Any]:
        return 200, await self.change(self._at(request), request[BODY])

    async def _delete(self, request: web.Request) -> tuple[int, Any]:
        message = self._at(request)
        await self.remove(message)
        return 204, None

    async def remove(self, message: dict) -> None:
        """Delete a message."""
        self.messages[message["channel_id"]].pop(message["id"], None)
        gid = self.channels[message["channel_id"]].get("guild_id")
        about = {"id": message["id"], "channel_id": message["channel_id"]}
        await self.dispatch("MESSAGE_DELETE", about | ({"guild_id": gid} if gid else {}), gid)


def need(known: dict, key: str, code: int, message: str) -> dict:
    if key not in known:
        raise ApiError(404, code, message)
    return known[key]


def check(message: dict) -> None:
    """Refuse what Discord refuses and its schema does not tell."""
    full = message["content"], message["embeds"], message["attachments"], message["components"]
    if not any(full) and not message["flags"] & LOADING:
        raise ApiError(400, 50006, "Cannot send an empty message")
    if len(message["content"]) > LONGEST:
        raise invalid("content", f"Must be {LONGEST} or fewer in length.")
    if len(message["components"]) > 5:
        raise invalid("components", "Must be 5 or fewer in length.")
    names = [each.get("custom_id") for row in message["components"] for each in _leaves(row)]
    named = [name for name in names if name]
    if len(named) != len(set(named)):
        raise invalid("components", "Component custom id cannot be duplicated")


def _leaves(component: dict) -> list[dict]:
    below = component.get("components")
    return [leaf for each in below for leaf in _leaves(each)] if below else [component]
