"""The language of the gate's rules: RE2 expressions over a plain view, with placeholders.

`{name}` is any form of that lexicon, `{...}` anything within the sentence, `{~}` up to three words,
`{>>}` anything at all. Patterns are matched on UTF-8 bytes: the programs are smaller than over
Unicode, and words are found all the same.
"""

import re
from dataclasses import dataclass

import re2

from bot.core.verdict import Evidence
from bot.core.views import plain

_GAPS = {
    "...": r"[^.?!;\n]*",
    "~": r"(?:[^ .?!;\n]+,? ){0,3}",
    ">>": r"[\s\S]*",
}
_PLACEHOLDER = re.compile(r"\{([a-z_]+|\.\.\.|~|>>)\}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named list of forms, each an RE2 expression; `flag` is the evidence that it gives."""

    name: str
    forms: tuple[str, ...]
    flag: Evidence = Evidence.NONE


class Expander:
    """Turns patterns with placeholders into RE2 expressions over UTF-8 bytes."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self._forms: dict[str, str] = {}
        for lexicon in lexicons:
            self._forms[lexicon.name] = self._alternatives(lexicon.forms)

    def names(self) -> tuple[str, ...]:
        """List the lexicons, in order."""
        return tuple(self._forms)

    def expand(self, pattern: str) -> str:
        """Expand placeholders. Raises ValueError for an unknown lexicon."""
        return "|".join(map(self._bounded, alternatives(fold_pattern(pattern))))

    def lexicon(self, name: str) -> str:
        """Return the expression of one lexicon."""
        return self._forms[name]

    def _one(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in _GAPS:
            return _GAPS[name]
        if name not in self._forms:
            raise ValueError(f"unknown lexicon {{{name}}}")
        return self._forms[name]

    def _alternatives(self, forms: tuple[str, ...]) -> str:
        """Join forms; those in ASCII are whole words, other scripts match anywhere."""
        ascii_: list[str] = []
        other: list[str] = []
        for form in forms:
            for part in alternatives(fold_pattern(form)):
                expanded = _PLACEHOLDER.sub(self._one, part)
                whole = part.isascii() and not part.startswith("{") and not part.endswith(r"\?")
                (ascii_ if whole else other).append(expanded)
        words = [rf"\b(?:{'|'.join(ascii_)})\b"] if ascii_ else []
        return f"(?:{'|'.join(words + other)})"

    def _bounded(self, pattern: str) -> str:
        """Ask for word boundaries where a pattern begins or ends with an ASCII letter."""
        start = r"\b" if re.match(r"[a-z0-9]", pattern) else ""
        end = r"\b" if re.search(r"(?<!\\)[a-z0-9]$|\\w[*+]?$", pattern) else ""
        return f"{start}{_PLACEHOLDER.sub(self._one, pattern)}{end}"


def alternatives(pattern: str) -> list[str]:
    """Split a pattern at the `|` that stand in no group and no class."""
    parts, depth, start, inside = [], 0, 0, False
    for place, char in enumerate(pattern):
        if place and pattern[place - 1] == "\\":
            continue
        if char in "[]":
            inside = char == "["
        elif not inside and char == "|" and depth == 0:
            parts.append(pattern[start:place])
            start = place + 1
        elif not inside:
            depth += (char == "(") - (char == ")")
    return [*parts, pattern[start:]]


def check_pattern(expander: Expander, pattern: str) -> str:
    """Compile a pattern; the answer is what is wrong with it, or empty."""
    try:
        re2.compile(expander.expand(pattern).encode(), options())
    except (ValueError, re2.error) as error:
        return str(error)
    return ""


def fold_pattern(pattern: str) -> str:
    """Fold the words of a pattern like the text they are to match; its signs stay."""
    return re.sub(r"[^\x00-\x7f]+", lambda match: plain(match[0])[1:-1], pattern)


def required(pattern: str) -> list[tuple[str, ...]]:
    """Name what must occur wherever one alternative of a pattern matches: every group, any member.

    A member is a lexicon's name, or a piece of a pattern that holds no placeholder.
    """
    groups: list[tuple[str, ...]] = []
    position = 0
    while position < len(pattern):
        end = _end_of_item(pattern, position)
        item = pattern[position:end]
        optional = pattern[end : end + 1] in ("?", "*") or pattern[end : end + 3] == "{0,"
        if not optional and (members := _members(item)):
            groups.append(members)
        position = end
    return groups


def _end_of_item(pattern: str, start: int) -> int:
    """Give the end of the placeholder, group, class or character that begins at `start`."""
    if placeholder := _PLACEHOLDER.match(pattern, start):
        return placeholder.end()
    if pattern[start] == "\\":
        return start + 2
    if pattern[start] == "[":
        return pattern.index("]", start + 2) + 1
    if pattern[start] != "(":
        return start + 1
    position = start + 1
    while pattern[position] != ")":
        position = _end_of_item(pattern, position)
    return position + 1


def _members(item: str) -> tuple[str, ...]:
    """Name the members of an item, or nothing when it may match without any of them."""
    if placeholder := _PLACEHOLDER.fullmatch(item):
        return () if placeholder[1] in _GAPS else (placeholder[1],)
    if not item.startswith("(?:") or not _PLACEHOLDER.search(item):
        return ()
    members: list[str] = []
    for part in alternatives(item[3:-1]):
        if not _PLACEHOLDER.search(part):
            members.append(part)
        elif groups := required(part):
            members.extend(groups[0])
        else:
            return ()
    return tuple(members)


def options() -> re2.Options:
    """RE2 over bytes: smaller programs than over Unicode, and the same words."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen
