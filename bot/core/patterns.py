"""The language of the gate's rules: RE2 expressions over a plain view, with placeholders.

`{name}` is any form of that lexicon, `{...}` anything within the sentence, `{~}` up to three words,
`{>>}` anything at all. Patterns are matched on UTF-8 bytes: the programs are smaller than over
Unicode, and words are found all the same.
"""

import re
from collections.abc import Mapping
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
_SIGN = re.compile(r"\\.|\[\^?.[^\]]*\]|\{\d+(?:,\d*)?\}|.", re.DOTALL)
_WITHIN = re.compile(
    r"\\[bdw]|\\[^\w.!?;]|\{\d.*\}|[^\\.!;\n^$\[{]"
    r"|\[\^(?=.*\.)(?=.*\?)(?=.*!)(?=.*;)(?=.*(?:\\n|\n)).*\]"
    r"|\[(?:(?:[a-z]-[a-z]|[0-9]-[0-9]|[^\x00-\x7f]-[^\x00-\x7f]|\\[dw]|[^\\.!?;\n^-])|-(?=\]))+\]",
    re.DOTALL,
)
"""What never matches the end of a sentence: a mark or a new line."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+|\.\.\.|~|>>)\}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named list of forms, each an RE2 expression; `flag` is the evidence that it gives."""

    name: str
    forms: tuple[str, ...]
    flag: Evidence = Evidence.NONE


class Expander:
    """Turns patterns with placeholders into RE2 expressions over UTF-8 bytes.

    `forms`: lexicon → the expression of any of its forms.
    """

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self.forms: dict[str, str] = {}
        self._parts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for lexicon in lexicons:
            forms = [form for each in lexicon.forms for form in alternatives(fold_pattern(each))]
            others = tuple(m[1] for form in forms if (m := _PLACEHOLDER.fullmatch(form)))
            own = [form for form in forms if not _PLACEHOLDER.fullmatch(form)]
            self._parts[lexicon.name] = others, tuple(map(self._whole, own))
            self.forms[lexicon.name] = self._joined(forms)

    def names(self) -> tuple[str, ...]:
        """List the lexicons, in order."""
        return tuple(self.forms)

    def expand(self, pattern: str) -> str:
        """Expand placeholders. Raises ValueError for an unknown lexicon."""
        return expand(pattern, self.forms)

    def parts(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the lexicons that a lexicon takes in whole, and the expressions of its own forms."""
        return self._parts[name]

    def _joined(self, forms: list[str]) -> str:
        """Join forms; those in ASCII are whole words, other scripts match anywhere."""
        ascii_: list[str] = []
        other: list[str] = []
        for form in forms:
            expanded = _filled(form, self.forms)
            (ascii_ if _is_whole(form) else other).append(expanded)
        words = [rf"\b(?:{'|'.join(ascii_)})\b"] if ascii_ else []
        return f"(?:{'|'.join(words + other)})"

    def _whole(self, form: str) -> str:
        expanded = _filled(form, self.forms)
        return rf"\b{expanded}\b" if _is_whole(form) else expanded


def expand(pattern: str, forms: Mapping[str, str]) -> str:
    """Expand placeholders by the lexicons' `forms`. Raises ValueError for an unknown lexicon.

    Word boundaries are asked for where an alternative begins or ends with an ASCII letter.
    """
    return "|".join(_bounded(each, forms) for each in alternatives(fold_pattern(pattern)))


def _bounded(pattern: str, forms: Mapping[str, str]) -> str:
    start = r"\b" if re.match(r"[a-z0-9]", pattern) else ""
    end = r"\b" if re.search(r"(?<!\\)[a-z0-9]$|\\w[*+]?$", pattern) else ""
    return f"{start}{_filled(pattern, forms)}{end}"


def _filled(pattern: str, forms: Mapping[str, str]) -> str:
    """Put expressions in the place of placeholders."""

    def one(match: re.Match[str]) -> str:
        name = match[1]
        if name not in _GAPS and name not in forms:
            raise ValueError(f"unknown lexicon {{{name}}}")
        return _GAPS.get(name) or forms[name]

    return _PLACEHOLDER.sub(one, pattern)


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


def reaches_beyond(expression: str) -> bool:
    """Tell whether what an expression matches may hold, or depend on, the end of a sentence."""
    return not all(map(_WITHIN.fullmatch, _SIGN.findall(expression)))


def options() -> re2.Options:
    """RE2 over bytes: smaller programs than over Unicode, and the same words."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen
