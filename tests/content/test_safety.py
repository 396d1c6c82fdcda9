# ruff: noqa: RUF001 - characters that resemble others are the subject
import time
from pathlib import Path

import pytest

from bot.content.safety import load_safety, pattern_faults
from bot.content.stamp import is_tested, mark_tested
from bot.core.errors import ContentError
from bot.core.gate import Gate
from bot.core.verdict import Route

RULES = Path(__file__).parents[2] / "knowledge" / "safety"

LEXICONS = "- name: drug\n  flag: drug\n  forms: [adex]\n"
KINDS = "- name: reported\n  forms: [in the study]\n"
WORDS = "targets: anastrozole\n"
LOOKALIKES = "a: аα\n"
RULE = """\
- id: dose
  class: personal-dose
  reason: asks for a dose
  patterns: ['how much {drug}']
  fires: [how much adex, how much adex now, how much adex please]
  silent: [adex, how much, hello]
"""


def folder(path: Path, rule: str = RULE, **files: str) -> Path:
    content = {
        "lexicons": LEXICONS,
        "kinds": KINDS,
        "words": WORDS,
        "lookalikes": LOOKALIKES,
        "dose": rule,
    } | files
    for name, text in content.items():
        (path / f"{name}.yaml").write_text(text, "utf-8")
    return path


def test_the_rules_that_ship_are_sound():
    ruleset = load_safety(RULES)
    assert len(ruleset.rules) > 30
    assert pattern_faults(RULES, ruleset) == []


def test_a_small_folder_works(tmp_path: Path):
    ruleset = load_safety(folder(tmp_path))
    gate = Gate(ruleset, clock=time.thread_time)
    assert gate.check("how much аdex").route is Route.CLINICIAN
    assert gate.check("adex").route is Route.OPEN


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        ({"rule": RULE.replace("personal-dose", "dosing")}, 1, "unknown class 'dosing'"),
        ({"rule": RULE.replace("  reason: asks for a dose\n", "")}, 1, "'reason' is missing"),
        ({"rule": RULE + "  colour: red\n"}, 7, "unknown key 'colour'"),
        ({"rule": RULE.replace("[adex, how much, hello]", "[adex]")}, 1, "'silent' needs"),
        ({"rule": RULE + RULE}, 7, "'dose' stands twice"),
        ({"rule": RULE + "  together: [drug weekly]\n"}, 1, "unknown lexicon 'weekly'"),
        ({"rule": RULE + "  needs: [colour]\n"}, 1, "unknown flag 'colour'"),
        ({"rule": RULE + "  outside: nowhere\n"}, 1, "unknown kind 'nowhere'"),
        ({"rule": RULE.replace("  patterns: ['how much {drug}']\n", "")}, 1, "needs patterns"),
        ({"rule": "id: dose\n"}, 1, "expected a list"),
        ({"lexicons": LEXICONS + LEXICONS}, 4, "'drug' stands here twice"),
        ({"lexicons": "- name: drug\n"}, 1, "at least one form"),
    ],
)
def test_faults_have_file_and_line(tmp_path: Path, change: dict[str, str], line: int, words: str):
    with pytest.raises(ContentError) as caught:
        load_safety(folder(tmp_path, **change))
    assert any(words in fault.text and fault.line == line for fault in caught.value.faults)


def test_all_faults_at_once(tmp_path: Path):
    bad = RULE.replace("personal-dose", "x").replace("[adex, how much, hello]", "[]")
    with pytest.raises(ContentError) as caught:
        load_safety(folder(tmp_path, bad, lexicons="- name: y\n"))
    assert len(caught.value.faults) >= 3


def test_no_folder_and_no_rules(tmp_path: Path):
    with pytest.raises(ContentError, match="no safety rules"):
        load_safety(tmp_path / "nowhere")
    with pytest.raises(ContentError, match="no rules"):
        load_safety(folder(tmp_path, "[]"))


def test_bad_patterns_are_found(tmp_path: Path):
    ruleset = load_safety(folder(tmp_path, RULE.replace("{drug}", "{drug} (?=x)")))
    assert "dose" in pattern_faults(tmp_path, ruleset)[0].text


def test_a_rule_that_asks_for_words_that_nobody_listed_is_found(tmp_path: Path):
    ruleset = load_safety(folder(tmp_path, RULE.replace("{drug}", "{drugs}")))
    [fault] = pattern_faults(tmp_path, ruleset)
    assert "dose: unknown lexicon {drugs}" in fault.text


def test_the_stamp_of_tested_rules(tmp_path: Path):
    folder(tmp_path)
    assert not is_tested(tmp_path)
    mark_tested(tmp_path)
    assert is_tested(tmp_path)
    (tmp_path / "dose.yaml").write_text(RULE + "# changed\n", "utf-8")
    assert not is_tested(tmp_path)


def test_the_rules_that_ship_are_stamped():
    assert is_tested(RULES)


def test_the_words_of_another_language_repair_no_english(tmp_path: Path):
    rule = RULE.replace("how much {drug}", "how much {drug}|tabletek")
    assert "tabletek" in load_safety(folder(tmp_path, rule)).words.targets
    foreign = rule.replace("  patterns", "  foreign: true\n  patterns")
    lexicons = LEXICONS + "- name: pl_took\n  forms: [polknela]\n"
    targets = load_safety(folder(tmp_path, foreign, lexicons=lexicons)).words.targets
    assert "anastrozole" in targets
    assert not targets & {"tabletek", "polknela"}
