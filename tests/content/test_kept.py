import json
import shutil
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import pytest

from bot.content.kept import READERS, open_rules
from bot.content.safety import load_safety
from bot.core import drawing
from bot.core.drawing import draw
from bot.core.matcher import Matcher
from bot.core.verdict import Evidence
from bot.core.views import View
from tests.real import KNOWLEDGE

RULES = KNOWLEDGE / "safety"
KNOWN = frozenset({"estradiol", "adex"})


def bare(ruleset):
    """Leave out what is not kept, and what is added to what was read."""
    left_out = dict.fromkeys(("patterns", "together", "beside", "fires", "silent"), ())
    rules = tuple(replace(rule, **left_out) for rule in ruleset.rules)
    return replace(ruleset, rules=rules, lexicons=(), kinds={}, plan=None)


def plain(plan):
    """Give a plan as JSON would hold it: its sequences may be of any kind."""
    return json.loads(json.dumps(asdict(plan)))


def never():
    raise AssertionError("the rules were kept")


@pytest.fixture(scope="module")
def read():
    return load_safety(RULES, KNOWN)


def test_what_was_kept_comes_back_as_it_was(tmp_path, read):
    first = open_rules(KNOWLEDGE, tmp_path, lambda: read)
    second = open_rules(KNOWLEDGE, tmp_path, never)
    assert bare(first) == bare(second) == bare(read)
    assert first.plan == draw(read)
    assert plain(second.plan) == plain(first.plan)
    assert len(list(tmp_path.iterdir())) == 1


def test_the_same_rules_are_kept_as_the_same_bytes(tmp_path, read):
    turned = dict(reversed(read.words.parts.items()))
    other = replace(read, words=replace(read.words, parts=turned))
    for name, rules in (("a", read), ("b", other)):
        open_rules(KNOWLEDGE, tmp_path / name, partial(replace, rules))
    first, second = (next((tmp_path / name).iterdir()).read_bytes() for name in "ab")
    assert first == second


def test_a_kept_plan_finds_what_a_fresh_one_does(tmp_path, read):
    open_rules(KNOWLEDGE, tmp_path, lambda: read)
    kept, fresh = Matcher(open_rules(KNOWLEDGE, tmp_path, never)), Matcher(read)
    for rule in read.rules:
        for example in rule.fires:
            view = View("plain", f" {example.lower()} ", last=True)
            held, due = (each.firing(view, Evidence.NONE) for each in (kept, fresh))
            assert [each.id for each in held[0]] == [each.id for each in due[0]]
            assert held[1] == due[1]


def test_whatever_draws_a_plan_is_part_of_its_name(read):
    """Else a program that folds otherwise would go on with the plan of the one before it."""
    run = set()
    before = sys.getprofile()
    sys.setprofile(lambda frame, *_: run.add(Path(frame.f_code.co_filename)))
    try:
        draw(replace(read, rules=read.rules[::20]))
    finally:
        sys.setprofile(before)
    core = Path(drawing.__file__).parent
    assert {each for each in run if each.parent == core} == {
        each for each in READERS if each.parent == core
    }


def test_without_a_cache_they_are_read(read):
    assert open_rules(KNOWLEDGE, None, lambda: read) is read


@pytest.mark.parametrize("raw", [b"", b"{}", b"x" * 200])
def test_a_spoilt_file_is_as_good_as_none(tmp_path, raw, read):
    open_rules(KNOWLEDGE, tmp_path, lambda: read)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(raw)
    assert bare(open_rules(KNOWLEDGE, tmp_path, lambda: read)) == bare(read)


@pytest.mark.parametrize("changed", ["safety/sourcing.yaml", "vocabulary.yaml"])
def test_other_rules_or_words_are_read_anew(tmp_path, changed, read):
    root, cache = tmp_path / "knowledge", tmp_path / "cache"
    shutil.copytree(RULES, root / "safety")
    shutil.copy(KNOWLEDGE / "vocabulary.yaml", root)
    open_rules(root, cache, lambda: read)
    open_rules(root, cache, never)
    with (root / changed).open("a", encoding="utf-8") as file:
        file.write("# a word\n")
    with pytest.raises(AssertionError):
        open_rules(root, cache, never)


def test_rules_that_cannot_be_used_are_not_kept(tmp_path):
    with pytest.raises(AssertionError):
        open_rules(KNOWLEDGE, tmp_path, never)
    assert not list(tmp_path.iterdir())
