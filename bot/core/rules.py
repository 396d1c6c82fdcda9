"""The gate's rules as values: what `knowledge/safety/` holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core.patterns import Lexicon
from bot.core.plan import Plan
from bot.core.verdict import STRICTNESS, Evidence, RuleClass
from bot.core.words import Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the gate.

    It fires when any pattern matches or all lexicons of a `together` list occur, and the evidence
    at hand, carried or found, holds all of `needs`. Its patterns count only `beside` one of the
    lexicons named, when some are. A rule looks only `outside` phrases of that
    kind, when one is named: "reported" are those that ask what the source reports ("what dose did
    the study use"), "knowledge" whole questions about how things are. A `disguised` rule
    counts only where the letters of the text were hidden. A `tentative` rule reads few words: it
    counts only beside a trace of the sentinel's doubt in what asks, or in a conversation. A
    `foreign` rule reads another language than English.
    """

    id: str
    rule_class: RuleClass
    reason: str
    patterns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    outside: str = ""
    disguised: bool = False
    tentative: bool = False
    foreign: bool = False
    beside: tuple[str, ...] = ()
    needs: Evidence = Evidence.NONE
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that the gate knows: content, read from `knowledge/safety/`.

    `kinds` are kinds of phrases that some rules do not look into: name → patterns. `plan`: what was
    drawn up of all this, where that was kept.
    """

    rules: tuple[Rule, ...]
    lexicons: tuple[Lexicon, ...] = ()
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    plan: Plan | None = None


def by_strictness(rules: Iterable[Rule]) -> list[Rule]:
    """Bring rules into the order in which they are tried, the strictest first."""
    return sorted(rules, key=lambda rule: STRICTNESS[rule.rule_class.route])
