"""Numbers anew what a plan looks for: what tells most of a text comes first.

Of all that something needs, one thing is its key: the one that the fewest texts should hold, by the
letters of the shortest word that stands for it. With keys first, a text's low numbers alone tell
what is worth a trial in it.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.core.plan import Expressions, Numbers, Plan

_Renumber = Callable[[Numbers], Numbers]


def renumbered(plan: Plan) -> Plan:
    """Give the same plan with keys first, in the numbering and in what needs them."""
    letters = _letters(plan.expressions)
    plan = _mapped(
        plan, tuple, lambda needed: sorted(needed, key=lambda each: -letters.get(each, 0))
    )
    sought = [*(needed for _, needed, _ in plan.expressions.phrases)]
    sought += [needed for _, needed, _ in plan.attempts]
    places: dict[int, int] = {}

    def new(numbers: Numbers) -> Numbers:
        return tuple(places.setdefault(number, len(places)) for number in numbers)

    for needed in sought:
        new(needed[:1])
    return _mapped(plan, new, new)


def _mapped(plan: Plan, own: _Renumber, needed: _Renumber) -> Plan:
    """Change all numbers: those that something sets or is, and those that a trial needs."""
    sought = plan.expressions
    expressions = replace(
        sought,
        literals=replace(sought.literals, groups=[*map(own, sought.literals.groups)]),
        words=[(each, own(numbers)) for each, numbers in sought.words],
        phrases=[(each, needed(groups), own(numbers)) for each, groups, numbers in sought.phrases],
    )
    return replace(
        plan,
        expressions=expressions,
        flags=[(own(numbers), flag) for numbers, flag in plan.flags],
        direct=[*map(own, plan.direct)],
        attempts=[(rule, needed(numbers), each) for rule, numbers, each in plan.attempts],
        masks={
            kind: [(own(numbers), each) for numbers, each in mask]
            for kind, mask in plan.masks.items()
        },
    )


def _letters(sought: Expressions) -> dict[int, int]:
    """Tell how many letters the shortest word has that stands for a number; 0 where none does."""
    found: dict[int, int] = {}
    for text, group in sought.literals.texts.items():
        for number in sought.literals.groups[group]:
            found[number] = min(found.get(number, len(text)), len(text))
    return found | {number: 1 for _, numbers in sought.words for number in numbers}
