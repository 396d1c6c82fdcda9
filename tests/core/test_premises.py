import pytest

from bot.core.english import English
from bot.core.model import Entry, PlainPassage, Vocabulary
from bot.core.premises import FEWEST, Premise, Premises, meanings_of, read_premises
from bot.core.text import Analyser, fold_terms

VOCABULARY = Vocabulary(
    concepts={"raise": "up", "increase": "up", "boost": "up", "estradiol": "estrogen"},
    common=frozenset({"the", "why", "does", "if", "it", "a", "would", "since", "of"}),
)
ANALYSER = Analyser(fold_terms(VOCABULARY), English.of({}), {})


def entry(name: str, *corrects: str) -> Entry:
    plain = PlainPassage("It is so.", ("s:x:p1",))
    against = PlainPassage("It is not so.", ("s:x:p2",), corrects)
    return Entry(name, "t", "Question?", (), (plain, against))


ENTRIES = (
    entry("lowers", "anastrozole raises estradiol", "anastrozole boosts the estrogen level"),
    entry("short", "men swell", "of estrogen"),
)


@pytest.fixture(scope="module")
def found():
    premises = Premises(read_premises(ENTRIES, ANALYSER), ANALYSER)
    return lambda text: premises.find(ANALYSER.read(text))


def test_premises_are_read_in_meanings_with_the_place_of_the_passage():
    assert read_premises(ENTRIES, ANALYSER) == (
        Premise(("anastrozol", "up", "estrogen"), "lowers", 1),
        Premise(("anastrozol", "up", "estrogen", "level"), "lowers", 1),
    )


def test_premises_of_few_words_are_left_out():
    assert all(len(each.meanings) >= FEWEST for each in read_premises(ENTRIES, ANALYSER))


@pytest.mark.parametrize(
    "text",
    [
        "why does anastrozole increase estradiol",
        "since anastrozole raises the estradiol, why would a man take it",
        "if anastrozole really does boost my estradiol?",
        "Anastrozole raises blood and brain estradiol",
    ],
)
def test_a_question_built_on_a_premise(found, text):
    assert found(text).entry == "lowers"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "does estradiol raise anastrozole",
        "anastrozole and estradiol",
        "anastrozole was what he took when testosterone levels began to raise all estradiol",
        "men swell",
    ],
)
def test_a_question_built_on_none(found, text):
    assert found(text) is None


def test_the_longest_premise_wins(found):
    assert len(found("anastrozole boosts the estrogen level").meanings) == 4


def test_meanings_are_concepts_or_stems_without_common_words():
    reading = ANALYSER.read("why does the estradiol swell")
    assert meanings_of(reading, ANALYSER) == ["estrogen", "swell"]
