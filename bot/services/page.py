"""The coverage page: the outline of each article, and beside each block the entries that cite it.

One HTML file without scripts or outside parts. The manifest is enough; with the words of the
blocks at hand the page shows them too.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from bot.core.errors import brief
from bot.core.figures import show
from bot.core.finding import Finding, Report
from bot.core.freshness import Copies, stale_entries, stale_in
from bot.core.model import Block, Entry, Locator, Pack, Section, Source
from bot.services.place import MARK
from bot.services.report import shares

_LOCATOR = re.compile(r"[\w-]+:[\w-]+:[plt]\d+")
_KINDS = {"p": "Paragraph", "l": "List item", "t": "Table row"}
_STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5a6675;--line:#d9dfe7;--paper:#fff;
--wash:#f5f7fa;--link:#0b57a4;--good:#1b6b3a;--warn:#8a5200;--bad:#a4161a}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#a3afbd;--line:#333d4a;--paper:#12161c;
--wash:#1a2029;--link:#7fb8ff;--good:#7bd39a;--warn:#f0b357;--bad:#ff8f8f}}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.55 system-ui,sans-serif}
a{color:var(--link)}a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99em}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
header,main,nav,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}h1{font-size:1.7rem;line-height:1.25;margin:0 0 .3rem}
.about{color:var(--soft);margin:0}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;padding:0;margin:1.25rem 0}
.tiles li{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .9rem;
background:var(--wash)}
.tiles b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums}
nav ul{padding-left:1.2rem;margin:.2rem 0}nav>ul{columns:2 20rem}nav>ul>li{break-inside:avoid}
section{border-top:2px solid var(--line);margin-top:2rem;padding-top:.5rem}
h2{font-size:1.3rem;margin:.6rem 0}h3{font-size:1.1rem;margin:.6rem 0}
article{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2rem;
border-top:1px solid var(--line);padding:.9rem 0}
code{font-size:.82rem;overflow-wrap:anywhere}
@media(max-width:50rem){.tiles{display:grid;grid-template-columns:repeat(3,1fr)}article{grid-template-columns:minmax(0,1fr)}
.uses{margin-top:.6rem}.findings td{display:block;border:0;padding:.1rem 0}
.findings tr{display:block;border-top:1px solid var(--line);padding:.5rem 0}
.findings tr:first-child{display:none}}
@media(min-width:50rem){.words{position:sticky;top:1rem}}
article h4{grid-column:1/-1;margin:0 0 .35rem;font-size:.9rem;overflow-wrap:anywhere}
.block{color:var(--ink)}.block p,.uses p{margin:0 0 .5rem}
.words{border-left:3px solid var(--line);padding-left:.8rem}
.uses ul{list-style:none;margin:0;padding:0}.uses li{margin:0 0 .6rem}
.uses li p{color:var(--soft);margin:.1rem 0 0}
.tag{display:inline-block;font-size:.78rem;font-weight:600;border:1px solid currentColor;
border-radius:1rem;padding:0 .55rem;margin-left:.4rem}
.gap,.waived{color:var(--warn)}.none,.bad{color:var(--bad)}.good{color:var(--good)}
.soft{color:var(--soft)}table{border-collapse:collapse;margin-bottom:2rem}
td,th{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
footer{color:var(--soft);padding-bottom:3rem;margin-top:2rem}
"""


def coverage_page(pack: Pack, report: Report, copies: Copies) -> str:
    """Write the page; with the words of the copies, and marks where they differ."""
    stale = stale_in(pack, copies)
    parts = "".join(_source(source, pack, copies.words, stale) for source in pack.sources)
    title = "Coverage: " + ", ".join(source.title for source in pack.sources)
    held_back = len(stale_entries(pack.entries, stale))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{MARK}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#blocks">Skip to the blocks</a>\n'
        f"<header><h1>{escape(title)}</h1>{_tiles(pack, report, held_back)}</header>\n"
        f"{_outline(pack)}\n"
        f'<main id="blocks">{_findings(report, pack)}{parts}</main>\n'
        f"<footer>{_rules(report)}</footer>\n</body>\n</html>\n"
    )


def _tiles(pack: Pack, report: Report, held_back: int) -> str:
    cited, waived, neither = shares(pack)
    tiles = [
        (len(pack.entries), "entries"),
        (report.passages, "passages"),
        (f"{cited}/{cited + waived + neither}", "blocks cited"),
        (waived, "waived"),
        (neither, "neither"),
        (len(report.blocking), "findings that block"),
    ]
    if held_back:
        tiles.append((held_back, "entries held back"))
    if report.unchecked:
        tiles.append((len(report.unchecked), "rules not checked"))
    items = "".join(f"<li><b>{number}</b> {escape(name)}</li>" for number, name in tiles)
    return f'<ul class="tiles">{items}</ul>'


def _outline(pack: Pack) -> str:
    items = "".join(_outline_of(source, "") for source in pack.sources)
    return f'<nav aria-label="Outline"><h2>Outline</h2>{items}</nav>'


def _outline_of(source: Source, parent: str) -> str:
    """Nest the sections as the source does."""
    items = "".join(
        f'<li><a href="#{_anchor(source, each)}">{escape(each.title)}</a>'
        f"{_outline_of(source, each.slug)}</li>"
        for each in source.sections
        if each.parent == parent
    )
    return f"<ul>{items}</ul>" if items else ""


