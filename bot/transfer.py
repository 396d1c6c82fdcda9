"""The operator's commands for a server's entries as a file: export, and import."""

import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.core.errors import RefusedError, UserError
from bot.settings import Settings, packaged_knowledge
from bot.terminal import complain, notice_build, progress, settings, show

if TYPE_CHECKING:
    from bot.services.exchange import Arrival, ImportPlan

app = typer.Typer()

Guild = Annotated[int, typer.Option(min=1, max=2**63 - 1, help="The server's id.")]


@app.command("export")
def take_out(
    guild: Guild,
    out: Annotated[Path | None, typer.Option(help="Write here, not to standard output.")] = None,
) -> None:
    """Write what a server changed as a zip laid out like `knowledge/`."""
    if out is None and sys.stdout.isatty():
        raise UserError("the entries come as a zip: name a file with --out, or use a pipe")
    current = settings()
    with _refusals(current):
        content = asyncio.run(_export(current, guild))
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UserError(f"{out} cannot be written ({error.strerror}): choose another") from error
    complain(f"written: {out}")


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="A zip from an export, or one entry's YAML.")],
    guild: Guild,
    apply: Annotated[
        bool, typer.Option("--apply", help="Publish it; without this nothing is changed.")
    ] = False,
) -> None:
    """Show what a file would change in a server, and what the lint finds in it."""
    content = _read(file)
    current = settings()
    with _refusals(current):
        asyncio.run(_import(current, guild, file.name, content, apply=apply))


async def _export(current: Settings, guild: int) -> bytes:
    from bot.wiring import open_exchange

    async with open_exchange(current, notice_build, guild) as exchange:
        return await exchange.export(guild)


async def _import(current: Settings, guild: int, name: str, content: bytes, *, apply: bool) -> None:
    from bot.core.guild import Act
    from bot.wiring import open_exchange

    async with open_exchange(current, notice_build, guild) as exchange:
        with progress() as tick:
            plan = await exchange.compare(guild, name, content, tick)
        for line in _plan_lines(plan):
            show(line)
        if not plan.is_clean:
            complain("nothing was imported: mend what the lint refuses, marked with !")
            raise typer.Exit(1)
        if not plan.arrivals:
            show("all of this stands already: nothing to import")
        elif apply:
            # Discord's ids are positive: one of ours is never taken for an interaction's
            act = Act(guild, -time.time_ns(), None, int(time.time()))
            result = await exchange.take_in(act, plan)
            show(f"published: {len(result.revisions)}")
        else:
            show(f"would change: {len(plan.arrivals)}; nothing was changed, --apply publishes it")


def _plan_lines(plan: "ImportPlan") -> Iterator[str]:
    for arrival in plan.arrivals:
        yield f"{arrival.standing.id}: {_fate(arrival)}"
        for part in arrival.parts:
            sides = (("-", part.before), ("+", part.after))
            yield from (f"  {sign} {part.part}: {text}" for sign, text in sides if text)
        for finding in arrival.findings:
            yield f"  {'!' if finding.blocks else 'note:'} {finding}"


def _fate(arrival: "Arrival") -> str:
    if arrival.entry is None:
        return "retired"
    if arrival.standing.entry:
        return "changed"
    return "brought back" if arrival.standing.is_known else "new"


def _read(file: Path) -> bytes:
    """Read no more of a file than it takes to see that it is too large."""
    from bot.content.bundle import MOST_BYTES

    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"{file} cannot be read ({error.strerror}): name another file") from error


@contextmanager
def _refusals(current: Settings) -> Iterator[None]:
    """Say what was refused in the words that moderators read, and exit with 1."""
    from bot.content.catalogue import load_catalogues
    from bot.core.catalogue import Texts

    try:
        yield
    except RefusedError as error:
        texts = Texts(load_catalogues(packaged_knowledge(), current.knowledge))
        complain(f"footnote: {texts.say(error.name, **error.fills)}")
        raise typer.Exit(1) from error
