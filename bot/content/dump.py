"""Values to canonical knowledge files: the same value always gives the same bytes."""

from typing import Any

import yaml

from bot.core.model import Block, Entry, EntryId, Figure, Source


class _Inline(list[str]):
    """A list that stands on one line, as short lists do in hand-written files."""


_Safe = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml when the wheel has it


class _EntryDumper(_Safe):  # type: ignore[misc, valid-type]  # chosen at run time
    """Leaves dates unquoted, since the reader takes them for the texts that they are."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - yaml's own name for it
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
        for first, known in _Safe.yaml_implicit_resolvers.items()
    }


_EntryDumper.add_representer(
    _Inline,
    lambda dumper, items: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=True
    ),
)


def dump_entry(entry: Entry) -> str:
    """Write an entry as its knowledge file has it; the topic is the file's folder."""
    passages = []
    for each in entry.passages:
        lines: dict[str, Any] = {"text": each.text, "cite": _Inline(each.citations)}
        passages.append(lines | ({"corrects": list(each.corrects)} if each.corrects else {}))
    return _yaml(
        {
            "id": str(entry.id),
            "question": entry.question,
            "phrasings": list(entry.phrasings),
            "answer": passages,
            "related": _Inline(entry.related),
            "reviewed": entry.reviewed,
        },
        _EntryDumper,
    )


def dump_ids(ids: list[EntryId]) -> str:
    """Write a list of entries' ids."""
    return _yaml([str(each) for each in sorted(ids)])


def dump_source(source: Source) -> str:
    """Write a source manifest as YAML."""
    head = {
        key: getattr(source, key)
        for key in ("id", "title", "kind", "grade", "url", "retrieved", "review", "sha256")
    }
    sections = [
        {"slug": each.slug, "title": each.title, "parent": each.parent} for each in source.sections
    ]
    return _yaml(
        _without_blanks(head)
        | {
            "sections": list(map(_without_blanks, sections)),
            "tables": [{"columns": list(table.columns)} for table in source.tables],
            "blocks": list(map(_block, source.blocks)),
            "skipped": [{"sha256": e.sha256, "reason": e.reason} for e in source.skipped],
        }
    )


def _block(block: Block) -> dict[str, Any]:
    columns = [column or "-" for column in block.columns] if any(block.columns) else []
    return _without_blanks(
        {
            "locator": block.locator,
            "sha256": block.sha256,
            "figures": list(map(_figure, block.figures)),
            "columns": columns,
            "gap": "true" if block.gap else "",
            "waived": block.waived,
            "grade": block.grade,
        }
    )


def _figure(figure: Figure) -> dict[str, Any]:
    keys = ("number", "unit", "comparator", "frequency")
    return _without_blanks({key: getattr(figure, key) for key in keys})


def _without_blanks(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value}


def _yaml(value: object, dumper: type[yaml.SafeDumper] = yaml.SafeDumper) -> str:
    return yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
