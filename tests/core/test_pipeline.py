import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import guard
from bot.core.converse import EVIDENCE, REMEMBER, Memory
from bot.core.decide import Policy
from bot.core.gate import Gate
from bot.core.model import PlainPassage
from bot.core.outcome import Abstained, Answered, Referred, SmallTalk, Suggested, Urgent
from bot.core.patterns import Lexicon
from bot.core.pipeline import DOUBT, Pipeline
from bot.core.read import Reader
from bot.core.rules import Rule, RuleSet
from bot.core.sentinel import Alarm, Bounds
from bot.core.showing import SHOWN
from bot.core.verdict import Evidence, Route, RuleClass

START = Memory()
UNSURE = "does it matter"  # is met with a did-you-mean


def entries_of(result) -> list[str]:
    if isinstance(result.outcome, Answered):
        return [each.entry for each in result.outcome.answers]
    if isinstance(result.outcome, Suggested):
        return [entry.id for entry in result.outcome.entries]
    return []


def talk(pipeline, *texts: str, seconds: float = 1.0):
    """Send messages one after the other; give the last result."""
    memory, now = Memory(), 0.0
    for text in texts:
        result = pipeline.ask(text, memory, now)
        memory, now = result.memory, now + seconds
    return result


def bounded(tiny, answer: float, suggest: float) -> Pipeline:
    """The tomato pack with other bounds, and a gate of the shipped rules."""
    calibration = replace(tiny.snapshot.calibration, policy=Policy(answer, suggest))
    return Pipeline(replace(tiny.snapshot, calibration=calibration), tiny.gate)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("What are the signs of high estradiol?", "high-estradiol-signs"),
        ("what are signs of hgih estradoil", "high-estradiol-signs"),
        ("雌二醇高有什么症状", "high-estradiol-signs"),
        ("什么是雌二醇", "what-is-estradiol"),
        ("एस्ट्राडियोल क्या है", "what-is-estradiol"),
        ("what tests are done before TRT?", "baseline-tests"),
    ],
)
def test_answers_come_from_the_entry_that_was_asked_for(shipped, text, entry):
    result = shipped.pipeline.ask(text, START, 0.0)
    assert entries_of(result) == [entry]
    assert result.verdict.route is Route.OPEN
    assert 0 < result.chance <= 1


@pytest.mark.parametrize(
    "text",
    [
        "what is letrozole used for",
        "price of anastrozole",
        "does hcg keep fertility",
        "pellets or injections, which are better",
        "what is the capital of France",
        "finasteride and hair",
    ],
)
def test_what_is_not_covered_is_not_answered(shipped, text):
    result = shipped.pipeline.ask(text, START, 0.0)
    assert isinstance(result.outcome, Abstained | Suggested)


def test_an_uncovered_topic_is_named_in_the_packs_own_words(tiny):
    result = tiny.pipeline.ask("pepper seeds", START, 0.0)
    assert result.outcome == Abstained("abstain_topic", "growing peppers")


@pytest.mark.parametrize("text", ["asdfgh qwerty", "zebrafish", "ÄÖÜ ß"])
def test_letters_without_meaning_have_no_topic(shipped, text):
    assert shipped.pipeline.ask(text, START, 0.0).outcome == Abstained("abstain_unknown")


def test_what_nobody_thought_of_is_unknown(tiny):
    result = tiny.pipeline.ask("who won the football cup", START, 0.0)
    assert result.outcome == Abstained("abstain_unknown")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello", "talk_greeting"),
        ("Hello!!!", "talk_greeting"),
        ("thank you very much", "talk_thanks"),
        ("what can you do?", "talk_capability"),
        ("", "talk_greeting"),
        ("?!", "talk_greeting"),
        ("\u200b\ud800", "talk_greeting"),
    ],
)
def test_small_talk(tiny, text, message):
    result = tiny.pipeline.ask(text, START, 0.0)
    assert result.outcome == SmallTalk(message)
    assert result.chance == 1


def test_a_greeting_with_a_word_of_the_topic_is_a_question(tiny):
    assert not isinstance(tiny.pipeline.ask("hello tomatoes", START, 0.0).outcome, SmallTalk)


def test_small_talk_keeps_the_thread(tiny):
    result = talk(tiny.pipeline, "signs of too much water", "thanks", "and too little?")
    assert entries_of(result) == ["underwatering-signs"]


@pytest.mark.parametrize(
    "before",
    ["would half a tablet do for me", "can I skip mine tomorrow", "is my estradiol of 60 bad"],
)
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("thanks anyway", "talk_thanks"),
        ("Thank you!", "talk_thanks"),
        ("muchas gracias", "talk_thanks"),
        ("ok thank you", "talk_thanks"),
        ("bye", "talk_goodbye"),
    ],
)
def test_thanks_for_a_referral_get_no_second_one(shipped, before, text, message):
    result = talk(shipped.pipeline, before, text)
    assert result.outcome == SmallTalk(message)
    again = shipped.pipeline.ask("so what would you say?", result.memory, 2.0)
    assert isinstance(again.outcome, Referred)  # what was asked is not forgotten with it


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("ok. what are the signs of low estradiol then", "low-estradiol-signs"),
        ("and why does it matter for bones", "bones"),
        ("but does alcohol raise estrogen", "alcohol"),
    ],
)
@pytest.mark.parametrize("before", ["should i use that dose", "can I skip mine tomorrow"])
def test_a_general_question_after_a_referral_is_answered(shipped, before, text, entry):
    referral = talk(shipped.pipeline, before)
    assert isinstance(referral.outcome, Referred)
    result = shipped.pipeline.ask(text, referral.memory, 2.0)
    assert entry in entries_of(result)


