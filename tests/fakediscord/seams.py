"""How the real discord.py is made to talk to the double inside one process.

`pointed_at` sets the two class attributes that the program's own settings set; `tls_connector`
patches nothing: its resolver sends *.discord.* to loopback, and it trusts a throw-away authority.
"""

import contextlib
import socket
import ssl

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver
from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextlib.contextmanager
def pointed_at(rest_base: str, gateway: str):
    saved = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest_base, yarl.URL(gateway)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = saved


class LoopbackResolver(AbstractResolver):
    """Resolves Discord's names to this machine and refuses all others."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[dict]:
        if not host.endswith(("discord.com", "discord.gg", "discordapp.com")):
            raise OSError(f"the test resolver refuses {host} (port {port}, family {family})")
        return [
            {
                "hostname": host, "host": "127.0.0.1", "port": self.port,
                "family": socket.AF_INET, "proto": 0, "flags": socket.AI_NUMERICHOST,
            }
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is held."""


def tls_connector(port: int, authority: str) -> aiohttp.TCPConnector:
    context = ssl.create_default_context(cadata=authority)
    return aiohttp.TCPConnector(
        limit=0, resolver=LoopbackResolver(port), ssl=context, use_dns_cache=False
    )
