from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.compose import Composer, Reply, suggestion
from bot.core.converse import Memory
from bot.core.model import Entry, PlainPassage, passage
from bot.core.outcome import (
    Abstained,
    Answer,
    Answered,
    Referred,
    SmallTalk,
    Suggested,
    Urgent,
    cited,
)

CANARY = "zqxjkv"
WORDS = st.one_of(
    st.sampled_from(
        [
            "what",
            "why",
            "how",
            "signs",
            "of",
            "high",
            "low",
            "estradiol",
            "anastrozole",
            "dose",
            "study",
            "letrozole",
            "bones",
            "is",
            "the",
            "e2",
            "thanks",
            "hello",
            "more",
            "second",
            "one",
            "my",
            "should",
            "i",
            "take",
            "suicide",
            "overdose",
            "mg",
            "0.5",
            "?",
            ".",
            ",",
            "\n",
        ]
    ),
    st.text(st.characters(), max_size=8),
)


@pytest.fixture(scope="module")
def pack(tiny):
    return tiny.snapshot.pack


@pytest.fixture(scope="module")
def entries(pack):
    return {entry.id: entry for entry in pack.entries}


def answer(entry: Entry, *related: Entry) -> Answer:
    return Answer(entry.id, entry.passages, related)


SOURCES = """\
[1] The tomato guide › Watering, table row 1 (tomato-guide:watering:t1)
[2] The tomato guide › Watering, table row 2 (tomato-guide:watering:t2)
Source: one garden leaflet. General information, not advice for any one person."""  # noqa: RUF001


def test_an_answer_shows_question_passages_labels_grade_and_related(tiny, entries):
    shown, other = entries["overwatering-signs"], entries["watering-time"]
    reply = tiny.composer.reply(Answered((answer(shown, other),)))
    assert reply.text.split("\n\n") == [
        "**What are the signs of too much water?**",
        "For too much water the guide's table lists yellow, soft leaves. [1]",
        "It also lists fruit with split skins. [2]",
        SOURCES,
        "Related: When should tomatoes be watered?",
    ]
    assert (reply.outcome, reply.entry) == ("answer", "overwatering-signs")
    assert (reply.passages, reply.related) == (shown.passages, (other,))


def test_what_kind_of_source_it_is_is_said_in_the_language_at_hand(tiny, pack, entries):
    told = {"grade_tomato-guide": "ein Faltblatt", "answer_source": "Quelle: {grade}."}
    german = Composer(replace(pack, messages=pack.messages | {"de": told}), "de")
    reply = Answered((answer(entries["watering-time"]),))
    assert "Quelle: ein Faltblatt." in german.reply(reply).text
    assert "Source: one garden leaflet." in tiny.composer.reply(reply).text


def test_two_answers_share_one_numbering(tiny, entries):
    one, two = entries["overwatering-signs"], entries["underwatering-signs"]
    reply = tiny.composer.reply(Answered((answer(one), answer(two))))
    assert "hard fruit. [1][2]" in reply.text
    assert reply.text.count("(tomato-guide:watering:t1)") == 1
    assert reply.passages == (*one.passages, *two.passages)
    assert reply.entry == one.id


LOCATORS = st.sampled_from(
    ["tomato-guide:watering:p1", "tomato-guide:watering:t1", "tomato-guide:gone:p9", "x:y:l2"]
)
PASSAGES = st.builds(
    lambda words, cites: passage(words, tuple(cites)),
    st.text("abc 5mg", min_size=1),
    st.lists(LOCATORS, min_size=1, max_size=4, unique=True),
)