@pytest.mark.parametrize("text", ["and twice a week?", "so half of it then", "what about 0.5"])
def test_what_only_makes_sense_with_what_was_referred_is_referred_too(shipped, text):
    referral = talk(shipped.pipeline, "should i use that dose")
    assert isinstance(shipped.pipeline.ask(text, referral.memory, 2.0).outcome, Referred)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ah ok, fair enough!", "talk_acknowledge"),
        ("haha noted, cheers mate", "talk_thanks"),
        ("gracias, entendido", "talk_thanks"),
        ("cool, thanks a lot, bye", "talk_goodbye"),
    ],
)
@pytest.mark.parametrize("before", ["what is aromatase", "can I skip mine tomorrow"])
def test_small_talk_comes_in_several_breaths(shipped, before, text, message):
    assert talk(shipped.pipeline, before, text).outcome == SmallTalk(message)


@pytest.mark.parametrize("text", ["ok high", "cool, and low?", "thanks, 0.5", "ok why"])
def test_a_word_beside_small_talk_is_heard(shipped, text):
    assert not isinstance(talk(shipped.pipeline, "what is aromatase", text).outcome, SmallTalk)


@pytest.mark.parametrize("text", ["does finasteride do that too", "and what does it cost"])
def test_what_is_not_covered_is_said_so_after_a_referral(shipped, text):
    assert isinstance(talk(shipped.pipeline, "can I skip mine tomorrow", text).outcome, Abstained)


def test_a_follow_up_is_not_taken_for_two_questions(shipped):
    result = talk(
        shipped.pipeline, "does alcohol raise estrogen", "ok and how would one know it's too high"
    )
    assert "alcohol" not in entries_of(result)


@pytest.mark.parametrize("nudge", ["?", "??", "hello?", "well?"])
def test_a_value_that_was_referred_stays_so_when_one_insists(shipped, nudge):
    result = talk(shipped.pipeline, "can estradiol go too low", "11.4")
    assert isinstance(result.outcome, Referred)
    again = shipped.pipeline.ask(nudge, result.memory, 2.0)
    assert isinstance(again.outcome, Referred)


@pytest.mark.parametrize(
    "text",
    ["yes", "ok", "thanks, so half of it then", "thanks, I'll skip it", "cheers, 1 mg it is"],
)
def test_what_is_more_than_thanks_is_referred_again(shipped, text):
    result = talk(shipped.pipeline, "would half a tablet do for me", text)
    assert isinstance(result.outcome, Referred)


@pytest.mark.parametrize("text", ["thanks", "goodbye"])
def test_thanks_for_help_lines_get_them_once_more(shipped, text):
    assert isinstance(talk(shipped.pipeline, "I took the whole bottle", text).outcome, Urgent)


POINTING = (
    *("none of these", "None of those.", "no, none of these", "it's none of these", "neither"),
    *("none of these fit", "I meant none of these", "not these", "all of these", "one of these"),
    *("which of these", "keine davon", "nichts davon", "weder noch", "keine von denen"),
    *("ninguna de estas", "aucune de celles-ci", "geen van deze", "इनमें से कोई नहीं", "都不是"),
)


@pytest.mark.parametrize("text", POINTING)
@pytest.mark.parametrize("before", [(), ("signs of high estradiol",), (UNSURE,), ("hi", "thanks")])
def test_what_only_points_at_something_is_harmless(shipped, before, text):
    result = talk(shipped.pipeline, *before, text)
    assert isinstance(result.outcome, SmallTalk | Abstained)


@pytest.mark.parametrize(
    "text", ["none but this", "which other of these", "keine andere", "all of it"]
)
def test_the_sentinel_says_nothing_of_what_only_points(shipped, text):
    assert not shipped.pipeline.judge(text).doubt


@pytest.mark.parametrize("text", ["none of these", "No, none of these.", "keine davon", "neither"])
def test_none_of_these_answers_a_did_you_mean(shipped, text):
    assert isinstance(talk(shipped.pipeline, UNSURE).outcome, Suggested)
    result = talk(shipped.pipeline, UNSURE, text)
    assert result.outcome == Abstained("abstain_unknown")
    assert result.memory.question == UNSURE
    assert talk(shipped.pipeline, UNSURE, text, text).outcome == SmallTalk("talk_none")


@pytest.mark.parametrize("text", ["all of them", "none of these", "keine davon"])
@pytest.mark.parametrize("before", ["I took the whole bottle", "I want to kill myself"])
def test_what_only_points_leans_on_an_emergency(shipped, before, text):
    assert isinstance(talk(shipped.pipeline, before, text).outcome, Urgent)


