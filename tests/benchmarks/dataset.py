"""FAQ data sets: entries with phrasings, and queries with the entries that answer them.

One JSON object a file: `name`, `entries` (`id`, `phrasings`, `passage`, which may be empty) and
`queries` (`q`, and `rel`: the ids that answer it, a list or the keys of an object; none when
nothing does). As JSON lines the same objects stand one a line, entries and queries mixed. An entry
without any text is left out: no engine could find it.
"""

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.texts import mistyped


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


def read_set(path: Path, most: int) -> DataSet:
    """Read a data set, and draw at most so many queries; a `ValueError` says what is wrong."""
    try:
        data = _parsed(path, most)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except KeyError as error:
        raise ValueError(f"{path}: {error} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: not a data set: {error}") from error
    if not data.entries or not data.queries:
        raise ValueError(f"{path}: there are no entries with a text, or no queries")
    return data


def _parsed(path: Path, most: int) -> DataSet:
    raw = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in raw.splitlines() if line.strip()]
        held = {
            "entries": [row for row in rows if "phrasings" in row],
            "queries": [row for row in rows if "q" in row],
        }
    else:
        held = json.loads(raw)
    entries = {
        str(row["id"]): texts
        for row in held["entries"]
        if (texts := tuple(filter(str.strip, [*row["phrasings"], row.get("passage") or ""])))
    }
    queries = [
        Query(row["q"], frozenset(map(str, row.get("rel") or ()))) for row in held["queries"]
    ]
    drawn = random.Random(3).sample(queries, min(most, len(queries)))
    return DataSet(held.get("name", path.stem), entries, tuple(drawn))


def with_typos(data: DataSet) -> DataSet:
    """Make one or two typing mistakes in every query."""
    rng = random.Random(5)
    queries = tuple(
        replace(each, text=mistyped(each.text, rng, rng.choice((1, 2)))) for each in data.queries
    )
    return replace(data, queries=queries)
