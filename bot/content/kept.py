"""The gate's rules as they were read, kept between starts: reading takes longer than an answer.

Only rules that passed their own examples as they stand are kept; the examples are left out.
"""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.content.arrays import Arrays, as_array, read_arrays
from bot.content.cache import write_whole
from bot.content.stamp import digest_of
from bot.core.patterns import Lexicon
from bot.core.plan import Expressions, Literals, Plan
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import Evidence, RuleClass
from bot.core.words import Words

FORMAT = 10
"""Raised whenever what is kept changes; older files are then left alone."""

_CORE = "drawing expressions folds literals needs numbering patterns plan rules verdict"
READERS = (
    *(Path(__file__).with_name(f"{name}.py") for name in ("safety", "lexicons")),
    *(Path(__file__).parents[1] / "core" / f"{name}.py" for name in _CORE.split()),
)
"""The modules that make of the rules what is kept; a test looks which of `core` they are."""


def open_rules(folder: Path, known: frozenset[str], cache: Path | None) -> RuleSet:
    """Give the tested rules of a folder as `load_safety` does. Raises ContentError."""
    if cache is None:
        return _read(folder, known)
    path = cache / f"{_name(folder, known)}-{FORMAT}.rules"
    kept = _load(path, known)
    if kept is None:
        from bot.core.drawing import draw  # noqa: PLC0415 - the plan is drawn up once

        rules = _read(folder, known)
        kept = replace(rules, plan=draw(rules))
        write_whole(path, _out(kept))
    return kept


def _read(folder: Path, known: frozenset[str]) -> RuleSet:
    from bot.content.safety import load_safety  # noqa: PLC0415 - YAML takes a start's time

    return load_safety(folder, known)


def _name(folder: Path, known: frozenset[str]) -> str:
    # a program that reads rules otherwise must not find what another one kept
    code = b"".join(each.read_bytes() for each in READERS)
    words = "\n".join([digest_of(folder), *sorted(known)])
    return hashlib.sha256(code + words.encode()).hexdigest()[:32]


def _load(path: Path, known: frozenset[str]) -> RuleSet | None:
    try:
        return _in(read_arrays(path), known)
    except Exception:  # noqa: BLE001 - whatever is wrong with what was kept, it is as good as none
        return None


def _out(rules: RuleSet) -> Arrays:
    bare = [replace(rule, fires=(), silent=()) for rule in rules.rules]
    words = rules.words
    # words that cost something come first, so that one list does for both
    listed = [*words.parts, *sorted(words.known - words.parts.keys())]
    texts = {
        "rules": [
            asdict(rule) | {"rule_class": rule.rule_class.name, "needs": rule.needs.value}
            for rule in bare
        ],
        "lexicons": [asdict(each) | {"flag": each.flag.value} for each in rules.lexicons],
        "kinds": rules.kinds,
        "lookalikes": words.lookalikes,
        "targets": sorted(words.targets),
        "unknown": sorted(words.parts.keys() - words.known),
        "plan": asdict(rules.plan) if rules.plan else None,
    }
    return {
        "texts": as_array(json.dumps(texts)),
        "words": as_array(" ".join(listed)),
        "costs": np.array(list(words.parts.values()), np.float64),
    }


def _in(held: Arrays, known: frozenset[str]) -> RuleSet:
    texts = json.loads(held["texts"].tobytes())
    same = {word: word for word in known}  # what is in memory anyway is not held twice
    listed = [same.get(word, word) for word in held["words"].tobytes().decode().split(" ")]
    unknown = frozenset(texts["unknown"])
    return RuleSet(
        tuple(map(_rule, texts["rules"])),
        tuple(
            Lexicon(each["name"], tuple(each["forms"]), Evidence(each["flag"]))
            for each in texts["lexicons"]
        ),
        {kind: tuple(patterns) for kind, patterns in texts["kinds"].items()},
        Words(
            texts["lookalikes"],
            # the keys of a dict are as fast to ask as a set, and take half its memory
            dict.fromkeys(word for word in listed if word not in unknown).keys(),
            frozenset(texts["targets"]),
            dict(zip(listed, held["costs"].tolist(), strict=False)),
        ),
        _plan(texts["plan"]),
    )


def _plan(held: dict[str, Any]) -> Plan:
    expressions = held["expressions"]
    literals = Literals(**expressions["literals"])
    return Plan(**(held | {"expressions": Expressions(**(expressions | {"literals": literals}))}))


def _rule(held: dict[str, Any]) -> Rule:
    tuples = {name: tuple(held[name]) for name in ("patterns", "beside", "fires", "silent")}
    return Rule(
        **held
        | tuples
        | {
            "rule_class": RuleClass[held["rule_class"]],
            "together": tuple(map(tuple, held["together"])),
            "needs": Evidence(held["needs"]),
        }
    )