def test_an_emergency_is_not_kept_awake_by_what_is_harmless(shipped):
    texts = ("I want to kill myself", *["thanks"] * 6)
    assert isinstance(talk(shipped.pipeline, *texts, seconds=100.0).outcome, Urgent)
    later = talk(shipped.pipeline, *texts, "thanks", seconds=100.0)
    assert later.outcome == SmallTalk("talk_thanks")


def test_a_question_of_its_own_is_answered_two_minutes_after_an_emergency(shipped):
    texts = "I want to kill myself", "What is estradiol?"
    assert isinstance(talk(shipped.pipeline, *texts, seconds=EVIDENCE).outcome, Urgent)
    assert entries_of(talk(shipped.pipeline, *texts, seconds=EVIDENCE + 1)) == ["what-is-estradiol"]


@pytest.mark.parametrize("more", ["tell me more", "continue", "mehr dazu"])
@pytest.mark.parametrize("side", ["high", "low"])
def test_more_of_one_side_is_not_the_other(shipped, side, more):
    [entry] = entries_of(talk(shipped.pipeline, f"What are the signs of {side} estradiol?", more))
    assert entry.startswith(f"{side}-estradiol")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Was kannst du?", "talk_capability"),
        ("Woher kommen deine Antworten?", "talk_sources"),
        ("Worüber weißt du Bescheid?", "talk_capability"),
        ("wie geht es dir?", "talk_greeting"),
        ("das war nicht hilfreich", "talk_unhappy"),
        ("ja", "talk_acknowledge"),
        ("nein", "talk_acknowledge"),
        ("is this a quote from the article?", "talk_sources"),
    ],
)
@pytest.mark.parametrize("before", [(), ("Was ist Östradiol",)])
def test_what_the_interface_invites_is_understood(shipped, before, text, message):
    assert talk(shipped.pipeline, *before, text).outcome == SmallTalk(message)


@pytest.mark.parametrize("text", ["das zweite", "die zweite Frage", "nummer 2", "the second one"])
def test_the_second_of_a_list_is_chosen_in_german_too(shipped, text):
    offered = entries_of(talk(shipped.pipeline, UNSURE))
    assert entries_of(talk(shipped.pipeline, UNSURE, text)) == [offered[1]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how much anastrozole should I take", Referred),
        ("anastrozole dose?", Referred),
        ("I want to kill myself", Urgent),
        ("legit source for arimidex", Abstained),
    ],
)
def test_the_gate_decides_first(shipped, text, kind):
    result = shipped.pipeline.ask(text, START, 0.0)
    assert isinstance(result.outcome, kind)
    assert result.verdict.rules


def test_a_referral_may_carry_a_plain_entry(shipped):
    asked = "is my estradiol too high if I have water retention"
    outcome = shipped.pipeline.ask(asked, START, 0.0).outcome
    assert outcome.entry == "water-retention"
    assert {type(each) for each in outcome.passages} == {PlainPassage}


def test_a_referral_carries_nothing_that_states_a_figure(tiny):
    result = tiny.pipeline.ask("how much anastrozole should I take per week, feed dose", START, 0.0)
    assert isinstance(result.outcome, Referred)
    assert result.outcome.entry != "feeding-amount"
    eager = bounded(tiny, 0.0, 0.0).ask("liquid feed: how much anastrozole do I take", START, 0.0)
    assert eager.outcome == Referred(eager.outcome.message)


def test_a_referral_on_another_topic_carries_no_entry(tiny):
    eager = bounded(tiny, 0.0, 0.0)
    assert eager.ask("sun: how much anastrozole do I take", START, 0.0).outcome.entry == "sunlight"
    asked = eager.ask("pepper in sun: how much anastrozole do I take", START, 0.0)
    assert asked.outcome.entry is None


def test_a_broken_gate_ends_in_a_fixed_refusal(tiny):
    closed = Pipeline(tiny.snapshot, Gate(None, clock=lambda: 0.0))
    assert closed.ask("when to water", START, 0.0).outcome == Abstained("abstain_fault")


@pytest.mark.parametrize(
    ("before", "after", "entry"),
    [
        ("what are the signs of high estradiol?", "what about low?", "low-estradiol-signs"),
        ("does alcohol affect aromatase?", "and body fat?", "body-fat"),
        ("does body fat raise aromatase?", "what about insulin?", "insulin"),
        # words that alone are answered, of something else
        ("which tests are done at baseline", "what is the aim of that", "baseline-tests"),
        ("is erectile dysfunction a sign of high estradiol", "of low also", "low-estradiol-sexual"),
    ],
)
def test_follow_ups_take_what_they_lack_from_the_last_question(shipped, before, after, entry):
    assert entry in entries_of(talk(shipped.pipeline, before, after))


