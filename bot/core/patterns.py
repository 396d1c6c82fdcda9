"""The language of the gate's rules: RE2 expressions over a plain view, with placeholders.

`{name}` is any form of that lexicon, `{...}` anything within the sentence, `{~}` up to three words,
`{>>}` anything at all. Patterns are matched on UTF-8 bytes: the programs are smaller than over
Unicode, and words are found all the same.
"""

import re
from dataclasses import dataclass

import re2

from bot.core.folds import plain
from bot.core.verdict import Evidence

_GAPS = {
    "...": r"[^.?!;\n]*",
    "~": r"(?:[^ .?!;\n]+,? ){0,3}",
    ">>": r"[\s\S]*",
}
_ITEM = re.compile(r"\\.|\[\^?.[^\]]*\]|\{[^}]*\}|\((?:\?:)?|\)|\||[^\\\[({)|]+")
_DEPTH = {"(": 1, "(?:": 1, ")": -1}
_OPEN = re.compile(r"\{(?:\.\.\.|~|>>)\}|\[\^|\[\\s|\\[wS][+*] ")
_RUN = re.compile(r"[^\W\d_]+[?*]?")
_SHORT = 2  # Latin letters; so short a piece occurs everywhere
_PLACEHOLDER = re.compile(r"\{([a-z_]+|\.\.\.|~|>>)\}")


Groups = tuple[tuple[str, ...], ...]
"""What an expression needs: any member of every group must occur."""


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
        self._parts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for lexicon in lexicons:
            forms = [form for each in lexicon.forms for form in alternatives(fold_pattern(each))]
            others = tuple(m[1] for form in forms if (m := _PLACEHOLDER.fullmatch(form)))
            own = [form for form in forms if not _PLACEHOLDER.fullmatch(form)]
            self._parts[lexicon.name] = others, tuple(map(self._whole, own))
            self._forms[lexicon.name] = self._joined(forms)

    def names(self) -> tuple[str, ...]:
        """List the lexicons, in order."""
        return tuple(self._forms)

    def expand(self, pattern: str) -> str:
        """Expand placeholders. Raises ValueError for an unknown lexicon."""
        return "|".join(map(self._bounded, alternatives(fold_pattern(pattern))))

    def parts(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the lexicons that a lexicon takes in whole, and the expressions of its own forms."""
        return self._parts[name]

    def _one(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in _GAPS:
            return _GAPS[name]
        if name not in self._forms:
            raise ValueError(f"unknown lexicon {{{name}}}")
        return self._forms[name]

    def _joined(self, forms: list[str]) -> str:
        """Join forms; those in ASCII are whole words, other scripts match anywhere."""
        ascii_: list[str] = []
        other: list[str] = []
        for form in forms:
            expanded = _PLACEHOLDER.sub(self._one, form)
            (ascii_ if _is_whole(form) else other).append(expanded)
        words = [rf"\b(?:{'|'.join(ascii_)})\b"] if ascii_ else []
        return f"(?:{'|'.join(words + other)})"

    def _whole(self, form: str) -> str:
        expanded = _PLACEHOLDER.sub(self._one, form)
        return rf"\b{expanded}\b" if _is_whole(form) else expanded

    def _bounded(self, pattern: str) -> str:
        """Ask for word boundaries where a pattern begins or ends with an ASCII letter."""
        start = r"\b" if re.match(r"[a-z0-9]", pattern) else ""
        end = r"\b" if re.search(r"(?<!\\)[a-z0-9]$|\\w[*+]?$", pattern) else ""
        return f"{start}{_PLACEHOLDER.sub(self._one, pattern)}{end}"


def _is_whole(form: str) -> bool:
    """Tell whether a form has to be a whole word."""
    return form.isascii() and not form.startswith("{") and not form.endswith(r"\?")


def alternatives(pattern: str) -> list[str]:
    """Split a pattern at the `|` that stand in no group and no class."""
    if "|" not in pattern:
        return [pattern]
    parts, depth, start = [], 0, 0
    for item in _ITEM.finditer(pattern):
        sign = item[0]
        if sign == "|" and depth == 0:
            parts.append(pattern[start : item.start()])
            start = item.end()
        elif sign in _DEPTH:
            depth += _DEPTH[sign]
    return [*parts, pattern[start:]]


def take_apart(pattern: str) -> tuple[tuple[str, Groups], ...]:
    """Give each alternative of a pattern with what must occur wherever it matches."""
    return tuple((part, tuple(required(part))) for part in alternatives(pattern))


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


def is_closed(pattern: str) -> bool:
    """Tell whether a pattern is made of words alone, with no gap that may stretch."""
    return not _OPEN.search(pattern)


def required(pattern: str) -> list[tuple[str, ...]]:
    """Name what must occur wherever one alternative of a pattern matches: every group, any member.

    A member is a placeholder, or a piece of the pattern that is made of words alone.
    """
    named: list[tuple[str, ...]] = []
    plain_: list[tuple[str, ...]] = []
    depth, start = 0, 0
    for item in _ITEM.finditer(pattern):
        sign, end = item[0], item.end()
        if depth == 0:
            start = item.start()
        depth += _DEPTH.get(sign, 0)
        optional = pattern[end : end + 1] in ("?", "*") or pattern[end : end + 3] == "{0,"
        if depth == 0 and not optional and (members := _members(pattern[start:end])):
            (named if "{" in pattern[start:end] else plain_).append(members)
    plain_.sort(key=lambda members: min(map(len, members)), reverse=True)
    return named + plain_[: max(0, 2 - len(named))]


def _members(item: str) -> tuple[str, ...]:
    """Name the members of an item, or nothing when it may match without any of them."""
    if placeholder := _PLACEHOLDER.fullmatch(item):
        return () if placeholder[1] in _GAPS else (item,)
    if not item.startswith("("):
        words = [word[:-2] if word[-1] in "?*" else word for word in _RUN.findall(item)]
        longest = max(words, key=len, default="")
        return (longest,) if _is_telling(longest) else ()
    members: list[str] = []
    for part in alternatives(item[3 if item.startswith("(?:") else 1 : -1]):
        if is_closed(part) and "{" not in part and _is_telling(part):
            members.append(part)
        elif groups := required(part):
            members.extend(groups[0])
        else:
            return ()
    return tuple(members)


def _is_telling(piece: str) -> bool:
    return len(piece) > _SHORT or (bool(piece) and not piece.isascii())


def options() -> re2.Options:
    """RE2 over bytes: smaller programs than over Unicode, and the same words."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen
