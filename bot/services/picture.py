"""The picture of `/faq stats`: figures at a glance, for colour-blind people too."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.statistics import Day, Statistics
from bot.services.stats import Sheet

Axes = Any  # matplotlib's, which is imported only when a picture is drawn

OUTCOMES = ("answer", "suggest", "abstain", "clinician", "urgent", "smalltalk")
COLOURS = ("#0072b2", "#56b4e9", "#e69f00", "#009e73", "#d55e00", "#999999")
"""Okabe and Ito (2008): told apart with every common kind of colour blindness."""
HATCHES = ("", "", "//", "", "xx", "..")
"""A second sign beside the colour, for prints in grey."""
FEW = "#dddddd"
INK = "#22313f"
LONGEST = 34
"""Characters of a question beside its bar."""


def draw(sheet: Sheet, words: Mapping[str, str]) -> bytes:
    """Draw a PNG of 1,300 by 910 pixels. `words` holds the titles in the reader's language.

    Takes half a second: call it beside the event loop.
    """
    import matplotlib as mpl  # noqa: PLC0415 - heavy, and needed now and then only

    mpl.use("Agg")
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    figure = Figure(figsize=(10, 7), layout="constrained")
    halves: Any = figure.subfigures(2, 1, height_ratios=(1.1, 1))
    top, bottom = halves
    _draw_days(top.subplots(), sheet.figures.days, words)
    left, right = bottom.subplots(1, 2)
    asked = [(sheet.questions.get(name, name), n) for name, n in sheet.figures.most_asked]
    _draw_bars(left, asked, words["stats_most_asked"], COLOURS[0], words)
    bad = [
        (sheet.questions.get(name, name), round(100 * n / votes))
        for name, n, votes in sheet.figures.least_helpful
    ]
    _draw_bars(right, bad, words["stats_least_helpful"], COLOURS[2], words)
    figure.suptitle(_headline(sheet.figures, words), color=INK, fontsize=11)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=130)
    return out.getvalue()


def _headline(figures: Statistics, words: Mapping[str, str]) -> str:
    return (
        words["stats_headline"]
        .replace("{total}", str(figures.total))
        .replace("{gaps}", str(figures.open_gaps))
        .replace("{cited}", str(figures.cited))
        .replace("{blocks}", str(figures.blocks))
    )


def _draw_days(axes: Axes, days: Sequence[Day], words: Mapping[str, str]) -> None:
    places = range(len(days))
    floor = [0] * len(days)
    for outcome, colour, hatch in zip(OUTCOMES, COLOURS, HATCHES, strict=True):
        heights = [day.by_outcome.get(outcome, 0) for day in days]
        if any(heights):
            label = words[f"outcome_{outcome}"]
            axes.bar(
                places, heights, bottom=floor, color=colour, hatch=hatch, edgecolor="white",
                label=label,
            )  # fmt: skip
            floor = [a + b for a, b in zip(floor, heights, strict=True)]
    few = [0 if day.by_outcome else day.total for day in days]
    if any(few):
        axes.bar(places, few, color=FEW, edgecolor=INK, linewidth=0.5, label=words["stats_few"])
    axes.set_xticks(places, [day.date[5:] for day in days], fontsize=8)
    axes.set_title(words["stats_per_day"], loc="left", color=INK, fontsize=10)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_ylim(0, max([5, *(day.total for day in days)]) * 1.05)
    _tidy(axes)
    if axes.get_legend_handles_labels()[0]:
        # above the bars, never over them
        axes.legend(
            loc="lower right", bbox_to_anchor=(1, 1), fontsize=7, ncols=7, frameon=False,
            columnspacing=1, handlelength=1.4,
        )  # fmt: skip


def _draw_bars(
    axes: Axes, rows: Sequence[tuple[str, int]], title: str, colour: str, words: Mapping[str, str]
) -> None:
    axes.set_title(title, loc="left", color=INK, fontsize=10)
    if not rows:
        axes.text(0.5, 0.5, words["stats_nothing"], ha="center", va="center", color=INK)
        axes.set_axis_off()
        return
    names = [name if len(name) <= LONGEST else name[: LONGEST - 1] + "…" for name, _ in rows]
    bars = axes.barh(range(len(rows)), [n for _, n in rows], color=colour)
    axes.set_yticks(range(len(rows)), [_literal(name) for name in names], fontsize=8)
    axes.invert_yaxis()
    axes.bar_label(bars, padding=3, fontsize=8, color=INK)
    axes.margins(x=0.15)
    axes.xaxis.get_major_locator().set_params(integer=True)
    _tidy(axes)


def _literal(text: str) -> str:
    """Keep matplotlib from reading a dollar sign as the beginning of a formula."""
    return text.replace("$", r"\$")


def _tidy(axes: Axes) -> None:
    axes.tick_params(colors=INK, labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