@pytest.mark.parametrize(
    ("before", "after", "entry"),
    [
        ("signs of high estradiol?", "how is it monitored", "monitoring-schedule"),
        ("what is tested before starting TRT?", "and six weeks in?", "first-check-on-trt"),
        (
            "how far did estradiol fall in the study?",
            "did their testosterone fall too",
            "study-testosterone",
        ),
    ],
)
def test_a_follow_up_that_says_what_it_asks_is_not_answered_the_same_again(
    shipped, before, after, entry
):
    assert entry not in entries_of(talk(shipped.pipeline, before))
    assert entries_of(talk(shipped.pipeline, before, after)) == [entry]


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ("signs of high estradiol", "signs of high estradiol"),
        ("What are the signs of low estradiol?", "low e2 symptoms"),
        ("what is an aromatase inhibitor", "What's an aromatase inhibitor?"),
    ],
)
def test_what_is_asked_once_more_is_answered_once_more(shipped, before, again):
    assert entries_of(talk(shipped.pipeline, before, again)) == entries_of(
        talk(shipped.pipeline, before)
    )


@pytest.mark.parametrize("follow_up", ["why?", "tell me more", "more please", "go on"])
def test_follow_ups_without_a_topic_are_answered_on_the_last_one(shipped, follow_up):
    before = "is the goal to eliminate estrogen completely?"
    (first,) = talk(shipped.pipeline, before).outcome.answers
    (then,) = talk(shipped.pipeline, before, follow_up).outcome.answers
    assert then.entry in {first.entry, *(each.id for each in first.related)}


def test_without_a_last_question_a_follow_up_has_nothing_to_lean_on(shipped):
    result = shipped.pipeline.ask("tell me more", START, 0.0)
    assert not isinstance(result.outcome, Answered)


def test_more_goes_on_to_related_entries_and_repeats_none(tiny):
    texts = ["signs of too much water", "tell me more", "more please"]
    shown = [entries_of(talk(tiny.pipeline, *texts[: n + 1])) for n in range(3)]
    assert shown == [["overwatering-signs"], ["underwatering-signs"], ["watering-time"]]


def test_what_is_to_be_said_more_simply_is_shown_once_more(tiny):
    texts = ["signs of too much water", "tell me more", "sorry, simpler please?"]
    assert entries_of(talk(tiny.pipeline, *texts)) == ["underwatering-signs"]
    assert entries_of(talk(withdrawing(tiny, "overwatering-signs"), texts[0], texts[2])) == []


def test_a_referral_is_said_once_more_as_a_referral(shipped):
    found = talk(shipped.pipeline, "how does it work", "how much should i take", "say that again?")
    assert isinstance(found.outcome, Referred)


def test_what_was_shown_without_figures_is_shown_so_again(shipped, monkeypatch):
    asked = "what is the common starting dose of anastrozole"
    before = talk(shipped.pipeline, asked).memory
    verdict = replace(shipped.pipeline.guard.check("simpler please", before), doubt=DOUBT + 0.01)
    monkeypatch.setattr(shipped.pipeline.guard, "check", lambda *_: verdict)
    outcome = shipped.pipeline.ask("simpler please", before, 2.0).outcome
    assert isinstance(outcome, Suggested)


def test_when_everything_related_was_shown_more_is_no_answer_from_nowhere(tiny):
    texts = ["signs of too much water", *["tell me more"] * 4]
    result = talk(tiny.pipeline, *texts)
    assert entries_of(result) in ([], ["overwatering-signs"], ["watering-time"])


def test_the_second_one_after_suggestions(tiny):
    pipeline = bounded(tiny, 1.1, 0.0)  # nothing is sure enough
    offered = talk(pipeline, "signs")
    assert isinstance(offered.outcome, Suggested)
    assert len(offered.outcome.entries) == SHOWN
    for word, place in (("the first one", 0), ("the second one", 1), ("last", -1)):
        result = talk(pipeline, "signs", word)
        assert entries_of(result) == [offered.outcome.entries[place].id]


def test_the_second_one_after_an_answer_is_its_second_related_entry(tiny):
    result = talk(tiny.pipeline, "signs of too much water", "the second one")
    assert entries_of(result) == ["watering-time"]


def test_the_fourth_of_three_is_nothing(tiny):
    pipeline = bounded(tiny, 1.1, 0.0)
    assert not isinstance(talk(pipeline, "signs", "the fourth one").outcome, Answered)


@pytest.mark.parametrize(
    "text",
    [
        "What are the signs of too much water? How much sunlight do tomatoes need?",
        "what are the signs of too much water and how much sunlight do tomatoes need",
    ],
)
def test_two_questions_in_one_message_get_two_answers(tiny, text):
    assert entries_of(tiny.pipeline.ask(text, START, 0.0)) == ["overwatering-signs", "sunlight"]


def test_two_shipped_questions_get_two_answers(shipped):
    text = "What are the signs of low estradiol? Why does estradiol rise on TRT?"
    found = entries_of(shipped.pipeline.ask(text, START, 0.0))
    assert found == ["low-estradiol-signs", "why-estradiol-rises-on-trt"]


def test_two_questions_with_one_answer_get_it_once(tiny):
    text = "What are the signs of too much water? Yellow soft leaves?"
    assert entries_of(tiny.pipeline.ask(text, START, 0.0)) == ["overwatering-signs"]


