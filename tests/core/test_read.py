import pytest

from bot.core.read import BESIDE, CLEAR, PARTS, Reader, replying


@pytest.fixture(scope="module")
def reader(tiny):
    return Reader(tiny.snapshot)


@pytest.fixture(scope="module")
def first(tiny):
    def name(found):
        return tiny.snapshot.pack.entries[found.first].id

    return name


def test_the_surest_entry_stands_first(reader, first):
    found = reader.consider("yellow soft leaves")
    chances = [each.chance for each in found.weighed]
    assert first(found) == "overwatering-signs"
    assert found.chance == chances[0] == max(chances)
    assert chances == sorted(chances, reverse=True)


def test_a_reading_at_hand_is_not_made_again(reader, tiny):
    reading = tiny.snapshot.analyser.read("sun or shade")
    assert reader.consider("something else", reading).reading is reading


@pytest.mark.parametrize(
    ("text", "topic"),
    [("pepper seeds", "peppers"), ("price of seeds", "prices"), ("yellow soft leaves", None)],
)
def test_uncovered_topics_that_are_nearer_than_every_entry(reader, text, topic):
    found = reader.uncovered(reader.consider(text))
    assert (found.id if found else None) == topic


def test_a_pack_without_uncovered_topics(reader, tiny):
    found = reader.consider("sun or shade")
    assert found.ranking.fused.shape == (
        len(tiny.snapshot.pack.entries) + len(tiny.snapshot.pack.uncovered),
    )


def test_one_sentence_has_one_reading(reader):
    assert [each.text for each in reader.readings("sun or shade?")] == ["sun or shade?"]


def test_of_several_sentences_those_that_ask_are_read_alone(reader, first):
    text = "My garden is old. Sun or shade for tomatoes? It rains. When should tomatoes be watered?"
    whole, *parts = reader.readings(text)
    assert whole.text == text
    assert [first(each) for each in parts] == ["sunlight", "watering-time"]


def test_a_question_without_a_topic_takes_the_sentence_before_it_along(reader, first):
    _, *parts = reader.readings("Yellow soft leaves on my tomatoes. What is that?")
    assert [each.text for each in parts] == []
    whole = reader.readings("I moved. Yellow soft leaves on my tomatoes. What is that?")
    assert [each.text for each in whole[1:]] == ["Yellow soft leaves on my tomatoes. What is that?"]
    assert first(whole[1]) == "overwatering-signs"


def test_sentences_that_do_not_ask_are_all_read(reader):
    readings = reader.readings("Yellow soft leaves. Split skins.")
    assert [each.text for each in readings[1:]] == ["Yellow soft leaves.", "Split skins."]


def test_only_the_last_parts_of_a_long_message_are_read(reader):
    text = " ".join(f"Is sun number {n} good?" for n in range(40))
    readings = reader.readings(text)
    assert len(readings) == 1 + PARTS
    assert readings[-1].text == "Is sun number 39 good?"


def test_parts_that_repeat_are_read_once(reader):
    assert len(reader.readings("Sun? Sun? Sun?")) == 2


@pytest.mark.parametrize("text", ["", "   ", "?!", "\n\n", "\ud800", "a" * 4000, "? " * 2000])
def test_any_text_can_be_considered(reader, text):
    assert reader.readings(text)


@pytest.mark.parametrize(
    ("chances", "reply"),
    [
        ([0.9, 0.8, 0.1], (0.9, 1)),
        ([CLEAR, 0.6], (CLEAR, 1)),
        ([0.5, 0.5, 0.5], (0.75, 2)),
        ([0.4, BESIDE], (0.46, 2)),
        ([0.4, 0.09], (0.4, 1)),
        ([0.4], (0.4, 1)),
    ],
)
def test_an_entry_stands_beside_the_first_where_that_is_not_clear(chances, reply):
    sureness, size = replying(chances)
    assert (pytest.approx(sureness), size) == reply


def test_a_reading_shows_what_it_is_sure_of(reader):
    for text in ("yellow soft leaves", "tomatoes", "sun or shade"):
        found = reader.consider(text)
        assert found.shown == found.weighed[: len(found.shown)]
        assert found.sureness >= found.chance
        assert (len(found.shown) == 1) is (found.sureness == found.chance)


def test_a_name_that_nobody_knows_bars_figures_beside_another_entry(unclear):
    reader = Reader(unclear)
    assert not reader.strays(reader.consider("sun or shade and some feed"))
    assert reader.strays(reader.consider("sun or shade and some zyxtrobal feed"))
