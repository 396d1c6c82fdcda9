import json

import pytest

from bot.content.load import load_pack
from bot.content.packed import pack_in, pack_out, trained
from bot.core.model import FigurePassage, Pack, PlainPassage, Vocabulary
from bot.settings import packaged_knowledge


def through_json(pack: Pack) -> Pack:
    return pack_in(json.loads(json.dumps(pack_out(pack))))


def test_the_shipped_pack_comes_back_without_what_only_training_reads():
    pack = load_pack(packaged_knowledge())
    kept = through_json(pack)
    assert kept == trained(pack)
    assert kept.entries == pack.entries
    assert [each.about for each in kept.uncovered] == [each.about for each in pack.uncovered]


def test_a_tiny_and_an_empty_pack_come_back_as_they_were(tiny):
    assert through_json(tiny.snapshot.pack) == tiny.snapshot.pack
    empty = Pack((), (), Vocabulary(), {})
    assert through_json(empty) == empty


def test_passages_keep_their_kind(tiny):
    kinds = {
        type(each) for entry in through_json(tiny.snapshot.pack).entries for each in entry.passages
    }
    assert kinds == {PlainPassage, FigurePassage}


def test_the_same_pack_gives_the_same_text(tiny):
    pack = tiny.snapshot.pack
    assert json.dumps(pack_out(pack)) == json.dumps(pack_out(through_json(pack)))


@pytest.mark.parametrize("held", [{}, {"sources": []}, {"sources": 1, "vocabulary": {}}])
def test_values_of_another_form_are_refused(held):
    with pytest.raises((KeyError, TypeError, ValueError)):
        pack_in(held)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("entries", {"citations": []}),
        ("sources", {"unknown": 1}),
        ("sources", {"blocks": [{"locator": "x"}]}),
    ],
)
def test_changed_values_are_refused(tiny, part, change):
    held = json.loads(json.dumps(pack_out(tiny.snapshot.pack)))
    first = held[part][0]
    (first["passages"][0] if part == "entries" else first).update(change)
    with pytest.raises((KeyError, TypeError, ValueError)):
        pack_in(held)
