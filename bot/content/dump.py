"""Values to canonical knowledge files: the same value always gives the same bytes."""

from typing import Any

import yaml

from bot.core.model import Block, Figure, Source


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


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
