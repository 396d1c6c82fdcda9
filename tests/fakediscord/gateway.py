"""The gateway: websocket connections, sessions that outlive them, and what can go wrong there."""

import asyncio
import collections
import contextlib
import json
import time
import zlib
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakediscord import payloads

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, MEMBERS = 0, 1, 2, 6, 7, 8
INVALID, HELLO, ACK = 9, 10, 11
GUILDS, GUILD_MESSAGES, DM_MESSAGES, CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | CONTENT
FRAMES_A_MINUTE = 120


class Session:
    """What Discord keeps of one shard between connections."""

    def __init__(self, about: dict, name: str) -> None:
        self.id = name
        self.shard, self.shards = about.get("shard") or (0, 1)
        self.intents = about.get("intents", 0)
        self.sequence = 0
        self.replay: collections.deque = collections.deque(maxlen=5000)
        self.connection: Connection | None = None

    def holds(self, guild_id: str | None) -> bool:
        """Direct messages arrive on shard 0 only."""
        where = 0 if guild_id is None else (int(guild_id) >> 22) % self.shards
        return where == self.shard


class Connection:
    """One websocket; it owns the compression."""

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self.deflate = zlib.compressobj() if compress == "zlib-stream" else None
        self.session: Session | None = None
        self.closed_by_us = False
        self.frames: collections.deque = collections.deque()

    async def send(self, payload: dict) -> None:
        raw = json.dumps(payload, separators=(",", ":"))
        if self.deflate:
            packed = self.deflate.compress(raw.encode()) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)
        else:
            await self.socket.send_str(raw)

    def floods(self) -> bool:
        now = time.monotonic()
        self.frames.append(now)
        while now - self.frames[0] > 60:
            self.frames.popleft()
        return len(self.frames) > FRAMES_A_MINUTE


def control(op: int, about: Any = None) -> dict:
    return {"op": op, "d": about, "s": None, "t": None}


class Gateway:
    """The part of the double behind the websocket."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.gateway_log: list[tuple[str, Any]] = []
        self.acknowledges = True
        self.gate = asyncio.Event()
        """Clear it, and new connections get no HELLO until it is set."""
        self.gate.set()

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(max_msg_size=4096 * 16)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress"))
        self.connections.add(connection)
        try:
            if request.query.get("v") != "10" or request.query.get("encoding") != "json":
                await socket.close(code=4012)
                return socket
            await self.gate.wait()
            await connection.send(control(HELLO, {"heartbeat_interval": self.heartbeat_ms}))
            await self._listen(connection)
        finally:
            self._left(connection)
        return socket

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                break
            if connection.floods():
                await connection.socket.close(code=4008)
                break
            await self._receive(connection, json.loads(frame.data))

    def _left(self, connection: Connection) -> None:
        self.connections.discard(connection)
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            by_client = not connection.closed_by_us
            if connection.socket.close_code in (1000, 1001) and by_client:
                self.sessions.pop(session.id, None)

    async def _receive(self, connection: Connection, payload: dict) -> None:
        op, about = payload["op"], payload.get("d")
        if self.contract:
            self.violations += self.contract.gateway_send(payload)
        if op == HEARTBEAT:
            if self.acknowledges:
                await connection.send(control(ACK))
        elif op == IDENTIFY:
            await self._identify(connection, about)
        elif op == RESUME:
            await self._resume(connection, about)
        else:
            self.gateway_log.append((f"op{op}", about))

    async def _identify(self, connection: Connection, about: dict) -> None:
        self.gateway_log.append(("identify", {"intents": about["intents"]}))
        if about["token"] != self.token:
            await connection.socket.close(code=4004)
            return
        if about["intents"] & ~self.allowed_intents:
            await connection.socket.close(code=4014)
            return
        session = connection.session = Session(about, payloads.snowflake())
        for old in [each for each in self.sessions.values() if each.shard == session.shard]:
            if not old.connection:  # a new start of the shard: nobody comes back for the old one
                del self.sessions[old.id]
        session.connection = connection
        self.sessions[session.id] = session
        mine = [guild for guild in self.guilds.values() if session.holds(guild["id"])]
        ready = {
            "v": 10, "user": payloads.me(self.bot), "session_id": session.id,
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in mine],
            "resume_gateway_url": self.gateway_url, "shard": [session.shard, session.shards],
            "application": {"id": self.app["id"], "flags": 0, "flags_new": "0"},
        }  # fmt: skip
        await self._dispatch_to(session, "READY", ready)
        for guild in mine if session.intents & GUILDS else ():
            await self._dispatch_to(session, "GUILD_CREATE", guild)
        self.ready.set()

    async def _resume(self, connection: Connection, about: dict) -> None:
        session = self.sessions.get(about["session_id"])
        self.gateway_log.append(("resume", {"known": session is not None}))
        if about["token"] != self.token:
            await connection.socket.close(code=4004)
            return
        if session is None:
            await connection.send(control(INVALID, about=False))
            return
        connection.session, session.connection = session, connection
        for payload in list(session.replay):
            if payload["s"] > (about["seq"] or 0):
                await connection.send(payload)
        await self._dispatch_to(session, "RESUMED", {"_trace": []})

    async def _dispatch_to(self, session: Session, event: str, about: dict) -> None:
        session.sequence += 1
        payload = {"op": DISPATCH, "t": event, "s": session.sequence, "d": about}
        if self.contract:
            self.violations += self.contract.gateway_receive(payload)
        session.replay.append(payload)
        if session.connection:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await session.connection.send(payload)

    async def dispatch(
        self, event: str, about: dict, guild_id: str | None, intent: int = 0
    ) -> None:
        for session in list(self.sessions.values()):
            if session.holds(guild_id) and (not intent or session.intents & intent):
                await self._dispatch_to(session, event, about)
                return

    def _open(self, shard: int) -> list[Connection]:
        found = (each for each in list(self.sessions.values()) if each.shard == shard)
        return [each.connection for each in found if each.connection]

    def deafen(self, shard: int = 0) -> None:
        """Read nothing more of a shard's connection, as where a network is gone without a word."""
        for connection in self._open(shard):
            connection.socket._req.transport.pause_reading()

    async def drop(self, shard: int = 0, *, code: int | None = None) -> None:
        """Cut a shard's connection: abruptly, or with a close code."""
        for connection in self._open(shard):
            connection.closed_by_us = True
            transport = connection.socket._req.transport
            if code is None and transport:
                transport.abort()
            else:
                await connection.socket.close(code=code or 4000)

    async def reset_token(self, *, code: int | None = 4004) -> None:
        """Cut every connection and refuse the token from now on, as after a reset on the portal."""
        self.token = payloads.snowflake()
        for shard in {each.shard for each in self.sessions.values()}:
            await self.drop(shard, code=code)

    async def ask_to_reconnect(self, shard: int = 0) -> None:
        for connection in self._open(shard):
            await connection.send(control(RECONNECT))

    async def invalidate(self, shard: int = 0, *, resumable: bool = False) -> None:
        for connection in self._open(shard):
            if not resumable:
                self.sessions.pop(connection.session.id)
            await connection.send(control(INVALID, about=resumable))
