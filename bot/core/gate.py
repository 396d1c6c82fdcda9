"""The gate: the rules that decide, before retrieval, on Urgent and Referred.

It looks for every rule in every view of the text and takes the strictest class that fired. It never
raises: a fault, a missing rule set or a blown time budget becomes a hit of class FAULT, a text too
long one of class LENGTH. Both end in a fixed refusal and hide nothing that was found before.
"""

from collections.abc import Callable, Iterator

from bot.core.folds import MAX_FOLDED, plain
from bot.core.matcher import Matcher
from bot.core.rules import RuleSet
from bot.core.verdict import PLACES, STRICTNESS, Evidence, Hit, Route, RuleClass, Verdict
from bot.core.views import View, unveiled, views
from bot.core.words import Words

READ = 1_500
"""Characters up to which a text is read whole; a longer one is never answered."""

ENDS = 300
"""Characters at both ends of a longer text in which every rule is sought."""

MAX_CHARS = 6_000
"""Characters of a longer text that are searched for an emergency."""

RECORDED = 400
"""Characters up to which every rule that fires is recorded; then only stricter ones are sought."""

BUDGET_SECONDS = 0.2
"""Processor time for one check; the same question must not be refused on a slow or cold machine."""


class Gate:
    """A rule set ready to check questions."""

    def __init__(self, ruleset: RuleSet | None, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._words = ruleset.words if ruleset else None
        self._matcher = Matcher(ruleset) if ruleset and ruleset.rules else None

    @property
    def words(self) -> Words:
        """The closed lexicon of its rules."""
        return self._words or Words()

    def check(self, text: str, carried: Evidence = Evidence.NONE) -> Verdict:
        """Judge one text; `carried` is the evidence of this person's last messages."""
        scan = _Scan(carried)
        try:
            self._scan(text, scan)
        except Exception as error:  # noqa: BLE001  fails closed whatever breaks
            scan.fault(type(error).__name__)
        return scan.verdict()

    def is_urgent(self, text: str) -> bool:
        """Tell whether a rule for an emergency fires, whatever others do; a fault counts as one."""
        scan = _Scan(Evidence.NONE)
        try:
            self._scan(text, scan, above=Route.CLINICIAN)
        except Exception:  # noqa: BLE001  whoever looks closer fails closed
            return True
        return scan.route is Route.URGENT

    def _scan(self, text: str, scan: "_Scan", above: Route = Route.OPEN) -> None:
        """Look through every view; `above`: the route that the rules must be stricter than."""
        if self._matcher is None or self._words is None:
            scan.fault("no rules")
            return
        made = self._matcher.compiled, self._words.made
        deadline = self._clock() + BUDGET_SECONDS
        for view, least in _views(text, self._words):
            known = scan.route if len(text) > RECORDED else Route.OPEN
            scan.look(view, self._matcher, min(above, least, known, key=STRICTNESS.__getitem__))
            if (now := (self._matcher.compiled, self._words.made)) != made:
                made = now  # that took its time once, and takes it no more
                deadline = self._clock() + BUDGET_SECONDS
            if self._clock() > deadline:
                scan.fault("time")
                return
            if len(view.text) > MAX_FOLDED:
                scan.too_long()
        if len(text) > READ:
            scan.too_long()


def _views(text: str, words: Words) -> Iterator[tuple[View, Route]]:
    """Give the views of a text, each with the route that its rules must be stricter than."""
    if len(text) <= READ:
        yield from ((view, Route.OPEN) for view in views(text, words))
        return
    ends = text[-ENDS:], text[:ENDS]
    text = text[:MAX_CHARS]
    standing, read = plain(text), unveiled(text, words)
    yield View("plain", standing, last=True), Route.CLINICIAN
    if read != standing:
        yield View("unveiled", read, last=True), Route.CLINICIAN
    for end in ends:
        yield View("plain", plain(end), last=True), Route.OPEN


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
        self._written: set[str] = set()
        self._tentative: set[str] = set()

    def look(self, view: View, matcher: Matcher, above: Route) -> None:
        rules, found = matcher.firing(view, self._carried | self._found, above)
        self._found |= found
        for rule in rules:
            self._hits[Hit(rule.id, view.name)] = rule.rule_class
            if view.is_written and not rule.foreign:
                self._written.add(rule.id)
            if view.is_written and rule.tentative:
                self._tentative.add(rule.id)

    @property
    def route(self) -> Route:
        """The strictest route found so far; a fault is none."""
        return min(
            (each.route for each in self._hits.values()),
            key=STRICTNESS.__getitem__,
            default=Route.OPEN,
        )

    def fault(self, reason: str) -> None:
        self._hits[Hit("fault", reason)] = RuleClass.FAULT

    def too_long(self) -> None:
        self._hits[Hit("length", "plain")] = RuleClass.LENGTH

    def verdict(self) -> Verdict:
        strictest = min(self._hits.values(), key=PLACES.__getitem__, default=None)
        fired = {hit.rule for hit in self._hits}
        is_tentative = bool(fired) and fired <= self._tentative
        is_written = bool(fired) and fired <= self._written
        return Verdict(strictest, tuple(self._hits), self._found, is_tentative, is_written)
