"""The routes by which a bot answers interactions, with the refusals that Discord knows."""

import time
from typing import Any

from aiohttp import web

from tests.fakediscord.people import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from tests.fakediscord.plumbing import BODY, FILES, ApiError, invalid
from tests.fakediscord.rest import need
from tests.fakediscord.world import EPHEMERAL, LOADING

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: (MESSAGE, DEFER, FORM),
    AUTOCOMPLETE: (CHOICES,),
    COMPONENT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE, FORM),
    MODAL: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE),
}
TOKEN_S = 900.0
FOLLOWUPS_OF_USER_INSTALLS = 5


class Answers:
    """Callbacks and follow-ups."""

    def _answer_routes(self) -> list[tuple[str, str, Any]]:
        hook = "/webhooks/{wid}/{token}"
        return [
            ("POST", "/interactions/{iid}/{token}/callback", self._callback),
            ("POST", hook, self._followup),
            ("GET", f"{hook}/messages/{{mid}}", self._look),
            ("PATCH", f"{hook}/messages/{{mid}}", self._edit),
            ("DELETE", f"{hook}/messages/{{mid}}", self._withdraw),
        ]

    async def _callback(self, request: web.Request) -> tuple[int, Any]:
        found = self.interactions.get(request.match_info["token"])
        late = found and not found.callback and self.clock() - found.sent_at > self.first_s
        if found is None or found.id != request.match_info["iid"] or late:
            raise ApiError(404, 10062, "Unknown interaction")
        if found.callback:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        body = request[BODY]
        if body["type"] not in ALLOWED[found.type]:
            raise invalid("type", f"{body['type']} is not allowed here")
        message = await self._respond(found, body, request[FILES])
        found.callback, found.acknowledged_at = body, time.monotonic()
        found.original = message or found.payload.get("message")
        if not found.acknowledged.done():
            found.acknowledged.set_result(body)
        found.changed.set()
        if request.query.get("with_response", "").lower() not in ("1", "true"):
            return 204, None
        return 200, self._response(found, message)

    async def _respond(self, found: Interaction, body: dict, files: dict) -> dict | None:
        """Do what the callback asks; give the message that came of it."""
        kind, about = body["type"], body.get("data") or {}
        channel = self.channels[found.payload["channel_id"]]
        if kind == MESSAGE:
            return await self._say(found, channel, about, files, 20 if found.type == COMMAND else 0)
        if kind == DEFER:
            flags = int(about.get("flags") or 0) | LOADING
            return await self._say(found, channel, {**about, "flags": flags}, {}, 20)
        if kind == UPDATE:
            self._alive(found)
            return await self.change(found.payload["message"], about)
        if kind == FORM and not 1 <= len(about.get("components", [])) <= 5:
            raise invalid("components", "a form has one to five parts")
        return None

    def _alive(self, found: Interaction) -> None:
        """Refuse to change a message that was deleted."""
        message = found.payload["message"]
        kept = self.messages[message["channel_id"]]
        if not message["flags"] & EPHEMERAL and message["id"] not in kept:
            raise ApiError(404, 10008, "Unknown Message")

    async def _say(
        self, found: Interaction, channel: dict, about: dict, files: dict, kind: int
    ) -> dict:
        return await self.post_as_bot(
            channel, about, files, kind=kind, application_id=self.app["id"],
            webhook_id=self.app["id"], interaction_metadata=self._metadata(found),
        )  # fmt: skip

    def _metadata(self, found: Interaction) -> dict:
        payload = found.payload
        about = {
            "id": found.id, "type": found.type,
            "user": payload.get("user") or payload["member"]["user"],
            "authorizing_integration_owners": payload["authorizing_integration_owners"],
        }  # fmt: skip
        if found.type == COMMAND:
            command = payload["data"]
            about |= {"name": command["name"], "command_type": command["type"]}
        if found.type == COMPONENT:
            about |= {"interacted_message_id": payload["message"]["id"]}
        if found.type == MODAL:
            about |= {"triggering_interaction_metadata": self._metadata(found.opener)}
        return about

    def _response(self, found: Interaction, message: dict | None) -> dict:
        out: dict[str, Any] = {"interaction": {"id": found.id, "type": found.type}}
        if message is None:
            return out
        flags, channel = message["flags"], self.channels[found.payload["channel_id"]]
        out["interaction"] |= {
            "response_message_id": message["id"], "channel_id": channel["id"],
            "response_message_loading": bool(flags & LOADING),
            "response_message_ephemeral": bool(flags & EPHEMERAL),
            **({"guild_id": channel["guild_id"]} if channel.get("guild_id") else {}),
        }  # fmt: skip
        if found.callback["type"] in (MESSAGE, UPDATE):
            out["resource"] = {"type": found.callback["type"], "message": message}
        return out

    def _open_interaction(self, request: web.Request) -> Interaction:
        found = self.interactions.get(request.match_info["token"])
        if found is None or not found.callback:
            raise ApiError(404, 10015, "Unknown Webhook")
        if self.clock() - found.sent_at > TOKEN_S:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return found

    def _which(self, found: Interaction, name: str) -> dict:
        if name == "@original" and found.original:
            return found.original
        known = {each["id"]: each for each in (found.original, *found.followups) if each}
        return need(known, name, 10008, "Unknown Message")

    async def _followup(self, request: web.Request) -> tuple[int, Any]:
        found = self._open_interaction(request)
        owners = found.payload["authorizing_integration_owners"]
        if "0" not in owners and len(found.followups) >= FOLLOWUPS_OF_USER_INSTALLS:
            raise ApiError(400, 40094, "Too many follow-up messages")
        body = dict(request[BODY])
        if found.original and found.original["flags"] & LOADING:
            body.pop("flags", None)  # the first one fills the "thinking…" message
            self._attach(found.original, body, request[FILES])
            message = await self.change(found.original, body)
        else:
            channel = self.channels[found.payload["channel_id"]]
            message = await self._say(found, channel, body, request[FILES], 0)
            found.followups.append(message)
        found.changed.set()
        return 200, message

    async def _look(self, request: web.Request) -> tuple[int, Any]:
        return 200, self._which(self._open_interaction(request), request.match_info["mid"])

    async def _edit(self, request: web.Request) -> tuple[int, Any]:
        found = self._open_interaction(request)
        message = self._which(found, request.match_info["mid"])
        await self.change(message, request[BODY])
        found.changed.set()
        return 200, message

    async def _withdraw(self, request: web.Request) -> tuple[int, Any]:
        found = self._open_interaction(request)
        message = self._which(found, request.match_info["mid"])
        self.messages[message["channel_id"]].pop(message["id"], None)
        if message is found.original:
            found.original = None
        found.changed.set()
        return 204, None
