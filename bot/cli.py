"""The door from the terminal: reads the environment, calls a use case, prints what it gives."""

import os
from typing import Annotated

import typer

from bot import asking, running
from bot.curation import app as curation
from bot.terminal import ENV_FILE, complain, notice_build, settings, show
from bot.transfer import app as transfer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
db_app = typer.Typer(help="The database of servers' edits.", no_args_is_help=True)
app.add_typer(db_app, name="db")


def _tell_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        show(f"footnote {version('footnote-bot')}")
        raise typer.Exit


@app.callback()
def footnote(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show which.")
    ] = False,
) -> None:
    """Footnote answers only with its sources."""


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question.")] = None,
    as_object: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_lines: Annotated[
        bool, typer.Option("--jsonl", help="Answer JSON objects from standard input, line by line.")
    ] = False,
) -> None:
    """Answer a question from the sources."""
    asking.ask(question or [], as_object=as_object, as_lines=as_lines)


@app.command()
def chat() -> None:
    """Talk in the terminal; an empty line or Ctrl-D ends."""
    asker = asking.open_asker()
    show("Ask me something. An empty line ends.")
    while True:
        try:
            text = input("> ")
        except EOFError:
            text = ""
        if not text.strip():
            return
        show(asking.plain(asker.converse("terminal", text).reply.text) + "\n")


@app.command()
def why(
    question: Annotated[list[str], typer.Argument(help="The question.")],
) -> None:
    """Show every step from a question to its outcome."""
    from bot.services.explain import explain
    from bot.wiring import open_library

    shipped = open_library(settings(), notice_build, complain).serving(None)
    show("\n".join(explain(" ".join(question), shipped.snapshot, shipped.pipeline)))


@app.command()
def run() -> None:
    """Start the Discord bot."""
    running.run()


@app.command()
def doctor() -> None:
    """Look at settings, pack, database, token, clock and versions, and say what to do."""
    import asyncio

    from bot.doctor import examine

    async def look() -> bool:
        is_fine = True
        async for check in examine(os.environ, ENV_FILE):
            show(str(check))
            is_fine &= check.is_fine
        return is_fine

    if not asyncio.run(look()):
        raise typer.Exit(1)


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database's tables up to date; `footnote run` does the same when it starts."""
    import asyncio

    from bot.store.opening import upgrade_at

    show(f"the database is at schema {asyncio.run(upgrade_at(settings().database_url))}")


# whoever asks comes first in the help, then whoever runs the bot, then curators
app.registered_commands += curation.registered_commands + transfer.registered_commands
app.registered_groups += curation.registered_groups
