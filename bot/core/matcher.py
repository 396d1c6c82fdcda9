"""A rule set in its compiled form.

A pattern is tried only when every lexicon that it needs occurs in the view, which the view's words
tell, so a harmless question costs a handful of searches.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from operator import or_

import re2

from bot.core.occurrence import Occurrences, Search, numbers
from bot.core.patterns import (
    Apart,
    Expander,
    alternatives,
    fold_pattern,
    is_closed,
    options,
    take_apart,
)
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import STRICTNESS, Evidence, Route
from bot.core.views import View

_MASK = b" \xc2\xa7 "  # stands for a phrase that a rule does not look into


class _Substitution:
    """An expression whose matches are replaced, compiled at its first use."""

    def __init__(self, expression: Callable[[], str]) -> None:
        self._expression = expression

    @cached_property
    def replace(self) -> Callable[[bytes, bytes], bytes]:
        Search.compiled += 1
        return re2.compile(self._expression().encode(), options()).sub  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One pattern of a rule. It is tried where all conditions in `needed` (bits) are met.

    No search stands for a rule that fires on the conditions alone.
    """

    rule: int
    needed: int
    search: Search | None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the bits of what occurs in it and of the conditions that are met."""

    raw: bytes
    present: int


def placeholder(name: str) -> str:
    """Write a lexicon's name as it stands in patterns."""
    return f"{{{name}}}"


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._expander = Expander(ruleset.lexicons)
        self._occurrences = Occurrences(ruleset.spans)
        self._bits: dict[str, int] = {}
        self._conditions: dict[int, int] = {}
        for name in self._expander.names():
            others, own = self._expander.parts(name)
            mask = self._occurrences.add(own) if own else 0
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
        self._occurrences.compile()
        self._by_key = self._keyed()
        self._rule_of = {bit.bit_length() - 1: at for at, bit in enumerate(self._direct) if bit}
        self._directs = sum(self._direct)
        self._keys = sum(1 << number for number in self._by_key)

    def _keyed(self) -> dict[int, list[int]]:
        """List the attempts by the condition that the fewest others need."""
        uses = Counter(number for each in self._attempts for number in numbers(each.needed))
        keyed: dict[int, list[int]] = {}
        for place, each in enumerate(self._attempts):
            key = min(numbers(each.needed), key=uses.__getitem__)
            keyed.setdefault(key, []).append(place)
        return keyed

    def _try(self, at: int, rule: Rule) -> Iterator[_Attempt]:
        """Take a rule apart: what may match alone joins the union, the rest waits for its words."""
        direct: list[str] = []
        beside = [tuple(map(placeholder, rule.beside))] if rule.beside else []
        for names in rule.together:
            yield _Attempt(at, self._needed((placeholder(name),) for name in names), None)
        for pattern, groups in (part for each in rule.patterns for part in self._parts(each)):
            if groups and not (is_closed(pattern) and "{" not in pattern and not beside):
                search = Search(partial(self._expander.expand, pattern))
                yield _Attempt(at, self._needed([*beside, *groups]), search)
            else:
                direct += alternatives(self._expander.expand(pattern))
        self._direct.append(self._occurrences.add(direct) if direct else 0)

    def _parts(self, pattern: str) -> Apart:
        if pattern not in self._apart:
            self._apart[pattern] = take_apart(pattern)
        return self._apart[pattern]

    def _needed(self, groups: Iterable[tuple[str, ...]]) -> int:
        """Give the bits of conditions: each group is one, met where any member occurs."""
        bits = 0
        for group in groups:
            mask = self._condition(group)
            if mask not in self._conditions:
                self._conditions[mask] = self._occurrences.imply(mask)
            bits |= self._conditions[mask]
        return bits

    def _condition(self, members: tuple[str, ...]) -> int:
        mask = 0
        plain_members = [member for member in members if member not in self._bits]
        for member in members:
            mask |= self._bits.get(member, 0)
        if plain_members:
            piece = "|".join(plain_members)
            if piece not in self._bits:
                self._bits[piece] = self._occurrences.add(alternatives(fold_pattern(piece)))
            mask |= self._bits[piece]
        return mask

    def _mask(self, pattern: str, groups: tuple[tuple[str, ...], ...]) -> tuple[int, _Substitution]:
        return self._needed(groups), _Substitution(partial(self._expander.expand, pattern))

    def _masked(self, kind: str, text: _Text) -> _Text:
        """Hide the phrases of one kind."""
        hidden = text.raw
        for needed, substitution in self._masks[kind]:
            if needed & text.present == needed:
                hidden = substitution.replace(_MASK, hidden)
        return text if hidden == text.raw else self._look(hidden)

    def _look(self, raw: bytes, wanted: int = -1) -> _Text:
        return _Text(raw, self._occurrences.found(raw, wanted))

    @cached_property
    def _urgent(self) -> int:
        """The bits that rules for an emergency ask for."""
        ruled = [rule.rule_class.route is Route.URGENT for rule in self._rules]
        kinds = {rule.outside for rule, urgent in zip(self._rules, ruled, strict=True) if urgent}
        wanted = [each.needed for each in self._attempts if ruled[each.rule]]
        wanted += [bit for bit, urgent in zip(self._direct, ruled, strict=True) if urgent]
        wanted += [needed for kind in kinds for needed, _ in self._masks.get(kind, ())]
        return reduce(or_, wanted, 0)

    @property
    def compiled(self) -> int:
        """How many expressions were compiled so far, here and elsewhere."""
        return Search.compiled

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
        only_urgent = STRICTNESS[above] <= STRICTNESS[Route.CLINICIAN]
        text = self._look(view.text.encode(), self._urgent if only_urgent else -1)
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

    def _possible(self, text: _Text) -> list[tuple[int, list[_Attempt]]]:
        """Give the rules that may fire, by what occurs in the text, with what is to be tried."""
        present = text.present
        tried: dict[int, list[_Attempt]] = {}
        for number in numbers(present & self._keys):
            for place in self._by_key[number]:
                each = self._attempts[place]
                if each.needed & present == each.needed:
                    tried.setdefault(each.rule, []).append(each)
        for number in numbers(present & self._directs):
            tried.setdefault(self._rule_of[number], [])
        return sorted(tried.items())

    def _fires(self, at: int, attempts: list[_Attempt], text: _Text) -> bool:
        if self._direct[at] & text.present:
            return True
        for each in attempts:
            if each.needed & text.present == each.needed and (
                each.search is None or each.search.match(text.raw)
            ):
                return True
        return False
