"""What moderators see of an edit: its findings, its difference, its reply and its impact."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate

from bot.cogs.forms import Say
from bot.cogs.paging import pages
from bot.core.difference import Change as Part
from bot.core.finding import Finding
from bot.core.impact import Change, Impact
from bot.core.revision import Deed, Revision
from bot.services.curate import Clash, Desk
from bot.services.exchange import Plan
from bot.services.proof import Proof

MOST_FINDINGS = 8
MOST_CHANGES = 8
LONGEST_BLOCK = 1600
"""Characters of a difference: a code block must not be parted between two messages."""
LONGEST_LINE = 150
MOST_PAGES = 3
"""Messages that one screen may take."""


def desk_pages(say: Say, desk: Desk) -> tuple[str, ...]:
    """Show a draft to whoever writes or reviews it."""
    draft = desk.draft
    head = say(
        "draft_head",
        entry=draft.entry,
        topic=desk.edit.topic,
        state=say(f"draft_{draft.state}"),
        author=mention(draft.author),
    )
    reason = say("draft_reason", reason=quoted(draft.reason)) if draft.reason else ""
    moved = say("draft_moved") if desk.is_outrun else ""
    return _limited([head, reason, moved, *proof_parts(say, desk.proof)])


def proof_parts(say: Say, proof: Proof) -> Iterator[str]:
    """Give the parts of a proof, each a paragraph."""
    yield findings_text(say, proof.findings)
    if proof.unchecked:
        yield say("proof_unchecked", rules=", ".join(proof.unchecked))
    if proof.reply:
        yield say("proof_reply") + "\n" + quoted(proof.reply.text)
    if proof.changes:
        yield say("proof_difference") + "\n" + difference_text(say, proof.changes)
    yield impact_text(say, proof.impact)


def findings_text(say: Say, findings: Sequence[Finding]) -> str:
    """Name what the lint found; what blocks comes first."""
    if not findings:
        return say("proof_clean")
    ranked = sorted(findings, key=lambda each: not each.blocks)
    lines = [f"• {clip(str(each), 220)}" for each in ranked[:MOST_FINDINGS]]
    rest = len(findings) - MOST_FINDINGS
    name = "proof_findings" if ranked[0].blocks else "proof_notices"
    return "\n".join([say(name), *lines, *([say("proof_rest", n=rest)] if rest > 0 else [])])


def difference_text(say: Say, changes: Sequence[Part]) -> str:
    """Show what goes and what comes, a line each."""
    lines = []
    for change in changes:
        part = say(f"part_{change.part}")
        lines += [f"{sign} {part}: {code(text)}" for sign, text in _sides(change) if text]
    ends = accumulate(len(line) + 1 for line in lines)
    shown = [line for line, end in zip(lines, ends, strict=True) if end <= LONGEST_BLOCK]
    if len(lines) > len(shown):
        shown.append(say("proof_rest", n=len(lines) - len(shown)))
    return "```diff\n" + "\n".join(shown) + "\n```"


def impact_text(say: Say, impact: Impact) -> str:
    """Name the questions whose fate changes."""
    if not impact.concerned:
        return say("impact_none")
    lines = [_moved(say, change) for change in impact.changes[:MOST_CHANGES]]
    rest = len(impact.changes) - len(lines)
    if rest > 0:
        lines.append(say("proof_rest", n=rest))
    head = say("impact_head", asked=impact.asked, concerned=impact.concerned)
    return "\n".join([head, *(lines or [say("impact_same")])])


def clash_pages(say: Say, clash: Clash) -> tuple[str, ...]:
    """Show both texts to whoever lost a race: what stands now, and their own."""
    theirs = clash.theirs.entry
    now = "\n".join(each.text for each in theirs.passages) if theirs else say("entry_retired")
    return _limited(
        [
            say("clash_head", number=clash.theirs.number),
            say("clash_theirs") + "\n" + quoted(now),
            say("clash_yours") + "\n" + quoted(clash.desk.edit.answer),
            say("clash_next"),
        ]
    )


def plan_pages(say: Say, plan: Plan) -> tuple[str, ...]:
    """Show what an import would change, entry by entry."""
    if not plan.arrivals:
        return (say("import_same"),)
    shown = []
    for arrival in plan.arrivals:
        name = "import_retires" if arrival.entry is None else "import_brings"
        shown.append(f"**{arrival.standing.id}** · {say(name, n=len(arrival.parts))}")
        if arrival.findings:
            shown.append(findings_text(say, arrival.findings))
        elif len(plan.arrivals) <= 3 and arrival.parts:
            shown.append(difference_text(say, arrival.parts))
    head = say("import_head" if plan.is_clean else "import_blocked", n=len(plan.arrivals))
    return _limited([head, *shown])


def history_text(say: Say, past: Sequence[Revision]) -> str:
    """List revisions, newest first."""
    lines = []
    for each in past:
        by = say("history_by", author=mention(each.author), reviewer=mention(each.reviewer))
        alone = say("history_alone", author=mention(each.author))
        who = by if each.reviewer and each.reviewer != each.author else alone
        note = f" · {clip(code(each.note), 80)}" if each.note else ""
        spoilt = "" if each.is_intact else f" · {say('history_spoilt')}"
        lines.append(
            f"**{each.number}** {say(f'kind_{each.kind}')} · {_when(each.at)} · {who}{note}{spoilt}"
        )
    return "\n".join(lines)


def record_text(say: Say, deeds: Sequence[Deed]) -> str:
    """List what was done, newest first, by the names that the record has for it."""
    lines = [
        f"{_when(each.act.at)} · {mention(each.act.actor)} · {each.action}"
        + (f" · {clip(code(each.target), 60)}" if each.target else "")
        for each in deeds
    ]
    return "\n".join([say("record_head"), *lines]) if lines else say("record_none")


def _when(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


def people_of(*ids: int | None) -> frozenset[int]:
    """Gather the people that a screen names."""
    return frozenset(each for each in ids if each)


def mention(person: int | None) -> str:
    """Name a person so that Discord shows the name; nobody is pinged by it."""
    return f"<@{person}>" if person else "–"  # noqa: RUF001 - nobody


def quoted(text: str) -> str:
    """Mark text as somebody's, line by line."""
    return "\n".join(f"> {line}" for line in text.splitlines() if line.strip())


def code(text: str) -> str:
    """Keep text within a code block: nothing in it can end the block."""
    return clip(" ".join(text.replace("`", "'").split()), LONGEST_LINE)


def clip(text: str, most: int) -> str:
    """Shorten text to so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _sides(change: Part) -> Iterable[tuple[str, str]]:
    return ("-", change.before), ("+", change.after)


def _moved(say: Say, change: Change) -> str:
    kind = say("impact_gap" if change.probe.golden is None else "impact_golden")
    nothing = say("impact_nothing")
    return say(
        f"impact_{change.shift.value}",
        kind=kind,
        question=clip(change.probe.text, 120),
        before=change.before or nothing,
        after=change.after or nothing,
    )


def _limited(parts: Iterable[str]) -> tuple[str, ...]:
    found = pages("\n\n".join(filter(None, parts)))
    return tuple(found[:MOST_PAGES])
