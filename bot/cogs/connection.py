"""The connection to Discord: where it goes, and how it is given up in order."""

import asyncio
from typing import Any

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


def hear_removals(client: discord.AutoShardedClient) -> None:
    """Make discord.py notice servers that removed the bot while a session was lost.

    A new session's READY names every server of its shard; discord.py adds those to the ones that it
    knew and lets none go. Each that is named no more is let go here, as if Discord had said so.
    """
    # what a READY names is in no event of discord.py, short of every frame as text
    parsers = client._connection.parsers  # noqa: SLF001
    ready, deleted = parsers["READY"], parsers["GUILD_DELETE"]

    def parse(data: Any) -> None:  # noqa: ANN401 - as Discord sent it
        named = {int(guild["id"]) for guild in data["guilds"]}
        shard = data["shard"][0]
        known = {guild.id for guild in client.guilds if guild.shard_id == shard}
        ready(data)
        for guild in known - named:
            deleted({"id": guild})

    parsers["READY"] = parse


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
