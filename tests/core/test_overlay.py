from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.converse import Memory
from bot.core.model import Entry, EntryId, Locator, passage
from bot.core.outcome import Answered
from bot.core.overlay import overlay
from bot.core.pipeline import Pipeline
from bot.core.rank import rank
from bot.core.read import Reader
from bot.core.snapshot import Snapshot, assemble, compile_pack, texts_of

FEEDING = (Locator("tomato-guide:feeding:p1"),)
SNAILS = Entry(
    EntryId("snails"),
    "pests",
    "How are slimacks kept away?",
    ("slimacks on tomatoes", "stop slimacks eating leaves", "copper tape", "beer for slimacks"),
    (
        passage("A ring of copper tape keeps slimacks away.", FEEDING),
        passage("Beer draws them off.", FEEDING, ("copper draws slimacks on",)),
    ),
)
SUN, FEED = EntryId("sunlight"), EntryId("feeding-amount")


@pytest.fixture(scope="module")
def base(tiny):
    return tiny.snapshot


def entry_of(snapshot: Snapshot, name: str) -> Entry:
    return next(each for each in snapshot.pack.entries if each.id == name)


def recompiled(whole, english, *entries: Entry) -> Snapshot:
    pack = replace(whole.pack, entries=tuple(sorted(entries, key=lambda each: each.id)))
    return assemble(pack, compile_pack(pack, english), whole.snapshot.calibration)


def first(snapshot: Snapshot, text: str) -> str:
    return snapshot.pack.entries[Reader(snapshot).consider(text).first].id


def chances(snapshot: Snapshot, texts: list[str]) -> list[tuple[str, float]]:
    found = [Reader(snapshot).consider(text) for text in texts]
    return [(snapshot.pack.entries[each.first].id, each.chance) for each in found]


def texts(snapshot: Snapshot) -> list[str]:
    return [text for entry in snapshot.pack.entries for text in texts_of(entry)]


def test_no_edit_changes_nothing(base):
    assert overlay(base, {}) is base
    assert overlay(base, {SUN: entry_of(base, SUN), EntryId("unknown"): None}) is base


def test_an_added_entry_is_found_and_answers(base, tiny):
    shot = overlay(base, {SNAILS.id: SNAILS})
    assert [each.id for each in shot.pack.entries] == sorted(each.id for each in shot.pack.entries)
    for text in ("slimacks", "copper tape", "beer against slimaks"):
        assert first(shot, text) == "snails"
    outcome = Pipeline(shot, tiny.gate).ask("stop slimacks eating leaves", Memory(), 0.0).outcome
    assert isinstance(outcome, Answered)
    assert outcome.answers[0].entry == "snails"


@pytest.mark.parametrize(("text", "is_meant"), [("slimacks on leaves", True), ("peppers", False)])
def test_of_an_added_entry_the_head_tells_whether_it_covers_a_question(base, text, is_meant):
    shot = overlay(base, {SNAILS.id: SNAILS})
    considered = {
        shot.pack.entries[each.entry].id: each.signals
        for each in Reader(shot).consider(text).weighed
    }
    reading = shot.analyser.read(text)
    joined = [at for at, each in enumerate(shot.pack.entries) if each.id == SNAILS.id]
    unseen = np.flatnonzero(np.isnan(rank(reading, shot.corpus).question.scope))
    assert unseen.tolist() == joined
    if SNAILS.id in considered:
        assert (considered[SNAILS.id].scope > 0) is is_meant


def test_the_words_of_an_added_entry_are_words_of_the_pack(base):
    shot = overlay(base, {SNAILS.id: SNAILS})
    text = "why are there slimakcs"
    assert base.analyser.read(text).unknown
    assert shot.analyser.read(text).repairs == (("slimakcs", "slimacks"),)
    reading = shot.analyser.read("slimacks")
    assert Reader(shot).is_on_topic(reading)
    assert not Reader(base).is_on_topic(reading)
    gone = overlay(shot, {SNAILS.id: None})
    assert not Reader(gone).is_on_topic(reading)
    assert gone.analyser.read(text).unknown


def test_premises_join_and_leave(base):
    shot = overlay(base, {SNAILS.id: SNAILS, SUN: None})
    reading = shot.analyser.read("does copper draw slimacks on?")
    assert shot.premises.find(reading).entry == "snails"
    shade = "if shade makes sweet fruit, why sun?"
    assert base.premises.find(base.analyser.read(shade)).entry == SUN
    assert shot.premises.find(shot.analyser.read(shade)) is None


