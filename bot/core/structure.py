"""Rules on the form of entries: they need neither the manifest nor the source's text."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from bot.core.edit import LONGEST_QUESTION
from bot.core.finding import Finding, Problem
from bot.core.lexicon import HABITS, MODALS, NAMES, NEGATIONS, listed
from bot.core.model import Entry, EntryId, Pack, Passage, Source
from bot.core.wording import Sentence, Word, split_sentences

FEWEST_PHRASINGS = 12
LONGEST_PHRASING = 300
LONGEST_PASSAGE = 400
LONGEST_ANSWER = 1500
"""A message holds 2,000 characters; the rest is for citations and the notice on the source."""
MOST_SENTENCES = 2

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MENTION = re.compile(
    r"@(?:everyone|here)\b|<(?:@[!&]?|#|:\w+:|a:\w+:|t:|/)\S*>"
    r"|(?i:\bdiscord(?:app)?\.(?:gg|com/invite)/\S+)"
)
_SIGNS = {
    _MENTION: "is a mention, an invitation or a tag",
    re.compile(r"```|\|\|"): "hides what stands behind it",
}
"""What a text may not hold, and why."""

_EMPTY = (
    NEGATIONS
    | HABITS
    | MODALS
    | listed(
        "yes indeed really quite rather again either hardly always ever sure surely certainly true"
        " false wrong right correct ok okay otherwise contrary opposite nope yep course definitely"
        " absolutely exactly simply actually anyway thing anything everything something somewhat"
    )
)
"""Words that answer, and tell nothing without what they answer to."""
_FIELD_LETTERS = "αβγδκµμ"
"""Letters beside Latin ones that the field's own words hold, as in the names of receptors."""
_LINK = re.compile(r"(?i)\b(?:https?://|www\.)[^\s)>\]]+")
_SOURCE_NOUN = (
    r"(?:article|paper|study|review|reference|references|table|source|text|schedule|chapter|page"
    r"|author|authors|trial|publication)"
)
_STUDIES = "|".join(sorted(NAMES["study"].split()))
_ATTRIBUTION = re.compile(
    rf"(?i)\baccording to\b|\b(?:{_SOURCE_NOUN}|{_STUDIES})(?:['’]s)?\b"  # noqa: RUF001 - typed
    r"|\bthe (?:[\w-]+ ){0,3}(?:list|example)s?\b"
)


def check_cited(entry: Entry) -> Iterator[Problem]:
    """G1: an answer has passages, and each is short enough for its citation to be clear."""
    if not entry.passages:
        yield Problem(
            "the answer has no passage", "write one with its citation, or retire the entry"
        )
    for number, each in enumerate(entry.passages, 1):
        count = len(split_sentences(each.text))
        if not count:
            yield Problem(f"passage {number} is empty", "write it or take it out")
        if count > MOST_SENTENCES:
            yield Problem(
                f"passage {number} holds {count} sentences",
                f"split it: at most {MOST_SENTENCES} sentences share a citation",
            )


def check_contents(text: str, sentences: Sequence[Sentence]) -> Iterator[Problem]:
    """G1: a sentence says something of its own; "No." may answer, or stand before one that does."""
    full = {each.text for each in sentences if any(map(_tells, each.words))}
    parts = split_sentences(text)
    for at, part in enumerate(parts):
        answers = at and parts[at - 1].endswith("?")
        if full.isdisjoint(parts[at:]) and not answers:
            yield Problem(
                f'"{part}" says nothing that a block could bear out',
                "say in full what the block says",
            )


def _tells(word: Word) -> bool:
    return word.is_topic and word.text not in _EMPTY


def check_attribution(passage: Passage, *, has_figures: bool) -> Iterator[Problem]:
    """G7: a figure is the source's, and the sentence says so."""
    if has_figures and not _ATTRIBUTION.search(passage.text):
        yield Problem(
            "a figure does not say whose it is",
            'write "the article reports …", "according to the article" or "in the study"',
        )


def check_limits(entry: Entry, sources: Iterable[Source]) -> Iterator[Problem]:
    """G11: what is shown fits Discord; nothing pings; links lead to registered sources."""
    sizes = [
        ("question", len(entry.question), LONGEST_QUESTION),
        ("answer", sum(len(each.text) for each in entry.passages), LONGEST_ANSWER),
        *(("phrasing", len(each), LONGEST_PHRASING) for each in entry.phrasings),
        *(("passage", len(each.text), LONGEST_PASSAGE) for each in entry.passages),
    ]
    for name, size, most in sizes:
        if size > most:
            article = "an" if name == "answer" else "a"
            yield Problem(f"{article} {name} of {size} characters", f"shorten it to {most}")
    urls = {source.url.rstrip("/") for source in sources if source.url}
    for text in (entry.question, *(each.text for each in entry.passages)):
        yield from _forbidden(text, urls)


