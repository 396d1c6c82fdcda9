"""The gate's rules as they were read, kept between starts: reading takes longer than an answer.

Only rules that passed their own examples as they stand are kept, and of them only what answering
reads: their patterns stand in the plan.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.content.arrays import Arrays, as_array, read_arrays
from bot.content.cache import write_whole
from bot.content.listed import (
    lists_in,
    lists_out,
    numbers_in,
    numbers_out,
    shared,
    words_in,
    words_out,
)
from bot.content.stamp import digest_of
from bot.core.plan import Expressions, Literals, Plan
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import Evidence, RuleClass
from bot.core.words import Words

FORMAT = 11
"""Raised whenever what is kept changes; older files are then left alone."""

_CORE = "drawing expressions folds literals needs patterns renumber plan rules verdict"
READERS = (
    *(Path(__file__).with_name(f"{name}.py") for name in ("safety", "lexicons")),
    *(Path(__file__).parents[1] / "core" / f"{name}.py" for name in _CORE.split()),
)
"""The modules that make of the rules what is kept; a test looks which of `core` they are."""


def open_rules(root: Path, cache: Path | None, read: Callable[[], RuleSet]) -> RuleSet:
    """Give the rules of a pack as `read` does, with a plan, and keep what answering needs of them.

    `read` raises ContentError for rules that cannot be read, or fail their own examples.
    """
    if cache is None:
        return read()
    path = cache / f"{_name(root)}-{FORMAT}.rules"
    kept = _load(path)
    if kept is None:
        from bot.core.drawing import draw  # noqa: PLC0415 - the plan is drawn up once

        rules = read()
        kept = RuleSet(tuple(map(_bare, rules.rules)), words=rules.words, plan=draw(rules))
        write_whole(path, _out(kept))
    return kept


def _bare(rule: Rule) -> Rule:
    """Leave out what a rule is told by, which stands in the plan, and its examples."""
    return replace(rule, patterns=(), together=(), beside=(), fires=(), silent=())


def _name(root: Path) -> str:
    # a program that reads rules otherwise must not find what another one kept
    code = b"".join(each.read_bytes() for each in READERS)
    read = digest_of(root / "safety").encode() + (root / "vocabulary.yaml").read_bytes()
    return hashlib.sha256(code + read).hexdigest()[:32]


def _load(path: Path) -> RuleSet | None:
    try:
        return _in(read_arrays(path))
    except Exception:  # noqa: BLE001 - whatever is wrong with what was kept, it is as good as none
        return None


def _out(rules: RuleSet) -> Arrays:
    words, plan = rules.words, rules.plan or Plan()
    literals = plan.expressions.literals
    # words that cost something come first, of them those that nobody knows; always in one order
    priced = sorted(words.parts, key=lambda word: (word in words.known, word))
    bare = replace(plan, expressions=replace(plan.expressions, literals=Literals()))
    texts = {
        "rules": [
            asdict(rule) | {"rule_class": rule.rule_class.name, "needs": rule.needs.value}
            for rule in rules.rules
        ],
        "lookalikes": words.lookalikes,
        "targets": sorted(words.targets),
        "unknown": len(words.parts.keys() - words.known),
        "plan": asdict(bare),
    }
    return {
        "texts": as_array(json.dumps(texts)),
        "words": words_out([*priced, *sorted(words.known - words.parts.keys())]),
        "costs": np.array([words.parts[word] for word in priced], np.float64),
        **numbers_out("literals", literals.texts),
        **lists_out("groups", literals.groups),
        "begins": words_out(literals.begins),
        **lists_out("sizes", list(literals.begins.values())),
    }


def _in(held: Arrays) -> RuleSet:
    texts = json.loads(held["texts"].tobytes())
    listed = words_in(held["words"])
    return RuleSet(
        tuple(map(_rule, texts["rules"])),
        words=Words(
            texts["lookalikes"],
            # the keys of a dict are as fast to ask as a set, and take half its memory
            dict.fromkeys(listed[texts["unknown"] :]).keys(),
            frozenset(texts["targets"]),
            dict(zip(listed, shared(held["costs"].tolist()), strict=False)),
        ),
        plan=_plan(texts["plan"], held),
    )


def _plan(plan: dict[str, Any], held: Arrays) -> Plan:
    begins = zip(words_in(held["begins"]), lists_in(held, "sizes"), strict=True)
    literals = Literals(numbers_in(held, "literals"), lists_in(held, "groups"), dict(begins))
    expressions = Expressions(**(plan["expressions"] | {"literals": literals}))
    return Plan(**(plan | {"expressions": expressions}))


def _rule(held: dict[str, Any]) -> Rule:
    kinds = {"rule_class": RuleClass[held["rule_class"]], "needs": Evidence(held["needs"])}
    return _bare(Rule(**(held | kinds)))
