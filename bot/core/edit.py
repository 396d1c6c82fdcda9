"""An entry as a moderator types it into a form, and back.

A passage is a paragraph that ends with its citations in brackets; a line below it may name what
it corrects. Phrasings stand one a line:

    Six hours of full sun, the guide says, give sweet fruit. [tomato-guide:sunlight:p1]
    corrects: shade makes sweet fruit
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from bot.core.finding import Finding
from bot.core.model import Entry, EntryId, Locator, Passage, Source, passage

FIELD = 4000
"""Characters that one field of a form holds."""

LONGEST_ID = 40
LONGEST_QUESTION = 80
"""A question stands on a button (80 characters) and among autocomplete choices (100)."""

UNSORTED = "community"
"""Topic of an entry for which nobody named one."""

_CITED = re.compile(r"^(?P<text>[^\[\]]*)\[(?P<cites>[^\[\]]*)\]\s*$")
_CORRECTS = "corrects:"
_RULE = "form"
_JOINED = (
    "[\u0600-\u109f\u1780-\u18af\u1a20-\u1cff\ua800-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefe"
    "\u2190-\u23ff\u2500-\u2bff\ufe0f\U0001f300-\U0001faff]"
)
"""Signs of Arabic, Indian and their kindred scripts, and emoji: no letter that passes for Latin."""
_JOINER = re.compile(f"(?<={_JOINED})[\u200c\u200d](?={_JOINED})")
"""Between letters of Persian or Hindi and the parts of an emoji a joiner is a part of writing."""


@dataclass(frozen=True, slots=True)
class EntryEdit:
    """What a form holds: text as it was typed, whether or not an entry can be made of it."""

    entry: EntryId
    topic: str
    question: str
    answer: str
    phrasings: str
    related: str = ""


def edit_of(entry: Entry) -> EntryEdit:
    """Write an entry as the form shows it."""
    return EntryEdit(
        entry.id,
        entry.topic,
        entry.question,
        "\n\n".join(map(_shown, entry.passages)),
        "\n".join(entry.phrasings),
        ", ".join(entry.related),
    )


def read_edit(
    edit: EntryEdit, sources: tuple[Source, ...], reviewed: str
) -> Entry | tuple[Finding, ...]:
    """Make an entry of a form, or say everything that stands in the way.

    A locator may lack its source's name where there is only one source. `reviewed` is a date.
    """
    found: list[Finding] = list(_hidden(edit))
    question = " ".join(edit.question.split())
    if not question:
        found.append(_finding(edit, 0, "the question is empty", "write it as people ask it"))
    passages, written = [], paragraphs(edit.answer)
    for number, lines in enumerate(written, 1):
        read = _passage(lines, sources)
        if isinstance(read, str):
            found.append(_finding(edit, number, read, "end it like this: [source:section:p1]"))
        else:
            passages.append(read)
    if not written:
        found.append(_finding(edit, 0, "the answer is empty", "write a passage with its citation"))
    if found:
        return tuple(found)
    phrasings = dict.fromkeys(filter(None, map(_trim, edit.phrasings.splitlines())))
    related = dict.fromkeys(map(EntryId, re.split(r"[\s,]+", edit.related.strip())))
    related.pop(EntryId(""), None)
    return Entry(
        edit.entry,
        edit.topic,
        question,
        tuple(phrasings),
        tuple(passages),
        tuple(related),
        reviewed,
    )


def paragraphs(answer: str) -> list[list[str]]:
    """Split an answer where a line ends with citations; what is left over is a part of its own."""
    found: list[list[str]] = []
    closed = True
    for line in map(_trim, answer.splitlines()):
        if not line:
            closed = True
            continue
        if line.casefold().startswith(_CORRECTS) and found:
            found[-1].append(line)
            continue
        if closed:
            found.append([])
        found[-1].append(line)
        closed = line.endswith("]")
    return found


def name_entry(question: str, taken: Container[str]) -> EntryId:
    """Make an id for a new entry of its question."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain) or ["entry"]
    name = words[0][:LONGEST_ID]
    for word in words[1:]:
        if len(name) + 1 + len(word) > LONGEST_ID:
            break
        name = f"{name}-{word}"
    if name not in taken:
        return EntryId(name)
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return EntryId(f"{name}-{number}")


def split_field(text: str, fields: int) -> tuple[str, ...]:
    """Split lines over form fields; the last part is what no field has room for.

    The parts joined by line ends are the text again.
    """
    parts: list[list[str]] = [[] for _ in range(fields + 1)]
    at = size = 0
    for line in text.splitlines():
        if at < fields and parts[at] and size + len(line) > FIELD:
            at, size = at + 1, 0
        parts[at].append(line)
        size += len(line) + 1
    return tuple("\n".join(part) for part in parts)


def _shown(each: Passage) -> str:
    lines = [f"{each.text} [{', '.join(each.citations)}]"]
    lines += [f"{_CORRECTS} {claim}" for claim in each.corrects]
    return "\n".join(lines)


def _passage(lines: list[str], sources: tuple[Source, ...]) -> Passage | str:
    corrects = [line for line in lines if line.casefold().startswith(_CORRECTS)]
    text = " ".join(line for line in lines if line not in corrects)
    match = _CITED.match(text)
    if not match:
        return "a passage has no citation at its end"
    cites = [each for each in re.split(r"[\s,;]+", match["cites"]) if each]
    if not cites:
        return "the brackets are empty"
    words = _trim(match["text"])
    if not words:
        return "a citation has no passage before it"
    claims = tuple(filter(None, (line[len(_CORRECTS) :].strip() for line in corrects)))
    return passage(words, tuple(_locator(each, sources) for each in cites), claims)


def _locator(cite: str, sources: tuple[Source, ...]) -> Locator:
    if cite.count(":") == 1 and len(sources) == 1:
        return Locator(f"{sources[0].id}:{cite}")
    return Locator(cite)


def _hidden(edit: EntryEdit) -> Iterator[Finding]:
    """Refuse characters that nobody sees: they hide words from readers and from the lint."""
    for name in ("question", "answer", "phrasings", "related"):
        lines = enumerate(getattr(edit, name).splitlines(), 1)
        found = [number for number, line in lines if any(map(_is_hidden, _JOINER.sub("", line)))]
        if found:
            more = f" (+{len(found) - 1})" if len(found) > 1 else ""
            yield _finding(
                edit, 0, f"line {found[0]}{more} of the {name} holds a character that nobody sees",
                "type the line again",
            )  # fmt: skip


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")


def _finding(edit: EntryEdit, number: int, text: str, hint: str) -> Finding:
    return Finding(_RULE, edit.entry, number, text, hint)


def _trim(line: str) -> str:
    return " ".join(line.split())