def test_a_retired_entry_is_never_seen_again(base):
    shot = overlay(base, {SUN: None})
    assert SUN not in {each.id for each in shot.pack.entries}
    for text in texts(base):
        assert first(shot, text) != SUN


def test_words_that_only_a_retired_entry_held_are_foreign(base):
    shot = overlay(base, {FEED: None})
    assert base.gauge.holdings.answers("garden")
    assert not shot.gauge.holdings.answers("garden")
    assert not shot.gauge.holdings.knows("garden")
    assert shot.gauge.holdings.knows("fertilis")  # an uncovered topic holds it, too
    assert not shot.gauge.holdings.answers("fertilis")
    assert "feed" in base.domain
    assert "feed" not in shot.domain
    assert "water" in shot.domain


def test_a_changed_entry_is_found_by_its_new_wording_and_no_more_by_the_old(base):
    changed = replace(entry_of(base, SUN), phrasings=("lamps in a dark cellar",))
    shot = overlay(base, {SUN: changed})
    assert first(shot, "lamps in the cellar") == SUN
    assert entry_of(shot, SUN) == changed
    at = shot.pack.entries.index(changed)
    best = Reader(shot).consider("lamps in a dark cellar").ranking.question.best[at]
    assert best == pytest.approx(1, abs=1e-4)
    assert len(shot.gauge.holdings.of(at)) == len(texts_of(changed))


def test_kin_follow_the_edited_citations(base):
    shot = overlay(base, {SNAILS.id: SNAILS})
    ids = [each.id for each in shot.pack.entries]
    assert {ids[at] for at in shot.gauge.kin(ids.index("snails"))} == {"snails", FEED}


def test_the_snapshot_below_stays_as_it_was(base):
    before = chances(base, texts(base))
    overlay(overlay(base, {SNAILS.id: SNAILS}), {SUN: None})
    assert chances(base, texts(base)) == before


def test_taking_all_edits_back_gives_the_compiled_snapshot(base):
    shot = overlay(base, {SNAILS.id: SNAILS, SUN: None})
    back = overlay(shot, {SNAILS.id: None, SUN: entry_of(base, SUN)})
    assert not back.edited
    assert chances(back, texts(base)) == chances(base, texts(base))


def test_edits_one_by_one_are_as_good_as_all_at_once(base):
    changed = replace(entry_of(base, SUN), phrasings=("lamps in a dark cellar",))
    edits = {SNAILS.id: SNAILS, SUN: changed, FEED: None}
    at_once, step_by_step = overlay(base, edits), base
    for name, entry in edits.items():
        step_by_step = overlay(step_by_step, {name: entry})
    assert step_by_step.pack == at_once.pack
    asked = [*texts(base), *texts(at_once)]
    assert chances(step_by_step, asked) == chances(at_once, asked)


def test_an_entry_with_a_text_without_words_is_refused(base):
    with pytest.raises(ValueError, match="needs a word"):
        overlay(base, {SNAILS.id: replace(SNAILS, phrasings=("?!",))})


def test_all_entries_but_one_can_be_retired(base):
    shot = overlay(base, {each.id: None for each in base.pack.entries} | {SNAILS.id: SNAILS})
    assert first(shot, "sun or shade") == "snails"
    with pytest.raises(ValueError, match="has to stay"):
        overlay(shot, {SNAILS.id: None})


@given(st.data())
@settings(max_examples=4)
def test_an_overlay_agrees_with_a_compiled_pack(tiny, base, english, data):
    entries = {each.id: each for each in base.pack.entries}
    name = data.draw(st.sampled_from(sorted(entries)))
    kept = entries[name].phrasings[: data.draw(st.integers(2, 4))]
    edits: dict[EntryId, Entry | None] = {name: replace(entries[name], phrasings=kept)}
    if data.draw(st.booleans()):
        edits[SNAILS.id] = SNAILS
    wanted = [each for each in (entries | edits).values() if each]
    asked = [*texts(base), *texts_of(SNAILS)]
    one = chances(overlay(base, edits), asked)
    other = chances(recompiled(tiny, english, *wanted), asked)
    same = sum(a[0] == b[0] for a, b in zip(one, other, strict=True))
    assert same >= 0.9 * len(asked)


def test_what_was_read_of_unchanged_entries_is_not_read_again(base):
    base.gauge.read_entries()
    sun = entry_of(base, SUN)
    edited = overlay(base, {SUN: replace(sun, phrasings=("brightness",)), SNAILS.id: SNAILS})
    before = {e.id: base.gauge.read[e.id] for e in base.pack.entries}
    shared = edited.gauge.read
    assert shared.keys() == before.keys() - {SUN}
    assert all(before[name] is held for name, held in shared.items())
