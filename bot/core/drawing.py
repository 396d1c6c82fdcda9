"""Draws up a matcher's plan of a rule set: takes patterns apart, and names what each needs."""

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.core.expressions import ExpressionList
from bot.core.needs import Groups, needs
from bot.core.patterns import (
    Expander,
    alternatives,
    fold_pattern,
    is_closed,
    reaches_beyond,
)
from bot.core.plan import Numbers, Plan, bits_of, numbers
from bot.core.renumber import renumbered
from bot.core.rules import Rule, RuleSet, by_strictness


def draw(ruleset: RuleSet) -> Plan:
    """Draw up the plan of a rule set."""
    return _Drawing(ruleset).plan


class _Drawing:
    def __init__(self, ruleset: RuleSet) -> None:
        self._expander = Expander(ruleset.lexicons)
        self._expressions = ExpressionList()
        self._bits: dict[str, int] = {}
        self._conditions: dict[int, int] = {}
        for name in self._expander.names():
            others, own = self._expander.parts(name)
            mask = self._expressions.add(own) if own else 0
            for other in others:
                mask |= self._bits[placeholder(other)]
            self._bits[placeholder(name)] = mask
        self._direct: list[Numbers] = []
        self._attempts: list[tuple[int, Numbers, str]] = []
        self._rules = by_strictness(ruleset.rules)
        for at, rule in enumerate(self._rules):
            self._try(at, rule)
        masks = {
            kind: tuple(
                (self._needed(groups), part)
                for each in patterns
                for part, groups in _take_apart(each)
            )
            for kind, patterns in ruleset.kinds.items()
        }
        flags = tuple(
            (tuple(numbers(self._bits[placeholder(each.name)])), each.flag.value)
            for each in ruleset.lexicons
            if each.flag
        )
        tested = [*self._direct, *(needed for _, needed, _ in self._attempts)]
        tested += [occurs for occurs, _ in flags]
        tested += [needed for mask in masks.values() for needed, _ in mask]
        plan = Plan(
            self._expressions.close(bits_of(chain.from_iterable(tested))),
            flags,
            tuple(self._direct),
            tuple(self._attempts),
            self._beyond(),
            masks,
            self._expander.forms,
        )
        self.plan = renumbered(plan)

    def _try(self, at: int, rule: Rule) -> None:
        """Take a rule apart: what may match alone joins the union, the rest waits for its words."""
        direct: list[str] = []
        beside = [tuple(map(placeholder, rule.beside))] if rule.beside else []
        for names in rule.together:
            self._attempts.append((at, self._needed((placeholder(name),) for name in names), ""))
        for pattern, groups in (part for each in rule.patterns for part in _take_apart(each)):
            if groups and not (is_closed(pattern) and "{" not in pattern and not beside):
                self._attempts.append((at, self._needed([*beside, *groups]), pattern))
            else:
                direct += alternatives(self._expander.expand(pattern))
        self._direct.append(tuple(numbers(self._expressions.add(direct))) if direct else ())

    def _beyond(self) -> Numbers:
        """List the attempts that a sentence alone cannot decide."""
        beside = [bool(rule.beside) for rule in self._rules]
        return tuple(
            at
            for at, (rule, _, pattern) in enumerate(self._attempts)
            if not pattern or beside[rule] or reaches_beyond(self._expander.expand(pattern))
        )

    def _needed(self, groups: Iterable[tuple[str, ...]]) -> Numbers:
        """Give the numbers of conditions: each group is one, met where any member occurs."""
        bits = 0
        for group in groups:
            mask = self._condition(group)
            if mask not in self._conditions:
                self._conditions[mask] = self._expressions.imply(mask)
            bits |= self._conditions[mask]
        return tuple(numbers(bits))

    def _condition(self, members: tuple[str, ...]) -> int:
        mask = 0
        plain_members = [member for member in members if member not in self._bits]
        for member in members:
            mask |= self._bits.get(member, 0)
        if plain_members:
            piece = "|".join(plain_members)
            if piece not in self._bits:
                self._bits[piece] = self._expressions.add(plain_members)
            mask |= self._bits[piece]
        return mask


def _take_apart(pattern: str) -> Iterator[tuple[str, Groups]]:
    """Give each alternative of a pattern with what must occur wherever it matches."""
    for part in alternatives(pattern):
        yield part, needs(fold_pattern(part))


def placeholder(name: str) -> str:
    """Write a lexicon's name as it stands in patterns."""
    return f"{{{name}}}"
