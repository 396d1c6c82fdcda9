"""The gate's rules as values, and their compiled form.

A pattern is an RE2 expression over a plain view, with placeholders: `{name}` is any form of that
lexicon, `{...}` anything within the sentence, `{~}` up to three words, `{>>}` anything at all.
A pattern is tried only when every lexicon that it needs occurs in the view; one pass over the text
(a set of all lexicons) tells that, so a harmless question costs a handful of searches.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import re2

from bot.core.verdict import Evidence, Route, RuleClass
from bot.core.views import Words, plain

_GAPS = {
    "...": r"[^.?!;\n]*",
    "~": r"(?:[^ .?!;\n]+,? ){0,3}",
    ">>": r"[\s\S]*",
}
_PLACEHOLDER = re.compile(r"\{([a-z_]+|\.\.\.|~|>>)\}")
_MASK = b" \xc2\xa7 "  # stands for a phrase that asks what the source reports


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named list of forms, each an RE2 expression; `flag` is the evidence that it gives."""

    name: str
    forms: tuple[str, ...]
    flag: Evidence = Evidence.NONE


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the gate.

    It fires when any pattern matches or all lexicons of a `together` list occur, and the evidence
    at hand, carried or found, holds all of `needs`. A rule looks only `outside` phrases of that
    kind, when one is named: "reported" are those that ask what the source reports ("what dose did
    the study use"), "knowledge" whole questions about how things are.
    """

    id: str
    rule_class: RuleClass
    reason: str
    patterns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    outside: str = ""
    needs: Evidence = Evidence.NONE
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that the gate knows: content, read from `knowledge/safety/`.

    `kinds` are kinds of phrases that some rules do not look into: name → patterns.
    """

    rules: tuple[Rule, ...]
    lexicons: tuple[Lexicon, ...] = ()
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=Words)


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


class _Search:
    """One expression, compiled at its first use.

    A set of one is the fastest way into RE2: it answers in half the time of a compiled pattern.
    """

    compiled = 0
    """How many were compiled so far; compiling does not count against a question's time."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def match(self) -> Callable[[bytes], list[int]]:
        found = re2.Set.SearchSet(options())
        found.Add(self._expression.encode())
        found.Compile()
        _Search.compiled += 1
        return found.Match  # type: ignore[no-any-return]


class _Substitution:
    """An expression whose matches are replaced, compiled at its first use."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def replace(self) -> Callable[[bytes, bytes], bytes]:
        _Search.compiled += 1
        return re2.compile(self._expression.encode(), options()).sub  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule with its searches; each is tried only when every bit mask before it finds a bit."""

    rule: Rule
    direct: int
    searches: tuple[tuple[tuple[int, ...], _Search | None], ...]

    def matches(self, text: bytes, present: int) -> bool:
        if self.direct & present:
            return True
        for needed, search in self.searches:
            for mask in needed:
                if not mask & present:
                    break
            else:
                if search is None or search.match(text):
                    return True
        return False


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._expander = Expander(ruleset.lexicons)
        self._flags = tuple(lexicon.flag for lexicon in ruleset.lexicons)
        self._set = re2.Set.SearchSet(options())
        self._bits: dict[str, int] = {}
        for name in self._expander.names():
            self._add(name, self._expander.lexicon(name))
        self._rules = tuple(map(self._compile, ruleset.rules))
        self._masks = {
            kind: tuple(map(self._mask, patterns)) for kind, patterns in ruleset.kinds.items()
        }
        if self._bits:
            self._set.Compile()

    def _add(self, name: str, expression: str) -> int:
        """Give the bit of an expression of the set; the same name gets the same bit."""
        if name not in self._bits:
            self._set.Add(expression.encode())
            self._bits[name] = 1 << len(self._bits)
        return self._bits[name]

    def _compile(self, rule: Rule) -> _Compiled:
        direct = 0
        searches: list[tuple[tuple[int, ...], _Search | None]] = [
            (tuple(self._condition((name,)) for name in names), None) for names in rule.together
        ]
        for pattern in (part for each in rule.patterns for part in alternatives(each)):
            expression = self._expander.expand(pattern)
            if groups := required(pattern):
                searches.append((tuple(map(self._condition, groups)), _Search(expression)))
            else:
                direct |= self._add(pattern, expression)
        return _Compiled(rule, direct, tuple(searches))

    def _condition(self, members: tuple[str, ...]) -> int:
        mask = 0
        plain_members = [member for member in members if member not in self._bits]
        for member in members:
            mask |= self._bits.get(member, 0)
        if plain_members:
            piece = "|".join(plain_members)
            mask |= self._add(piece, fold_pattern(piece))
        return mask

    def _mask(self, pattern: str) -> tuple[tuple[int, ...], _Substitution]:
        needed = tuple(map(self._condition, required(pattern)))
        return needed, _Substitution(self._expander.expand(pattern))

    def _masked(self, kind: str, text: bytes, present: int) -> tuple[bytes, int]:
        """Hide the phrases of one kind; the answer is the text and what occurs in it."""
        hidden = text
        for needed, substitution in self._masks[kind]:
            if all(mask & present for mask in needed):
                hidden = substitution.replace(_MASK, hidden)
        return hidden, present if hidden == text else self.present(hidden)

    @property
    def compiled(self) -> int:
        """How many expressions were compiled so far, here and elsewhere."""
        return _Search.compiled

    def present(self, text: bytes) -> int:
        """Tell which expressions of the set occur, as bits."""
        found = 0
        if self._bits:
            for place in self._set.Match(text):
                found |= 1 << place
        return found

    def evidence(self, present: int) -> Evidence:
        """Collect the evidence that the lexicons at hand give."""
        found = Evidence.NONE
        for place, flag in enumerate(self._flags):
            if flag and present >> place & 1:
                found |= flag
        return found

    def firing(self, text: str, carried: Evidence, *, last: bool) -> tuple[list[Rule], Evidence]:
        """Give the rules that fire on a view, and the evidence that the view holds.

        Bare rules look only at the last view of a chain: a misspelt anchor is still an anchor.
        """
        raw = text.encode()
        present = self.present(raw)
        found = self.evidence(present)
        masked: dict[str, tuple[bytes, int]] = {}
        rules: list[Rule] = []
        for compiled in self._rules:
            rule = compiled.rule
            unripe = rule.outside and not last and rule.rule_class.route is not Route.URGENT
            if unripe or not compiled.matches(raw, present):
                continue
            if rule.needs not in carried | found:
                continue
            if kind := rule.outside:
                if kind not in masked:
                    masked[kind] = self._masked(kind, raw, present)
                if not compiled.matches(*masked[kind]):
                    continue
            rules.append(rule)
        return rules, found
