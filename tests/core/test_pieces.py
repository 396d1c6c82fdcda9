import pytest

from bot.core.pieces import pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is trt is my e2 ok", ["what is trt", "is my e2 ok"]),
        ("what is trt give me a dose", ["what is trt", "give me a dose"]),
        ("how does it work can i stop it", ["how does it work", "can i stop it"]),
        ("does it hurt is 45 bad", ["does it hurt", "is 45 bad"]),
        ("signs of gyno Should I stop", ["signs of gyno", "Should I stop"]),
    ],
)
def test_questions_run_together_are_split(text: str, expected: list[str]):
    assert pieces(text) == [text, *expected]


@pytest.mark.parametrize(
    "text",
    [
        "does the text give a dose for anastrozole",
        "how do they know the ai dose is working",
        "my pharmacist said the pill doesn't remove estrogen",
        "before or after the injection, what does the article say",
        'who wrote "Do I Need to Take Anastrozole?"',
    ],
)
def test_the_parts_of_one_question_stay_together(text: str):
    assert pieces(text) == [text]


def test_sentences_are_pieces_alone_and_two_in_a_row():
    assert pieces("One. Two.\nThree.") == ["One.", "Two.", "Three.", "One.\nTwo.", "Two.\nThree."]
