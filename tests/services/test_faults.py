"""A fault in any step before retrieval: a fixed refusal, and soon."""

import time
from types import FunctionType

import pytest

from bot.core import gate, guard, matcher, views
from bot.core.converse import Memory
from bot.core.text import Analyser
from bot.services.ask import Asker

LIMIT = 0.1
QUESTION = "what are the signs of t00 muuuch water, s\u00ed?\nin a p-o-t"
STEPS = [
    *((views, name) for name in ("plain", "lookalikes", "transliterated")),
    *((views, f"_STEPS:{place}") for place in range(len(views._STEPS))),
    (gate, "views"),
    (matcher.Matcher, "firing"),
    (guard, "pieces"),
    (guard, "alarms"),
    (Analyser, "read"),
]


def _raise(*_args, **_kwargs):
    raise OSError("broken")


def _sleep(*_args, **_kwargs):
    time.sleep(60)


_hang = FunctionType(_sleep.__code__, vars(gate) | {"time": time})  # as if the gate itself did


def _nonsense(*_args, **_kwargs):
    return 17


def _break(monkeypatch, owner, name, fault):
    if name.startswith("_STEPS"):
        steps = list(views._STEPS)
        place = int(name.partition(":")[2])
        steps[place] = (steps[place][0], fault)
        monkeypatch.setattr(owner, "_STEPS", tuple(steps))
    else:
        monkeypatch.setattr(owner, name, fault)


@pytest.mark.parametrize("fault", [_raise, _hang, _nonsense])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step[1]}")
def test_a_broken_step_ends_in_a_fixed_refusal(tiny, monkeypatch, step, fault):
    asker = Asker(tiny.library, time.monotonic, limit=LIMIT)
    refusal = tiny.snapshot.pack.messages["en"]["abstain_fault"].strip()
    _break(monkeypatch, *step, fault)
    began = time.monotonic()
    asked = asker.ask(QUESTION, Memory(question="how often to water", at=time.monotonic()))
    took = time.monotonic() - began
    assert asked.reply.outcome == "abstain"
    assert asked.reply.text.startswith(refusal)
    assert not asked.reply.passages
    assert asked.result.verdict.rules == ("fault",)
    assert took < LIMIT + 1.0
