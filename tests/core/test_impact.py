from dataclasses import replace
from itertools import count

import pytest

from bot.content.english import load_english
from bot.content.golden import load_golden
from bot.core.compose import Composer
from bot.core.impact import Probe, Shift, Shifted, Side, concerned, find_impact
from bot.core.model import EntryId, Locator, passage
from bot.core.pipeline import Pipeline
from bot.core.snapshot import assemble, compile_pack
from tests.core.small import entry_of
from tests.packs import calibration

MOON = entry_of(
    "moon-phases",
    passage("The guide names the morning.", (Locator("tomato-guide:watering:p1"),)),
    question="Do moon phases matter for sowing?",
    phrasings=("moon phases and sowing", "sowing by the moon", "full moon sowing"),
)


def side(tiny, *, add=(), drop=()) -> Side:
    pack = tiny.pack
    kept = [each for each in pack.entries if each.id not in drop]
    pack = replace(pack, entries=tuple(sorted((*kept, *add), key=lambda e: e.id)))
    english = load_english()
    snapshot = assemble(pack, compile_pack(pack, english), calibration())
    return Side(Pipeline(snapshot, tiny.gate), Composer(pack))


@pytest.fixture(scope="module")
def now(tiny) -> Side:
    return Side(tiny.pipeline, tiny.composer)


@pytest.fixture(scope="module")
def golden(tiny) -> list[Probe]:
    rows = load_golden(tiny.settings.knowledge / "golden" / "dev.yaml")
    return [Probe(each.q, each) for each in rows]


def always() -> bool:
    return True


def test_a_new_entry_takes_the_questions_that_had_no_answer(tiny, now):
    probes = [Probe("sowing by the moon", gap=7), Probe("when do I water tomatoes")]
    impact = find_impact(now, side(tiny, add=[MOON]), probes, always)
    assert impact.changes == (Shifted(Shift.MATCHES, probes[0], None, MOON.id),)
    assert (impact.asked, impact.concerned) == (2, 2)


def test_a_retired_entry_leaves_its_questions_and_labels_behind(tiny, now, golden):
    probes = [*golden, Probe("sun or shade")]
    impact = find_impact(now, side(tiny, drop=["sunlight"]), probes, always)
    shifts = {(each.shift, each.probe.text, each.probe.golden is None) for each in impact.changes}
    assert (Shift.FAILS, "sun or shade", False) in shifts
    assert (Shift.ABSTAINS, "sun or shade", True) in shifts
    assert all(each.before == "sunlight" for each in impact.changes)


def test_a_restored_entry_lets_the_labels_pass_again(tiny, now, golden):
    impact = find_impact(side(tiny, drop=["sunlight"]), now, golden, always)
    assert {each.shift for each in impact.changes} == {Shift.PASSES}


def test_a_better_entry_takes_a_question_over(tiny, now):
    thief = replace(MOON, id=EntryId("thief"), phrasings=("sun or shade for tomatoes",) * 1)
    after = side(tiny, add=[thief], drop=["sunlight"])
    impact = find_impact(now, after, [Probe("sun or shade for tomatoes")], always)
    assert [(each.shift, each.after) for each in impact.changes] == [(Shift.MOVES, "thief")]


def test_time_bounds_it_and_the_rest_is_counted(now, golden):
    ticks = count()
    impact = find_impact(now, now, golden, lambda: next(ticks) < 3)
    assert (impact.asked, impact.concerned, impact.changes) == (3, len(golden), ())


def test_only_questions_that_share_words_are_asked_the_likeliest_first(tiny):
    probes = [
        Probe("pepper seeds"), Probe("the moon"), Probe("sowing by the full moon"), Probe("is it"),
    ]  # fmt: skip
    chosen = concerned(probes, (None, MOON), tiny.snapshot.analyser)
    assert [each.text for each in chosen] == ["sowing by the full moon", "the moon"]


def test_a_question_of_the_entrys_words_goes_before_a_long_one_that_shares_as_many(tiny):
    probes = [Probe("sowing pepper seeds beside the moon lamp in a cold greenhouse"),
              *[Probe(f"sowing in greenhouse {word}") for word in ("north", "south", "east")],
              Probe("moon phases, sowing")]  # fmt: skip
    chosen = concerned(probes, (None, MOON), tiny.snapshot.analyser)
    assert chosen[0] == probes[-1]
    assert set(chosen) == set(probes)


def test_what_answered_once_is_not_asked_again(tiny, golden, monkeypatch):
    asked = []
    ask = Pipeline.ask
    monkeypatch.setattr(Pipeline, "ask", lambda *args: asked.append(args[1]) or ask(*args))
    before, after = (Side(tiny.pipeline, tiny.composer) for _ in range(2))
    first, second = (find_impact(before, after, golden[:3], always) for _ in range(2))
    assert first == second
    assert len(asked) == 2 * len(set(asked))  # each side once
