"""The gate's rules as values, and their compiled form.

A pattern is an RE2 expression over a plain view, with placeholders: `{name}` is any form of that
lexicon, `{...}` anything within the sentence, `{~}` up to three words, `{>>}` anything at all.
A pattern is tried only when every lexicon that it needs occurs in the view; one pass over the text
(a set of all lexicons) tells that, so a harmless question costs a handful of searches.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import re2

from bot.core.verdict import Evidence, RuleClass
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
    at hand, carried or found, holds all of `needs`. A `bare` rule does not look at phrases that
    ask what the source reports ("what dose did the study use").
    """

    id: str
    rule_class: RuleClass
    reason: str
    patterns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    bare: bool = False
    needs: Evidence = Evidence.NONE
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that the gate knows: content, read from `knowledge/safety/`."""

    rules: tuple[Rule, ...]
    lexicons: tuple[Lexicon, ...] = ()
    reported: tuple[str, ...] = ()
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
        return self._whole_words(_PLACEHOLDER.sub(self._one, fold_pattern(pattern)))

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
        """Join forms; ASCII words are whole words, other scripts match anywhere."""
        expanded = [_PLACEHOLDER.sub(self._one, fold_pattern(form)) for form in forms]
        return "(?:" + "|".join(map(self._whole_words, expanded)) + ")"

    @staticmethod
    def _whole_words(expression: str) -> str:
        """Ask for word boundaries where the expression begins or ends with an ASCII letter."""
        start = r"\b" if re.match(r"[a-z0-9]", expression) else ""
        end = r"\b" if re.search(r"(?<!\\)[a-z0-9]$|\\w[*+]?$", expression) else ""
        return f"{start}(?:{expression}){end}" if start or end else f"(?:{expression})"


def fold_pattern(pattern: str) -> str:
    """Fold the words of a pattern like the text they are to match; its signs stay."""
    return re.sub(r"[^\x00-\x7f]+", lambda match: plain(match[0])[1:-1], pattern)


def required(pattern: str) -> frozenset[str]:
    """Name the lexicons that must occur wherever the pattern matches."""
    depth = 0
    names: set[str] = set()
    position = 0
    while position < len(pattern):
        if placeholder := _PLACEHOLDER.match(pattern, position):
            position = placeholder.end()
            optional = pattern[position : position + 1] in ("?", "*")
            if depth == 0 and not optional and placeholder[1] not in _GAPS:
                names.add(placeholder[1])
            continue
        char = pattern[position]
        if char == "\\":
            position += 1
        elif char == "|" and depth == 0:
            return frozenset()
        depth += (char == "(") - (char == ")")
        position += 1
    return frozenset(names)


def options() -> re2.Options:
    """RE2 over bytes: smaller programs than over Unicode, and the same words."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen


class _Search:
    """An expression, compiled at its first use."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def found(self) -> Callable[[bytes], object]:
        return re2.compile(self._expression.encode(), options()).search  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    searches: tuple[tuple[int, _Search], ...]
    together: tuple[int, ...]
    direct: frozenset[int]


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._expander = expander = Expander(ruleset.lexicons)
        self._flags = tuple(lexicon.flag for lexicon in ruleset.lexicons)
        self._bits = {name: 1 << place for place, name in enumerate(expander.names())}
        self._set = re2.Set.SearchSet(options())
        self._reported = "|".join(map(expander.expand, ruleset.reported))
        for name in expander.names():
            self._set.Add(expander.lexicon(name).encode())
        self._added = len(self._bits)
        self._rules = tuple(map(self._compile, ruleset.rules))
        if self._added:
            self._set.Compile()

    def _compile(self, rule: Rule) -> _Compiled:
        searches, direct = [], []
        for pattern in rule.patterns:
            if needed := required(pattern):
                search = _Search(self._expander.expand(pattern))
                searches.append((sum(self._bits[name] for name in needed), search))
            else:
                self._set.Add(self._expander.expand(pattern).encode())
                direct.append(self._added)
                self._added += 1
        together = tuple(sum(self._bits[name] for name in names) for names in rule.together)
        return _Compiled(rule, tuple(searches), together, frozenset(direct))

    @cached_property
    def _mask(self) -> Callable[[bytes, bytes], bytes]:
        if not self._reported:
            return lambda _, text: text
        return re2.compile(self._reported.encode(), options()).sub  # type: ignore[no-any-return]

    def evidence(self, text: str) -> Evidence:
        """Collect the evidence in a view."""
        found = Evidence.NONE
        for place in self._set.Match(text.encode()):
            if place < len(self._flags):
                found |= self._flags[place]
        return found

    def firing(self, text: str, evidence: Evidence, *, last: bool) -> Iterator[Rule]:
        """Yield the rules that fire on a view; bare rules look at the last view of a chain only."""
        raw = text.encode()
        places = self._set.Match(raw) if self._added else []
        masked: tuple[bytes, list[int]] | None = None
        for compiled in self._rules:
            rule = compiled.rule
            if rule.needs not in evidence or (rule.bare and not last):
                continue
            if not self._matches(compiled, raw, places):
                continue
            if rule.bare:
                if masked is None:
                    hidden = self._mask(_MASK, raw)
                    masked = hidden, places if hidden == raw else self._set.Match(hidden)
                if masked[0] != raw and not self._matches(compiled, *masked):
                    continue
            yield rule

    def _matches(self, compiled: _Compiled, raw: bytes, places: list[int]) -> bool:
        if not compiled.direct.isdisjoint(places):
            return True
        present = sum(1 << place for place in places)
        return any(mask & present == mask for mask in compiled.together) or any(
            mask & present == mask and search.found(raw) is not None
            for mask, search in compiled.searches
        )
