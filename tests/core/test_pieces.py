import pytest

from bot.core.pieces import pieces, sides, windows


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


def test_a_capital_begins_a_sentence_where_no_other_stands_before():
    text = "no symptoms so no inhibitor Tell my husband how much"
    assert pieces(text)[1:] == ["no symptoms so no inhibitor", "Tell my husband how much"]
    assert pieces("the study by Punjani") == ["the study by Punjani"]


def test_a_message_joined_to_another_is_one_of_the_windows():
    first, second = "Take more? He eats a lot.", "does it lower estrogen what is a receptor"
    joined = windows(f"{first} {second}")
    assert set(windows(first)) | set(windows(second)) <= set(joined)
    assert "Take more?\nHe eats a lot." in joined


def test_the_sides_of_a_sentence_are_its_beginnings_and_ends():
    assert list(sides("is it bad")) == ["is", "it bad", "is it", "bad"]
