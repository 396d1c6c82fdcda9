import shutil
import sys
from dataclasses import replace
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
    rules = tuple(replace(rule, fires=(), silent=()) for rule in ruleset.rules)
    return replace(ruleset, rules=rules, plan=None)


@pytest.fixture(scope="module")
def read():
    return load_safety(RULES, KNOWN)


def test_what_was_kept_comes_back_as_it_was(tmp_path, read):
    first, second = (open_rules(RULES, KNOWN, tmp_path) for _ in range(2))
    assert bare(first) == bare(second) == bare(read)
    assert first.plan == draw(read)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_kept_plan_finds_what_a_fresh_one_does(tmp_path, read):
    open_rules(RULES, KNOWN, tmp_path)
    kept, fresh = Matcher(open_rules(RULES, KNOWN, tmp_path)), Matcher(read)
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
    assert open_rules(RULES, KNOWN, None) == read


@pytest.mark.parametrize("raw", [b"", b"{}", b"x" * 200])
def test_a_spoilt_file_is_as_good_as_none(tmp_path, raw, read):
    open_rules(RULES, KNOWN, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(raw)
    assert bare(open_rules(RULES, KNOWN, tmp_path)) == bare(read)


def test_other_rules_or_words_are_read_anew(tmp_path, read):
    open_rules(RULES, KNOWN, tmp_path / "cache")
    assert open_rules(RULES, KNOWN | {"snails"}, tmp_path / "cache").words.known == (
        read.words.known | {"snails"}
    )
    folder = tmp_path / "safety"
    shutil.copytree(RULES, folder)
    (folder / "sourcing.yaml").unlink()
    fewer = open_rules(folder, KNOWN, tmp_path / "cache")
    assert len(fewer.rules) < len(read.rules)
