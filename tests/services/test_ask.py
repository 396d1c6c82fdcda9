import json

import pytest

from bot.core.converse import EVIDENCE, REMEMBER, Memory
from bot.core.model import EntryId
from bot.core.verdict import Evidence
from bot.services.ask import MEMORIES, as_json

KEYS = ["id", "outcome", "entry", "passages", "suggestions", "text", "rules", "confidence", "ms"]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def asker(tiny, clock):
    return tiny.asker(clock)


def test_one_question(asker):
    asked = asker.ask("when should tomatoes be watered", Memory(at=1000.0))
    assert asked.reply.entry == "watering-time"
    assert asked.result.memory.shown == ("watering-time",)
    assert asked.ms > 0


def test_a_place_is_a_conversation(asker):
    assert asker.converse("here", "signs of too much water").reply.entry == "overwatering-signs"
    assert asker.converse("there", "tell me more").reply.outcome != "answer"
    assert asker.converse("here", "tell me more").reply.entry == "underwatering-signs"


def test_what_is_relayed_is_leant_on_but_its_flags_are_nobodys(asker):
    asker.converse("here", "my hormone doctor is kind")
    own = asker._memory("here").evidence
    stopped = asker.relay("here", "my anastrozole is 1 mg, how much should I take")
    assert stopped.reply.outcome == "clinician"
    assert asker._memory("here").evidence == own
    assert not asker._memory("here").referred
    answered = asker.relay("here", "signs of too much water")
    assert answered.result.memory.evidence == own
    assert asker.converse("here", "tell me more").reply.entry == "underwatering-signs"


def test_what_is_relayed_is_judged_with_ones_own_flags(asker):
    asker.converse("here", "I am on 1 mg of anastrozole")
    evidence = asker._memory("here").evidence
    assert evidence
    asker.relay("here", "when should tomatoes be watered")
    assert asker._memory("here").evidence == evidence


def test_a_conversation_ends_after_ten_minutes(asker, clock):
    asker.converse("here", "signs of too much water")
    clock.now += REMEMBER + 1
    assert asker.converse("here", "tell me more").reply.outcome != "answer"


def test_evidence_ends_after_two_minutes(asker, clock):
    asker.converse("here", "my anastrozole is 1 mg")
    clock.now += EVIDENCE
    again = asker.converse("here", "when should tomatoes be watered in summer please")
    assert again.result.memory.evidence & Evidence.DRUG
    clock.now += EVIDENCE + 1
    last = asker.converse("here", "when should tomatoes be watered in summer please")
    assert not last.result.memory.evidence & Evidence.DRUG


def test_the_conversation_longest_unused_is_forgotten_first(asker):
    asker.converse("old", "signs of too much water")
    asker.converse("kept", "signs of too much water")
    for n in range(MEMORIES - 2):
        asker._memories[f"crowd {n}"] = Memory()
    asker.converse("old", "thanks")  # used again, so no longer the oldest
    asker.converse("new", "hello")
    assert len(asker._memories) == MEMORIES
    assert asker.converse("old", "tell me more").reply.entry == "underwatering-signs"
    assert asker.converse("kept", "tell me more").reply.outcome != "answer"


def test_history_is_replayed_through_the_same_conversation(asker):
    history = ["signs of too much water"]
    assert asker.replay(history, "tell me more").reply.entry == "underwatering-signs"
    assert asker.replay([], "tell me more").reply.outcome != "answer"


def test_a_replay_leaves_no_trace(asker):
    asker.replay(["signs of too much water"], "tell me more")
    assert len(asker._memories) == 0


def test_an_answer_as_json(asker):
    held = as_json(asker.replay((), "split skins"), name=7)
    assert list(held) == KEYS
    assert held["id"] == 7
    assert (held["outcome"], held["entry"]) == ("answer", "overwatering-signs")
    assert held["passages"][1] == {
        "text": "It also lists fruit with split skins.",
        "citations": ["tomato-guide:watering:t2"],
    }
    assert held["suggestions"] == held["rules"] == []
    assert 0 < held["confidence"] <= 1
    assert held["ms"] > 0
    assert "split skins" in held["text"]


def test_a_referral_as_json(asker):
    held = as_json(asker.replay((), "how much anastrozole should I take"))
    assert held["id"] is None
    assert held["outcome"] == "clinician"
    assert held["rules"]


def test_every_outcome_can_be_written_as_json(asker):
    for text in ("hello", "pepper seeds", "signs", "overdose of anastrozole", "split skins", ""):
        assert list(json.loads(json.dumps(as_json(asker.replay((), text))))) == KEYS


def test_suggestions_as_json(shipped):
    asker = shipped.asker()
    for text in ("hormone levels", "testosterone injections", "low mood bones", "receptor liver"):
        held = as_json(asker.replay((), text))
        if held["outcome"] == "suggest":
            assert all(set(each) == {"entry", "citations"} for each in held["suggestions"])
            assert all(each["citations"] for each in held["suggestions"])
            return
    pytest.fail("none of the vague questions led to suggestions")


def test_what_may_be_an_emergency_is_known_without_an_answer(asker):
    assert asker.is_urgent("I took the whole bottle of pills")
    assert not asker.is_urgent("when should tomatoes be watered")
    assert not asker.is_urgent("how much anastrozole should I take")


def test_the_rules_alone_know_an_emergency_too(asker):
    assert asker.seems_urgent("I took the whole bottle of pills")
    assert not asker.seems_urgent("how much anastrozole should I take")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("I took the whole bottle of pills", "urgent_emergency"),
        ("I want to kill myself", "urgent_self_harm"),
        ("what no rule knows for an emergency", "urgent_emergency"),
    ],
)
def test_help_lines_are_given_by_the_rules_alone(asker, text, message):
    asked = asker.relieve("here", text)
    assert asked.reply.outcome == "urgent"
    assert asked.result.outcome.message == message
    assert asked.result.considered == ()


def test_a_referral_given_once_more_holds_no_figure(tiny):
    asker, message = tiny.asker(), "clinician_personal_dose"
    alone = asker.refer(message, None)
    assert alone.outcome == "clinician"
    assert alone == asker.refer(message, EntryId("feeding-amount"))
    assert alone == asker.refer(message, EntryId("gone"))
    beside = asker.refer(message, EntryId("watering-time"))
    assert beside.entry == "watering-time"
    assert "early morning" in beside.text
