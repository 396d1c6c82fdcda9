"""The curator's commands: score, calibrate, lint, and read sources."""

import gc
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.core.errors import UserError
from bot.terminal import complain, notice_build, progress, settings, show

if TYPE_CHECKING:
    from bot.services.checks import Checked
    from bot.settings import Settings

app = typer.Typer()
source_app = typer.Typer(help="The texts that passages cite.", no_args_is_help=True)
app.add_typer(source_app, name="source")

Questions = Annotated[Path, typer.Argument(help="Golden YAML (file or folder), or JSON lines.")]


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
    from bot.services.ask import Asker
    from bot.services.scores import miss_list, missed_floors, read_floors, score_table
    from bot.wiring import open_library

    due = read_floors(floors) if floors else []
    if plot:
        from bot.services.plot import check_plot, draw_evaluation

        check_plot(plot)
    library = open_library(settings(), notice_build, complain)
    asker = Asker(library, time.monotonic)
    source = next((each.id for each in library.serving(None).snapshot.pack.sources), "")
    rows = use.read_questions(questions, source)
    with progress() as tick:
        judged = []
        for each in use.evaluate(asker, rows):
            judged.append(each)
            tick(len(judged), len(rows))

    show(score_table(judged))
    if misses:
        show(miss_list(judged))
    if plot:
        draw_evaluation(judged, plot)
        show(f"drawn: {plot}")
    if low := missed_floors(judged, due):
        complain("\n".join(low))
        raise typer.Exit(1)


@app.command()
def calibrate() -> None:
    """Fit the decision model on the pack itself and the golden questions, and store it."""
    from bot.services.calibrate import calibrate_pack

    current = settings()
    with progress() as tick:
        chosen = calibrate_pack(current.knowledge, tick)
    show(chosen)


@app.command()
def lint(
    source: Annotated[
        Path | None, typer.Option(help="The article's text: every rule is checked against it.")
    ] = None,
    coverage: Annotated[bool, typer.Option(help="Show which entries cite each block.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the outline as a page here.")] = None,
    mutants: Annotated[
        bool, typer.Option(help="Spoil passages, and list what gets through.")
    ] = False,
    as_object: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check the knowledge pack: every sentence against its source."""
    from bot.services import checks
    from bot.services.days import latest_day
    from bot.services.place import check_place

    current = settings()
    if mutants and (coverage or html or as_object):
        raise UserError("--mutants prints its own table: leave out --coverage, --html and --json")
    if coverage and as_object:
        raise UserError("--coverage is a list to read: leave out --json")
    if mutants:
        _prove(current, source)
        return
    if html is not None:
        check_place(html, current.knowledge)
    gc.disable()  # hardly anything that is made here refers to itself: each search is in vain
    with progress() as tick:
        today = latest_day(time.time())
        checked = checks.check_pack(current.knowledge, today, source, current.source_dir, tick)
    if as_object:
        show(json.dumps(_lint_values(checked), indent=2))
    else:
        show("\n".join(filter(None, _lint_lines(checked, coverage=coverage))))
    _tell_more(checked, html)
    failed = checks.rule_faults(current.knowledge, checked.pack.vocabulary, time.thread_time)
    if failed:
        complain("\n".join(f"safety: {fault}" for fault in failed))
    if not checked.report.is_clean or checked.stale or failed:
        raise typer.Exit(1)


def _prove(current: "Settings", source: Path | None) -> None:
    """Show what of the mutants gets through, and their table."""
    from bot.services import checks, report

    with progress() as tick:
        proof = checks.prove_lint(current.knowledge, source, current.source_dir, tick=tick)
    show(f"{report.survivors_text(proof)}\n\n{report.proof_text(proof)}".lstrip())


def _tell_more(checked: "Checked", html: Path | None) -> None:
    """Say what is wrong with the copies, and write the page."""
    from bot.services.copies import told

    for line in told(checked.copies, 0):
        complain(line)
    if html is not None:
        from bot.services.page import coverage_page
        from bot.services.place import write_page

        write_page(html, coverage_page(checked.pack, checked.report, checked.copies))
        complain(f"written: {html}")


def _lint_lines(checked: "Checked", *, coverage: bool) -> Iterator[str]:
    from bot.services import report

    yield report.findings_text(checked.report)
    if coverage:
        yield report.coverage_text(checked.pack)
    why = "since its copy cannot be read" if checked.copies.broken else "since the source changed"
    yield report.stale_text(checked.stale, why)
    for name in checked.due:
        yield f"due for review: {name}"
    yield report.summary_text(checked.report)


def _lint_values(checked: "Checked") -> dict[str, object]:
    from bot.services import report

    return {
        **report.report_json(checked.report),
        "stale": sorted(checked.stale),
        "unreadable": dict(checked.copies.broken),
        "due": list(checked.due),
    }


@source_app.command("add")
def source_add(
    file: Annotated[Path, typer.Argument(help="The article's plain text.")],
    name: Annotated[str, typer.Option("--id", help="Short name; the first part of locators.")],
    title: Annotated[str, typer.Option(help="Title of the work.")] = "",
    kind: Annotated[str, typer.Option(help='For instance "commercial web article".')] = "",
    grade: Annotated[str, typer.Option(help="How far to trust it, in a few words.")] = "",
    url: Annotated[str, typer.Option(help="Where it stands.")] = "",
    review: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of the next review.")
    ] = None,
) -> None:
    """Read a text into blocks and write its manifest; an existing outline is kept."""
    from bot.services.sources import add_source

    manifest = _manifest(name)
    due = review.date().isoformat() if review else ""
    about = {"title": title, "kind": kind, "grade": grade, "url": url, "review": due}
    today = datetime.now(UTC).date().isoformat()
    source = add_source(file, manifest, today, about)
    gaps = sum(block.gap for block in source.blocks)
    show(
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
    show("\n".join(differences) or "the copy agrees with the manifest")
    if differences:
        raise typer.Exit(1)


def _manifest(name: str) -> Path:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise UserError("--id takes lower-case letters, digits and dashes")
    return settings().knowledge / "sources" / f"{name}.yaml"