def _findings(report: Report, pack: Pack) -> str:
    """List the findings, and before them what was not looked for."""
    unchecked = ""
    if report.unchecked:
        ids = ", ".join(rule.id for rule in report.unchecked)
        unchecked = (
            f'<p class="none">For want of {report.unchecked[0].needs} not checked: {ids}.</p>'
        )
    if not report.findings:
        none = "None of the rules that were checked found anything." if unchecked else "None."
        return f'<section><h2>Findings</h2>{unchecked}<p class="good">{none}</p></section>'
    known = {block.locator for source in pack.sources for block in source.blocks}
    entries = {entry.id: entry for entry in pack.entries}
    rows = "".join(_finding(each, entries.get(each.entry), known) for each in report.findings)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Rule", "Where", "What", "Mend"))
    table = f'<table class="findings"><tr>{head}</tr>{rows}</table>'
    return f"<section><h2>Findings</h2>{unchecked}{table}</section>"


def _finding(found: Finding, entry: Entry | None, known: set[Locator]) -> str:
    """Write a row; the entry leads to the first block that it cites there, and locators do too."""
    where = f"{found.entry}{f' {found.passage_number}' if found.passage_number else ''}"
    cited = entry.passages[max(found.passage_number - 1, 0)].citations[0] if entry else ""
    place = _link(cited, where) if cited in known else escape(where)
    kind = "bad" if found.blocks else "soft"
    what, mend = _linked(brief(found.text), known), _linked(brief(found.hint), known)
    return (
        f"<tr><td>{escape(found.rule)}</td><td>{place}</td>"
        f'<td class="{kind}">{what}</td><td>{mend}</td></tr>'
    )


def _linked(text: str, known: set[Locator]) -> str:
    """Let each locator in a text lead to its block."""

    def link(found: re.Match[str]) -> str:
        return _link(found[0], found[0]) if found[0] in known else found[0]

    return _LOCATOR.sub(link, escape(text))


def _link(where: str, shown: str) -> str:
    return f'<a href="#{escape(where)}">{escape(shown)}</a>'


def _source(
    source: Source, pack: Pack, words: Mapping[Locator, str], stale: frozenset[Locator]
) -> str:
    about = " · ".join(filter(None, (source.grade, f"retrieved {source.retrieved}", source.url)))
    sections = "".join(_section(section, source, pack, words, stale) for section in source.sections)
    return f'<h2>{escape(source.title)}</h2><p class="about">{escape(about)}</p>{sections}'


def _section(
    section: Section,
    source: Source,
    pack: Pack,
    words: Mapping[Locator, str],
    stale: frozenset[Locator],
) -> str:
    blocks = [block for block in source.blocks if block.section == section.slug]
    articles = "".join(
        _block(block, pack.entries, words, is_stale=block.locator in stale) for block in blocks
    )
    return (
        f'<section aria-labelledby="{_anchor(source, section)}">'
        f'<h3 id="{_anchor(source, section)}">{escape(section.title)}</h3>{articles}</section>'
    )


def _block(
    block: Block, entries: tuple[Entry, ...], words: Mapping[Locator, str], *, is_stale: bool
) -> str:
    uses = "".join(_uses(block.locator, entries))
    if uses:
        beside = f"<ul>{uses}</ul>"
    elif block.waived:
        beside = f'<p class="waived">Waived: {escape(block.waived)}</p>'
    else:
        beside = '<p class="none">Cited by no entry.</p>'
    tags = '<span class="tag gap">lost a word</span>' if block.gap else ""
    if is_stale:
        state = "changed" if block.locator in words else "not in the copy"
        tags += f'<span class="tag bad">{state}: its entries are held back</span>'
    return (
        f'<article id="{escape(block.locator)}"><h4>{escape(block.locator)}{tags}</h4>'
        f'<div class="block">{_content(block, words)}</div>'
        f'<div class="uses">{beside}</div></article>'
    )


def _content(block: Block, words: Mapping[Locator, str]) -> str:
    text = words.get(block.locator)
    if text:
        return f'<p class="words">{"<br>".join(map(escape, text.split(" | ")))}</p>'
    figures = ", ".join(show(figure) for figure in block.figures)
    stated = f"; figures: {escape(figures)}" if figures else ""
    return f'<p class="soft">{_KINDS[block.kind]}, text not at hand{stated}</p>'


def _uses(where: Locator, entries: tuple[Entry, ...]) -> Iterator[str]:
    for entry in entries:
        texts = [each.text for each in entry.passages if where in each.citations]
        if texts:
            passages = "".join(f"<p>{escape(text)}</p>" for text in texts)
            name = f'<code class="soft">{escape(entry.id)}</code>'
            yield f"<li><strong>{escape(entry.question)}</strong> {name}{passages}</li>"


def _rules(report: Report) -> str:
    """List the rules with what they are for, and how often each found something."""
    counts = report.counts
    rules = sorted(
        (*report.checked, *report.unchecked), key=lambda rule: (rule.id[0], int(rule.id[1:]))
    )
    rows = "".join(
        f"<tr><td>{rule.id}</td><td>{escape(rule.reason)}</td>"
        f"<td>{counts.get(rule.id, f'not checked, for want of {rule.needs}')}</td></tr>"
        for rule in rules
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Rule", "Why", "Findings"))
    return f"<h2>Rules</h2><table><tr>{head}</tr>{rows}</table>"


def _anchor(source: Source, section: Section) -> str:
    return f"{source.id}-{section.slug}"
