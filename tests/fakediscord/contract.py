"""Third-party oracles for both sides of the wire.

HTTP bodies: Discord's own OpenAPI file (discord/discord-api-spec, MIT). Gateway events: a JSON
Schema made from the npm package `discord-api-types` (MIT), since the OpenAPI file has none.
"""

import functools
import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7, DRAFT202012

METHODS = ("get", "put", "post", "patch", "delete")
SENT = {
    1: "Heartbeat", 2: "Identify", 3: "UpdatePresence", 4: "VoiceStateUpdate", 6: "Resume",
    8: "RequestGuildMembers",
}  # fmt: skip


def find_contract() -> "Contract | None":
    """Load the schemas from DISCORD_SCHEMAS, or from ../shared/schemas; None without them."""
    here = Path(__file__).parents[2]
    folder = Path(os.environ.get("DISCORD_SCHEMAS") or here.parent / "shared" / "schemas")
    return Contract(folder) if (folder / "discord-openapi.json").is_file() else None


def _shortest(error: jsonschema.ValidationError) -> str:
    """Describe the branch of a union which came closest, not the union."""
    while error.context:
        branches: dict[Any, list] = {}
        for each in error.context:
            branches.setdefault(each.schema_path[0], []).append(each)
        nearest = min(branches.values(), key=_distance)
        error = min(nearest, key=lambda each: -len(each.absolute_path))
    return f"{error.json_path}: {error.message[:160]}"


def _distance(errors: list) -> tuple:
    """Rank a branch: one whose discriminator ("type") failed is not the one that was meant."""
    other = any(
        each.path and each.path[-1] == "type" and each.validator in ("const", "enum")
        for each in errors
    )
    return other, len(errors), -max(len(each.absolute_path) for each in errors)


def _lax_snowflakes(node: Any) -> Any:
    """Allow JSON numbers: discord.py sends some, Discord takes them, the file says string."""
    if isinstance(node, dict):
        if node.get("format") == "snowflake" and node.get("type") == "string":
            return {"anyOf": [{"type": "integer"}, node]}
        return {key: _lax_snowflakes(value) for key, value in node.items()}
    return [_lax_snowflakes(each) for each in node] if isinstance(node, list) else node


def _gateway(file: Path) -> dict:
    """Load events; bit fields are written as enums there and must be plain integers."""
    found = json.loads(file.read_text("utf-8"))
    for name in found["definitions"]:
        if name.endswith("Flags"):
            found["definitions"][name] = {"type": "integer"}
    # each field of a forwarded message is described there as a whole message
    found["definitions"]["APIMessageSnapshotFields"] = {"type": "object"}
    return found


def _pointer(*parts: str) -> str:
    quoted = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return "/" + "/".join(quoted).replace("{", "%7B").replace("}", "%7D")


class Contract:
    """Checks requests, responses and gateway payloads; every method gives a list of faults."""

    def __init__(self, folder: Path) -> None:
        self.spec = json.loads((folder / "discord-openapi.json").read_text("utf-8"))
        self.registry = Registry().with_resources(
            [
                ("urn:strict", Resource(self.spec, DRAFT202012)),
                ("urn:lax", Resource(_lax_snowflakes(self.spec), DRAFT202012)),
            ]
        )
        self.operations = sorted(self._operations(), key=lambda each: each[2].count("{"))
        self.received = _gateway(folder / "gateway-receive.json")
        self.sent = _gateway(folder / "gateway-send.json")
        self.sent["definitions"]["Snowflake"] = {"type": ["string", "integer"]}  # op 8

    def _operations(self):
        for path, item in self.spec["paths"].items():
            pattern = re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)))
            yield from ((method.upper(), pattern, path) for method in item if method in METHODS)

    @functools.cache  # noqa: B019 - one contract lives as long as the test run
    def _operation(self, method: str, template: str) -> tuple[str, str] | None:
        concrete = re.sub(r"\{[^}]+\}", "1", template)
        for known, pattern, path in self.operations:
            if known == method and pattern.fullmatch(concrete):
                return path, method.lower()
        return None

    @functools.cache  # noqa: B019 - the same
    def _validator(self, pointer: str, urn: str):
        return jsonschema.Draft202012Validator({"$ref": f"{urn}#{pointer}"}, registry=self.registry)

    def request(self, method: str, template: str, body: Any) -> list[str]:
        operation = self._operation(method, template)
        if operation is None:
            return [f"no such operation in the spec: {method} {template}"]
        path, verb = operation
        content = self.spec["paths"][path][verb].get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return [f"the spec has no JSON body for {method} {template}"]
        where = _pointer(
            "paths", path, verb, "requestBody", "content", "application/json", "schema"
        )
        found = self._validator(where, "urn:lax").iter_errors(body)
        return [f"REQUEST {method} {template} {_shortest(each)}" for each in found]

    def response(self, method: str, template: str, status: int, body: Any) -> list[str]:
        operation = self._operation(method, template)
        if operation is None:
            return [f"no such operation in the spec: {method} {template}"]
        path, verb = operation
        responses = self.spec["paths"][path][verb]["responses"]
        if str(status) not in responses:
            return [f"RESPONSE {method} {template}: no status {status}"]
        if "content" not in responses[str(status)] or body is None:
            return []
        where = _pointer(
            "paths", path, verb, "responses", str(status), "content", "application/json", "schema"
        )
        found = self._validator(where, "urn:strict").iter_errors(body)
        return [f"RESPONSE {method} {template} {_shortest(each)}" for each in found]

    def gateway_receive(self, payload: dict) -> list[str]:
        event = payload["t"]
        if event == "RESUMED":  # typed "no data", while Discord sends an object
            return []
        key = "".join(word.title() for word in event.split("_")) + "Dispatch"
        return self._event(self.received, key, payload)

    def gateway_send(self, payload: dict) -> list[str]:
        return self._event(self.sent, SENT[payload["op"]], payload)

    def _event(self, schema: dict, key: str, payload: dict) -> list[str]:
        validator = self._event_validator(id(schema), f"Gateway{key}")
        if validator is None:
            return [f"no gateway schema for {key}"]
        return [f"GATEWAY {key} {_shortest(each)}" for each in validator.iter_errors(payload)]

    @functools.cache  # noqa: B019 - the same
    def _event_validator(self, which: int, name: str):
        schema = self.received if which == id(self.received) else self.sent
        if name not in schema["definitions"]:
            return None
        registry = Registry().with_resource("urn:g", Resource(schema, DRAFT7))
        return jsonschema.Draft7Validator({"$ref": f"urn:g#/definitions/{name}"}, registry=registry)
