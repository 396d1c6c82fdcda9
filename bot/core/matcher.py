"""A rule set in its compiled form.

A pattern is tried only when every lexicon that it needs occurs in the view. One pass over the text,
with a set of all lexicons, tells that, so a harmless question costs a handful of searches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import re2

from bot.core.patterns import Expander, alternatives, fold_pattern, is_closed, options, required
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import Evidence, Route

_MASK = b" \xc2\xa7 "  # stands for a phrase that a rule does not look into


class _Union:
    """Many expressions, of which one pass over a text tells those that occur.

    They are dealt out to several sets: the states of one automaton for all of them are so many that
    it would build new ones at every word, ten times slower than these together.
    """

    _SETS = 24

    def __init__(self) -> None:
        self._sets = [re2.Set.SearchSet(options()) for _ in range(self._SETS)]
        self._added = 0

    def add(self, expression: str) -> int:
        """Give the bit of a new expression."""
        self._sets[self._added % self._SETS].Add(expression.encode())
        self._added += 1
        return 1 << self._added - 1

    def compile(self) -> None:
        """Close the union; nothing can be added any more."""
        self._sets = self._sets[: self._added]
        for each in self._sets:
            each.Compile()

    def bits(self, text: bytes) -> int:
        found = 0
        for place, each in enumerate(self._sets):
            for member in each.Match(text) or ():
                found |= 1 << member * self._SETS + place
        return found


class _Search:
    """One expression, compiled at its first use.

    A set of one is the fastest way into RE2: it answers in half the time of a compiled pattern.
    """

    compiled = 0
    """How many were compiled so far; compiling does not count against a question's time."""

    def __init__(self, expression: Callable[[], str]) -> None:
        self._expression = expression

    @cached_property
    def match(self) -> Callable[[bytes], list[int]]:
        found = re2.Set.SearchSet(options())
        found.Add(self._expression().encode())
        found.Compile()
        _Search.compiled += 1
        return found.Match  # type: ignore[no-any-return]


class _Substitution:
    """An expression whose matches are replaced, compiled at its first use."""

    def __init__(self, expression: Callable[[], str]) -> None:
        self._expression = expression

    @cached_property
    def replace(self) -> Callable[[bytes, bytes], bytes]:
        _Search.compiled += 1
        return re2.compile(self._expression().encode(), options()).sub  # type: ignore[no-any-return]


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


def placeholder(name: str) -> str:
    """Write a lexicon's name as it stands in patterns."""
    return f"{{{name}}}"


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._expander = Expander(ruleset.lexicons)
        self._union = _Union()
        self._bits: dict[str, int] = {}
        for name in self._expander.names():
            others, own = self._expander.parts(name)
            mask = self._union.add(own) if own else 0
            for other in others:
                mask |= self._bits[placeholder(other)]
            self._bits[placeholder(name)] = mask
        self._flags = tuple(
            (self._bits[placeholder(each.name)], each.flag)
            for each in ruleset.lexicons
            if each.flag
        )
        self._rules = tuple(map(self._compile, ruleset.rules))
        self._masks = {
            kind: tuple(self._mask(part) for each in patterns for part in alternatives(each))
            for kind, patterns in ruleset.kinds.items()
        }
        self._union.compile()

    def _compile(self, rule: Rule) -> _Compiled:
        direct: list[str] = []
        beside = (self._condition(tuple(map(placeholder, rule.beside))),) if rule.beside else ()
        searches: list[tuple[tuple[int, ...], _Search | None]] = [
            (tuple(self._condition((placeholder(name),)) for name in names), None)
            for names in rule.together
        ]
        for pattern in (part for each in rule.patterns for part in alternatives(each)):
            groups = required(pattern)
            if groups and not (is_closed(pattern) and "{" not in pattern and not beside):
                search = _Search(partial(self._expander.expand, pattern))
                searches.append((beside + tuple(map(self._condition, groups)), search))
            else:
                direct.append(self._expander.expand(pattern))
        return _Compiled(rule, self._union.add("|".join(direct)) if direct else 0, tuple(searches))

    def _condition(self, members: tuple[str, ...]) -> int:
        mask = 0
        plain_members = [member for member in members if member not in self._bits]
        for member in members:
            mask |= self._bits.get(member, 0)
        if plain_members:
            piece = "|".join(plain_members)
            if piece not in self._bits:
                self._bits[piece] = self._union.add(fold_pattern(piece))
            mask |= self._bits[piece]
        return mask

    def _mask(self, pattern: str) -> tuple[tuple[int, ...], _Substitution]:
        needed = tuple(map(self._condition, required(pattern)))
        return needed, _Substitution(partial(self._expander.expand, pattern))

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
        """Tell which expressions of the union occur, as bits."""
        return self._union.bits(text)

    def evidence(self, present: int) -> Evidence:
        """Collect the evidence that the lexicons at hand give."""
        found = Evidence.NONE
        for mask, flag in self._flags:
            if mask & present:
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
