"""Lint results for people: plain text, JSON values, and the mutants' table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from bot.core.errors import brief
from bot.core.finding import Report
from bot.core.model import Block, EntryId, Locator, Pack
from bot.core.mutate import Mutant, MutationReport


def summary_text(report: Report) -> str:
    """Say in a few lines what was checked, what was not, and what was found."""
    notes = len(report.findings) - len(report.blocking)
    size = f"{_count(report.entries, 'entry', 'entries')}, {_count(report.passages, 'passage')}"
    lines = [
        f"{size}, {report.against_text:,} of them compared with the words of their blocks",
        f"checked: {_ids(rule.id for rule in report.checked)}",
    ]
    if report.unchecked:
        lines.append(
            f"not checked, for want of the text (--source FILE): "
            f"{_ids(rule.id for rule in report.unchecked)}"
        )
    blocking = len(report.blocking)
    verb = "blocks" if blocking == 1 else "block"
    lines.append(f"{_count(blocking, 'finding')} that {verb}, {_count(notes, 'note')}")
    return "\n".join(lines)


def stale_text(stale: Collection[EntryId], why: str) -> str:
    """Name the entries that are stale and why, in one line; an empty text for none."""
    size = _count(len(stale), "entry is", "entries are")
    return f"{size} stale, {why}: {', '.join(sorted(stale))}" if stale else ""


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def findings_text(report: Report) -> str:
    """List every finding, two lines each: where and what, then how to mend it."""
    lines = []
    for each in report.findings:
        place = each.entry or "source"
        number = f" passage {each.passage_number}" if each.passage_number else ""
        mark = "" if each.blocks else " (note)"
        lines.append(f"{each.rule:4} {place}{number}: {brief(each.text)}{mark}")
        lines.append(f"     → {brief(each.hint)}")
    return "\n".join(lines)


def report_json(report: Report) -> dict[str, object]:
    """Give the report as plain values."""
    return {
        "entries": report.entries,
        "passages": report.passages,
        "against_text": report.against_text,
        "checked": [rule.id for rule in report.checked],
        "unchecked": [rule.id for rule in report.unchecked],
        "blocking": len(report.blocking),
        "findings": [
            {
                "rule": each.rule,
                "entry": each.entry,
                "passage": each.passage_number,
                "text": each.text,
                "hint": each.hint,
                "blocks": each.blocks,
            }
            for each in report.findings
        ],
    }


def coverage_text(pack: Pack) -> str:
    """Show block by block which entries cite it, then the shares."""
    citing: defaultdict[Locator, list[EntryId]] = defaultdict(list)
    for entry in pack.entries:
        for where in entry.locators:
            citing[where].append(entry.id)
    blocks = [block for source in pack.sources for block in source.blocks]
    width = max((len(block.locator) for block in blocks), default=0)
    lines = [f"{each.locator:{width}}  {status(each, citing[each.locator])}" for each in blocks]
    cited, waived, neither = shares(pack)
    lines.append(f"{cited} of {len(blocks)} blocks cited, {waived} waived, {neither} neither")
    return "\n".join(lines)


def shares(pack: Pack) -> tuple[int, int, int]:
    """Count the blocks that an entry cites, those that are waived instead, and the others."""
    cited = {where for entry in pack.entries for where in entry.locators}
    blocks = [block for source in pack.sources for block in source.blocks]
    waived = sum(bool(block.waived) for block in blocks if block.locator not in cited)
    covered = sum(block.locator in cited for block in blocks)
    return covered, waived, len(blocks) - covered - waived


def status(block: Block, entries: Sequence[EntryId]) -> str:
    """Say of one block who cites it, or that it is waived or open."""
    if entries:
        return ", ".join(entries)
    return f"waived: {block.waived}" if block.waived else "cited by no entry"


def proof_text(proof: MutationReport) -> str:
    """Write the mutants' table as Markdown, as it stands in the README of the pack."""
    rows = [
        (
            score.kind,
            f"{score.made}",
            f"{score.rejected}",
            f"{score.share:.1%}",
            _ids(score.rules[:4]),
        )
        for score in proof.scores
    ]
    share = proof.blocked / proof.passages if proof.passages else 0.0
    scores = table(("changed", "mutants", "rejected", "share", "by rules, most first"), rows)
    blocked = f"{proof.blocked} of {proof.passages} ({share:.1%})"
    return f"{scores}\n\nSound passages blocked by mistake: {blocked}"


def survivors_text(proof: MutationReport) -> str:
    """List the mutants that the lint let through: before, and after."""
    return "\n".join(
        line for score in proof.scores for each in score.survivors for line in _mutant_lines(each)
    )


def _mutant_lines(mutant: Mutant) -> Iterable[str]:
    yield f"{mutant.kind}: {mutant.entry} passage {mutant.number}"
    if mutant.before.text == mutant.after.text:
        yield f"  - {', '.join(mutant.before.citations)}"
        yield f"  + {', '.join(mutant.after.citations)}"
    else:
        yield f"  - {mutant.before.text}"
        yield f"  + {mutant.after.text}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table with aligned columns."""
    lines = [head, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]

    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(f"{c:{w}}" for c, w in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([row(head), rule, *map(row, rows)])


def _ids(ids: Iterable[str]) -> str:
    return " ".join(ids)
