"""The door from the terminal: reads the environment, calls a use case, prints what it gives."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.core.errors import BotError, ContentError, SettingsError, UserError
from bot.settings import Settings, read_env_file, read_settings

if TYPE_CHECKING:
    from bot.services.ask import Asker

app = typer.Typer(
    help="Footnote answers only with its sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
source_app = typer.Typer(help="The texts that passages cite.", no_args_is_help=True)
app.add_typer(source_app, name="source")

Questions = Annotated[Path, typer.Argument(help="Golden YAML (file or folder), or JSON lines.")]


def main() -> None:
    """Run the command line; exit with 0 (fine), 1 (findings) or 2 (usage or settings)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except ContentError as error:
        _complain(str(error))
        sys.exit(1)
    except BotError as error:
        _complain(f"footnote: {error}")
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - no traceback ever reaches a person
        _complain(f"footnote: a defect of the program ({type(error).__name__}); please report it")
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

        _print(json.dumps(as_json(asked), indent=2))
    else:
        _print(_terminal(asked.reply.text))


@app.command()
def run() -> None:
    """Start the Discord bot."""
    settings = _settings()
    if not settings.token:
        raise SettingsError("DISCORD_TOKEN is not set: put your bot's token into it, or into .env")
    from discord import LoginFailure

    from bot.cogs.client import run as run_client
    from bot.wiring import build_asker

    try:
        run_client(settings.token, build_asker(settings, _notice))
    except LoginFailure as error:
        raise SettingsError("Discord refused DISCORD_TOKEN: copy it again") from error


@app.command()
def chat() -> None:
    """Talk in the terminal; an empty line or Ctrl-D ends."""
    asker = _asker()
    _print("Ask me something. An empty line ends.")
    while True:
        try:
            text = input("> ")
        except EOFError:
            text = ""
        if not text.strip():
            return
        _print(_terminal(asker.converse("terminal", text).reply.text) + "\n")


@app.command()
def why(
    question: Annotated[list[str], typer.Argument(help="The question.")],
) -> None:
    """Show every step from a question to its outcome."""
    from bot.services.explain import explain
    from bot.wiring import build_pipeline

    snapshot, pipeline = build_pipeline(_settings(), _notice)
    _print("\n".join(explain(" ".join(question), snapshot, pipeline)))


@app.command(name="eval")
def evaluate(
    questions: Questions,
    plot: Annotated[Path | None, typer.Option(help="Draw coverage against error here.")] = None,
    misses: Annotated[bool, typer.Option(help="List each question that went wrong.")] = True,
    floors: Annotated[
        Path | None, typer.Option(help="Fail when a figure misses its floor.")
    ] = None,
) -> None:
    """Score labelled questions: a table by outcome and group, then each miss."""
    from bot.services import evaluate as use

    asker = _asker()
    rows = use.read_questions(questions, "anastrozole-trt")
    with _progress(len(rows)) as step:
        judged = []
        for each in use.evaluate(asker, rows):
            judged.append(each)
            step()
    from bot.services.scores import miss_list, missed_floors, score_table

    _print(score_table(judged))
    if misses:
        _print(miss_list(judged))
    if plot:
        from bot.services.plot import draw_evaluation

        draw_evaluation(judged, plot)
        _print(f"drawn: {plot}")
    if floors:
        low = missed_floors(judged, floors)
        if low:
            _complain("\n".join(low))
            raise typer.Exit(1)


@app.command()
def calibrate() -> None:
    """Fit the decision model on the pack itself and the golden questions, and store it."""
    from bot.services.calibrate import STEPS, calibrate_pack

    settings = _settings()
    with _progress(STEPS) as step:
        _print(calibrate_pack(settings.knowledge, step))


@app.command()
def lint(
    source: Annotated[
        Path | None, typer.Option(help="The article's text: all rules run, not only most.")
    ] = None,
) -> None:
    """Check the knowledge pack."""
    raise UserError(str(source))


@source_app.command("add")
def source_add(
    file: Annotated[Path, typer.Argument(help="The article's plain text.")],
    name: Annotated[str, typer.Option("--id", help="Short name; the first part of locators.")],
    title: Annotated[str, typer.Option(help="Title of the work.")] = "",
    kind: Annotated[str, typer.Option(help='For instance "commercial web article".')] = "",
    grade: Annotated[str, typer.Option(help="How far to trust it, in a few words.")] = "",
    url: Annotated[str, typer.Option(help="Where it stands.")] = "",
    review: Annotated[str, typer.Option(help="Date of the next review.")] = "",
) -> None:
    """Read a text into blocks and write its manifest; an existing outline is kept."""
    from datetime import UTC, datetime

    from bot.services.sources import add_source

    manifest = _manifest(name)
    about = {"title": title, "kind": kind, "grade": grade, "url": url, "review": review}
    today = datetime.now(UTC).date().isoformat()
    source = add_source(file, manifest, today, about)
    gaps = sum(block.gap for block in source.blocks)
    _print(
        f"{manifest}: {len(source.sections)} sections, {len(source.blocks)} blocks, "
        f"{gaps} with a lost word, {len(source.skipped)} lines left out"
    )


@source_app.command("check")
def source_check(
    file: Annotated[Path, typer.Argument(help="A copy of the article's text.")],
    name: Annotated[str, typer.Option("--id", help="Short name of the source.")],
) -> None:
    """Compare a copy of a text with the manifest."""
    from bot.services.sources import check_source

    differences = check_source(file, _manifest(name))
    _print("\n".join(differences) or "the copy agrees with the manifest")
    if differences:
        raise typer.Exit(1)


def _settings() -> Settings:
    return read_settings(read_env_file(Path(".env")) | dict(os.environ))


def _asker() -> "Asker":
    from bot.wiring import build_asker

    return build_asker(_settings(), _notice)


def _manifest(name: str) -> Path:
    if not name.replace("-", "").isalnum() or not name.islower():
        raise UserError("--id takes lower-case letters, digits and dashes")
    return _settings().knowledge / "sources" / f"{name}.yaml"


def _notice() -> None:
    _complain("building the index; this takes a few seconds, and happens once per pack")


def _terminal(text: str) -> str:
    return text.replace("**", "")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=steps)
        yield lambda: bar.advance(task)