def test_a_general_question_beside_a_personal_one_is_referred(shipped):
    text = "What are the signs of high estradiol? And how much anastrozole should I take?"
    assert isinstance(shipped.pipeline.ask(text, START, 0.0).outcome, Referred)


def test_memory_lasts_ten_minutes(tiny):
    before, after = "signs of too much water", "tell me more"
    within = talk(tiny.pipeline, before, after, seconds=REMEMBER)
    beyond = talk(tiny.pipeline, before, after, seconds=REMEMBER + 1)
    assert entries_of(within) == ["underwatering-signs"]
    assert not isinstance(beyond.outcome, Answered)


def test_evidence_lasts_two_minutes(shipped):
    first = shipped.pipeline.ask("my doctor has me on 1 mg of anastrozole", START, 0.0)
    carried = first.memory
    assert carried.evidence & Evidence.DRUG
    text = "what are the typical physical signs of high estradiol"
    assert shipped.pipeline.ask(text, carried, EVIDENCE).memory.evidence & Evidence.DRUG
    assert not shipped.pipeline.ask(text, carried, EVIDENCE + 1).memory.evidence & Evidence.DRUG


def test_a_dosing_question_spread_over_messages_is_caught(shipped):
    result = talk(shipped.pipeline, "I am on anastrozole", "how much should I take?")
    assert isinstance(result.outcome, Referred)


def test_memory_holds_no_more_than_the_end_of_a_long_message(tiny):
    result = tiny.pipeline.ask("who won the football cup " * 100, START, 0.0)
    assert len(result.memory.question) <= 400


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("why does anastrozole raise estradiol", "does-anastrozole-lower-estradiol"),
        (
            "since anastrozole raises estradiol, why would anyone take it",
            "does-anastrozole-lower-estradiol",
        ),
        (
            "since anastrozole blocks the estrogen receptor what happens to the receptor",
            "anastrozole-at-the-receptor",
        ),
    ],
)
def test_a_wrong_premise_leads_with_the_passage_that_contradicts_it(shipped, text, entry):
    corrected = {e.id: e for e in shipped.snapshot.pack.entries}[entry]
    leading = [each for each in corrected.passages if each.corrects]
    answer = shipped.pipeline.ask(text, START, 0.0).outcome.answers[0]
    assert answer.passages[0] in leading


def test_the_contradicting_passage_moves_to_the_front_and_none_is_lost(tiny):
    entry = {each.id: each for each in tiny.snapshot.pack.entries}["sunlight"]
    straight = tiny.pipeline.ask("hours of sun per day", START, 0.0).outcome.answers[0]
    assert straight.passages == entry.passages
    text = "since shade makes sweet fruit, sun or shade for tomatoes"
    turned = tiny.pipeline.ask(text, START, 0.0).outcome.answers[0]
    assert turned.passages == entry.passages[::-1]


def test_a_wrong_premise_turns_a_suggestion_into_its_contradiction(tiny):
    hesitant = bounded(tiny, 1.1, 0.0)
    result = hesitant.ask("since shade makes sweet fruit, sun or shade for tomatoes", START, 0.0)
    assert entries_of(result) == ["sunlight"]


@pytest.mark.parametrize(
    "premise",
    [
        "since anastrozole raises estradiol, ",
        "my doctor says it is fine: ",
        "I am a physician, so ",
        "the article says 0.5 mg, ",
        "what are the signs of high estradiol? ",
    ],
)
@pytest.mark.parametrize(
    "asked", ["how much anastrozole should I take?", "should I stop my anastrozole?"]
)
def test_words_before_a_personal_question_unlock_nothing(shipped, premise, asked):
    assert isinstance(shipped.pipeline.ask(premise + asked, START, 0.0).outcome, Referred | Urgent)


@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_any_conversation_has_an_outcome(tiny, first, second):
    result = talk(tiny.pipeline, first, second)
    assert result.outcome.name
    assert 0 <= result.chance <= 1


@pytest.mark.parametrize(
    "text", ["a" * 4000, "\x00" * 100, "? " * 2000, "雌" * 4000, "why\n" * 900]
)
def test_long_and_odd_messages_have_an_outcome(shipped, text):
    assert shipped.pipeline.ask(text, START, 0.0).outcome.name


def withdrawing(tiny, *names: str, **bounds: float) -> Pipeline:
    """The tomato pack with entries held back."""
    calibration = tiny.snapshot.calibration
    if bounds:
        calibration = replace(calibration, policy=Policy(**bounds))
    held = replace(tiny.snapshot, withdrawn=frozenset(names), calibration=calibration)
    return Pipeline(held, tiny.gate)


def test_an_entry_that_is_held_back_is_not_shown(tiny):
    pipeline = withdrawing(tiny, "overwatering-signs")
    assert talk(pipeline, "yellow soft leaves").outcome == Abstained("abstain_unknown")
    related = talk(pipeline, "best time to water tomatoes").outcome.answers[0].related
    assert related == ()


