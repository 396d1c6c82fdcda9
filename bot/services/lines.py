"""Questions as JSON lines: every line gets a line back, in order, broken ones an error."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Never

from bot.core.errors import UserError
from bot.services.ask import Asker, as_json

MOST_HISTORY = 50
"""Earlier questions of a line that are replayed, the last ones; each costs an answer."""


LONGEST = 1_000_000
"""Bytes of a line; a longer one is not read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a file."""

    name: object
    question: str
    history: tuple[str, ...]


def answer_lines(asker: Asker, lines: Iterable[bytes], first: int = 1) -> Iterator[str]:
    """Answer JSON lines one by one; a broken line is answered in place by its error.

    `first`: number of the first line.
    """
    for number, raw in enumerate(lines, first):
        if not raw.strip():
            continue
        try:
            line = parse_line(raw)
        except UserError as error:
            yield json.dumps({"id": _name_in(raw), "error": f"line {number}: {error}"})
            continue
        asked = asker.replay(line.history, line.question)
        yield json.dumps(as_json(asked, line.name))


def _name_in(raw: bytes) -> object:
    """Give the id of a line that is faulty in another way, as far as it can be read."""
    try:
        row = _load(raw) if len(raw) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    return row.get("id") if isinstance(row, dict) else None


def _load(raw: bytes) -> object:
    """Read JSON; NaN and Infinity, which it does not have, are refused, and what becomes them."""
    text = raw.decode("utf-8-sig")
    row: object = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    return row


def _finite(digits: str) -> float:
    return number if math.isfinite(number := float(digits)) else _refuse(digits)


def _refuse(name: str) -> Never:
    raise ValueError(f"{name} is no JSON")


def parse_line(raw: bytes) -> Line:
    """Read one line. Raises UserError that says what is wrong with it."""
    if len(raw) > LONGEST:
        raise UserError(f"longer than {LONGEST:,} bytes")
    try:
        row = _load(raw)
    except UnicodeDecodeError as error:
        raise UserError(f"not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        raise UserError("not a JSON object") from error
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise UserError('expected an object with a text under "q"')
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(each, str) for each in history):
        raise UserError('"history" must be a list of texts')
    return Line(row.get("id"), row["q"], tuple(history[-MOST_HISTORY:]))
