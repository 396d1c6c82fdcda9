import pytest

from bot.core.signals import SIGNALS
from bot.services.explain import explain


@pytest.fixture(scope="module")
def why(tiny):
    return lambda text: list(explain(text, tiny.snapshot, tiny.pipeline))


def test_an_answer_step_by_step(why):
    lines = why("yelow soft toms")
    assert lines[0] == "gate: open (no rule fired)"
    assert "read as: yellow soft tomato" in lines
    assert "  repaired: yelow → yellow" in lines
    assert lines[-2] == "bounds: answer from 0.600, suggest from 0.050"
    assert lines[-1] == "outcome: answer, entry overwatering-signs"
    weighed = [line for line in lines if line.startswith("  chance ")]
    assert "overwatering-signs" in weighed[0]
    assert all(f"{name}=" in weighed[0] for name in SIGNALS)


def test_meanings_unknown_words_and_topics(why):
    lines = why("symptoms of peppers in the zzyzx sun")
    assert "  meanings: sign, light" in lines
    assert "  unknown: zzyzx" in lines
    assert "  out of scope: peppers" in lines
    assert any("nearest topic that is not covered: peppers" in line for line in lines)


def test_rules_views_and_evidence_of_the_gate(why):
    lines = why("how much anastrozole should I take")
    assert lines[0].startswith("gate: clinician (")
    assert any(line.startswith("  rule ") and " in view " in line for line in lines)
    assert any(line.startswith("  evidence: ") and "DRUG" in line for line in lines)
    assert lines[-1].startswith("outcome: clinician")


def test_every_reading_of_a_message_is_shown(why):
    lines = why("How much sun? When should tomatoes be watered?")
    assert sum(line.startswith("read as: ") for line in lines) == 3


def test_small_talk_has_nothing_to_weigh(why):
    lines = why("hello")
    assert not any(line.startswith("read as") for line in lines)
    assert lines[-1] == "outcome: smalltalk"


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "a" * 4000, "? " * 2000])
def test_any_text_can_be_explained(why, text):
    assert why(text)[-1].startswith("outcome: ")
