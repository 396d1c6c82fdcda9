"""`knowledge/safety/` to a rule set: strict, every fault with file and line, all at once."""

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.content.english import common_words
from bot.content.lexicons import LEXICONS, read_flag, read_lexicons
from bot.content.shape import Shape, open_file, read_rows
from bot.content.yamlread import Node
from bot.core.errors import ContentError, Fault
from bot.core.patterns import Expander, Lexicon, check_pattern
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import Evidence, RuleClass
from bot.core.words import Words

_RULE_KEYS = (
    "id class reason foreign disguised tentative patterns together outside beside needs"
    " fires silent"
)
_LISTS = "lists.yaml"
"""Words that rules alone share, where there are some."""

_OTHERS = frozenset({LEXICONS, _LISTS, "kinds.yaml", "words.yaml", "lookalikes.yaml"})
_ENGINES = {RuleClass.FAULT, RuleClass.LENGTH}
_CLASSES = {each.label: each for each in RuleClass if each not in _ENGINES}
_FEWEST = 3
COMMON = 20_000
"""English words that count as spelt right, and part runs of letters: the commonest ones."""

_LITERAL = re.compile(r"(?<![\w\\\]*?{])[a-z]{3,}(?=[ |)]|$)")
"""A word of a pattern that stands as it is, not as a stem or with optional letters."""

_TONGUE = re.compile(r"[a-z]{2}_")
"""Begins the name of a lexicon that belongs to one foreign language."""

_REPAIRED = 6
"""Letters from which on a word of the rules is one that mistyped words are repaired to."""

_NAMED, _STRANGE = 8.0, 10.0
"""What it costs to part a run at a word to repair to, and at any other that only the rules know."""

_JOINT = 18.0
"""What two words cost, at most, that are written together by mistake."""

_ALL = 5.9e11
"""Sum of the counts of all words; a word's cost is the logarithm of what it is one in."""

_RARE, _SHORTEST = 8_000, 5
"""Words from which on the list has short ones that are none, and the letters that are enough."""

_SHORT = 2
"""Letters up to which a word parts a run of letters only when it is listed."""

_STRETCHED = re.compile(r"(.)\1\1|^(.)\2$")
"""Spellings such as `neeed` and `ii`: folding repeated letters must not stop at them."""


def load_safety(folder: Path, known: frozenset[str] = frozenset()) -> RuleSet:
    """Read the rule set; `known` are words, beside common English ones, that need no repair.

    Raises ContentError with every fault of every file.
    """
    return _Reader(folder, known).read()


