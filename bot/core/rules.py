"""The gate's rules as values: what `knowledge/safety/` holds."""

from dataclasses import dataclass, field

from bot.core.patterns import Apart, Groups, Lexicon
from bot.core.verdict import Evidence, RuleClass
from bot.core.words import Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the gate.

    It fires when any pattern matches or all lexicons of a `together` list occur, and the evidence
    at hand, carried or found, holds all of `needs`. Its patterns count only `beside` one of the
    lexicons named, when some are. A rule looks only `outside` phrases of that
    kind, when one is named: "reported" are those that ask what the source reports ("what dose did
    the study use"), "knowledge" whole questions about how things are. A `disguised` rule
    counts only where the letters of the text were hidden.
    """

    id: str
    rule_class: RuleClass
    reason: str
    patterns: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    outside: str = ""
    disguised: bool = False
    beside: tuple[str, ...] = ()
    needs: Evidence = Evidence.NONE
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that the gate knows: content, read from `knowledge/safety/`.

    `kinds` are kinds of phrases that some rules do not look into: name → patterns. `apart` and
    `spans` fill as a matcher is built, which then takes half the time: patterns taken apart, and
    expressions of several words with the words that they need.
    """

    rules: tuple[Rule, ...]
    lexicons: tuple[Lexicon, ...] = ()
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    apart: dict[str, Apart] = field(default_factory=dict)
    spans: dict[str, Groups] = field(default_factory=dict)
