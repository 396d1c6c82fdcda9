"""A rule set in its compiled form.

A pattern is tried only where every lexicon that it needs occurs, which words tell: in a sentence,
or in the whole view if it may match beyond one. So a harmless question costs a handful of searches.
What was found in a sentence is remembered: it is judged alone, and together with others.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from operator import or_
from typing import NamedTuple

import re2

from bot.core.occurrence import Occurrences, Searches
from bot.core.patterns import expand, options
from bot.core.plan import Plan, bits_of, numbers
from bot.core.prefilter import prefilters
from bot.core.rules import Rule, RuleSet, by_strictness
from bot.core.verdict import STRICTNESS, Evidence, Route
from bot.core.views import View

REMEMBERED = 500
"""Sentences of which it is remembered what was found; then all are forgotten."""

_MASK = b" \xc2\xa7 "  # stands for a phrase that a rule does not look into
END = re.compile(rb"(?<=[.?!;])(?= )|\n")
"""Where sentences part: what may not match beyond one matches neither a mark nor a new line."""


class _Substitution:
    """An expression whose matches are replaced, compiled at its first use."""

    def __init__(self, expression: Callable[[], str]) -> None:
        self._expression = expression

    @cached_property
    def replace(self) -> Callable[[bytes, bytes], bytes]:
        Searches.compiled += 1
        return re2.compile(self._expression().encode(), options()).sub  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence, or a whole text, with what occurs in it, and what came of attempts so far."""

    raw: bytes
    found: int
    possible: Sequence[int]
    tried: dict[int, bool] = field(default_factory=dict)


class _Text(NamedTuple):
    """A text with what occurs in it, and where which attempts may succeed, by rule."""

    raw: bytes
    present: int
    possible: dict[int, list[tuple[_Stretch, int]]]


class Matcher:
    """A rule set ready to search views."""

    def __init__(self, ruleset: RuleSet) -> None:
        plan = ruleset.plan or _draw(ruleset)
        self._occurrences = Occurrences(plan.expressions)
        self._flags = [(bits_of(occurs), flag) for occurs, flag in plan.flags]
        self._rules = by_strictness(ruleset.rules)
        self._strictness = [STRICTNESS[rule.rule_class.route] for rule in self._rules]
        self._needs = [rule.needs.value for rule in self._rules]
        self._direct = [bits_of(each) for each in plan.direct]
        self._tried = [rule for rule, _, _ in plan.attempts]
        self._patterns = [pattern for _, _, pattern in plan.attempts]
        self._searches = Searches(lambda place: expand(self._patterns[place], plan.forms))
        self._masks = {
            kind: [
                (bits_of(needed), _Substitution(partial(expand, each, plan.forms)))
                for needed, each in mask
            ]
            for kind, mask in plan.masks.items()
        }
        needs = [needed for _, needed, _ in plan.attempts]
        self._within, self._beyond = prefilters(needs, plan.beyond)
        self._rule_of = {number: at for at, each in enumerate(plan.direct) for number in each}
        self._directs = bits_of(self._rule_of)
        self._sentences: dict[bytes, _Stretch] = {}

    def _masked(self, kind: str, text: _Text) -> _Text:
        """Hide the phrases of one kind."""
        hidden = text.raw
        for needed, substitution in self._masks[kind]:
            if needed & text.present == needed:
                hidden = substitution.replace(_MASK, hidden)
        if hidden == text.raw:
            return text
        # expressions count bytes: a phrase that they hide may end within a letter
        return self._look(hidden.decode(errors="ignore").encode())

    def _look(self, raw: bytes) -> _Text:
        """Look what occurs in a text, and what may fire on it."""
        sentences = [
            self._sentences.get(each) or self._read(each) for each in dict.fromkeys(END.split(raw))
        ]
        found = self._occurrences.across(raw, reduce(or_, (each.found for each in sentences)))
        whole = _Stretch(raw, found, self._beyond.met(found))
        possible: dict[int, list[tuple[_Stretch, int]]] = {}
        for stretch in (whole, *sentences):
            for place in stretch.possible:
                possible.setdefault(self._tried[place], []).append((stretch, place))
        for number in numbers(found & self._directs):
            possible.setdefault(self._rule_of[number], [])
        return _Text(raw, found, possible)

    def _read(self, sentence: bytes) -> _Stretch:
        found = self._occurrences.within(sentence)
        if len(self._sentences) >= REMEMBERED:
            self._sentences.clear()
        read = _Stretch(sentence, found, self._within.met(found))
        self._sentences[sentence] = read
        return read

    @property
    def compiled(self) -> int:
        """How many expressions were compiled so far, here and elsewhere."""
        return Searches.compiled

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
        text = self._look(view.text.encode())
        found = self._evidence(text.present)
        held = carried.value | found  # operations on flags take ten times as long
        masked: dict[str, _Text] = {}
        rules: list[Rule] = []
        for at in sorted(text.possible):
            rule, strictness = self._rules[at], self._strictness[at]
            if strictness >= bound:
                break  # the rules are in order
            unripe = rule.outside and not view.last and strictness != urgent
            unripe = unripe or (rule.disguised and not view.disguised)
            if unripe or self._needs[at] & ~held or not self._fires(at, text):
                continue
            if kind := rule.outside:
                if kind not in masked:
                    masked[kind] = self._masked(kind, text)
                if masked[kind] is not text and not self._fires(at, masked[kind]):
                    continue
            rules.append(rule)
        return rules, Evidence(found)

    def _fires(self, at: int, text: _Text) -> bool:
        if self._direct[at] & text.present:
            return True
        return any(self._succeeds(*each) for each in text.possible.get(at, ()))

    def _succeeds(self, stretch: _Stretch, place: int) -> bool:
        found = stretch.tried.get(place)
        if found is None:
            # without a pattern a rule fires on the conditions alone
            found = not self._patterns[place] or self._searches.match(place, stretch.raw)
            stretch.tried[place] = found
        return found


def _draw(ruleset: RuleSet) -> Plan:
    from bot.core.drawing import draw  # noqa: PLC0415 - the plan of the shipped rules is kept

    return draw(ruleset)
