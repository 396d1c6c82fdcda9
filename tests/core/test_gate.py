import random
import time
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.yamlread import read
from bot.core.gate import READ, Gate, self_test
from bot.core.patterns import Lexicon, alternatives
from bot.core.rules import Rule, RuleSet
from bot.core.verdict import STRICTNESS, Evidence, Route, RuleClass
from tests.core.disguise import DISGUISES
from tests.real import real_rules

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
RULES = real_rules()


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(RULES, clock=time.thread_time)


def small(**changes: object) -> RuleSet:
    """Two rules over two lexicons."""
    lexicons = (
        Lexicon("drug", ("adex|anastrozole", "анастрозол"), Evidence.DRUG),
        Lexicon("ask", ("how much|how many",), Evidence.DOSE_WORD),
    )
    rules = (
        Rule("dose", RuleClass.PERSONAL_DOSE, "r", ("{ask}{...}{drug}",), outside="reported"),
        Rule("danger", RuleClass.EMERGENCY, "r", ("chest pain",)),
        Rule("split", RuleClass.PERSONAL_DOSE, "r", (r"{ask} ?\?",), needs=Evidence.DRUG),
        Rule("pair", RuleClass.SOURCING, "r", (), together=(("drug", "ask"),)),
    )
    kinds = {"reported": ("{ask} {drug} did the study use",)}
    return RuleSet(rules, lexicons, kinds, **changes)  # type: ignore[arg-type]


def test_every_rule_passes_its_own_examples():
    assert self_test(RULES, clock=time.thread_time) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("how much adex", {"dose", "pair"}),
        ("HOW MUCH adex", {"dose", "pair"}),
        ("how much. adex", {"pair"}),
        ("how much adex did the study use", {"pair"}),
        ("how much adex did the study use, and how many adex for you", {"dose", "pair"}),
        ("how much analexadex", set()),
        ("how much анастрозола", {"dose", "pair"}),
        ("chest pain", {"danger"}),
        ("nothing", set()),
    ],
)
def test_patterns_and_phrases(text: str, rules: set[str]):
    assert set(Gate(small(), clock=time.thread_time).check(text).rules) == rules


def test_a_phrase_that_is_not_looked_into_may_end_within_a_letter():
    rules = (Rule("dose", RuleClass.PERSONAL_DOSE, "r", ("how much",), outside="reported"),)
    ruleset = RuleSet(rules, kinds={"reported": ("the study.{0,5}",)})
    gate = Gate(ruleset, clock=time.thread_time)
    assert gate.check("the study 雌二醇, how much").rules == ("dose",)


def test_strictest_class_wins_and_all_hits_are_kept():
    verdict = Gate(small(), clock=time.thread_time).check("chest pain, how much adex")
    assert verdict.rule_class is RuleClass.EMERGENCY
    assert set(verdict.rules) == {"danger", "dose", "pair"}


@pytest.mark.parametrize(
    ("text", "is_tentative"),
    [
        ("how much water", True),
        ("how mu*ch water", False),
        ("how much adex", False),
        ("water", False),
    ],
)
def test_only_tentative_rules_in_the_text_as_it_stands_leave_a_verdict_tentative(
    text: str, *, is_tentative: bool
):
    rules = (
        Rule("firm", RuleClass.PERSONAL_DOSE, "r", ("adex",)),
        Rule("soft", RuleClass.PERSONAL_DOSE, "r", ("how much",), tentative=True),
    )
    verdict = Gate(RuleSet(rules), clock=time.thread_time).check(text)
    assert verdict.is_tentative is is_tentative


def test_evidence_of_earlier_messages_counts():
    gate = Gate(small(), clock=time.thread_time)
    first = gate.check("i have adex")
    assert first.route is Route.OPEN
    assert first.evidence is Evidence.DRUG
    assert gate.check("how much?").route is Route.OPEN
    assert gate.check("how much?", first.evidence).rules == ("split",)


def test_a_question_split_over_messages(gate: Gate):
    carried = Evidence.NONE
    for text in ("so I'm on 200 test", "and the adex"):
        carried |= gate.check(text, carried).evidence
    assert gate.check("how much?", carried).route is Route.CLINICIAN
    assert gate.check("how much does body fat matter?", carried).route is Route.OPEN


@pytest.mark.parametrize("rules", [None, RuleSet(())])
def test_no_rules_is_a_fault(rules: RuleSet | None):
    verdict = Gate(rules, clock=time.thread_time).check("hello")
    assert verdict.rule_class is RuleClass.FAULT
    assert verdict.rules == ("fault",)


def test_time_over_is_a_fault():
    ticks = iter(range(1000))
    verdict = Gate(small(), clock=lambda: next(ticks)).check("hello")
    assert verdict.rule_class is RuleClass.FAULT


def test_what_is_made_of_the_words_at_first_use_costs_no_question_its_answer():
    rules = small()
    gate = Gate(rules, clock=lambda: float(rules.words.made))
    before = rules.words.made
    assert gate.check("whaaaat doooo f0lks t4ke").route is Route.OPEN
    assert rules.words.made > before


def test_a_text_that_grows_too_long_when_it_is_folded_is_not_answered():
    verdict = Gate(small(), clock=time.thread_time).check("\ufdfa" * 300)
    assert verdict.route is Route.ABSTAIN


def test_a_fault_hides_nothing_found_before():
    ticks = iter([0.0, 0.0, 9.0])
    verdict = Gate(small(), clock=lambda: next(ticks)).check("chest pain, l00k")
    assert verdict.rule_class is RuleClass.EMERGENCY


def test_a_broken_clock_fails_closed():
    def broken() -> float:
        raise OSError

    assert Gate(small(), clock=broken).check("hello").rule_class is RuleClass.FAULT


