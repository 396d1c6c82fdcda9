import pytest

from bot.core.beckon import beckons


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "^", "^^^", "👆", "👆 please", "please", "Pls?", "this", "this!", "^ this"),
        *("can you answer this?", "could you help him out here please", "help him", "answer that"),
        *("what about this", "What do you think?", "any thoughts on this?", "is that true?"),
        *("any source for this?", "sources?", "have you got a citation for that", "look it up"),
        *("what's the answer", "same question", "hey bot, can you answer that?", "thanks for this"),
        *("yes please", "do you know?", "bump"),
        *("bitte", "Kannst du das beantworten?", "hilf ihm bitte", "was sagst du dazu?"),
        *("gibt es dafür eine Quelle?", "Weißt du das?", "Stimmt das?", "gleiche Frage"),
    ],
)
def test_what_only_points(text):
    assert beckons(text)


@pytest.mark.parametrize(
    "text",
    [
        *("what is estradiol?", "can you answer this: what is estradiol", "and low?", "why?"),
        *("I took 30 tablets, help", "help me", "help him die", "is this dangerous?", "no"),
        *(
            "should he take this",
            "what about me",
            "can I have this too",
            "30 mg?",
            "I want to do it",
        ),
        *("who are you", "what can you do?", "what do you know", "what is your source for this"),
        *(
            "hi",
            "hello bot is bad",
            "thanks",
            "thank you",
            "Danke dir!",
            "good bot",
            "was kannst du",
        ),
        *(
            "was ist Östradiol?",
            "soll ich das nehmen",
            "雌二醇是什么",
            "что это",
            "https://a.example",
        ),
    ],
)
def test_what_says_something_of_its_own(text):
    assert not beckons(text)
