"""The connection to Discord: where it goes, and how it is given up in order."""

import asyncio

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.services.health import Health

LOOK = 2.0
"""Seconds between two looks at whether the shards are connected."""

HANDLERS = ("discord.py: ", "discord-ui-", "CommandTree-invoker")
"""How discord.py names the tasks that it starts for events; the ones for timeouts end alone."""


def redirect(api: str, gateway: str) -> None:
    """Use other base addresses than Discord's own, for the whole process; empty keeps its own."""
    if api:
        Route.BASE = api
    if gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


async def watch(client: discord.AutoShardedClient, health: Health) -> None:
    """Note every shard whose connection is gone; never returns.

    discord.py tells it of one shard after the other, and of none while another one's connection
    cannot be made.
    """
    while True:
        for number, shard in client.shards.items():
            if shard.is_closed():
                health.gateway(number, up=False)
        await asyncio.sleep(LOOK)


async def stop(client: discord.AutoShardedClient, seconds: float) -> int:
    """Take no more events, wait for the running handlers, close; give how many were cut off."""
    for shard in client.shards.values():
        await shard.disconnect()
    running = _handlers()
    unfinished = (await asyncio.wait(running, timeout=seconds))[1] if running else set()
    for task in unfinished:
        task.cancel()
    if unfinished:
        await asyncio.wait(unfinished, timeout=1.0)  # they leave what they were in the midst of
    await client.close()
    return len(unfinished)


def _handlers() -> set[asyncio.Task[object]]:
    here = asyncio.current_task()
    return {
        task
        for task in asyncio.all_tasks()
        if task is not here and task.get_name().startswith(HANDLERS)
    }
