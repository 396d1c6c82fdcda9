import pytest

from bot.core.rank import rank
from bot.core.read import Reader
from bot.core.signals import WEIGHED


@pytest.fixture(scope="module")
def measure(tiny):
    def run(text):
        reading = tiny.snapshot.analyser.read(text)
        found = tiny.snapshot.gauge.signals(reading, rank(reading, tiny.snapshot.corpus))
        return [(tiny.snapshot.pack.entries[at].id, each) for at, each in found]

    return run


def test_a_phrasing_of_an_entry_measures_well(measure):
    found = measure("yellow soft leaves")
    (entry, best), (_, second) = found[:2]
    assert len(found) <= WEIGHED
    assert entry == "overwatering-signs"
    assert best.coverage == 1
    assert best.margin > 0
    assert best.kin > 0
    assert best.votes > 0.5
    assert best.scope > 0
    assert best.outside == best.foreign == 0
    assert second.score < best.score


def test_topics_out_of_scope_show_in_the_signals(measure):
    _, plain = measure("water tomatoes")[0]
    _, outside = measure("water peppers")[0]
    assert plain.outside == 0
    assert outside.outside == 1
    assert outside.margin < plain.margin
    assert outside.coverage < plain.coverage
    assert outside.scope < plain.scope


def test_a_question_of_common_words_has_nothing_to_cover(measure):
    _, found = measure("what is it")[0]
    assert found.coverage == 0


def test_words_that_no_passage_says_show_in_the_signals(measure):
    _, asked = measure("yellow soft leaves")[0]
    _, stranger = measure("yellow soft leaves and porridge")[0]
    assert stranger.said < asked.said
    assert stranger.content == asked.content + 1


def test_kin_share_a_block(tiny):
    ids = [entry.id for entry in tiny.snapshot.pack.entries]
    kin = {ids[at] for at in tiny.snapshot.gauge.kin(ids.index("overwatering-signs"))}
    assert kin == {"overwatering-signs", "underwatering-signs"}


def test_coverage_counts_meanings_too(tiny):
    gauge, analyser = tiny.snapshot.gauge, tiny.snapshot.analyser
    ids = [entry.id for entry in tiny.snapshot.pack.entries]
    content = gauge.content(analyser.read("indications and symptoms"))
    share = gauge.coverage(content, ids.index("overwatering-signs"))
    assert 0 < share < 1
    assert gauge.coverage([], 0) == 0


@pytest.mark.parametrize("word", ["letrozole", "zzyzx", "warfarin", "porridge"])
def test_a_strange_name_in_place_of_a_known_one_lowers_the_chance(shipped, word):
    reader = Reader(shipped.snapshot)
    known = reader.consider("does anastrozole lower estradiol")
    strange = reader.consider(f"does {word} lower estradiol")
    assert strange.chance < known.chance
