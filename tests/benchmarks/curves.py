"""Pictures of what was measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from tests.benchmarks.one import Figures

mpl.use("Agg")


def draw_growth(found: Sequence["Figures"], path: Path) -> None:
    """Draw the median time of a question by the number of phrasings."""
    figure = Figure(figsize=(6.4, 4.2), layout="constrained")
    axes = figure.subplots()
    for name in dict.fromkeys(each.engine for each in found):
        rows = [each for each in found if each.engine == name]
        own = name == "ours"
        axes.loglog(
            [each.size for each in rows],
            [each.p50 for each in rows],
            marker="o",
            markersize=3,
            linewidth=2.6 if own else 1,
            color="black" if own else None,
            label="Footnote" if own else name,
        )
    axes.set_xlabel("phrasings")
    axes.set_ylabel("median time of a question, ms")
    axes.grid(visible=True, which="major", linewidth=0.3)
    axes.legend(fontsize=7, ncols=2)
    figure.savefig(path, dpi=110, format="png")
