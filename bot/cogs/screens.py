"""What moderators see of an edit: its findings, its difference, its reply and its impact."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate

import discord

from bot.cogs.forms import Say
from bot.cogs.marks import LINE, clip, code, code_span, mention, quoted, shown
from bot.cogs.outbox import Rendered
from bot.cogs.paging import pages
from bot.core.difference import Part, difference, focus
from bot.core.finding import Finding
from bot.core.impact import Impact, Shifted
from bot.core.model import EntryId
from bot.core.revision import OF_REVISION, Deed, Draft, Kind, Revision
from bot.services.draft import Clash, DraftProof
from bot.services.exchange import ImportPlan, file_of
from bot.services.proof import Proof

MOST_PAGES = 3
"""Messages that one screen may take."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many findings and changed questions are named, and how long a difference is.

    `block`, `line`: characters of a difference, and of a line in it.
    """

    findings: int
    changes: int
    block: int
    line: int


SHORT = Bounds(8, 8, 1600, LINE)
"""On a screen; a code block must not be parted between two messages."""
WHOLE = Bounds(10_000, 10_000, 1_000_000, 10_000)
"""In the file that goes with a screen on which not all has room."""


def desk_screen(say: Say, desk: DraftProof, locale: str) -> Rendered:
    """Show a draft to whoever writes or reviews it, with the reply as people of a locale get it."""
    draft = desk.draft
    head = say(
        "draft_head",
        entry=draft.entry,
        topic=desk.edit.topic,
        state=say(f"draft_{draft.state}"),
        author=mention(draft.author),
    )
    reason = _reason(say, draft)
    moved = say("draft_moved") if desk.is_outrun else ""
    idle = say("draft_idle") if desk.is_idle else ""
    reply = desk.proof.reply(locale).text if desk.proof.reply else ""
    return _screen(
        say, lambda most: [head, reason, moved, idle, *_proof(say, desk.proof, reply, most)]
    )


def drafts_lines(say: Say, drafts: Iterable[Draft]) -> Iterator[str]:
    """List drafts, a line each: what, where it stands, and whose it is."""
    for each in drafts:
        state = say(f"draft_{each.state}")
        yield f"• {code_span(name_of(say, each))} · {state} · {mention(each.author)}"


def name_of(say: Say, draft: Draft) -> str:
    """Name a draft by its entry, or by the file that it imports."""
    if draft.kind is Kind.IMPORT:
        return say("import_name", file=clip(file_of(draft), 50))
    return draft.entry


def _proof(say: Say, proof: Proof, reply: str, most: Bounds) -> Iterator[str]:
    """Give the parts of a proof, each a paragraph."""
    yield findings_text(say, proof.findings, most)
    if proof.unchecked:
        yield say("proof_unchecked", rules=", ".join(proof.unchecked))
    if proof.missed:
        asked = "\n".join(f"• {clip(shown(each), most.line)}" for each in proof.missed)
        yield say("proof_missed") + "\n" + asked
    if reply:
        yield say("proof_reply") + "\n" + quoted(reply)
    if proof.changes:
        yield say("proof_difference") + "\n" + difference_text(say, proof.changes, most)
    yield impact_text(say, proof.impact, most)


def findings_text(say: Say, findings: Sequence[Finding], most: Bounds) -> str:
    """Name what the lint found, what blocks first, and in the reader's language why it matters."""
    if not findings:
        return say("proof_clean")
    ranked = sorted(findings, key=lambda each: not each.blocks)
    lines = [clip(_finding(say, each), most.line + 72) for each in ranked[: most.findings]]
    rest = len(findings) - most.findings
    name = "proof_findings" if ranked[0].blocks else "proof_notices"
    rules = dict.fromkeys(each.rule for each in ranked[: most.findings])
    why = [f"-# {rule}: {say(f'rule_{rule}')}" for rule in rules]
    return "\n".join([say(name), *lines, *([say("proof_rest", n=rest)] if rest > 0 else []), *why])


def _finding(say: Say, finding: Finding) -> str:
    """Put a finding without its entry, whose screen this is."""
    return shown(say("proof_finding", finding=replace(finding, entry=EntryId(""))))


def difference_text(say: Say, changes: Sequence[Part], most: Bounds) -> str:
    """Show what goes and what comes, a line each."""
    lines = []
    for change in changes:
        part, sides = say(f"part_{change.part}"), _sides(focus(change, most.line))
        lines += [f"{sign} {part}: {code(text, most.line)}" for sign, text in sides if text]
    ends = accumulate(len(line) + 1 for line in lines)
    shown = [line for line, end in zip(lines, ends, strict=True) if end <= most.block]
    if len(lines) > len(shown):
        shown.append(say("proof_rest", n=len(lines) - len(shown)))
    return "```diff\n" + "\n".join(shown) + "\n```"


def impact_text(say: Say, impact: Impact, most: Bounds) -> str:
    """Name the questions whose fate changes."""
    if not impact.concerned:
        return say("impact_none")
    lines = [_moved(say, change) for change in impact.changes[: most.changes]]
    rest = len(impact.changes) - len(lines)
    if rest > 0:
        lines.append(say("proof_rest", n=rest))
    name = "impact_head" if impact.asked == impact.concerned else "impact_cut"
    head = say(name, asked=impact.asked, concerned=impact.concerned)
    return "\n".join([head, *(lines or [say("impact_same")])])