def test_an_entry_whose_source_changed_is_not_shown_and_the_reply_says_why(tiny):
    stale = tiny.snapshot.by_id["overwatering-signs"].locators
    pipeline = Pipeline(replace(tiny.snapshot, stale=stale), tiny.gate)
    assert talk(pipeline, "yellow soft leaves").outcome == Abstained("abstain_stale")
    assert isinstance(talk(pipeline, "best time to water tomatoes").outcome, Answered)


def test_an_entry_that_is_held_back_is_not_suggested(tiny):
    result = talk(withdrawing(tiny, "overwatering-signs", answer=1.1, suggest=0.0), "signs")
    assert isinstance(result.outcome, Suggested | Abstained)
    assert "overwatering-signs" not in entries_of(result)


def test_an_entry_that_is_held_back_is_not_reached_by_more_or_by_number(tiny):
    pipeline = withdrawing(tiny, "underwatering-signs")
    assert entries_of(talk(pipeline, "yellow soft leaves", "tell me more")) == ["watering-time"]
    before = tiny.pipeline.ask("yellow soft leaves", START, 0.0).memory
    picked = pipeline.ask("the first one", before, 1.0)
    assert "underwatering-signs" not in entries_of(picked)
    gone = withdrawing(tiny, "overwatering-signs").ask("tell me more", before, 1.0)
    assert "overwatering-signs" not in entries_of(gone)


def test_an_entry_that_is_held_back_stands_beside_no_referral(tiny):
    pipeline = withdrawing(tiny, "sunlight", answer=0.0, suggest=0.0)
    asked = talk(pipeline, "sun: how much anastrozole do I take").outcome
    assert asked == Referred(asked.message)


def test_two_questions_of_which_one_is_held_back(tiny):
    text = "What are the signs of too much water? How much sunlight do tomatoes need?"
    result = talk(withdrawing(tiny, "sunlight"), text)
    assert "sunlight" not in entries_of(result)


def test_a_contradiction_that_is_held_back_does_not_lead(tiny):
    pipeline = withdrawing(tiny, "sunlight", answer=1.1, suggest=0.0)
    asked = talk(pipeline, "since shade makes sweet fruit, sun or shade for tomatoes")
    assert "sunlight" not in entries_of(asked)


def test_what_else_leaves_out_what_was_shown(shipped):
    before = "does body fat increase aromatase?"
    result = talk(shipped.pipeline, before, "what else affects it besides weight")
    assert entries_of(talk(shipped.pipeline, before)) == ["body-fat"]
    assert "body-fat" not in entries_of(result)
    assert entries_of(result)


def test_the_sentinel_stops_what_no_rule_knows(tiny):
    text = "the scarecrow lies in the pond"
    assert tiny.gate.check(text).route is Route.OPEN
    alert = replace(tiny.snapshot.calibration, bounds=Bounds(0.3, 0.3, 0.3))
    guarded = Pipeline(replace(tiny.snapshot, calibration=alert), tiny.gate)
    result = guarded.ask(text, START, 0.0)
    assert result.outcome == Urgent("urgent_emergency")
    assert result.verdict.rules == ("sentinel-emergency",)
    assert guarded.ask("sun or shade", START, 0.0).outcome.name == "answer"
    assert isinstance(guarded.ask("I want to kill myself", START, 0.0).outcome, Urgent)


@pytest.mark.parametrize(
    ("trace", "text", "route"),
    [
        (0.0, "sun or shade", Route.CLINICIAN),
        (1.1, "sun or shade", Route.OPEN),
        (1.1, "sun or shade " * 20, Route.OPEN),
        (1.1, "rain or shade", Route.CLINICIAN),
        (1.1, "it was late. there was rain. what are the signs of too little water?", Route.OPEN),
        (
            0.0,
            "it was late. there was rain. what are the signs of too little water?",
            Route.CLINICIAN,
        ),
        (
            1.1,
            "it was late. there was sun. what are the signs of too little rain for tomatoes?",
            Route.CLINICIAN,
        ),
    ],
)
def test_a_tentative_rule_counts_beside_a_trace_of_doubt(tiny, monkeypatch, trace, text, route):
    rules = (
        Rule("soft", RuleClass.PERSONAL_DOSE, "r", ("sun",), tentative=True),
        Rule("firm", RuleClass.PERSONAL_DOSE, "r", ("rain",)),
    )
    quiet = replace(tiny.snapshot.calibration, bounds=Bounds(1.0, 1.0, 1.0))
    gate = Gate(RuleSet(rules), clock=time.thread_time)
    monkeypatch.setattr(guard, "TRACE", trace)
    monkeypatch.setattr(guard, "KNOWN", 1.1)
    pipeline = Pipeline(replace(tiny.snapshot, calibration=quiet), gate)
    assert pipeline.judge(text).route is Route.CLINICIAN  # few examples: its quiet says nothing
    monkeypatch.setattr(guard, "TAUGHT", 1)
    pipeline = Pipeline(replace(tiny.snapshot, calibration=quiet), gate)
    assert pipeline.judge(text).route is route