def _forbidden(text: str, urls: Container[str]) -> Iterator[Problem]:
    """Find what no shown text may hold."""
    for signs, fault in _SIGNS.items():
        if found := signs.search(text):
            yield Problem(f'"{found[0]}" {fault}', "take it out")
    if hidden := next(filter(_is_disguised, text.split()), None):
        yield Problem(
            f"{hidden!a} holds a sign that reads as another one or as none",
            "write it with plain letters and digits",
        )
    for link in _LINK.findall(text):
        if link.rstrip("/.,") not in urls:
            yield Problem(f'"{link}" is no registered source', "cite the source instead")


def _is_disguised(word: str) -> bool:
    """Tell whether a word slips past other rules: hidden signs, raised digits, mixed scripts."""
    if word.isascii() and word.isprintable():
        return False
    kinds = {unicodedata.category(sign) for sign in word}
    letters = [sign for sign in word if sign.isalpha() and sign not in _FIELD_LETTERS]
    latin = [unicodedata.name(sign, "").startswith("LATIN") for sign in letters]
    return bool(kinds & {"Cf", "Cc", "No"}) or (any(latin) and not all(latin))


def check_shape(
    entry: Entry, known: Mapping[EntryId, int], lapsed: Container[EntryId] = ()
) -> Iterator[tuple[str, Problem]]:
    """S1 to S3: enough phrasings, related entries that exist, an id of its own.

    `lapsed`: ids that may be named though nothing stands behind them now.
    """
    own = {each.casefold() for each in entry.phrasings} - {entry.question.casefold()}
    if len(own) < FEWEST_PHRASINGS:
        yield (
            "S1",
            Problem(
                "1 phrasing" if len(own) == 1 else f"{len(own)} phrasings",
                f"add {FEWEST_PHRASINGS - len(own)} more, as people really ask",
            ),
        )
    for other in entry.related:
        if problem := _unrelated(entry, other, known, lapsed):
            yield "S2", problem
    if known.get(entry.id, 0) > 1:
        yield "S3", Problem(f"the id {entry.id!r} is taken", "give each entry an id of its own")


def _unrelated(
    entry: Entry, other: EntryId, known: Mapping[EntryId, int], lapsed: Container[EntryId]
) -> Problem | None:
    hint = "name another entry, or none"
    if other == entry.id:
        return Problem("the entry is related to itself", hint)
    if known.get(other):
        return None
    if other in lapsed:
        text = f"the related entry {other!r} is not there now"
        return Problem(text, "it is not shown as long as it is away", blocks=False)
    return Problem(f"the related entry {other!r} does not exist", hint)


def check_reviewed(reviewed: str, today: str) -> Iterator[Problem]:
    """S5: an entry says when somebody last compared it with its source.

    `today`: the latest date that it is anywhere on earth, or empty where nobody knows.
    """
    if not reviewed:
        return
    if not _DATE.fullmatch(reviewed):
        yield Problem(f'"{reviewed}" is no date', "write the day of the review as 2026-11-23")
    elif today and reviewed > today:
        yield Problem(
            f"reviewed on {reviewed}, which is yet to come",
            "write the day on which it was compared with the source",
            blocks=False,  # the clock may be the one that is wrong
        )


def check_accounting(pack: Pack) -> Iterator[Finding]:
    """S4: every block of every source is cited by an entry, or waived with a reason."""
    cited = {where for entry in pack.entries for where in entry.locators}
    nobody = EntryId("")
    for source in pack.sources:
        for block in source.blocks:
            if block.locator not in cited and not block.waived:
                yield Finding(
                    "S4", nobody, 0, f"{block.locator} is cited by no entry",
                    "write an entry, or waive the block in the manifest with a reason",
                )  # fmt: skip
            elif block.locator in cited and block.waived:
                yield Finding(
                    "S4", nobody, 0, f"{block.locator} is waived, yet cited",
                    "take the waiver out of the manifest", blocks=False,
                )  # fmt: skip
