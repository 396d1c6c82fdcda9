"""The gate's rules as they were read, kept between starts: reading takes longer than an answer.

Only rules that passed their own examples as they stand are kept; the examples are left out.
"""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.content import safety
from bot.content.arrays import read_arrays
from bot.content.cache import write_whole
from bot.content.safety import digest_of, load_safety
from bot.core.matcher import Matcher
from bot.core.patterns import Groups, Lexicon
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import Evidence, RuleClass
from bot.core.words import Words

FORMAT = 3
"""Raised whenever what is kept changes; older files are then left alone."""


def open_rules(folder: Path, known: frozenset[str], cache: Path | None) -> RuleSet:
    """Give the tested rules of a folder as `load_safety` does. Raises ContentError."""
    if cache is None:
        return load_safety(folder, known)
    path = cache / f"{_name(folder, known)}-{FORMAT}.rules"
    kept = _load(path)
    if kept is None:
        kept = load_safety(folder, known)
        Matcher(kept)  # takes its patterns apart
        raw = json.dumps(_out(kept)).encode()
        write_whole(path, {"rules": np.frombuffer(raw, np.uint8)})
    return kept


def _name(folder: Path, known: frozenset[str]) -> str:
    # a program that reads rules otherwise must not find what another one kept
    code = Path(safety.__file__).read_bytes()
    words = "\n".join([digest_of(folder), *sorted(known)])
    return hashlib.sha256(code + words.encode()).hexdigest()[:32]


def _load(path: Path) -> RuleSet | None:
    try:
        return _in(json.loads(read_arrays(path)["rules"].tobytes()))
    except Exception:  # noqa: BLE001 - whatever is wrong with what was kept, it is as good as none
        return None


def _out(rules: RuleSet) -> dict[str, Any]:
    bare = [replace(rule, fires=(), silent=()) for rule in rules.rules]
    words = rules.words
    return {
        "rules": [
            asdict(rule) | {"rule_class": rule.rule_class.name, "needs": rule.needs.value}
            for rule in bare
        ],
        "lexicons": [asdict(each) | {"flag": each.flag.value} for each in rules.lexicons],
        "kinds": rules.kinds,
        "apart": rules.apart,
        "spans": rules.spans,
        "words": asdict(words) | {"known": sorted(words.known), "targets": sorted(words.targets)},
    }


def _in(held: dict[str, Any]) -> RuleSet:
    words = held["words"]
    sets = {name: frozenset(words[name]) for name in ("known", "targets")}
    same = dict(zip(words["known"], words["known"], strict=True))  # one string for each word
    parts = {"parts": {same.get(word, word): cost for word, cost in words["parts"].items()}}
    return RuleSet(
        tuple(map(_rule, held["rules"])),
        tuple(
            Lexicon(each["name"], tuple(each["forms"]), Evidence(each["flag"]))
            for each in held["lexicons"]
        ),
        {kind: tuple(patterns) for kind, patterns in held["kinds"].items()},
        Words(**(words | sets | parts)),
        {
            pattern: tuple((part, _groups(groups)) for part, groups in parts)
            for pattern, parts in held["apart"].items()
        },
        {phrase: _groups(groups) for phrase, groups in held["spans"].items()},
    )


def _groups(held: list[list[str]]) -> Groups:
    return tuple(map(tuple, held))


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
