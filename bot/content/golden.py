"""Labelled questions: YAML of a pack, and JSON lines from elsewhere."""

import json
from pathlib import Path

from bot.content.files import UnreadableError, decode, read_bytes
from bot.content.shape import Shape, read_rows
from bot.content.yamlread import Node
from bot.core.errors import ContentError, Fault
from bot.core.golden import GoldenQuestion
from bot.core.model import Locator

LARGEST = 50_000_000
"""Bytes of JSON lines."""

_KEYS = "id q route group gold history note twin split"
_ROUTES = ("answer", "clinician", "urgent", "abstain", "smalltalk", "open")


def load_golden(path: Path) -> list[GoldenQuestion]:
    """Read labelled questions. Raises ContentError."""
    faults: list[Fault] = []
    rows = read_rows(path, Path(), faults, _KEYS, "questions")
    questions = [_golden(shape) for shape in rows]
    if faults:
        raise ContentError(faults)
    return questions


def load_golden_lines(path: Path, source: str) -> list[GoldenQuestion]:
    """Read labelled questions of JSON lines. Raises ContentError.

    Locators may lack the name of the `source`, and questions a group; other keys are passed over.
    """
    try:
        lines = decode(read_bytes(path, LARGEST)).split("\n")
    except UnreadableError as error:
        raise ContentError([Fault(str(path), 0, str(error))]) from error
    faults: list[Fault] = []
    rows = {number: _row(line, number) for number, line in enumerate(lines, 1) if line.strip()}
    faults += [Fault(str(path), at, "not a JSON object") for at, row in rows.items() if not row]
    shapes = [Shape(row, str(path), faults, _KEYS) for row in rows.values() if row]
    questions = [_golden(shape, source) for shape in shapes]
    if faults:
        raise ContentError(faults)
    return questions


def _golden(shape: Shape, source: str = "") -> GoldenQuestion:
    route = shape.text("route")
    if route and route not in _ROUTES:
        shape.fault(f"route {route!r} is none of {', '.join(_ROUTES)}")
    gold = shape.texts("gold")
    if (route == "answer") != bool(gold):
        shape.fault("'gold' belongs to route answer, and only there")
    whole = (
        where if where.count(":") == 2 or not source else f"{source}:{where}" for where in gold
    )
    return GoldenQuestion(
        shape.text("id"),
        shape.text("q"),
        route,
        shape.text("group"),
        tuple(map(Locator, whole)),
        shape.texts("history"),
        shape.text("note", default=""),
    )


def _row(text: str, line: int) -> Node | None:
    """Read a line as if it were YAML; None for what is no object."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    if isinstance(row.get("id"), int):
        row["id"] = str(row["id"])
    known = {key: row[key] for key in _KEYS.split() if row.get(key) is not None}
    return Node({"group": Node("-", line)} | {k: _node(v, line) for k, v in known.items()}, line)


def _node(value: object, line: int) -> Node:
    """Take texts and lists of them; anything else stands as a mapping, which nothing expects."""
    if isinstance(value, list):
        return Node([Node(each if isinstance(each, str) else {}, line) for each in value], line)
    return Node(value if isinstance(value, str) else {}, line)
