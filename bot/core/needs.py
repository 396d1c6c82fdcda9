"""What has to occur, word by word, wherever an expression matches.

An expression is parsed into what lies in one word and what may span several. Every run of the first
kind is needed; of alternatives that span words any one's is. RE2 derives the letters that it needs
for its own prefilter likewise (Cox, Regular Expression Matching with a Trigram Index, 2012).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Groups = tuple[tuple[str, ...], ...]
"""What an expression needs: any member of every group must occur."""

_TOKEN = re.compile(r"\\.|\[\^?.[^\]]*\]|\{\d+(?:,\d*)?\}|\{[^}]*\}|\((?:\?:)?|[^\\]", re.DOTALL)
_TIMES = re.compile(r"[?*+]|\{\d")
_MAYBE = re.compile(r"[?*]|\{0")
_NAME = re.compile(r"\{[a-z_]+\}")
_SPANS = re.compile(r"[.^$\n]|\\[nsWD]|\[\^|\[[^\]]*(?:[ \n]|\\[nsWD])[^\]]*\]|\{")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDLY = re.compile(r"(?:[a-z0-9_|)?*+]|\(\?:|\\[wdb]|\[[a-z0-9-]+\]|\{\d[^}]*\})+")
_MORE = re.compile(r"\\w\+(?=\Z|\\b\Z)")
_FIGURE = re.compile(r"\\d|\[\d-?\d?\]")

_EDGE, _BLANK = _BOUNDS = r"\b", " "
_TELLING = 2
"""Letters that a word needs to be looked for; one will do where it stands alone."""


@dataclass(slots=True)
class _Part:
    """A part of an expression.

    `source` as it is written; it matches `least` letters, all in one word unless it `spans`.
    `branches`: alternatives of a part that has to be there and spans words.
    """

    source: str
    least: int = 0
    spans: bool = False
    branches: list["list[_Part]"] = field(default_factory=list)


def needs(expression: str) -> Groups:
    """Give what an expression needs: groups of expressions within one word, or of placeholders."""
    parts = _Parser(expression).parse()
    return tuple(dict.fromkeys(_needed(parts, "", "")))


class _Parser:
    def __init__(self, expression: str) -> None:
        self._signs = _TOKEN.findall(expression)
        self._at = 0

    def parse(self) -> list[_Part]:
        branches = self._branches()
        return branches[0] if len(branches) == 1 else [_either("", branches)]

    def _branches(self) -> list[list[_Part]]:
        branches: list[list[_Part]] = [[]]
        while self._at < len(self._signs):
            sign = self._signs[self._at]
            if sign == ")":
                break
            if sign == "|":
                branches.append([])
                self._at += 1
            else:
                branches[-1].append(self._repeated(self._part()))
        return branches

    def _part(self) -> _Part:
        sign = self._signs[self._at]
        self._at += 1
        if not sign.startswith("("):
            return _single(sign)
        start = self._at - 1
        branches = self._branches()
        self._at += 1
        return _either("".join(self._signs[start : self._at]), branches)

    def _repeated(self, part: _Part) -> _Part:
        """Take in how often a part may occur; what may be missing is not needed."""
        while self._at < len(self._signs) and _TIMES.match(self._signs[self._at]):
            times = self._signs[self._at]
            self._at += 1
            part.source += times
            if part.source[0] == _BLANK:
                part.spans = True
            if _MAYBE.match(times):
                part.least, part.branches = 0, []
            elif part.branches:  # what stands beside it may stand beside another turn
                part.branches = [[_gap(), *branch, _gap()] for branch in part.branches]
        return part


def _single(sign: str) -> _Part:
    if _NAME.fullmatch(sign):
        return _Part(sign, spans=True, branches=[[_Part(sign)]])
    if sign == _BLANK:
        return _Part(sign)
    if _SPANS.match(sign):
        return _Part(sign, spans=True)
    if _FIGURE.fullmatch(sign):
        return _Part(sign, _TELLING)  # few questions have one
    return _Part(sign, int(sign.isalnum()) if sign.isascii() else _TELLING)


def _either(source: str, branches: list[list[_Part]]) -> _Part:
    parts = [part for branch in branches for part in branch]
    least = min(sum(part.least for part in branch) for branch in branches)
    spans = any(part.spans or part.source == _BLANK for part in parts)
    return _Part(source, least, spans, branches if spans else [])


def _gap() -> _Part:
    return _Part(".", spans=True)


def _needed(parts: list[_Part], before: str, behind: str) -> Iterator[tuple[str, ...]]:
    """Give the groups of a sequence; `before`, `behind`: the edge or blank that it stands at."""
    run, least = before, 0
    for at, part in enumerate(parts):
        after = parts[at + 1].source if at + 1 < len(parts) else behind
        if part.source == _BLANK:
            yield from _run(run + _BLANK, least)
            run, least = _BLANK, 0
        elif part.spans:
            yield from _run(run, least)
            yield from _any(part, *(each if each in _BOUNDS else "" for each in (run, after)))
            run, least = "", 0
        else:
            run, least = run + part.source, least + part.least
    yield from _run(run + behind, least)


def _any(part: _Part, before: str, behind: str) -> Iterator[tuple[str, ...]]:
    """Give the most telling group of each alternative as one, unless one needs nothing."""
    if _NAME.fullmatch(part.source):
        yield (part.source,)
        return
    best = [
        max(_needed(branch, before, behind), key=telling, default=()) for branch in part.branches
    ]
    if best and all(best):
        yield tuple(dict.fromkeys(member for group in best for member in group))


def _run(run: str, least: int) -> Iterator[tuple[str, ...]]:
    """Give a run as a group where it is worth a look."""
    is_alone = run.startswith(_BOUNDS) and run.endswith(_BOUNDS)
    if least >= _TELLING or (least and is_alone):
        yield (_eased(run),)


def _eased(run: str) -> str:
    """Ask for the edge of a word in place of a blank, and for no letter more: one look-up does."""
    inner = run.strip(_BLANK)
    if not _WORDLY.fullmatch(inner):
        return run
    before = _EDGE if run[0] == _BLANK else ""
    behind = _EDGE if run[-1] == _BLANK and not inner.endswith(_EDGE) else ""
    return _MORE.sub(r"\\w*", f"{before}{inner}{behind}")


def telling(group: tuple[str, ...]) -> tuple[int, int]:
    """Tell how rare what a group asks for may be: long words are, and few ways to write one."""
    runs = [
        max(map(len, _LETTERS.findall(each)), default=2)
        for member in group
        for each in member.replace(_EDGE, "").split("|")
    ]
    return min(runs), -len(runs)
