r"""FAQ data sets: entries with phrasings, and queries with the entries that answer them.

JSON lines in UTF-8: one object a line, entries and queries in any order, each of these keys:

    {"id": "e1", "phrasings": ["how do I pay", "ways to pay"], "passage": "By card or transfer."}
    {"q": "can i pay by card", "rel": ["e1"]}
    {"q": "is there life on mars", "rel": []}
    {"name": "shop"}

| key | what | may be left out or null |
|---|---|---|
| `id` | a text or a whole number, unlike all others (1 and "1" are one) | no |
| `phrasings` | list of texts | no, yet it may be empty |
| `passage` | a text by which the entry is found, too | yes |
| `q` | a text | no |
| `rel` | ids of the entries that answer it, a list or the keys of an object | yes: none answers |
| `name` | a text; the last one counts | yes: the file's name |

Other keys, and blank lines, are passed over. A text holds whole characters, no half of a pair of
surrogates. Phrasings without a word ("???") are left out, and so
are entries without any: no engine could find them. A file that ends in `.json` holds one object
instead: `entries` and `queries`, lists of such objects, and `name`.
"""

import codecs
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from bot.core.tokens import fold, tokens
from tests.benchmarks.texts import mistyped

KINDS = {"phrasings", "q"}
"""Keys by which an entry and a query are known."""

_HALF = re.compile("[\ud800-\udfff]")  # JSON can name half a character: no text holds one


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class DataSet:
    """`entries`: id → texts by which it is found."""

    name: str
    entries: dict[str, tuple[str, ...]]
    queries: tuple[Query, ...]


class Row(NamedTuple):
    """One object of a file. `fault` says why it could not be read, in which case it is empty."""

    place: str
    held: Any
    fault: str = ""


def read_sets(paths: Sequence[Path], most: int) -> list[DataSet]:
    """Read data sets, and draw at most so many queries of each.

    Raises ValueError with every fault of all files, one a line, each with its file and line.
    """
    found, faults = [], []
    for path in paths:
        try:
            found.append(read_set(path, most))
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ValueError("\n".join(faults))
    return found


def read_set(path: Path, most: int) -> DataSet:
    """Read a data set, and draw at most so many queries. Raises ValueError as `read_sets` does."""
    try:
        raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    rows = list(_document(path, raw) if path.suffix.lower() == ".json" else _lines(path, raw))
    if faults := [f"{place}: {fault}" for place, fault in _faults(rows)]:
        raise ValueError("\n".join(faults))
    data = _made(path.stem, rows)
    if not data.entries or not data.queries:
        lacking = "queries (`q`)" if data.entries else "entries (`phrasings`) with a word"
        raise ValueError(f"{path}: there are no {lacking}")
    drawn = random.Random(3).sample(data.queries, min(most, len(data.queries)))
    return replace(data, queries=tuple(drawn))


def _made(name: str, rows: Sequence[Row]) -> DataSet:
    """Make a data set of rows without faults, of this name where none gives one."""
    entries = {
        str(row["id"]): texts
        for row in _having("phrasings", rows)
        if (texts := tuple(filter(_has_word, [*row["phrasings"], row.get("passage") or ""])))
    }
    queries = tuple(
        Query(row["q"], frozenset(map(str, row.get("rel") or ()))) for row in _having("q", rows)
    )
    names = [row["name"] for row in _having("name", rows) if row.keys().isdisjoint(KINDS)]
    return DataSet([name, *names][-1], entries, queries)


def _has_word(text: str) -> bool:
    return bool(tokens(fold(text)))


def _having(key: str, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    return (row.held for row in rows if isinstance(row.held, dict) and key in row.held)


def _lines(path: Path, raw: bytes) -> Iterator[Row]:
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            yield _read(path, line, number)


def _document(path: Path, raw: bytes) -> Iterator[Row]:
    """Give the objects of one that holds them all; their places are counted, not lines."""
    whole = _read(path, raw, 1)
    parts = whole.held if isinstance(whole.held, dict) else {}
    if whole.fault:
        yield whole
    elif not all(isinstance(parts.get(name), list) for name in ("entries", "queries")):
        yield whole._replace(fault="not an object with the lists `entries` and `queries`")
    else:
        if parts.get("name") is not None:
            yield Row(str(path), {"name": parts["name"]})
        for name, one in (("entries", "entry"), ("queries", "query")):
            for number, held in enumerate(parts[name], 1):
                yield Row(f"{path}: {one} {number}", held)


def _read(path: Path, raw: bytes, line: int) -> Row:
    """Read the object that begins on a line; a fault is named with its own line."""
    try:
        return Row(f"{path}:{line}", json.loads(raw.decode("utf-8")))
    except UnicodeDecodeError as error:
        above = raw.count(b"\n", 0, error.start)
        return Row(f"{path}:{line + above}", {}, "not UTF-8")
    except json.JSONDecodeError as error:
        place = f"{path}:{line + error.lineno - 1}"
        return Row(place, {}, f"not JSON: {error.msg}, column {error.colno}")
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits
        return Row(f"{path}:{line}", {}, "not JSON that can be read")


def _faults(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Give each fault of a file with its place: of objects alone, then of those that do not fit."""
    first: dict[str, str] = {}
    for row in rows:
        yield from (
            (row.place, fault) for fault in ([row.fault] if row.fault else _wrong(row.held))
        )
        if isinstance(row.held, dict) and "phrasings" in row.held and _is_id(row.held.get("id")):
            place = first.setdefault(str(row.held["id"]), row.place)
            if place != row.place:
                yield row.place, f"the id {row.held['id']!r} stands at {place}, too"
    for row in rows:
        for each in _named(row.held):
            if each not in first:
                yield row.place, f"`rel` names {each!r}, and no entry has that id"


def _named(held: Any) -> list[str]:
    """Give the ids that a query says are right."""
    right = held.get("rel") if isinstance(held, dict) and "q" in held else None
    return [str(each) for each in right if _is_id(each)] if isinstance(right, list | dict) else []


def _wrong(held: Any) -> Iterator[str]:
    """Say what is wrong with one object by itself."""
    if not isinstance(held, dict):
        yield "not an object"
    elif held.keys() >= KINDS:
        yield "both `phrasings` and `q`: an entry or a query?"
    elif "phrasings" in held:
        yield from _wrong_entry(held)
    elif "q" in held:
        yield from _wrong_query(held)
    elif "name" not in held:
        yield "neither an entry (`phrasings`) nor a query (`q`)"
    elif not _is_text(held["name"]):
        yield "`name` is not a text"


def _wrong_entry(held: dict[str, Any]) -> Iterator[str]:
    if not _is_id(held.get("id")):
        yield "`id` is not a text or a whole number"
    if not (isinstance(held["phrasings"], list) and all(map(_is_text, held["phrasings"]))):
        yield "`phrasings` is not a list of texts"
    if not (held.get("passage") is None or _is_text(held["passage"])):
        yield "`passage` is not a text"


def _wrong_query(held: dict[str, Any]) -> Iterator[str]:
    if not _is_text(held["q"]):
        yield "`q` is not a text"
    right = held.get("rel")
    if right is not None and not (isinstance(right, list | dict) and all(map(_is_id, right))):
        yield "`rel` is not a list of ids"


def _is_id(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, int) and not isinstance(value, bool))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not _HALF.search(value)


def with_typos(data: DataSet) -> DataSet:
    """Make one or two typing mistakes in every query."""
    rng = random.Random(5)
    queries = tuple(
        replace(each, text=mistyped(each.text, rng, rng.choice((1, 2)))) for each in data.queries
    )
    return replace(data, queries=queries)