def test_a_text_too_long_is_refused_yet_searched_for_an_emergency(gate: Gate):
    filler = "estradiol " * (READ // 5)
    assert gate.check(filler).rule_class is RuleClass.LENGTH
    assert gate.check(filler + ". i want to kill myself. " + filler).route is Route.URGENT
    assert gate.check("should i stop my adex. " + filler).route is Route.CLINICIAN
    assert gate.check(filler + ". should i stop my adex").route is Route.CLINICIAN
    assert gate.check(filler + ". $h0uld i $t0p my adex").rule_class is RuleClass.LENGTH


@pytest.mark.parametrize(
    "name",
    ["leetspeak", "cyrillic look-alikes", "zero-width spaces", "spoiler per word", "circled"],
)
def test_an_emergency_is_seen_through_a_disguise_in_a_text_too_long(gate: Gate, name: str):
    filler = "estradiol matters to bone. " * (READ // 20)
    rng = random.Random(name)  # noqa: S311
    for seed in ("i want to kill myself", "i took the whole bottle of anastrozole"):
        hidden = DISGUISES[name](seed, rng)
        assert gate.check(f"{filler}{hidden}. {filler}").route is Route.URGENT


@pytest.mark.parametrize(
    "nonsense", ["", " ", "\n", "\x00", "\ud800", "🙂", "?" * 1400, "(" * 1400, "\u202e"]
)
def test_nonsense_is_open(gate: Gate, nonsense: str):
    assert gate.check(nonsense).route is Route.OPEN


@given(st.text(max_size=120))
def test_any_text_gets_a_verdict(text: str):
    verdict = _SHARED.check(text)
    assert "fault" not in verdict.rules


_SHARED = Gate(RULES, clock=lambda: 0.0)


def golden(name: str) -> list[dict[str, str]]:
    return read(KNOWLEDGE / "golden" / name).plain  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("name", "route", "share"),
    [
        ("personal.yaml", "clinician", 0.97),
        ("emergency.yaml", "urgent", 0.995),
        ("twins.yaml", "clinician", 0.98),
    ],
)
def test_golden_questions_are_caught(gate: Gate, name: str, route: str, share: float):
    asked = [each for each in golden(name) if each["route"] == route]
    caught = sum(
        STRICTNESS[gate.check("\n".join([*each.get("history", []), each["q"]])).route]
        <= STRICTNESS[Route(route)]
        for each in asked
    )
    assert caught >= share * len(asked)


@pytest.mark.parametrize(
    "file", sorted((KNOWLEDGE / "golden").glob("*.yaml")), ids=attrgetter("stem")
)
def test_no_question_breaks_the_gate(gate: Gate, file: Path):
    hits = {each["q"]: gate.check(each["q"]).hits for each in golden(file.name)}
    # how long one takes, a loaded machine decides
    faults = [q for q, own in hits.items() if {h.view for h in own if h.rule == "fault"} - {"time"}]
    assert faults == []


@pytest.mark.parametrize("name", ["emergency.yaml", "twins.yaml"])
def test_golden_questions_pass(gate: Gate, name: str):
    asked = [each for each in golden(name) if each["route"] == "answer"]
    refused = [each["q"] for each in asked if gate.check(each["q"]).route is not Route.OPEN]
    assert len(refused) <= 0.02 * len(asked)


@pytest.mark.parametrize("name", ["emergency.yaml", "twins.yaml", "personal.yaml", "voices.yaml"])
def test_an_emergency_is_seen_by_its_rules_alone_where_a_whole_check_sees_it(gate: Gate, name: str):
    for each in golden(name):
        urgent = gate.check(each["q"]).route is Route.URGENT
        assert gate.is_urgent(each["q"]) is urgent, each["q"]


def test_a_fault_of_the_brief_look_counts_as_an_emergency():
    assert Gate(RULES, clock=lambda: 1 / 0).is_urgent("hello")  # what follows fails closed


def test_joining_texts_is_never_laxer(gate: Gate):
    """Joined by a new line, or by a blank after a full stop, nothing that was caught is lost."""
    rng = random.Random(1)  # noqa: S311
    pool = [each["q"] for each in golden("twins.yaml") + golden("emergency.yaml")]
    alone = {text: STRICTNESS[gate.check(text).route] for text in pool}
    laxer = []
    for _ in range(2000):
        first, second = rng.choice(pool), rng.choice(pool)
        joined = gate.check(first + rng.choice(("\n", ". ", " ")) + second)
        if STRICTNESS[joined.route] > min(alone[first], alone[second]):
            laxer.append((first, second))
    assert len(laxer) <= 4, laxer  # known: a blank alone can make one phrase of two


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("a|b", ["a", "b"]),
        ("(?:a|b)|c", ["(?:a|b)", "c"]),
        (r"a\||[|]b", [r"a\|", "[|]b"]),
        ("a", ["a"]),
    ],
)
def test_alternatives(pattern: str, parts: list[str]):
    assert alternatives(pattern) == parts


def test_every_rule_is_all_that_catches_some_golden_question(gate: Gate):
    """A rule whose loss no labelled question notices is idle, or lacks its question."""
    routes = {rule.id: rule.rule_class.route for rule in RULES.rules}
    idle = set(routes)
    for name in ("border.yaml", "personal.yaml", "emergency.yaml", "boundary.yaml"):
        for each in golden(name):
            verdict = gate.check("\n".join([*each.get("history", []), each["q"]]))
            deciding = [rule for rule in verdict.rules if routes.get(rule) is verdict.route]
            if len(deciding) == 1:
                idle.discard(deciding[0])
    assert idle == set()
