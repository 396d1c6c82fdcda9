"""What every request passes: recording, authorization, injected faults, schemas."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

API = "/api/v10"
BODY, FILES = web.RequestKey("body", object), web.RequestKey("files", object)
OPEN = ("/interactions/", "/webhooks/{wid}/{token}")
"""Routes whose token stands in the path."""


class ApiError(Exception):
    """What Discord answers to a request that it refuses."""

    def __init__(self, status: int, code: int, message: str, errors: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"code": code, "message": message} | ({"errors": errors} if errors else {})


class ConnectionCutError(Exception):
    """The connection is cut instead of an answer."""


def invalid(where: str, what: str) -> ApiError:
    problem = {"_errors": [{"code": "INVALID", "message": what}]}
    return ApiError(400, 50035, "Invalid Form Body", {where: problem})


@dataclass
class Fault:
    """One thing that goes wrong once: an answer, a wait before it, or a cut connection."""

    method: str
    path: str
    status: int = 0
    body: Any = None
    headers: dict = field(default_factory=dict)
    wait_s: float = 0.0
    cut: str = ""
    """`before` or `after` the request had its effect."""


@dataclass
class Recorded:
    """One request and its answer."""

    method: str
    path: str
    template: str
    query: dict
    body: Any
    status: int = 0
    response: Any = None


class Plumbing:
    """The way of each request through the double."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Recorded] = []
        self.unmocked: list[str] = []
        self.violations: list[str] = []
        self.faults: list[Fault] = []
        self.records = True
        self._changed = asyncio.Event()

    def fail_next(self, method: str, path: str, status: int, body: Any = None, **headers) -> None:
        """Answer the next such request with this status, once."""
        said = body if body is not None else {"message": "it broke", "code": 0}
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.faults.append(Fault(method, path, status, said, named))

    def limit_next(self, path: str, *, wait_s: float = 0.2, everywhere: bool = False) -> None:
        """Answer the next such request with 429."""
        body = {"message": "slow down", "retry_after": wait_s, "global": everywhere}
        scope = "global" if everywhere else "user"
        self.fail_next("POST", path, 429, body, Retry_After="1", X_RateLimit_Scope=scope)

    def cut_next(self, method: str, path: str, when: str = "before") -> None:
        """Reset the connection of the next such request before or after it had its effect."""
        self.faults.append(Fault(method, path, cut=when))

    def delay_next(self, method: str, path: str, wait_s: float) -> None:
        self.faults.append(Fault(method, path, wait_s=wait_s))

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/" or request.path.startswith("/cdn/"):
            return await handler(request)
        request[BODY], request[FILES] = await _read(request)
        resource = request.match_info.route.resource
        path = request.path.removeprefix(API)
        template = resource.canonical.removeprefix(API) if resource else path
        recorded = Recorded(request.method, path, template, dict(request.query), request[BODY])
        if self.records:
            self.requests.append(recorded)
        headers = {"Via": "1.1 google"}  # without it discord.py takes a 429 for a ban
        try:
            status, body = await self._answer(request, handler, recorded, headers)
        except ConnectionCutError:
            recorded.status = -1
            request.transport.abort()
            return web.Response()
        recorded.status, recorded.response = status, body
        self._changed.set()
        self._changed = asyncio.Event()
        if self.contract and status < 300:
            self.violations += self.contract.response(request.method, template, status, body)
        if body is None or status == 204:
            return web.Response(status=status, headers=headers)
        # discord.py parses JSON only when the type is exactly this, without a charset
        headers["Content-Type"] = "application/json"
        return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)

    async def _answer(
        self, request: web.Request, handler: Any, recorded: Recorded, headers: dict
    ) -> tuple[int, Any]:
        fault = self._fault(request.method, recorded.path)
        try:
            self._authorize(request, recorded.template)
            if fault and fault.wait_s:
                await asyncio.sleep(fault.wait_s)
            if fault and fault.cut == "before":
                raise ConnectionCutError
            if fault and fault.status:
                headers |= fault.headers
                return fault.status, fault.body
            self._check(recorded)
            answer = await handler(request)
        except ApiError as error:
            return error.status, error.body
        if fault and fault.cut:
            raise ConnectionCutError
        return answer

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and re.search(fault.path, path):
                self.faults.remove(fault)
                return fault
        return None

    def _authorize(self, request: web.Request, template: str) -> None:
        known = request.headers.get("Authorization") == f"Bot {self.token}"
        if not known and not template.startswith(OPEN) and template != "/gateway":
            raise ApiError(401, 0, "401: Unauthorized")

    def _check(self, recorded: Recorded) -> None:
        if not self.contract or recorded.body is None:
            return
        found = self.contract.request(recorded.method, recorded.template, recorded.body)
        if found:
            self.violations += found
            raise invalid("schema", "; ".join(found))

    async def _unmocked(self, request: web.Request) -> tuple[int, Any]:
        self.unmocked.append(f"{request.method} {request.path}")
        raise ApiError(404, 0, "404: Not Found")

    def seen(self, method: str, path: str) -> list[Recorded]:
        """Give the requests that were answered so far."""
        return [
            each
            for each in self.requests
            if each.method == method and each.status > 0 and re.search(path, each.path)
        ]

    async def until_seen(
        self, method: str, path: str, *, count: int = 1, seconds: float = 20.0
    ) -> list[Recorded]:
        """Wait for so many such requests."""
        async with asyncio.timeout(seconds):
            while len(found := self.seen(method, path)) < count:
                await self._changed.wait()
        return found


async def _read(request: web.Request) -> tuple[Any, dict]:
    if not request.body_exists:
        return None, {}
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        return (json.loads(raw) if raw else None), {}
    form = await request.post()
    body = json.loads(form["payload_json"]) if "payload_json" in form else {}
    files = {
        key: (value.filename, value.file.read())
        for key, value in form.items()
        if hasattr(value, "filename")
    }
    return body, files