class _Reader:
    def __init__(self, folder: Path, known: frozenset[str]) -> None:
        self._folder = folder
        self._known = known
        self._faults: list[Fault] = []

    def read(self) -> RuleSet:
        if not self._folder.is_dir():
            raise ContentError([Fault(str(self._folder), 0, "no safety rules here")])
        files = [LEXICONS, *([_LISTS] if (self._folder / _LISTS).exists() else [])]
        lexicons = tuple(each for file in files for each in self._lexicons(file))
        kinds = {each.name: each.forms for each in self._lexicons("kinds.yaml")}
        rules = tuple(self._rules({each.name for each in lexicons}, set(kinds)))
        words = self._words(_literals(*self._english(lexicons, rules)))
        if not rules:
            self._faults.append(Fault(self._folder.name, 0, "no rules"))
        if self._faults:
            raise ContentError(self._faults)
        return RuleSet(rules, lexicons, kinds, words)

    def _english(
        self, lexicons: tuple[Lexicon, ...], rules: tuple[Rule, ...]
    ) -> tuple[list[Lexicon], list[Rule]]:
        """Leave out what is wholly of another language: English is not repaired to its words."""
        return (
            [each for each in lexicons if not _TONGUE.match(each.name)],
            [rule for rule in rules if not rule.foreign],
        )

    def _open(self, name: str) -> Node:
        node = open_file(self._folder / name, self._folder.parent, self._faults)
        return node or Node([], 0)

    def _lexicons(self, file: str) -> Iterator[Lexicon]:
        return read_lexicons(self._folder / file, self._folder.parent, self._faults)

    def _rules(self, lexicons: set[str], kinds: set[str]) -> Iterator[Rule]:
        seen: set[str] = set()
        for path in sorted(self._folder.glob("*.yaml")):
            if path.name in _OTHERS:
                continue
            for shape in read_rows(path, self._folder.parent, self._faults, _RULE_KEYS):
                rule = self._rule(shape)
                if rule.id in seen:
                    shape.fault(f"rule {rule.id!r} stands twice")
                seen.add(rule.id)
                named = {name for names in (*rule.together, rule.beside) for name in names}
                for name in sorted(named - lexicons):
                    shape.fault(f"unknown lexicon {name!r}")
                if rule.outside and rule.outside not in kinds:
                    shape.fault(f"unknown kind {rule.outside!r}; known: {', '.join(sorted(kinds))}")
                yield rule

    def _rule(self, shape: Shape) -> Rule:
        label = shape.text("class")
        if label not in _CLASSES:
            shape.fault(f"unknown class {label!r}; known: {', '.join(_CLASSES)}")
        needs = Evidence.NONE
        for name in shape.texts("needs"):
            needs |= read_flag(shape, name)
        rule = Rule(
            id=shape.text("id"),
            rule_class=_CLASSES.get(label, RuleClass.FAULT),
            reason=shape.text("reason"),
            patterns=shape.texts("patterns"),
            together=tuple(tuple(names.split()) for names in shape.texts("together")),
            beside=shape.texts("beside"),
            outside=shape.text("outside", default=""),
            disguised=shape.flag("disguised"),
            tentative=shape.flag("tentative"),
            foreign=shape.flag("foreign"),
            needs=needs,
            fires=shape.texts("fires"),
            silent=shape.texts("silent"),
        )
        if not rule.patterns and not rule.together:
            shape.fault("a rule needs patterns or a together list")
        for key, examples in (("fires", rule.fires), ("silent", rule.silent)):
            if len(examples) < _FEWEST:
                shape.fault(f"{key!r} needs at least {_FEWEST} examples")
        return rule

    def _words(self, literals: frozenset[str]) -> Words:
        """Collect the closed lexicon; `literals` are words that the rules name."""
        name = f"{self._folder.name}/words.yaml"
        shape = Shape(self._open("words.yaml"), name, self._faults, "targets spelt short")
        node = self._open("lookalikes.yaml")
        pairs = node.value if isinstance(node.value, dict) else {}
        lookalikes = {char: ascii_ for ascii_, chars in pairs.items() for char in str(chars.value)}
        spelt = frozenset(shape.text("spelt", default="").split())
        common = common_words(COMMON)
        words = self._known | spelt | common.keys() | literals
        known = frozenset(word for word in words if not _STRETCHED.search(word))
        long = {word for word in literals if len(word) >= _REPAIRED}
        targets = frozenset(shape.text("targets").split())
        short = frozenset(shape.text("short", default="").split())
        costs = {word: math.log(_ALL / count) for word, count in common.items()}
        parts = {word: min(costs.get(word, _NAMED), _NAMED) for word in short}
        for place, (word, cost) in enumerate(costs.items()):
            if len(word) > _SHORT and (place < _RARE or len(word) >= _SHORTEST):
                parts[word] = cost
        parts |= {word: min(parts.get(word, _NAMED), _NAMED) for word in targets & known}
        named = literals | {word for word in self._known if len(word) > _SHORT}
        new = (named & known) - parts.keys()
        parts |= {word: _STRANGE for word in new if not _is_joint(word, parts)}
        return Words(lookalikes, known | targets | long, targets | long, parts if short else {})


def _is_joint(word: str, parts: dict[str, float]) -> bool:
    """Tell whether a word of the rules is but two common ones written together ("shouldi")."""
    halves = ((word[:at], word[at:]) for at in range(1, len(word)))
    return any(parts.get(a, _JOINT) + parts.get(b, _JOINT) < _JOINT for a, b in halves)


def _literals(lexicons: Sequence[Lexicon], rules: Sequence[Rule]) -> frozenset[str]:
    """Give the whole words, three letters or more, that patterns spell out."""
    patterns = [form for each in lexicons for form in each.forms]
    patterns += [pattern for rule in rules for pattern in rule.patterns]
    return frozenset(word for each in patterns for word in _LITERAL.findall(each))


def pattern_faults(folder: Path, ruleset: RuleSet) -> list[Fault]:
    """Compile every pattern, which a start has no time for."""
    expander = Expander(ruleset.lexicons)
    patterns = [(rule.id, pattern) for rule in ruleset.rules for pattern in rule.patterns]
    patterns += [(kind, pattern) for kind, forms in ruleset.kinds.items() for pattern in forms]
    return [
        Fault(folder.name, 0, f"{name}: {problem}: {pattern}")
        for name, pattern in patterns
        if (problem := check_pattern(expander, pattern))
    ]
