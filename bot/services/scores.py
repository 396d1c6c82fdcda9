"""Judged questions as text: a table with intervals, the misses, and floors that were missed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bot.content.shape import Shape, open_file
from bot.core.errors import ContentError, Fault
from bot.core.measure import Judged, wilson
from bot.services.evaluate import figures_of, tally


def score_table(judged: Sequence[Judged]) -> str:
    """Give counts by outcome and by group, each share with its 95 % interval (Wilson)."""
    lines = [f"{'due':28} {'n':>5} {'ok':>7}  {'95 % interval':15}  else"]
    for key in ("route", "group"):
        lines += [_row(name, counts) for name, counts in tally(judged, key).items()]
        lines.append("")
    for name, value in figures_of(judged).items():
        lines.append(f"{name:28} {value:7.2%}" if name != "leaks" else f"{name:28} {value:7.0f}")
    times = sorted(each.ms for each in judged)
    if times:
        slow = times[int(0.99 * (len(times) - 1))]
        lines.append(f"{'ms a question, p50 / p99':28} {median(times):.2f} / {slow:.2f}")
    return "\n".join(lines)


def miss_list(judged: Sequence[Judged]) -> str:
    """Name every question whose verdict is not ok."""
    return "\n".join(
        f"{each.verdict:12} {each.question.id:6} due {each.question.route:9} "
        f"got {each.reply.outcome:9} {each.reply.entry or '-':32} "
        f"{each.confidence:.2f} {each.question.q[:100]!r}"
        for each in judged
        if each.verdict != "ok"
    )


def missed_floors(judged: Sequence[Judged], floors: Path) -> list[str]:
    """Compare the figures with a file of floors (`at_least`, `at_most`); name those missed."""
    figures = figures_of(list(judged))
    faults: list[Fault] = []
    node = open_file(floors, floors.parent, faults)
    if node is None:
        raise ContentError(faults)
    shape = Shape(node, floors.name, faults, "at_least at_most")
    low = list(_beyond(shape, "at_least", figures)) + list(_beyond(shape, "at_most", figures))
    if faults:
        raise ContentError(faults)
    return low


def _beyond(shape: Shape, key: str, figures: dict[str, float]) -> Iterator[str]:
    for name, node in shape.pairs(key).items():
        if name not in figures:
            shape.fault(f"unknown figure {name!r}; known: {', '.join(figures)}", node.line)
            continue
        try:
            bound = float(str(node.value))
        except ValueError:
            shape.fault(f"{name!r} must be a number, not {node.value!r}", node.line)
            continue
        value = figures[name]
        if (value < bound) if key == "at_least" else (value > bound):
            yield f"floor missed: {name} is {value:.4f}, {key.replace('_', ' ')} {bound} is due"


def _row(name: str, counts: Counter[str]) -> str:
    total = counts.total()
    low, high = wilson(counts["ok"], total)
    rest = " ".join(f"{verdict}={n}" for verdict, n in sorted(counts.items()) if verdict != "ok")
    share = counts["ok"] / total
    return f"{name:28} {total:5} {share:7.1%}  {low:6.1%} – {high:6.1%}  {rest}"  # noqa: RUF001
