"""A rule set in its compiled form.

A pattern is tried only when every lexicon that it needs occurs in the view, which the view's words
tell, so a harmless question costs a handful of searches.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import or_

import re2

from bot.core.occurrence import Occurrences, Search
from bot.core.patterns import expand, options
from bot.core.plan import Numbers, Plan, bits_of, numbers
from bot.core.rules import Rule, RuleSet, by_strictness
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


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        plan = ruleset.plan or _draw(ruleset)
        self._forms = plan.forms
        self._occurrences = Occurrences(plan.expressions)
        self._flags = [(bits_of(occurs), flag) for occurs, flag in plan.flags]
        self._rules = by_strictness(ruleset.rules)
        self._strictness = [STRICTNESS[rule.rule_class.route] for rule in self._rules]
        self._needs = [rule.needs.value for rule in self._rules]
        self._direct = [bits_of(each) for each in plan.direct]
        self._attempts = [self._attempt(*each) for each in plan.attempts]
        self._masks = {
            kind: [(bits_of(needed), _Substitution(self._expansion(each))) for needed, each in mask]
            for kind, mask in plan.masks.items()
        }
        self._by_key = _keyed([needed for _, needed, _ in plan.attempts])
        self._rule_of = {bit.bit_length() - 1: at for at, bit in enumerate(self._direct) if bit}
        self._directs = sum(self._direct)
        self._keys = bits_of(self._by_key)

    def _attempt(self, rule: int, needed: Numbers, pattern: str) -> _Attempt:
        search = Search(self._expansion(pattern)) if pattern else None
        return _Attempt(rule, bits_of(needed), search)

    def _expansion(self, pattern: str) -> Callable[[], str]:
        """Write an expression out at its use: a question needs few of them."""
        return lambda: expand(pattern, self._forms)

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

    def _evidence(self, present: int) -> int:
        """Collect the evidence that the lexicons at hand give, as bits."""
        found = 0
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
        bound, urgent = STRICTNESS[above], STRICTNESS[Route.URGENT]
        only_urgent = bound <= STRICTNESS[Route.CLINICIAN]
        text = self._look(view.text.encode(), self._urgent if only_urgent else -1)
        found = self._evidence(text.present)
        held = carried.value | found  # operations on flags take ten times as long
        masked: dict[str, _Text] = {}
        rules: list[Rule] = []
        for at, attempts in self._possible(text):
            rule, strictness = self._rules[at], self._strictness[at]
            if strictness >= bound:
                break  # the rules are in order
            unripe = rule.outside and not view.last and strictness != urgent
            unripe = unripe or (rule.disguised and not view.disguised)
            if unripe or self._needs[at] & ~held or not self._fires(at, attempts, text):
                continue
            if kind := rule.outside:
                if kind not in masked:
                    masked[kind] = self._masked(kind, text)
                if masked[kind] is not text and not self._fires(at, attempts, masked[kind]):
                    continue
            rules.append(rule)
        return rules, Evidence(found)

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


def _draw(ruleset: RuleSet) -> Plan:
    from bot.core.drawing import draw  # noqa: PLC0415 - the plan of the shipped rules is kept

    return draw(ruleset)


def _keyed(needs: Sequence[Numbers]) -> dict[int, list[int]]:
    """List attempts by the condition, among those they need, that the fewest others need."""
    uses = Counter(chain.from_iterable(needs))
    keyed: dict[int, list[int]] = {}
    for place, needed in enumerate(needs):
        keyed.setdefault(min(needed, key=uses.__getitem__), []).append(place)
    return keyed
