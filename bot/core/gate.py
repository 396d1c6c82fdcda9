"""The gate: decides, before retrieval and alone, on Urgent and Referred.

It looks for every rule in every view of the text and takes the strictest class that fired. It never
raises: a fault, a missing rule set, a text too long or a blown time budget becomes a hit of class
FAULT, which ends in a fixed refusal, and hides nothing that was found before.
"""

from collections.abc import Callable

from bot.core.folds import MAX_FOLDED
from bot.core.matcher import Matcher
from bot.core.rules import RuleSet
from bot.core.verdict import Evidence, Hit, RuleClass, Verdict
from bot.core.views import View, views

MAX_CHARS = 6_000
BUDGET_SECONDS = 0.2
"""Processor time for one check; the same question must not be refused on a slow or cold machine."""
_STRICTNESS = {rule_class: place for place, rule_class in enumerate(RuleClass)}


class Gate:
    """A rule set ready to check questions."""

    def __init__(self, ruleset: RuleSet | None, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._words = ruleset.words if ruleset else None
        self._matcher = Matcher(ruleset) if ruleset and ruleset.rules else None

    def check(self, text: str, carried: Evidence = Evidence.NONE) -> Verdict:
        """Judge one text; `carried` is the evidence of this person's last messages."""
        scan = _Scan(carried)
        try:
            self._scan(text, scan)
        except Exception as error:  # noqa: BLE001  fails closed whatever breaks
            scan.fault(type(error).__name__)
        return scan.verdict()

    def _scan(self, text: str, scan: "_Scan") -> None:
        if self._matcher is None or self._words is None:
            scan.fault("no rules")
            return
        deadline = self._clock() + BUDGET_SECONDS
        for part in _bounded(text):
            for view in views(part, self._words):
                compiled = self._matcher.compiled
                scan.look(view, self._matcher)
                if self._matcher.compiled > compiled:
                    deadline = self._clock() + BUDGET_SECONDS
                if self._clock() > deadline:
                    scan.fault("time")
                    return
                if len(view.text) > MAX_FOLDED:
                    scan.fault("length")
        if len(text) > MAX_CHARS:
            scan.fault("length")


def self_test(ruleset: RuleSet, *, clock: Callable[[], float]) -> list[str]:
    """Check every rule against its own examples; the answer is what fails, empty when none does.

    It compiles and tries everything, which takes about half a second: the lint and CI run it, and
    a program start runs it only for rules that were not tested as they stand.
    """
    gate = Gate(ruleset, clock=clock)
    return [
        f"{rule.id}: {'does not fire' if should else 'fires'} on {example!r}"
        for rule in ruleset.rules
        for should, examples in ((True, rule.fires), (False, rule.silent))
        for example in examples
        if (rule.id in gate.check(example).rules) is not should
    ]


class _Scan:
    """What one check has found so far."""

    def __init__(self, carried: Evidence) -> None:
        self._carried = carried
        self._found = Evidence.NONE
        self._hits: dict[Hit, RuleClass] = {}

    def look(self, view: View, matcher: Matcher) -> None:
        rules, found = matcher.firing(view.text, self._carried | self._found, last=view.last)
        self._found |= found
        for rule in rules:
            self._hits[Hit(rule.id, view.name)] = rule.rule_class

    def fault(self, reason: str) -> None:
        self._hits[Hit("fault", reason)] = RuleClass.FAULT

    def verdict(self) -> Verdict:
        strictest = min(self._hits.values(), key=_STRICTNESS.__getitem__, default=None)
        return Verdict(strictest, tuple(self._hits), self._found)


def _bounded(text: str) -> tuple[str, ...]:
    """Give the text, or the two ends of one that is too long to be read whole."""
    if len(text) <= MAX_CHARS:
        return (text,)
    return text[: MAX_CHARS // 2], text[-MAX_CHARS // 2 :]
