"""The door from the terminal: reads the environment, calls a use case, prints what it gives."""

import json
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.core.errors import BotError, BrokenError, ContentError, SettingsError, UserError
from bot.curation import app as curation
from bot.terminal import complain, notice_build, settings, show

if TYPE_CHECKING:
    from bot.services.ask import Asker

app = typer.Typer(
    help="Footnote answers only with its sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
db_app = typer.Typer(help="The database of servers' edits.", no_args_is_help=True)
app.add_typer(db_app, name="db")
app.registered_commands += curation.registered_commands
app.registered_groups += curation.registered_groups


def main() -> None:
    """Run the command line; exit with 0 (fine), 1 (findings) or 2 (usage or settings)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except ContentError as error:
        complain(str(error))
        sys.exit(1)
    except BotError as error:
        complain(f"footnote: {error}")
        sys.exit(1 if isinstance(error, BrokenError) else 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        complain(f"footnote: a defect of the program ({type(error).__name__}); please report it")
        if os.environ.get("FOOTNOTE_DEBUG"):
            raise
        sys.exit(1)


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question.")] = None,
    as_object: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_lines: Annotated[
        bool, typer.Option("--jsonl", help="Answer JSON objects from standard input, line by line.")
    ] = False,
) -> None:
    """Answer a question from the sources."""
    asker = _asker()
    if as_lines:
        from bot.services.lines import answer_lines

        for line in answer_lines(asker, sys.stdin.buffer):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        return
    text = " ".join(question or [])
    if not question and not sys.stdin.isatty():
        text = sys.stdin.buffer.read(20_000).decode("utf-8", "replace")
    if not text.strip():
        raise UserError('ask a question: footnote ask "What are the signs of high estradiol?"')
    asked = asker.replay((), text)
    if as_object:
        from bot.services.ask import as_json

        show(json.dumps(as_json(asked), indent=2))
    else:
        show(_terminal(asked.reply.text))


@app.command()
def run() -> None:
    """Start the Discord bot."""
    current = settings()
    if not current.token:
        raise SettingsError("DISCORD_TOKEN is not set: put your bot's token into it, or into .env")
    import asyncio

    from bot.log import configure
    from bot.serve import serve

    configure(
        sys.stderr, as_json=current.log_json, level=current.log_level, secrets=current.secrets
    )
    asyncio.run(serve(current, notice_build))


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database's tables up to date; `footnote run` does the same when it starts."""
    import asyncio

    from bot.store.engine import schema_of

    show(f"the database is at schema {asyncio.run(schema_of(settings().database_url))}")


@app.command()
def chat() -> None:
    """Talk in the terminal; an empty line or Ctrl-D ends."""
    asker = _asker()
    show("Ask me something. An empty line ends.")
    while True:
        try:
            text = input("> ")
        except EOFError:
            text = ""
        if not text.strip():
            return
        show(_terminal(asker.converse("terminal", text).reply.text) + "\n")


@app.command()
def why(
    question: Annotated[list[str], typer.Argument(help="The question.")],
) -> None:
    """Show every step from a question to its outcome."""
    from bot.services.explain import explain
    from bot.wiring import build_pipeline

    snapshot, pipeline = build_pipeline(settings(), notice_build)
    show("\n".join(explain(" ".join(question), snapshot, pipeline)))


def _asker() -> "Asker":
    from bot.wiring import build_asker

    return build_asker(settings(), notice_build)


def _terminal(text: str) -> str:
    return text.replace("**", "")
