"""Judged questions as text: a table with intervals, the misses, and floors that were missed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bot.content.shape import Shape, as_number, open_file
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


class Floor(NamedTuple):
    """What a figure is due to be: `key` is at_least or at_most."""

    figure: str
    key: str
    bound: float


def read_floors(path: Path) -> list[Floor]:
    """Read a file of floors (`at_least`, `at_most`). Raises ContentError."""
    faults: list[Fault] = []
    node = open_file(path, Path(), faults)
    if node is None:
        raise ContentError(faults)
    shape = Shape(node, str(path), faults, "at_least at_most")
    floors = [each for key in ("at_least", "at_most") for each in _floors(shape, key)]
    if faults:
        raise ContentError(faults)
    return floors


def _floors(shape: Shape, key: str) -> Iterator[Floor]:
    known = figures_of([])
    for name, node in shape.pairs(key).items():
        bound = as_number(str(node.value))
        if name not in known:
            shape.fault(f"unknown figure {name!r}; known: {', '.join(known)}", node.line)
        elif bound is None:
            shape.fault(f"{name!r} must be a number, not {node.value!r}", node.line)
        else:
            yield Floor(name, key, bound)


def missed_floors(judged: Sequence[Judged], floors: Iterable[Floor]) -> list[str]:
    """Name the floors that the figures miss."""
    figures = figures_of(judged)
    return [
        f"floor missed: {name} is {figures[name]:.4f}, {key.replace('_', ' ')} {bound} is due"
        for name, key, bound in floors
        if (figures[name] < bound if key == "at_least" else figures[name] > bound)
    ]


def _row(name: str, counts: Counter[str]) -> str:
    total = counts.total()
    low, high = wilson(counts["ok"], total)
    rest = " ".join(f"{verdict}={n}" for verdict, n in sorted(counts.items()) if verdict != "ok")
    share = counts["ok"] / total
    return f"{name:28} {total:5} {share:7.1%}  {low:6.1%} – {high:6.1%}  {rest}"  # noqa: RUF001
