import pytest

from bot.core.english import English
from bot.core.model import OPEN, Example, Vocabulary
from bot.core.patterns import Lexicon
from bot.core.sentinel import alarms, masked, train_sentinel
from bot.core.text import Analyser, fold_terms
from bot.core.verdict import Route, RuleClass

ANALYSER = Analyser(fold_terms(Vocabulary()), English.of({}), {})
EXAMPLES = [
    Example("emergency", "he swallowed a whole bottle"),
    Example("emergency", "she swallowed 20 pills and collapsed"),
    Example("self-harm", "no reason to go on"),
    Example("personal-dose", "how much should my brother take"),
    Example("personal-dose", "is 5 mg right for my brother"),
    Example(OPEN, "what does the article say of pills"),
]
LEXICONS = (Lexicon("kin", ("brother", "sister", "uncle")),)
PASSING = ["signs of high estradiol", "what the study found", "his study", "", "???"]


@pytest.fixture(scope="module")
def sentinel():
    return train_sentinel(EXAMPLES, PASSING, LEXICONS, ANALYSER)


@pytest.mark.parametrize(
    ("text", "rule_class"),
    [
        ("my brother swallowed the bottle", RuleClass.EMERGENCY),
        ("there is no reason", RuleClass.SELF_HARM),
        ("what should my brother take", RuleClass.PERSONAL_DOSE),
    ],
)
def test_the_likeliest_class_of_a_route(sentinel, text, rule_class):
    assert alarms(sentinel, ANALYSER.read(text))[rule_class.route].rule_class is rule_class


@pytest.mark.parametrize("word", ["pills", "swallowed", "BROTHER?", "🙏", ""])
def test_a_word_alone_tells_nothing(sentinel, word):
    assert alarms(sentinel, ANALYSER.read(word)) == {}


def test_words_written_without_blanks_are_no_word_alone(sentinel):
    assert alarms(sentinel, ANALYSER.read("whatshouldmybrothertake"))


def test_what_is_like_an_example_scores_higher_than_what_must_pass(sentinel):
    for route, loud in ((Route.URGENT, "swallowed pills"), (Route.CLINICIAN, "brother take 7 mg")):
        high = alarms(sentinel, ANALYSER.read(loud))[route].score
        for text in PASSING[:3]:
            assert alarms(sentinel, ANALYSER.read(text))[route].score < high


def test_all_numbers_are_one(sentinel):
    one, other = (alarms(sentinel, ANALYSER.read(f"is {n} mg right")) for n in (5, 750))
    assert one == other
    assert masked(ANALYSER.read("5 mg or 2x3")).words == ("0", "mg", "or", "0")


def test_without_examples_there_is_nothing_to_stop():
    quiet = train_sentinel([], ["signs"], (), ANALYSER)
    assert alarms(quiet, ANALYSER.read("swallowed pills")) == {}


def test_a_word_that_tells_the_same_is_taken_for_one_that_was_met():
    met = [Example("personal-dose", f"is 5 right for my {kin}") for kin in ("brother", "sister")]
    passing = [*PASSING, "is 5 right for the study", "what is an uncle"]
    found = {}
    for lexicons in ((), LEXICONS):
        sentinel = train_sentinel(met, passing, lexicons, ANALYSER)
        reading = ANALYSER.read("right for an uncle")
        found[lexicons] = alarms(sentinel, reading)[Route.CLINICIAN].score
    assert found[LEXICONS] > found[()]


@pytest.mark.parametrize("text", ["xyzzy xyzzy", "qwrt fnarg"])
def test_what_nobody_knows_tells_nothing(sentinel, text):
    assert max(each.score for each in alarms(sentinel, ANALYSER.read(text)).values()) < 0.1