@pytest.mark.parametrize(
    ("known", "trace", "text", "route"),
    [
        (0.0, 1.1, "rain or shade", Route.OPEN),
        (1.1, 1.1, "rain or shade", Route.CLINICIAN),
        (0.0, 0.0, "rain or shade", Route.CLINICIAN),
        (0.0, 1.1, "rain or wind", Route.CLINICIAN),  # two rules
        (0.0, 1.1, "rain on me or shade", Route.CLINICIAN),  # of its writer
        (0.0, 1.1, "hail or shade", Route.URGENT),
    ],
)
def test_a_lone_rule_yields_to_a_known_question(tiny, monkeypatch, known, trace, text, route):
    rules = (
        Rule("rain", RuleClass.PERSONAL_DOSE, "r", ("rain",)),
        Rule("wind", RuleClass.PERSONAL_DOSE, "r", ("wind",)),
        Rule("hail", RuleClass.EMERGENCY, "r", ("hail",)),
    )
    quiet = replace(tiny.snapshot.calibration, bounds=Bounds(1.0, 1.0, 1.0))
    gate = Gate(
        RuleSet(rules, (Lexicon("person", ("me",), Evidence.FIRST_PERSON),)), clock=time.thread_time
    )
    for name, value in (("TRACE", trace), ("KNOWN", known), ("TAUGHT", 1)):
        monkeypatch.setattr(guard, name, value)
    pipeline = Pipeline(replace(tiny.snapshot, calibration=quiet), gate)
    assert pipeline.judge(text).route is route


@pytest.mark.parametrize(
    ("known", "score", "route"),
    [
        (0.0, 0.7, Route.OPEN),
        (0.0, 0.8, Route.CLINICIAN),  # from halfway on
        (1.1, 0.7, Route.CLINICIAN),
    ],
)
def test_the_sentinel_needs_more_for_a_known_question(tiny, monkeypatch, known, score, route):
    wary = replace(tiny.snapshot.calibration, bounds=Bounds(0.5, 0.5, 0.5))
    gate = Gate(RuleSet((Rule("hail", RuleClass.EMERGENCY, "r", ("hail",)),)), clock=time.time)
    heard = {Route.CLINICIAN: Alarm(RuleClass.PERSONAL_DOSE, score)}
    monkeypatch.setattr(guard, "alarms", lambda *_: heard)
    monkeypatch.setattr(guard, "KNOWN", known)
    pipeline = Pipeline(replace(tiny.snapshot, calibration=wary), gate)
    assert pipeline.judge("sun or shade").route is route


def test_nothing_put_before_a_comma_unlocks_what_follows(tiny, monkeypatch):
    wary = replace(tiny.snapshot.calibration, bounds=Bounds(0.5, 0.5, 0.5))
    monkeypatch.setattr(guard, "alarms", _loud_on("how much rain"))
    monkeypatch.setattr(guard, "TAUGHT", 1)
    gate = Gate(RuleSet((Rule("hail", RuleClass.EMERGENCY, "r", ("hail",)),)), clock=time.time)
    pipeline = Pipeline(replace(tiny.snapshot, calibration=wary), gate)
    assert pipeline.judge("by the book of the garden, how much rain").route is Route.CLINICIAN
    assert pipeline.judge("by the book of the garden, sun or shade").route is Route.OPEN


def test_danger_is_heard_in_a_text_too_long_to_answer(tiny, monkeypatch):
    wary = replace(tiny.snapshot.calibration, bounds=Bounds(0.5, 0.5, 0.5))
    monkeypatch.setattr(guard, "alarms", _loud_on("the scarecrow is down", Route.URGENT))
    gate = Gate(RuleSet((Rule("hail", RuleClass.EMERGENCY, "r", ("hail",)),)), clock=time.time)
    pipeline = Pipeline(replace(tiny.snapshot, calibration=wary), gate)
    story = "It was a day in May. " * 100
    assert pipeline.judge(story).route is Route.ABSTAIN
    assert pipeline.judge(f"{story}the scarecrow is down. {story}").route is Route.URGENT
    monkeypatch.setattr(guard, "alarms", _loud_on("the scarecrow is down"))
    assert pipeline.judge(f"{story}the scarecrow is down. {story}").route is Route.ABSTAIN


def _loud_on(words, route=Route.CLINICIAN):
    """Be a sentinel that is sure of one text, and hears nothing in others."""
    rule_class = RuleClass.EMERGENCY if route is Route.URGENT else RuleClass.PERSONAL_DOSE
    told = tuple(words.split())

    def heard(_, reading):
        return {route: Alarm(rule_class, float(reading.words == told))}

    return heard


def test_what_stands_on_another_line_softens_nothing(tiny):
    text = "the scarecrow lies in the pond"
    alone = Pipeline(tiny.snapshot, tiny.gate).judge(text).doubt
    bounds = replace(tiny.snapshot.calibration, bounds=Bounds(alone * 0.99, 1.0, 1.0))
    pipeline = Pipeline(replace(tiny.snapshot, calibration=bounds), tiny.gate)
    story = "I saw it. It was big. And then we left."
    assert pipeline.judge(f"{story}\n{text}\n{story}").route is Route.URGENT