def clash_screen(say: Say, clash: Clash) -> Rendered:
    """Show both texts to whoever lost a race: what stands now, and their own."""
    theirs = clash.theirs.entry
    now = "\n".join(each.text for each in theirs.passages) if theirs else say("entry_retired")
    changes = difference(theirs, clash.yours.proof.after)
    return _screen(
        say,
        lambda most: [
            say("clash_head", number=clash.theirs.number),
            say("clash_theirs") + "\n" + quoted(now),
            say("clash_yours") + "\n" + quoted(clash.yours.edit.answer),
            say("clash_difference") + "\n" + difference_text(say, changes, most)
            if changes
            else say("history_alike"),
            say("clash_next"),
        ],
    )


def difference_screen(say: Say, head: str, changes: Sequence[Part], same: str) -> Rendered:
    """Show how two revisions differ; `same` names the text for those that do not."""
    if not changes:
        return Rendered((f"{head}\n{say(same)}",))
    return _screen(say, lambda most: [f"{head}\n{difference_text(say, changes, most)}"])


def plan_screen(say: Say, plan: ImportPlan) -> Rendered:
    """Show what an import would change, entry by entry."""
    about = _about(say, plan.draft) if plan.draft else ""
    reason = _reason(say, plan.draft) if plan.draft else ""
    if not plan.arrivals:
        return Rendered((_text([about, reason, say("import_same")]),))
    head = say("import_head" if plan.is_clean else "import_blocked", n=len(plan.arrivals))
    moved = say("import_moved", names=clip(", ".join(plan.moved), 300)) if plan.moved else ""
    return _screen(say, lambda most: [about, reason, head, moved, *_arrivals(say, plan, most)])


def _about(say: Say, draft: Draft) -> str:
    """Say which file a planned import is, whose, and where it stands."""
    return say(
        "import_draft",
        name=code_span(name_of(say, draft)),
        state=say(f"draft_{draft.state}"),
        author=mention(draft.author),
    )


def _reason(say: Say, draft: Draft) -> str:
    """Say why it was returned, also to whoever reviews what its author made of that."""
    return say("draft_reason", reason=quoted(draft.reason)) if draft.reason else ""


def _arrivals(say: Say, plan: ImportPlan, most: Bounds) -> Iterator[str]:
    for arrival in plan.arrivals:
        name = "import_brings" if arrival.parts else "import_reviewed"
        name = name if arrival.entry else "import_retires"
        yield f"**{arrival.standing.id}** · {say(name, n=len(arrival.parts))}"
        if arrival.findings:
            yield findings_text(say, arrival.findings, most)
        if arrival.parts and (most is WHOLE or (len(plan.arrivals) <= 3 and not arrival.findings)):
            yield difference_text(say, arrival.parts, most)


def history_text(say: Say, past: Sequence[Revision]) -> str:
    """List revisions, newest first."""
    lines = []
    for each in past:
        by = say("history_by", author=mention(each.author), reviewer=mention(each.reviewer))
        alone = say("history_alone", author=mention(each.author))
        who = by if each.reviewer and each.reviewer != each.author else alone
        note = f" · {note_of(say, each)}" if each.note else ""
        spoilt = "" if each.is_intact else f" · {say('history_spoilt')}"
        lines.append(
            f"**{each.number}** {say(f'kind_{each.kind}')} · {_when(each.at)} · {who}{note}{spoilt}"
        )
    return "\n".join(lines)


def record_text(say: Say, deeds: Sequence[Deed]) -> str:
    """List what was done, newest first."""
    lines = [
        f"{_when(each.act.at)} · {mention(each.act.actor)} · {_deed(say, each.action)}"
        + (f" · {clip(code(each.target), 60)}" if each.target else "")
        for each in deeds
    ]
    return "\n".join([say("record_head"), *lines]) if lines else say("record_none")


def revision_name(say: Say, number: int) -> str:
    """Name a revision; 0 is the entry that came with the bot."""
    return say("history_numbered", number=number) if number else say("history_original")


def note_of(say: Say, revision: Revision) -> str:
    """Show a moderator's note, or of which revision the program noted that it came back or went."""
    number = revision.note.removeprefix(OF_REVISION)
    if revision.kind in (Kind.RESTORE, Kind.UNDO) and number.isdecimal():
        return revision_name(say, int(number))
    return clip(code(revision.note), 80)


def _deed(say: Say, action: str) -> str:
    return say(f"deed_{action.replace(' ', '_')}")


def _when(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


def _sides(change: Part) -> Iterable[tuple[str, str]]:
    return ("-", change.before), ("+", change.after)


def _moved(say: Say, change: Shifted) -> str:
    kind = say("impact_gap" if change.probe.golden is None else "impact_golden")
    nothing = say("impact_nothing")
    return say(
        f"impact_{change.shift.value}",
        kind=kind,
        question=clip(change.probe.text, 120),
        before=change.before or nothing,
        after=change.after or nothing,
    )


def _screen(say: Say, parts: Callable[[Bounds], Iterable[str]]) -> Rendered:
    """Lay parts out on a few messages; what has no room there goes with them as a file."""
    short, whole = (_text(parts(most)) for most in (SHORT, WHOLE))
    shown = pages(short)
    if short == whole and len(shown) <= MOST_PAGES:
        return Rendered(shown)
    file = discord.File(io.BytesIO(whole.encode()), "all-of-it.txt")
    return Rendered((*shown[:MOST_PAGES], say("screen_rest")), files=(file,))


def _text(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))
