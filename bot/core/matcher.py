"""A rule set in its compiled form.

A pattern is tried only when every lexicon that it needs occurs in the view. One pass over the text,
with a set of all lexicons, tells that, so a harmless question costs a handful of searches.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import re2

from bot.core.patterns import Apart, Expander, fold_pattern, is_closed, options, take_apart
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import STRICTNESS, Evidence, Route
from bot.core.views import View

_MASK = b" \xc2\xa7 "  # stands for a phrase that a rule does not look into


class _Union:
    """Many expressions, of which one pass over a text tells those that occur.

    They are dealt out to several sets: the states of one automaton for all of them are so many that
    it would build new ones at every word, ten times slower than these together.
    """

    _SETS = 8

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

    def found(self, text: bytes) -> list[int]:
        """Give the numbers of the expressions that occur."""
        sets = self._SETS
        return [
            member * sets + place
            for place, each in enumerate(self._sets)
            for member in each.Match(text) or ()
        ]


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
class _Attempt:
    """One pattern of a rule. It is tried where all conditions in `needed` (bits) are met.

    No search stands for a rule that fires on the conditions alone.
    """

    rule: int
    needed: int
    search: _Search | None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the union's expressions that occur in it, and the conditions that are met."""

    raw: bytes
    present: int
    met: int


def _numbers(bits: int) -> Iterator[int]:
    """Give the places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def placeholder(name: str) -> str:
    """Write a lexicon's name as it stands in patterns."""
    return f"{{{name}}}"


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._expander = Expander(ruleset.lexicons)
        self._union = _Union()
        self._bits: dict[str, int] = {}
        self._conditions: dict[int, int] = {}
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
        self._apart = ruleset.apart
        self._rules = sorted(ruleset.rules, key=lambda rule: STRICTNESS[rule.rule_class.route])
        self._direct: list[int] = []
        self._attempts = [
            each for at, rule in enumerate(self._rules) for each in self._try(at, rule)
        ]
        self._masks = {
            kind: tuple(self._mask(*part) for each in patterns for part in self._parts(each))
            for kind, patterns in ruleset.kinds.items()
        }
        self._union.compile()
        self._implied: dict[int, int] = {}
        for mask, at in self._conditions.items():
            for number in _numbers(mask):
                self._implied[number] = self._implied.get(number, 0) | 1 << at

    def _try(self, at: int, rule: Rule) -> Iterator[_Attempt]:
        """Take a rule apart: what may match alone joins the union, the rest waits for its words."""
        direct: list[str] = []
        beside = [tuple(map(placeholder, rule.beside))] if rule.beside else []
        for names in rule.together:
            yield _Attempt(at, self._needed((placeholder(name),) for name in names), None)
        for pattern, groups in (part for each in rule.patterns for part in self._parts(each)):
            if groups and not (is_closed(pattern) and "{" not in pattern and not beside):
                search = _Search(partial(self._expander.expand, pattern))
                yield _Attempt(at, self._needed([*beside, *groups]), search)
            else:
                direct.append(self._expander.expand(pattern))
        self._direct.append(self._union.add("|".join(direct)) if direct else 0)

    def _parts(self, pattern: str) -> Apart:
        return self._apart.get(pattern) or take_apart(pattern)

    def _needed(self, groups: Iterable[tuple[str, ...]]) -> int:
        """Give the bits of conditions: each group is one, met where any member occurs."""
        bits = 0
        for group in groups:
            mask = self._condition(group)
            bits |= 1 << self._conditions.setdefault(mask, len(self._conditions))
        return bits

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

    def _mask(self, pattern: str, groups: tuple[tuple[str, ...], ...]) -> tuple[int, _Substitution]:
        return self._needed(groups), _Substitution(partial(self._expander.expand, pattern))

    def _masked(self, kind: str, text: _Text) -> _Text:
        """Hide the phrases of one kind."""
        hidden = text.raw
        for needed, substitution in self._masks[kind]:
            if needed & text.met == needed:
                hidden = substitution.replace(_MASK, hidden)
        return text if hidden == text.raw else self._look(hidden)

    def _look(self, raw: bytes) -> _Text:
        present = met = 0
        for number in self._union.found(raw):
            present |= 1 << number
            met |= self._implied.get(number, 0)
        return _Text(raw, present, met)

    @property
    def compiled(self) -> int:
        """How many expressions were compiled so far, here and elsewhere."""
        return _Search.compiled

    def evidence(self, present: int) -> Evidence:
        """Collect the evidence that the lexicons at hand give."""
        found = Evidence.NONE
        for mask, flag in self._flags:
            if mask & present:
                found |= flag
        return found

    def firing(
        self, view: View, carried: Evidence, above: Route = Route.OPEN
    ) -> tuple[list[Rule], Evidence]:
        """Give the rules stricter than `above` that fire on a view, and the evidence it holds.

        Rules that look outside some phrases look only at the last view of a chain: a misspelt
        anchor is still an anchor.
        """
        text = self._look(view.text.encode())
        found = self.evidence(text.present)
        masked: dict[str, _Text] = {}
        rules: list[Rule] = []
        for at, attempts in self._possible(text):
            rule = self._rules[at]
            route = rule.rule_class.route
            if STRICTNESS[route] >= STRICTNESS[above]:
                break  # the rules are in order
            unripe = rule.outside and not view.last and route is not Route.URGENT
            unripe = unripe or (rule.disguised and not view.disguised)
            if unripe or rule.needs not in carried | found:
                continue
            if not self._fires(at, attempts, text):
                continue
            if kind := rule.outside:
                if kind not in masked:
                    masked[kind] = self._masked(kind, text)
                if masked[kind] is not text and not self._fires(at, attempts, masked[kind]):
                    continue
            rules.append(rule)
        return rules, found

    def _possible(self, text: _Text) -> Iterator[tuple[int, list[_Attempt]]]:
        """Give the rules that may fire, by what occurs in the text, with what is to be tried."""
        met = text.met
        tried: dict[int, list[_Attempt]] = {}
        for each in self._attempts:
            if each.needed & met == each.needed:
                tried.setdefault(each.rule, []).append(each)
        for at, direct in enumerate(self._direct):
            if direct & text.present or at in tried:
                yield at, tried.get(at, [])

    def _fires(self, at: int, attempts: list[_Attempt], text: _Text) -> bool:
        if self._direct[at] & text.present:
            return True
        for each in attempts:
            if each.needed & text.met == each.needed and (
                each.search is None or each.search.match(text.raw)
            ):
                return True
        return False
