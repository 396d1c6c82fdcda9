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


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hohes östradiol", "What are the signs of high estradiol in men?"),
        ("niedriges östradiol", "What are the signs of low estradiol in men?"),
        ("knochen", "How does estradiol affect bones in men?"),
    ],
)
def test_words_of_another_language_lead_to_what_answers_them(shipped, typed, first):
    assert Completer(shipped.snapshot).complete(typed)[0] == first


def test_words_of_another_language_beside_the_topic_lead_nowhere(shipped):
    assert Completer(shipped.snapshot).complete("wetter in paris morgen") == []


def looked_at_one_by_one(snapshot, typed):
    """Rank the questions as told, by a look at each text: nothing where none holds the words."""
    best, words = {}, typed.split()
    for entry in snapshot.served:
        shown = entry.question.casefold()
        for text in (shown, *map(str.casefold, entry.phrasings)):
            starts = text.startswith(typed)
            if starts or all(word in text for word in words):
                begun = all(f" {word}" in f" {text}" for word in words)
                seen = text is shown and (starts or begun)
                score = (text == typed, seen, starts, len(typed) / len(text))
                best[entry.question] = max(score, best.get(entry.question, score))
    return sorted(sorted(best), key=best.__getitem__, reverse=True)[:SHOWN]


def test_no_phrasing_is_overlooked(shipped):
    completer = Completer(shipped.snapshot)
    for entry in shipped.snapshot.served[::12]:
        for text in (entry.question, *entry.phrasings[::80]):
            words = text.casefold().split()
            for typed in (" ".join(words[:3]), " ".join(words[-2:]), words[0][:2]):
                if shipped.snapshot.analyser.english_of(typed):
                    continue  # the translated words go first
                expected = looked_at_one_by_one(shipped.snapshot, typed)
                assert completer.complete(typed) == expected, typed


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
