"""Hears at once when another process changed something; PostgreSQL only."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.store.deeds import CHANNEL
from bot.store.engine import Store, faults

PULSE = 10.0
"""Seconds between two looks whether the connection still lives."""

PAUSE = 1.0
"""Seconds before a lost connection is made anew."""


async def listen(store: Store, heard: Callable[[], None]) -> None:
    """Call `heard` at every announcement, new connection and loss of one; never returns.

    What was announced while there was none is lost, so that a new one counts as an announcement.
    A lost one counts too: the database itself may be gone.
    """
    while True:
        with suppress(*faults()):
            await _listen_once(store, heard)
        await asyncio.sleep(PAUSE)


async def _listen_once(store: Store, heard: Callable[[], None]) -> None:
    """Listen; raises when the connection is lost."""
    lost = asyncio.Event()
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        try:
            driver.add_termination_listener(lambda _: lost.set())
            await driver.add_listener(CHANNEL, lambda *_: heard())
            heard()
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(PULSE):
                        await lost.wait()
                await driver.fetchval("SELECT 1")  # raises when the connection is lost
        finally:
            heard()
            await connection.invalidate()  # it must not return to the pool as a listener
