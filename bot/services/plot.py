"""Pictures of an evaluation: coverage against error, and the confusion of outcomes."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.core.errors import UserError
from bot.core.measure import OUTCOMES, Judged, curve
from bot.services.place import check_folder

Axes = Any  # matplotlib's, which is imported only when a picture is drawn

_SEEN = ("answer", "suggest", "abstain")
_INK, _ACCENT = "#22313f", "#0072b2"  # told apart by colour-blind people (Okabe and Ito 2008)


def check_plot(path: Path) -> None:
    """Refuse before the questions are asked what could not be drawn. Raises UserError."""
    check_folder(path, "--plot")
    _library()


def _library() -> Any:  # noqa: ANN401 - a module of a library without types
    try:
        import matplotlib  # noqa: PLC0415, ICN001 - an optional, heavy import
    except ImportError as error:
        raise UserError("plots need matplotlib: pip install 'footnote-bot[plot]'") from error
    return matplotlib


def draw_evaluation(judged: Sequence[Judged], path: Path) -> None:
    """Draw both pictures side by side into one PNG. Raises UserError without matplotlib."""
    if not judged:
        raise UserError("there is no question to draw")
    _library().use("Agg")
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    figure = Figure(figsize=(11, 4.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    _draw_curve(left, judged)
    _draw_confusion(right, judged)
    figure.savefig(path, dpi=130, format="png")  # whatever the file is called


def _draw_curve(axes: Axes, judged: Sequence[Judged]) -> None:
    asked = [
        each
        for each in judged
        if each.question.route in ("answer", "abstain")
        and each.reply.outcome in _SEEN
        and each.confidence < 1  # a rule decided the others
    ]
    points = curve(
        [each.confidence for each in asked],
        [each.first_right for each in asked],
    )
    axes.step([p.coverage for p in points], [p.risk for p in points], color=_ACCENT, where="post")
    axes.axhline(0.02, color=_INK, linestyle=":", linewidth=1)
    answered = sum(each.reply.outcome == "answer" for each in asked) / max(1, len(asked))
    axes.axvline(answered, color=_INK, linestyle="--", linewidth=1)
    axes.set(
        xlabel="coverage: share of questions answered",
        ylabel="selective risk: share wrong among answered",
        title="Coverage against error (dashed: where the bot stands)",
        xlim=(0, 1),
        ylim=(0, None),
    )


def _draw_confusion(axes: Axes, judged: Sequence[Judged]) -> None:
    counts = Counter((each.question.route, each.reply.outcome) for each in judged)
    due = [name for name in OUTCOMES if any(route == name for route, _ in counts)]
    rows = [[counts[route, got] for got in OUTCOMES] for route in due]
    shares = [[n / max(1, sum(row)) for n in row] for row in rows]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.3, aspect="auto")
    for y, row in enumerate(rows):
        for x, n in enumerate(row):
            if n:
                axes.text(x, y, str(n), ha="center", va="center", color=_INK)
    axes.set_xticks(range(len(OUTCOMES)), OUTCOMES)
    axes.set_yticks(range(len(due)), due)
    axes.set(xlabel="outcome", ylabel="outcome due", title="Outcomes")
