from dataclasses import replace

import pytest

from bot.core.complete import SHOWN, Completer


@pytest.fixture(scope="module")
def completer(tiny):
    return Completer(tiny.snapshot)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("When should tomatoes be watered?", "When should tomatoes be watered?"),
        ("  how MUCH sun", "How much sunlight do tomatoes need?"),
        ("best time", "When should tomatoes be watered?"),
        ("curled leaves", "What are the signs of too little water?"),
        ("fertilizer weekly", "What amount of feed does the guide report?"),
    ],
)
def test_the_likeliest_question_goes_first(completer, typed, first):
    assert completer.complete(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "first", "word"),
    [
        ("dose", 3, "dose"),
        ("study", 3, "study"),
        ("anxiety", 1, "anxiety"),
        ("sign", 3, "signs"),
    ],
)
def test_questions_that_show_what_was_typed_go_first(shipped, typed, first, word):
    found = Completer(shipped.snapshot).complete(typed)[:first]
    assert all(word in question.lower() for question in found)


def test_nothing_typed_gives_good_starts(completer, tiny):
    found = completer.complete(" ")
    assert sorted(found) == sorted(entry.question for entry in tiny.snapshot.pack.entries)


@pytest.mark.parametrize("typed", ["", "t", "e", "water", "xqzj", "🍅", "a" * 6000])
def test_there_are_never_too_many_and_none_twice(completer, typed):
    found = completer.complete(typed)
    assert len(found) <= SHOWN
    assert len(set(found)) == len(found)


def test_what_is_held_back_is_not_offered(tiny):
    held = replace(tiny.snapshot, withdrawn=frozenset({"sunlight"}))
    assert "How much sunlight do tomatoes need?" not in Completer(held).complete("sun")