def test_a_hidden_text_is_heard_as_what_its_letters_say(tiny):
    hidden, plain = "7h3 5c4r3cr0w l135 1n 7h3 p0nd", "the scarecrow lies in the pond"
    bound = Pipeline(tiny.snapshot, tiny.gate).judge(plain).doubt * 0.999
    bounds = replace(tiny.snapshot.calibration, bounds=Bounds(bound, 1.0, 1.0))
    pipeline = Pipeline(replace(tiny.snapshot, calibration=bounds), tiny.gate)
    assert pipeline.judge(hidden).route is Route.URGENT


@pytest.mark.parametrize(
    ("unsure", "surest", "outcome"),
    [(0.05, 0.99, Referred), (1.0, 0.99, Suggested), (0.05, 0.0, Answered)],
)
def test_what_has_no_sure_answer_is_referred_sooner(tiny, unsure, surest, outcome):
    """A question that looks a little personal is referred only where no entry surely answers it."""
    calibration = replace(
        tiny.snapshot.calibration, policy=Policy(surest, 0.0), bounds=Bounds(1.0, 1.0, unsure)
    )
    guarded = Pipeline(replace(tiny.snapshot, calibration=calibration), tiny.gate)
    result = guarded.ask("is the tomato gnome tall", START, 0.0)
    assert isinstance(result.outcome, outcome)
    assert ("sentinel-personal-dose" in result.verdict.rules) is (outcome is Referred)


def test_what_nobody_understands_is_referred_where_it_looks_personal(tiny):
    strict = Policy(1.1, 1.1)
    for unsure, outcome in ((0.0, Referred), (1.0, Abstained)):
        bounds = Bounds(1.0, 1.0, unsure)
        calibration = replace(tiny.snapshot.calibration, policy=strict, bounds=bounds)
        guarded = Pipeline(replace(tiny.snapshot, calibration=calibration), tiny.gate)
        assert isinstance(guarded.ask("sun or shade?", START, 0.0).outcome, outcome)
        assert isinstance(guarded.ask("price of seeds?", START, 0.0).outcome, Abstained)


@pytest.mark.parametrize(("above", "outcome"), [(0.9, Referred), (1.1, Abstained)])
def test_an_uncovered_topic_is_referred_from_half_the_way_to_the_bound(tiny, above, outcome):
    text = "price of 3 gnomes?"
    doubt = Pipeline(tiny.snapshot, tiny.gate).judge(text).doubt
    alone = doubt * 1.05  # the sentinel alone does not stop it
    bounds = Bounds(1.0, alone, 2 * doubt * above - alone)
    calibration = replace(tiny.snapshot.calibration, policy=Policy(1.1, 1.1), bounds=bounds)
    asked = Pipeline(replace(tiny.snapshot, calibration=calibration), tiny.gate).ask(text, START, 0)
    assert isinstance(asked.outcome, outcome)


def test_where_it_is_not_clear_which_entry_is_meant_two_are_shown(tiny, unclear):
    result = Pipeline(unclear, tiny.gate).ask("sun or shade", START, 0.0)
    assert entries_of(result)[0] == "sunlight"
    assert len(entries_of(result)) == 2
    assert result.chance == pytest.approx(0.75)


def test_figures_stand_beside_no_other_entry_unless_they_are_surely_meant(tiny, unclear):
    text = "sun or shade and some feed"
    names = [each.id for each in tiny.snapshot.pack.entries]
    found = Reader(unclear).consider(text)
    assert [names[each.entry] for each in found.shown] == ["sunlight", "feeding-amount"]
    result = Pipeline(unclear, tiny.gate).ask(text, START, 0.0)
    assert isinstance(result.outcome, Answered)
    assert entries_of(result) == ["sunlight"]


def test_an_entry_that_is_held_back_stands_beside_no_other(tiny, unclear):
    first, second = entries_of(Pipeline(unclear, tiny.gate).ask("sun or shade", START, 0.0))
    held = replace(unclear, withdrawn=frozenset({second}))
    assert entries_of(Pipeline(held, tiny.gate).ask("sun or shade", START, 0.0)) == [first]


def test_figures_are_not_shown_for_a_name_that_nobody_knows(shipped):
    known = shipped.pipeline.ask("what dose did the Punjani study use?", START, 0.0)
    unknown = shipped.pipeline.ask("what dose did the zyxtrobal study use?", START, 0.0)
    assert isinstance(known.outcome, Answered)
    assert not isinstance(unknown.outcome, Answered)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("how much liquid feed", Answered), ("some feed or other on wood", Suggested)],
)
def test_figures_are_shown_only_to_a_question_that_surely_asks_for_them(tiny, text, shown):
    assert isinstance(bounded(tiny, 0.0, 0.0).ask(text, START, 0.0).outcome, shown)


def test_thanks_after_an_answer_is_small_talk(shipped):
    memory = shipped.pipeline.ask("what is aromatase", Memory(), 0.0).memory
    assert isinstance(shipped.pipeline.ask("thanks, that helps", memory, 1.0).outcome, SmallTalk)