@given(st.lists(st.lists(PASSAGES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_no_citation_is_ever_lost(tiny, groups):
    answers = tuple(Answer("sunlight", tuple(group)) for group in groups)
    reply = tiny.composer.reply(Answered(answers))
    given_ = [each for group in groups for each in group]
    assert reply.passages == tuple(given_)
    for each in given_:
        assert each.text in reply.text
        assert all(where in reply.text for where in each.citations)
    labels = {line.split("]")[0][1:] for line in reply.text.splitlines() if line.startswith("[")}
    used = {mark for each in given_ for mark in each.citations}
    assert len(labels) == len(used)


def test_what_a_work_is_stands_beside_its_citation(pack, entries):
    source = pack.sources[0]
    graded = tuple(replace(block, grade="an advertisement") for block in source.blocks)
    composer = Composer(replace(pack, sources=(replace(source, blocks=graded),)))
    reply = composer.reply(Answered((answer(entries["watering-time"]),)))
    assert "(tomato-guide:watering:p1): an advertisement" in reply.text


def test_a_referral_alone(tiny):
    reply = tiny.composer.reply(Referred("clinician_personal_dose"))
    assert reply == Reply("clinician", reply.text)
    assert "clinician" in reply.text


def test_a_referral_with_a_plain_entry_cites_it(tiny):
    plain = PlainPassage("Shade leaves the fruit sour.", ("tomato-guide:sunlight:p1",))
    reply = tiny.composer.reply(Referred("clinician_personal_labs", "sunlight", (plain,)))
    assert "Shade leaves the fruit sour. [1]" in reply.text
    assert "(tomato-guide:sunlight:p1)" in reply.text
    assert (reply.entry, reply.passages) == ("sunlight", (plain,))


def test_suggestions_are_numbered_questions(tiny, entries):
    offered = (entries["sunlight"], entries["feeding-amount"])
    reply = tiny.composer.reply(Suggested(offered))
    assert "1. How much sunlight do tomatoes need?\n2. What amount of feed" in reply.text
    assert (reply.suggestions, reply.passages, reply.entry) == (offered, (), None)


def test_abstaining_names_the_topic_and_what_is_covered(tiny):
    reply = tiny.composer.reply(Abstained("abstain_topic", "growing peppers"))
    assert "does not cover growing peppers" in reply.text
    assert "{topic}" not in reply.text
    assert "What I do cover" in reply.text
    assert not reply.passages
    assert reply.is_gap
    assert not tiny.composer.reply(Abstained("abstain_length")).is_gap


def test_a_topic_that_is_not_covered_is_named_in_the_readers_language(shipped):
    composer = Composer(shipped.snapshot.pack, "de")
    reply = composer.reply(Abstained("abstain_topic", "blood pressure"))
    assert "nicht (Blutdruck)." in reply.text


@pytest.mark.parametrize(
    ("outcome", "name"),
    [(Urgent("urgent_emergency"), "urgent"), (SmallTalk("talk_greeting"), "smalltalk")],
)
def test_fixed_texts_stand_alone(tiny, outcome, name):
    reply = tiny.composer.reply(outcome)
    text = tiny.snapshot.pack.messages["en"][outcome.message].strip()
    assert reply == Reply(name, text)


def test_english_fills_what_a_locale_lacks(pack):
    spoken = replace(pack, messages=pack.messages | {"de": {"talk_greeting": "Hallo!"}})
    german = Composer(spoken, "de")
    assert german.reply(SmallTalk("talk_greeting")).text == "Hallo!"
    assert german.reply(SmallTalk("talk_thanks")).text == pack.messages["en"]["talk_thanks"].strip()
    assert Composer(pack, "xx").reply(SmallTalk("talk_greeting")).text.startswith("Hello")


def test_a_suggestion_in_the_contract(entries):
    entry = entries["underwatering-signs"]
    assert suggestion(entry) == {
        "entry": "underwatering-signs",
        "citations": ["tomato-guide:watering:t1", "tomato-guide:watering:t2"],
    }
    assert cited(entry.passages) == tuple(suggestion(entry)["citations"])


@given(st.lists(WORDS, max_size=10), st.integers(0, 10))
def test_nothing_that_a_person_typed_is_echoed(shipped, words, at):
    text = " ".join([*words[:at], CANARY, *words[at:]])
    for question in (text, text.replace(" ", f" {CANARY}")):
        reply = shipped.composer.reply(shipped.pipeline.ask(question, Memory(), 0.0).outcome)
        assert CANARY not in reply.text.casefold()


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_replies_are_made_of_approved_texts_only(shipped, words):
    """Take every approved text away; marks, numbers and labels of blocks are all that is left."""
    pack = shipped.snapshot.pack
    reply = shipped.composer.reply(shipped.pipeline.ask(" ".join(words), Memory(), 0.0).outcome)
    approved = {each.text for entry in pack.entries for each in entry.passages}
    assert {each.text for each in reply.passages} <= approved
    for each in reply.passages:
        assert each.text in reply.text
